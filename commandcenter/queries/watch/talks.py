"""Talks with traders (约谈): what was promised at each, and whether it was kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.watch.warning import TraderTalkRow


@dataclass(frozen=True, slots=True)
class TalkLine:
    """`kept` None: not known yet; `due`: the promise's end has come."""

    id: int
    talked_at: datetime
    place: str
    officers: str
    trader_side: str
    asked: str
    promised: str
    promised_until: datetime | None
    kept: bool | None
    kept_words: str
    kept_by: str
    kept_at: datetime | None
    due: bool
    by: str


def talks_of(
    session: Session, warning_id: int | None, now: datetime, signal_ids: Sequence[int] = ()
) -> tuple[TalkLine, ...]:
    """Those of a warning, and of these signals before it; the newest first."""
    by_warning = TraderTalkRow.warning_id == warning_id if warning_id else false()
    rows = session.scalars(
        select(TraderTalkRow)
        .where(or_(by_warning, TraderTalkRow.signal_id.in_(signal_ids)))
        .order_by(TraderTalkRow.talked_at.desc(), TraderTalkRow.id.desc())
    )
    return tuple(_line(row, now) for row in rows)


def talk(session: Session, talk_id: int, now: datetime) -> TalkLine:
    """One of them. Raises NoResultFound where it is not there."""
    return _line(session.get_one(TraderTalkRow, talk_id), now)


def _line(row: TraderTalkRow, now: datetime) -> TalkLine:
    return TalkLine(
        id=row.id, talked_at=row.talked_at, place=row.place, officers=row.officers,
        trader_side=row.trader_side, asked=row.asked, promised=row.promised,
        promised_until=row.promised_until, kept=row.kept, kept_words=row.kept_words or "",
        kept_by=row.kept_by or "", kept_at=row.kept_at,
        due=row.kept is None and row.promised_until is not None and row.promised_until <= now,
        by=row.by,
    )  # fmt: skip
