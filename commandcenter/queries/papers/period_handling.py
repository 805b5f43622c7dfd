"""How complaints were handled in a week or month: by the acts recorded here, else by the files.

Of a complaint on which something was done here the acts alone count; of all others what the file
of its own system says (办结时间, 调解结果, 挽回金额): no share is shown better than it may be.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import AGREED, NOT_AGREED, OVER, ComplaintKind
from commandcenter.domain.complaints.handling import (
    FINISHED,
    Done,
    Dues,
    HandlingAct,
    in_force,
    standing,
)
from commandcenter.domain.complaints.in_time import WHOLE_CLOCK, finished_in_time, told_in_time
from commandcenter.domain.legal_time import started_before
from commandcenter.domain.papers.period import Span
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import acts_of, due_between, pages
from commandcenter.store.incident.counts import settled_now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow


@dataclass(frozen=True, slots=True)
class PeriodHandling:
    """`late`: due in the span and still open; `in_time` of `finished`, as is `told`: those of which
    a file says it.

    `agreed` and `ended`: mediations that came to an agreement, and that were given up.
    """

    finished: int
    in_time: int
    late: int
    agreed: int
    ended: int
    recovered_cents: int
    told: int = 0

    @property
    def recorded(self) -> bool:
        return bool(self.finished or self.late or self.agreed or self.ended)

    @property
    def in_time_share(self) -> float | None:
        """按时办结率, per cent of what was finished or should have been."""
        due = self.finished + self.late
        return 100 * self.in_time / due if due else None

    @property
    def agreed_share(self) -> float | None:
        """调解成功率, per cent of the mediations that came to an end."""
        mediated = self.agreed + self.ended
        return 100 * self.agreed / mediated if mediated else None


def period_handling(session: Session, span: Span, now: datetime) -> PeriodHandling:
    dues = Dues(plan_of(session))
    finished, in_time, agreed, ended, cents = told = _told(session, dues, span)
    for kind, registered_at, acts in _acted_on(session, span):
        kept = in_force(acts)
        for at, act in enumerate(kept):
            if not span.start <= act.done_on < span.end:
                continue
            before = standing(kind, registered_at, kept[:at])
            after = standing(kind, registered_at, kept[: at + 1])
            if after.state in FINISHED and before.state not in FINISHED:
                finished += 1
                in_time += finished_in_time(dues, kind, registered_at, kept[: at + 1]) is not False
            if kind is ComplaintKind.COMPLAINT:
                agreed += act.act is HandlingAct.CLOSE
                ended += act.act is HandlingAct.END
            cents += (act.recovered_cents or 0) if act.act is HandlingAct.CLOSE else 0
    late = _late(session, span, now) + _told_late(session, dues, span, now)
    return PeriodHandling(finished, in_time, late, agreed, ended, cents, told[0])


def _told(session: Session, dues: Dues, span: Span) -> tuple[int, int, int, int, int]:
    """finished, in_time, agreed, ended and recovered_cents of those that ended elsewhere."""
    finished = in_time = agreed = ended = recovered = 0
    row = ComplaintRow
    found = session.execute(
        select(row.kind, row.registered_at, row.finished_at, row.outcome, row.recovered_cents)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == row.id)
        .where(
            row.finished_at >= span.start, row.finished_at < span.end,
            ComplaintHandlingRow.complaint_id.is_(None), settled_now(session),
        )
    )  # fmt: skip
    for kind, registered_at, at, outcome, cents in found:
        finished += 1
        in_time += told_in_time(dues, kind, registered_at, at) is not False
        agreed += kind is ComplaintKind.COMPLAINT and outcome == AGREED
        ended += kind is ComplaintKind.COMPLAINT and outcome == NOT_AGREED
        recovered += cents or 0
    return finished, in_time, agreed, ended, recovered


def _told_late(session: Session, dues: Dues, span: Span, now: datetime) -> int:
    """Of which a file says that they go on, while their limit ran out in the span."""
    row, until = ComplaintRow, min(span.end, now)
    due = [
        and_(
            row.kind == kind,
            row.registered_at >= started_before(dues.plan, clock, span.start),
            row.registered_at < started_before(dues.plan, clock, until),
        )
        for kind, clock in WHOLE_CLOCK.items()
    ]
    open_ = and_(row.status != "", row.status.not_in(OVER), row.finished_at.is_(None))
    counted = (
        select(func.count())
        .select_from(row)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == row.id)
        .where(open_, or_(*due), ComplaintHandlingRow.complaint_id.is_(None), settled_now(session))
    )
    return session.scalar(counted) or 0


def _acted_on(session: Session, span: Span) -> Iterator[tuple[ComplaintKind, datetime, list[Done]]]:
    """(kind, registered, acts) of each complaint that something was done on in the span."""
    ids = session.scalars(
        select(ComplaintEventRow.complaint_id)
        .where(ComplaintEventRow.done_on >= span.start, ComplaintEventRow.done_on < span.end)
        .distinct()
        .order_by(ComplaintEventRow.complaint_id)
    ).all()
    for page in pages(ids):
        known = session.execute(
            select(ComplaintRow.id, ComplaintRow.kind, ComplaintRow.registered_at).where(
                ComplaintRow.id.in_(page), settled_now(session)
            )
        )
        acts = acts_of(session, page)
        for number, kind, registered_at in known:
            yield kind, registered_at, acts[number]


def _late(session: Session, span: Span, now: datetime) -> int:
    """Of those whose handling is recorded here: of others it may be recorded elsewhere."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ComplaintRow)
            .join(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
            .where(
                due_between(plan_of(session), span.start, min(span.end, now)), settled_now(session)
            )
        )
        or 0
    )
