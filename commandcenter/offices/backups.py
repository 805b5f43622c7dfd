"""Backups made and tried: the file, and what the database is told of it."""

import platform
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase
from commandcenter.paths import user_data
from commandcenter.queries.seat.verdict import Verdict, verdict
from commandcenter.services.seat.backups import Tried, note_restore, require_to_keep
from commandcenter.store import backup as backups
from commandcenter.store.backup_file import was_backup
from commandcenter.store.backup_key import holds_key
from commandcenter.store.database import Database, open_database
from commandcenter.store.tables.every import SchemaInfoRow
from commandcenter.store.watch import watch_runs

PLACE = "restore-drill"  # in the user's data folder, while a backup is tried
Say = Callable[[int, int], None]


def place_of(path: Path) -> str:
    """As people find it again."""
    return f"{platform.node()}：{path.absolute()}"


def noted_backup(db: Database, file: Path, *, force: bool = False) -> backups.Facts:
    """The database is told, so that one that fails, or none for too long, becomes an alarm. Of a
    file a desk makes the regular ones: one by hand that fails is seen by who asked for it. What is
    refused before anything was tried changes nothing."""
    try:
        facts = backups.backup(db, file, force=force)
    except RuleBroken as error:
        if not db.embedded and isinstance(error.__cause__, OSError):
            watch_runs.note_backup(db, type(error.__cause__).__name__)
        raise
    watch_runs.note_backup(db, "", place_of(file), holds_key(file))
    return facts


def backup_by(db: Database, actor: Actor, file: Path) -> str:
    """What somebody at the desk asks for; a sentence."""
    with db.read() as session:
        require_to_keep(session, actor)
    if not db.embedded:
        raise RuleBroken(SERVER_MAKES_THEM)
    facts = noted_backup(replace(db, reader=None), file)
    return phrase("已备份到 {file}（日志 {n} 行）。", file=file, n=facts.journal_number)


SERVER_MAKES_THEM = (
    "服务器的备份由备份任务以专用登录名进行（commandcenter backup），系统管理员的登录名看不到投诉，"
    "不能在席位上备份。"
)


NO_BACKUP = (
    "“{path}”不是备份文件，没有演练，也没有登记。请选择 commandcenter backup 或“备份和恢复”"
    "做出的备份文件。"
)


def restore_drill(
    db: Database, actor: Actor, file: Path, say: Say = lambda done, total: None
) -> Tried:
    """Restore a backup of this database in a place of its own, compare its whole record, note what
    came of it, and leave nothing of it behind."""
    with db.read() as session:
        require_to_keep(session, actor)
        own = session.scalar(select(SchemaInfoRow.database_id))
    tried = _tried(file, own or "", say)
    with db.write() as session:
        note_restore(session, actor, tried)
    return tried


def _tried(file: Path, own: str, say: Say) -> Tried:
    if not file.is_file():
        raise RuleBroken("没有备份文件“{path}”。", path=file)
    if not was_backup(file):
        raise RuleBroken(NO_BACKUP, path=file)
    made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    begun = time.monotonic()
    folder = user_data() / PLACE
    own_files.make_folder(folder)
    with TemporaryDirectory(dir=folder) as place:
        found = _restored(file, Path(place) / "tried.db", own, say)
    took = round(time.monotonic() - begun)
    words, lines, rows = found.words, found.lines, found.rows
    return Tried(file.name, made_at, platform.node(), found.whole, words, lines, rows, took)


def _restored(file: Path, target: Path, own: str, say: Say) -> Verdict:
    """A backup that cannot be restored is what a drill is for: it is found, not raised."""
    try:
        backups.restore(file, f"sqlite:///{target}")
    except RuleBroken as broken:
        return Verdict(False, broken.words)
    with closing(open_database(f"sqlite:///{target}")) as db, db.read() as session:
        if session.scalar(select(SchemaInfoRow.database_id)) != own:
            raise RuleBroken("“{path}”是另一个数据库的备份，不能用来演练。", path=file)
        return verdict(session, say)
