"""Which acts answered the injects of a drill: from the records, nobody says it by hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Act
from commandcenter.domain.command.signs import Proofs
from commandcenter.domain.drills.drill import InjectState
from commandcenter.domain.drills.script import OWN_SIGNS
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.acts import acts_of
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow


@dataclass(frozen=True, slots=True)
class Answered:
    """An inject and the act that answers it, the first after it was carried out."""

    row: DrillInjectRow
    act: Act | None
    state: InjectState
    took: timedelta | None

    @property
    def waits(self) -> bool:
        """Whether its answer is awaited: the clock goes no faster than the real one meanwhile."""
        standing = self.state in (InjectState.OPEN, InjectState.LATE)
        return standing and self.act is None and self.row.limit_minutes is not None


def answered(session: Session, at: datetime) -> list[Answered]:
    """All injects in the order of their time, as they stand at a moment."""
    rows = session.scalars(select(DrillInjectRow).order_by(DrillInjectRow.at, DrillInjectRow.id))
    injects = list(rows)
    acts = _acts(session) if any(row.carried_out_at and row.signs for row in injects) else []
    own = [act for act in acts if act.sign in OWN_SIGNS]
    proofs = Proofs(acts, {})
    return [_answered(row, proofs, own, at) for row in injects]


def _acts(session: Session) -> list[Act]:
    incidents = list(session.scalars(select(IncidentRow.id)))
    return [*acts_of(session, [0, *incidents]), *_own(session)]


def _own(session: Session) -> Iterable[Act]:
    log, incident, line = DutyLogRow, IncidentRow, JournalLineRow
    for row in session.execute(select(log.id, log.at, log.by)):
        yield Act("duty_log", "duty_log", row.id, "", row.at, row.by, 0)
    entered = select(line.subject, line.at, incident.registered_by).join(
        incident, incident.id == line.subject
    )
    for row in session.execute(entered.where(line.kind == "incident", line.verb == "registered")):
        yield Act("registered", "incident", row[0], "", row[1], row[2], row[0])


def _answered(row: DrillInjectRow, proofs: Proofs, own: Sequence[Act], at: datetime) -> Answered:
    if row.skipped_at:
        return Answered(row, None, InjectState.SKIPPED, None)
    if row.carried_out_at is None:
        return Answered(row, None, InjectState.COMING, None)
    if not row.signs:
        return Answered(row, None, InjectState.DONE, None)
    proving = list(proofs.of(tuple(sign for sign in row.signs if sign not in OWN_SIGNS)))
    proving += [act for act in own if act.sign in row.signs]
    later = [act for act in proving if act.at >= row.carried_out_at]
    act = min(later, key=lambda act: (act.at, act.table, act.id), default=None)
    limit = None if row.limit_minutes is None else timedelta(minutes=row.limit_minutes)
    took = act.at - row.carried_out_at if act else None
    past = limit is not None and (took if took is not None else at - row.carried_out_at) > limit
    if past:
        return Answered(row, act, InjectState.LATE, took)
    return Answered(row, act, InjectState.DONE if act else InjectState.OPEN, took)
