"""Back up a database to one file while others write, and restore it checked.

A backup is a zip of three members: the database as an SQLite file, showing one moment and made
without blocking a writer (of a file page by page in one step, of a server row by row: see
store/database_copy.py); the person key; and `manifest.json` with counts, the journal's head, the
schema and a SHA-256 of each. It is written under another name, synced and renamed: a kill leaves
the old one whole. It holds personal data and the key, so only its owner may read it (0600).
"""

import errno
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import field
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import func, inspect, make_url, select, table, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from commandcenter import __version__, own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_content import BROKEN_ZIP
from commandcenter.domain.file_trouble import why
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import user_data
from commandcenter.store import backup_key, database_copy, restore_mark, schema_state
from commandcenter.store.backup_file import (
    KEY,
    MANIFEST,
    create,
    extract,
    is_backup,
    require_room,
)
from commandcenter.store.complaints.person_key_care import require_pair
from commandcenter.store.database import Database, Lost, open_database
from commandcenter.store.embedded_file import SIDE_FILES, files_of
from commandcenter.store.tables.every import PenRow, SchemaInfoRow
from commandcenter.store.trouble import is_damaged, is_full, lost_of
from commandcenter.store.verify import verify

FORMAT = 1
DATA = "center.db"
MANIFEST_LIMIT = 1 << 20
FILE_SIZE = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
TABLES_SIZE = text(
    "SELECT sum(pg_table_size(oid)) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
UNPACKED = "restore.part"  # in the user's data folder, while a server is being filled


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a backup: the journal's head and the rows of each table; `database`: its name."""

    journal_number: int
    journal_hash: str
    counts: dict[str, int]
    schema: str
    database: str = field(default="", compare=False)  # older manifests lack it


def backup(db: Database, path: Path, *, force: bool = False) -> Facts:
    """Write a backup to `path`, in place of an older one there of the same database.

    `force`: of another one too, or the last that holds a key. Raises RuleBroken when it cannot
    be written, Lost when the database is out of reach.
    """
    _refuse_overwriting(path, _source(db))
    if not force:
        _refuse_another(path, db)
    copy = path.with_name(f".{path.name}.db.part")
    with _file_errors_in_words(path), _removed_after(copy):
        require_room(path.parent, _size(db))
        if db.embedded:
            _copy_pages(db, copy)
        else:
            create(copy).close()
            database_copy.to_file(db, copy)
        facts, key = _facts_of(copy), backup_key.to_back_up(db, path, force=force)
        _write_zip(path, copy, key, facts)
    return facts


def _size(db: Database) -> int:
    """About how many bytes its copy takes; what is packed of it is less."""
    with db.read() as session:
        return int(session.scalar(FILE_SIZE if db.embedded else TABLES_SIZE) or 0)


def _source(db: Database) -> Path | None:
    return Path(db.engine.url.database or "") if db.embedded else None


def _refuse_overwriting(path: Path, source: Path | None) -> None:
    if path.is_dir():
        raise RuleBroken("“{path}”是文件夹，请写明备份文件的名称。", path=path)
    if not path.parent.is_dir():
        raise RuleBroken("文件夹“{folder}”不存在。", folder=path.parent)
    own = (*files_of(source), *files_of(source.resolve())) if source else ()
    same = path.resolve() in [each.resolve() for each in own]
    if same or (path.exists() and path.stat().st_size and not is_backup(path)):
        raise RuleBroken("“{path}”不是备份文件，不会覆盖它，请另起文件名。", path=path)


def _refuse_another(path: Path, db: Database) -> None:
    """A backup of another database is not to be lost by a wrong `--db`."""
    if not path.exists() or not path.stat().st_size:
        return
    with db.read() as session:
        own = session.scalar(select(SchemaInfoRow.database_id))
    if (found := database_of(path)) != own:
        of = word("另一个数据库") if found else word("一个看不出是哪个数据库")
        raise RuleBroken(
            "“{path}”是{of}的备份，不会覆盖它，请另起文件名；确要覆盖请加 --force。",
            path=path,
            of=of,
        )


UNREADABLE = (
    *BROKEN_ZIP,
    OSError,
    RuleBroken,
    Lost,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    DBAPIError,
)


def named_database(path: Path) -> str:
    """The name of the database, as a backup's manifest says it; "" where it does not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return str(_manifest(path, archive).get("database") or "")
    except UNREADABLE:
        return ""


def database_of(path: Path) -> str:
    """The same, of a backup made before manifests said it by looking inside."""
    if named := named_database(path):
        return named
    inside = path.with_name(f".{path.name}.look.part")
    try:
        with zipfile.ZipFile(path) as archive, _removed_after(inside):
            extract(path, archive, DATA, inside)
            return _facts_of(inside).database
    except UNREADABLE:
        return ""


@contextmanager
def _file_errors_in_words(path: Path) -> Iterator[None]:
    """Says in words what the file system refused."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise RuleBroken("磁盘空间不足，无法写入“{path}”。", path=path) from error
        raise RuleBroken("无法读写“{path}”：{why}。", path=path, why=why(error)) from error
    except sqlite.DatabaseError as error:
        if is_full(error):
            raise RuleBroken("磁盘空间不足或读写出错，无法写入“{path}”。", path=path) from error
        if is_damaged(error):
            raise RuleBroken("数据库文件已损坏，无法备份，请从以前的备份恢复。") from error
        raise lost_of(error) or Lost(type(error).__name__) from error


@contextmanager
def _removed_after(*paths: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            for name in (path, *(Path(f"{path}{end}") for end in SIDE_FILES)):
                with suppress(OSError):
                    name.unlink(missing_ok=True)


def _copy_pages(db: Database, copy: Path) -> None:
    create(copy).close()
    try:
        source = db.engine.raw_connection()
    except DBAPIError as error:
        raise lost_of(error) or error from error
    target = sqlite.connect(str(copy))
    try:
        source.driver_connection.backup(target, pages=-1)  # type: ignore[union-attr]  # SQLite's, open here
        target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    finally:
        target.close()
        source.close()


def _facts_of(copy: Path) -> Facts:
    db = open_database(f"sqlite:///{copy}")
    try:
        with db.read() as session:
            return _facts(session)
    finally:
        db.close()


def _facts(session: Session) -> Facts:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    names = inspect(session.connection()).get_table_names()  # an older schema has fewer
    names = [name for name in names if name != restore_mark.TABLE]
    counts = {name: session.scalar(select(func.count()).select_from(table(name))) for name in names}
    revision = schema_state.revision(session.connection()) or ""
    name = session.scalar(select(SchemaInfoRow.database_id)) or ""
    return Facts(head.number, head.hash, {n: c or 0 for n, c in counts.items()}, revision, name)


def _write_zip(path: Path, copy: Path, key: bytes, facts: Facts) -> None:
    with copy.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    key_text = key.hex().encode()
    manifest = {
        "format": FORMAT,
        "program": __version__,
        "schema": facts.schema,
        "database": facts.database,
        "journal": {"number": facts.journal_number, "hash": facts.journal_hash},
        "counts": facts.counts,
        "sha256": {DATA: digest, KEY: hashlib.sha256(key_text).hexdigest()},
    }
    with (
        own_files.whole(path, "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        archive.writestr(KEY, key_text)
        archive.write(copy, DATA)


@restore_mark.one_at_a_time()
def restore(path: Path, target_url: str) -> Facts:
    """Put the database of a backup where `target_url` says, with its key beside it.

    Raises RuleBroken, and leaves nothing, unless the target is empty and hashes, counts
    and the journal's chain are all as the backup says.
    """
    target = _empty_target(target_url)
    key = Path(f"{target}.key")
    part = target.with_name(f".{target.name}.part")
    key_part = target.with_name(f".{target.name}.key.part")
    with _file_errors_in_words(target), _removed_after(part, key_part):
        facts = _unpack(path, part, key_part)
        _mark_unfinished(part)
        _check(path, part, facts)
        require_pair(path, part, key_part)
        _refuse_other_key(key, key_part, part)
        _note_restored(part)
        if key_part.stat().st_size:
            os.replace(key_part, key)  # first: a database is not to be seen without its key
        os.replace(part, target)
        own_files.sync_folder(target.parent)
    return facts


@restore_mark.one_at_a_time()
def restore_to_server(path: Path, db: Database) -> Facts:
    """Put the database of a backup into an empty one of a server, as its owner.

    The key goes with the rows. Raises RuleBroken, and leaves the database as it was, unless all
    is there as the backup says.
    """
    database_copy.require_empty(db)  # before anything is unpacked; asked again when rows go in
    folder = user_data() / UNPACKED
    shutil.rmtree(folder, ignore_errors=True)  # what a kill left
    own_files.make_folder(folder)
    part, key_part = folder / DATA, folder / KEY
    try:
        with _file_errors_in_words(folder):
            facts = _unpack(path, part, key_part)
            _check(path, part, facts)
            require_pair(path, part, key_part)
            with database_copy.marked_unfinished(db):
                database_copy.to_server(part, db, key_part.read_text())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return facts


def _refuse_other_key(key: Path, key_part: Path, part: Path) -> None:
    if not key.exists():
        return
    if not key_part.stat().st_size:
        with closing(open_database(f"sqlite:///{part}")) as db:
            backup_key.require_own_at_target(db, key)
    elif key.read_bytes() != key_part.read_bytes():
        raise RuleBroken("“{path}”已有内容，恢复不会覆盖它，请另选位置。", path=key)


def _mark_unfinished(part: Path) -> None:
    """What a kill leaves is not to pass for a database: until all is checked."""
    with suppress(sqlite.DatabaseError), closing(sqlite.connect(str(part))) as raw:
        raw.execute(str(restore_mark.MAKE))  # of what is none `_check` says so
        raw.commit()


def _note_restored(part: Path) -> None:
    db = open_database(f"sqlite:///{part}")
    try:
        with db.write() as session:
            database_copy.note_restored(session)
            restore_mark.take_away(session.connection())
    finally:
        db.close()


def _empty_target(url: str) -> Path:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise RuleBroken("数据库地址“{url}”写法不对。", url=url) from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise RuleBroken("不能恢复到“{url}”，请写明数据库文件。", url=url)
    target = Path(str(parsed.database))
    if not target.parent.is_dir():
        raise RuleBroken("文件夹“{folder}”不存在。", folder=target.parent)
    for beside in (target, *(Path(f"{target}{end}") for end in SIDE_FILES)):
        if beside.is_dir() or (beside.exists() and beside.stat().st_size):
            raise RuleBroken("“{path}”已有内容，恢复不会覆盖它，请另选位置。", path=beside)
    return target


def _unpack(path: Path, part: Path, key_part: Path) -> Facts:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(path, archive)
            for name, file in ((DATA, part), (KEY, key_part)):
                if extract(path, archive, name, file) != manifest["sha256"][name]:
                    raise RuleBroken("备份“{path}”的内容被改动过，不能恢复。", path=path)
            return Facts(
                int(manifest["journal"]["number"]),
                str(manifest["journal"]["hash"]),
                dict(manifest["counts"]),
                str(manifest["schema"]),
            )
    except FileNotFoundError as error:
        raise RuleBroken("没有备份文件“{path}”。", path=path) from error
    except OSError as error:
        if error.filename != str(path):
            raise  # of where it is unpacked to
        words = "备份文件“{path}”无法读取：{why}。"
        raise RuleBroken(words, path=path, why=why(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleBroken("“{path}”不是本程序的备份。", path=path) from error
    except BROKEN_ZIP as error:
        if "encrypted" in str(error):
            words = "备份“{path}”有密码保护，请先去掉密码。"
            raise RuleBroken(words, path=path) from error
        raise RuleBroken("备份“{path}”不完整或已损坏，不能恢复。", path=path) from error


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(MANIFEST) as file:
        manifest: dict[str, Any] = json.loads(file.read(MANIFEST_LIMIT))
    if int(manifest["format"]) > FORMAT:
        raise RuleBroken("备份“{path}”由更新版本的程序所做，请先升级本程序。", path=path)
    return manifest


def _check(path: Path, part: Path, facts: Facts) -> None:
    """Raise RuleBroken unless the unpacked database is what the manifest says, chain and all."""
    db = open_database(f"sqlite:///{part}")
    try:
        schema_state.refuse_newer(db)
        with db.read() as session:
            found, bad = _facts(session), verify(session).bad
    except DBAPIError as error:
        raise RuleBroken("备份“{path}”中的数据库无法读取。", path=path) from error
    finally:
        db.close()
    if bad:
        raise RuleBroken(
            "备份“{path}”的日志第 {number} 行对不上校验值，不能恢复。",
            path=path,
            number=bad.number,
        )
    if found != facts:
        raise RuleBroken("备份“{path}”的内容与其清单不符，不能恢复。", path=path)
