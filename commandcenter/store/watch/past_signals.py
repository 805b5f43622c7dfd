"""What a night showed that was worked through again: signals that are new, and that grew."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.watch.signal import Detector, SignalAct, SignalState, StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow


@dataclass(frozen=True, slots=True)
class PastSignal:
    """A signal on the night on which it would first have been shown. `complaints`: their ids."""

    number: int
    stream: StreamKind
    key: str
    detector: Detector
    title: str
    words: str
    since: datetime
    until: datetime
    observed: int
    people: int
    complaints: tuple[int, ...]


def first_shown(session: Session, shown: Iterable[int]) -> Iterator[PastSignal]:
    rows = session.scalars(
        select(SignalRow)
        .where(SignalRow.state != SignalState.MERGED, SignalRow.id.not_in(list(shown)))
        .order_by(SignalRow.observed.desc(), SignalRow.id)
    )
    return (_told(session, row) for row in rows.all())


def grown(session: Session, at: datetime, shown: Iterable[int]) -> Iterator[PastSignal]:
    noted = select(SignalNoteRow.signal_id).where(
        SignalNoteRow.at == at, SignalNoteRow.act.in_((SignalAct.GREW, SignalAct.RETURNED))
    )
    rows = session.scalars(
        select(SignalRow)
        .where(
            SignalRow.id.in_(noted), SignalRow.id.in_(list(shown)),
            SignalRow.state != SignalState.MERGED,
        )
        .order_by(SignalRow.observed.desc(), SignalRow.id)
    )  # fmt: skip
    return (_told(session, row) for row in rows.all())


def _told(session: Session, row: SignalRow) -> PastSignal:
    behind = select(SignalComplaintRow.complaint_id).where(SignalComplaintRow.signal_id == row.id)
    ids = session.scalars(behind.order_by(SignalComplaintRow.complaint_id))
    return PastSignal(
        row.id, row.stream, row.key, row.detector, row.title, row.words, row.since_at,
        row.until_at, row.observed, row.people, tuple(ids),
    )  # fmt: skip
