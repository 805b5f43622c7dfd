"""The key under which people are told apart without being named (HMAC of phone or ID).

There is one for each database, for all who bring complaints in: beside an embedded one it lies
as FILE.key, readable by its owner only; a server keeps it in a table of its own that nobody may
read, uses it itself and hands it to no seat (store/complaints/people.py). It goes into the backup:
without it the same person could not be recognised again. Another database's key is refused
(store/complaints/key_check.py).
How a lost one is replaced: store/complaints/person_key_care.py.
"""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.paths import user_data
from commandcenter.store.complaints import key_check
from commandcenter.store.complaints.key_check import KeyLost
from commandcenter.store.database import Database
from commandcenter.store.tables.setting import SchemaInfoRow
from commandcenter.store.trouble import NO_RIGHT, state_of

LENGTH = 32
KEPT = text("SELECT key FROM keys.person")
CHECK_LAID = text("SELECT to_regprocedure('rights.person_key_check()') IS NOT NULL")
CHECK = text("SELECT rights.person_key_check()")
MAY_KEEP = text(
    "SELECT CASE WHEN has_schema_privilege('keys', 'USAGE') "
    "THEN has_table_privilege('keys.person', 'INSERT') ELSE false END"
)
KEEP = text("INSERT INTO keys.person(id, key) VALUES (1, :key) ON CONFLICT DO NOTHING")


def key_path(db: Database) -> Path:
    """Of an embedded database: beside its file."""
    return key_file_of(Path(str(db.engine.url.database)))


def key_file_of(file: Path) -> Path:
    """By its whole path, so that it is found by its name."""
    return Path(f"{file}.key").absolute()


def load_key(db: Database) -> bytes:
    """Read the key, or make it while nobody is known by one yet. A server's is its owner's to read.

    Raises RuleBroken when it is lost, damaged, another's, or none of this person's business.
    """
    with db.read() as session:
        known = key_check.expected(session) is not None if db.embedded else True
        if known and (kept := _kept(session)) is not None:
            return kept
    with db.write() as session:
        return _made_or_noted(session)


def intake_key(db: Database) -> bytes:
    """What `key_in` says, asked before anything is written."""
    if db.embedded:
        return load_key(db)
    with db.write() as session:
        return key_in(session)


def key_in(session: Session) -> bytes:
    """What the program tells people apart by; empty for a server, which does it by itself.

    Raises as load_key does. One of before is noted once it is seen to fit.
    """
    if _file_of(session) is not None:
        return _made_or_noted(session)
    if (found := check_on_server(session)) is None:
        _first(session)
    else:
        key_check.require_same(session, found)
    return b""


def _made_or_noted(session: Session) -> bytes:
    kept = _kept(session)
    if kept is None:
        kept = _first(session)
    elif _file_of(session) and key_check.expected(session) is None:
        key_check.note(session, kept)
    return kept


def _kept(session: Session) -> bytes | None:
    """The database's own key, None where there is none yet. Raises KeyLost for all else."""
    file = _file_of(session)
    if file is None:
        return _given(session)
    try:
        if file.exists():
            key = read_file(file)
            key_check.require_own(session, key, file)
            return key
    except OSError as error:
        raise RuleBroken("人员识别密钥文件“{path}”无法读写。", path=file) from error
    if key_check.known_by_key(session):
        raise _missing(session, file)
    return None


def _missing(session: Session, file: Path | None) -> KeyLost:
    """Where people are known by one, or it was noted; `file` None: on a server."""
    wanted = key_check.expected(session)
    mark = phrase("（指纹 {found}）", found=key_check.fingerprint(wanted)) if wanted else ""
    bureau = key_check.named(session)
    if file is None:
        return KeyLost(
            "共享数据库里没有{bureau}的人员识别密钥{mark}：请系统管理员从备份中取出 person.key，"
            "按操作卡第 10 条写回；确实找不回时运行 commandcenter init，"
            "换用新密钥并重新识别投诉人。",
            bureau=bureau, mark=mark,
        )  # fmt: skip
    return KeyLost(
        "{bureau}的人员识别密钥文件“{path}”不见了{mark}：请从备份中取出 person.key 放在原处；"
        "确实找不回时运行 commandcenter init，换用新密钥并重新识别投诉人。",
        path=file, bureau=bureau, mark=mark,
    )  # fmt: skip


def _file_of(session: Session) -> Path | None:
    """Of an embedded database; None on a server."""
    bind: Any = session.get_bind()
    return key_file_of(Path(bind.engine.url.database)) if bind.dialect.name == "sqlite" else None


def _first(session: Session) -> bytes:
    """Made where nobody is known by one; on a server by who rules the database."""
    file = _file_of(session)
    if file is None:
        if key_check.known_by_key(session) or not session.scalar(MAY_KEEP):
            raise _missing(session, None)
        key = secrets.token_bytes(LENGTH)
        session.execute(KEEP, {"key": key.hex()})
    else:
        try:
            key = make_file(file)
        except OSError as error:
            raise RuleBroken("人员识别密钥文件“{path}”无法读写。", path=file) from error
    key_check.note(session, key)
    return key


def read_file(path: Path) -> bytes:
    with suppress(ValueError):  # no hex digits, or no text at all
        key = bytes.fromhex(path.read_text().strip())
        if len(key) == LENGTH:
            return key
    raise KeyLost(
        "人员识别密钥文件“{path}”已损坏，请从本数据库的备份中取出 person.key 放在原处。", path=path
    )


def make_file(path: Path, key: bytes | None = None) -> bytes:
    """It is on the disk when this returns. Raises OSError, FileExistsError where there is one."""
    key = key or secrets.token_bytes(LENGTH)
    with own_files.whole(path, "x", encoding="ascii") as file:
        file.write(key.hex())
    return key


def _given(session: Session) -> bytes | None:
    """By the server, to its owners."""
    if not session.scalar(MAY_KEEP):
        raise RuleBroken("人员识别密钥只在服务器上使用，不交给任何登录名。")
    kept = session.scalar(KEPT)
    if kept:
        key_check.require_same(session, key_check.check_of(bytes.fromhex(kept)))
    return bytes.fromhex(kept) if kept else None


def check_on_server(session: Session) -> str | None:
    """The check value of what the server keeps: anybody's to ask. None: there is none."""
    if session.scalar(CHECK_LAID):
        try:
            found: str | None = session.scalar(CHECK)
        except DBAPIError as error:
            if state_of(error) == NO_RIGHT:
                raise RuleBroken("没有登记、导入投诉的权限，不能使用人员识别密钥。") from error
            raise
        return found
    kept = session.scalar(KEPT)
    return key_check.check_of(bytes.fromhex(kept)) if kept else None


def state(session: Session) -> tuple[str, RuleBroken | None]:
    """How it stands with the key in a sentence, and what is wrong with it."""
    found: str | None = None
    try:
        file = _file_of(session)
        if file is not None:
            kept = _kept(session)
            found = key_check.check_of(kept) if kept else None
        elif found := check_on_server(session):
            key_check.require_same(session, found)
        elif key_check.known_by_key(session):
            raise _missing(session, None)
    except RuleBroken as broken:
        return broken.words, broken
    if not found:
        return word("还没有，首次登记投诉时生成。"), None
    mark, named = key_check.fingerprint(found), key_check.named(session)
    return phrase("指纹 {found}，是{bureau}的。", found=mark, bureau=named), None


def machine_file(session: Session) -> Path:
    """Where this machine kept a key of its own for a shared database, before there was one."""
    return user_data() / f"{session.scalar(select(SchemaInfoRow.database_id))}.key"
