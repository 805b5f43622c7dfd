"""备份和恢复: the last backup, and every restore that was tried."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.finding import Finding
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.seat.system_state import backup_finding, restore_finding
from commandcenter.store.database import now as database_now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.regular_backups import RegularBackup, kept_backups, regular_folder
from commandcenter.store.tables.restore_drill import RestoreDrillRow

BACK_UP, TRY = "back_up", "try_restore"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class RestoreLine:
    id: int
    at: datetime
    by: str
    backup: str
    made_at: datetime
    machine: str
    whole: bool
    words: str
    lines: int
    rows: int
    seconds: int


@dataclass(frozen=True, slots=True)
class BackupBoard:
    """The newest first. `embedded`: a file, whose desks make the regular backups; `kept`: those
    that lie on this machine."""

    lines: tuple[RestoreLine, ...]
    backup: Finding
    restore: Finding
    embedded: bool
    kept: tuple[RegularBackup, ...]
    offers: tuple[Offer, ...]
    now: datetime


def backup_board(session: Session, actor: Actor) -> BackupBoard:
    """Raises RuleBroken for who does not see the system."""
    at, rights = database_now(session), plan_of(session).rights
    rights.require(actor, Action.SEE_SYSTEM)
    row = RestoreDrillRow
    rows = session.scalars(select(row).order_by(row.id.desc()).limit(SHOWN))
    embedded = session.get_bind().dialect.name == "sqlite"
    keys = (BACK_UP, TRY) if embedded else (TRY,)
    return BackupBoard(
        lines=tuple(_line(each) for each in rows),
        backup=backup_finding(session, at),
        restore=restore_finding(session, at),
        embedded=embedded,
        kept=kept_backups(session, regular_folder()) if embedded else (),
        offers=only(*(offer(key, rights, actor, Action.KEEP_BACKUPS, Matter()) for key in keys)),
        now=at,
    )


def _line(row: RestoreDrillRow) -> RestoreLine:
    return RestoreLine(
        row.id, row.at, row.by, row.backup, row.made_at, row.machine, row.whole, row.words,
        row.lines, row.rows, row.seconds,
    )  # fmt: skip
