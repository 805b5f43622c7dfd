"""What a new paper may be of: the kinds that this person may draft, incidents, warnings."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life, PaperKind, Subject
from commandcenter.domain.phrase import headed, joined
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.drills.drill_record import DrillRecordRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.watch.warning import WarningRow

OVER = (State.ARCHIVED, State.FALSE_ALARM, State.MERGED, State.TRANSFERRED)
SHOWN = 40  # characters of a record
WARNINGS = 60  # the newest ones: older are no longer written about


@dataclass(frozen=True, slots=True)
class KindChoice:
    """`life`: where it is drafted. `steps`: how many steps its way has."""

    kind: PaperKind
    title: str
    subject: Subject
    life: Life
    steps: int


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """One record of an incident that a kind is of: a request to a department, a 会商, a meeting."""

    id: int
    of: Subject
    incident_id: int
    title: str


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """Kinds of the register stand first. `incidents`, `warnings`, `drills` (those whose course was
    taken in): (id, title), newest first, as are `records`.
    """

    kinds: tuple[KindChoice, ...]
    incidents: tuple[tuple[int, str], ...]
    warnings: tuple[tuple[int, str], ...]
    drills: tuple[tuple[int, str], ...] = ()
    records: tuple[RecordChoice, ...] = ()


def paper_choices(session: Session, actor: Actor) -> PaperChoices:
    plan = plan_of(session)
    kinds = (
        KindChoice(flow.code, flow.title, flow.subject, flow.life, len(flow.steps))
        for flow in plan.paper_flows.values()
        if plan.rights.scope(actor, flow.draft) is not None
    )
    county = own_county(actor)
    open_ones = session.execute(
        select(IncidentRow.id, IncidentRow.title, IncidentRow.districts)
        .where(IncidentRow.state.not_in(OVER))
        .order_by(IncidentRow.id.desc())
    )
    warnings = session.execute(
        select(WarningRow.id, WarningRow.title).order_by(WarningRow.id.desc()).limit(WARNINGS)
    )
    drills = session.execute(
        select(DrillRecordRow.id, DrillRecordRow.title)
        .where(DrillRecordRow.paper != "")
        .order_by(DrillRecordRow.id.desc())
    )
    shown = tuple(
        (number, title)
        for number, title, districts in open_ones
        if county is None or county in districts
    )
    return PaperChoices(
        kinds=tuple(sorted(kinds, key=lambda kind: kind.life is not Life.PAPER)),
        incidents=shown,
        warnings=tuple((number, title) for number, title in warnings) if county is None else (),
        drills=tuple((number, title) for number, title in drills) if county is None else (),
        records=tuple(_records(session, [number for number, _ in shown])),
    )


def _records(session: Session, incidents: Sequence[int]) -> Iterator[RecordChoice]:
    """Of the incidents that may be written about: requests (what waits for an answer first), 会商,
    meetings and 批示, each newest first."""
    kinds: tuple[tuple[Subject, Any, Callable[[Any], str]], ...] = (
        (Subject.LIAISON, LiaisonRow, _asked),
        (Subject.CONSULTATION, ConsultationRow, _sat),
        (Subject.MEETING, MeetingRow, _meets),
        (Subject.DIRECTIVE, DirectiveRow, _directed),
    )
    for of, row, words in kinds:
        found = session.scalars(
            select(row).where(row.incident_id.in_(incidents)).order_by(row.id.desc())
        ).all()
        for each in sorted(found, key=_answered):
            yield RecordChoice(each.id, of, each.incident_id, words(each))


def _answered(row: Any) -> bool:
    return isinstance(row, LiaisonRow) and row.answered_at is not None


def _asked(row: Any) -> str:
    return headed(row.department, row.request[:SHOWN])


def _sat(row: Any) -> str:
    return joined(" ", (minute_zh(row.held_at), row.question[:SHOWN]))


def _meets(row: Any) -> str:
    return joined(" ", (minute_zh(row.meets_at), row.matter[:SHOWN]))


def _directed(row: Any) -> str:
    return headed(row.from_person, row.words[:SHOWN])
