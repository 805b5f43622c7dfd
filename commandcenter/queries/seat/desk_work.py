"""What the desk's pages and dialogs ask about work: papers, steps, instructions, people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import COUNTED
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.level import Level
from commandcenter.domain.org import Grant, Group, Role
from commandcenter.domain.rights import Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.checklist import NoteLine, StepLine, checklist, step_notes
from commandcenter.queries.command.command import (
    CommandPicture,
    MemberLine,
    command_picture,
    members,
    members_of_groups,
)
from commandcenter.queries.seat.desk import plan_in_force
from commandcenter.store.command.attendance import present_at
from commandcenter.store.command.old_steps import obligation_of_step
from commandcenter.store.people import in_force
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import DutyRow, PersonRow, RoleGrantRow


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction as its giver and its receivers see it."""

    id: int
    incident_id: int
    text: str
    to: str  # the person's name, "" for a group
    to_group: Group | None
    given_by: str
    at: datetime
    deadline_at: datetime | None
    received_by: str
    received_at: datetime | None
    reported_by: str
    reported_at: datetime | None
    report: str


def instruction(session: Session, instruction_id: int) -> Instruction:
    row = session.get_one(InstructionRow, instruction_id)
    person = session.get(PersonRow, row.to_person) if row.to_person else None
    return Instruction(
        id=row.id,
        incident_id=row.incident_id,
        text=row.text,
        to=person.name if person else "",
        to_group=row.to_group,
        given_by=row.given_by,
        at=row.at,
        deadline_at=row.deadline_at,
        received_by=row.received_by,
        received_at=row.received_at,
        reported_by=row.reported_by,
        reported_at=row.reported_at,
        report=row.report,
    )


@dataclass(frozen=True, slots=True)
class StepView:
    """One obligation with what people left on it, and who may take it."""

    line: StepLine
    incident_id: int
    number: str  # of who has it: the office's
    notes: tuple[NoteLine, ...]
    members: tuple[MemberLine, ...]
    rights: Rights
    districts: frozenset[str] | None  # the counties, where they lead (plan 4.2(4)); else None


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """One of the bureau's own. `form`: the page where it is done; `measure`: the id of a measure
    after a drill, in its own `words`.
    """

    form: str
    measure: int | None = None
    words: str = ""


def work_view(session: Session, obligation_id: int, now: datetime) -> StepView | OwnDuty:
    """Where an obligation is done, of an incident or of the bureau itself."""
    row = session.get_one(ObligationRow, obligation_id)
    if row.incident_id is not None:
        return step_view(session, obligation_id, now)
    measure = (
        session.get(DrillMeasureRow, row.born_id) if row.born_table == "drill_measure" else None
    )
    return OwnDuty(row.form, measure.id if measure else None, measure.words if measure else "")


def step_view(session: Session, obligation_id: int, now: datetime) -> StepView:
    row = session.get_one(ObligationRow, obligation_id)
    assert row.incident_id is not None  # the bureau's own have no page of steps
    incident = session.get_one(IncidentRow, row.incident_id)
    shown = checklist(session, incident.id, now)
    line = next(line for line in (*shown.steps, *shown.dropped) if line.id == obligation_id)
    holder = session.get(PersonRow, line.holder_id) if line.holder_id else None
    people = members(session, incident.id, row.group, now) if row.group else ()
    by_county = incident.response is Level.IV
    return StepView(
        line=line,
        incident_id=incident.id,
        number=holder.phone if holder else "",
        notes=tuple(step_notes(session, obligation_id)),
        members=tuple(people),
        rights=plan_of(session).rights,
        districts=frozenset(incident.districts) if by_county else None,
    )


def obligation_behind(session: Session, table: str, key: int) -> int | None:
    """The obligation that a record is, is about, or became (a step of an earlier version)."""
    if table == "step":
        return obligation_of_step(session, key)
    if table == "obligation_note":
        note = session.get(ObligationNoteRow, key)
        return note.obligation_id if note else None
    return key


@dataclass(frozen=True, slots=True)
class GroupView:
    """A working group: duty by the plan, people, tasks: as many as 任务 n/m counts of it."""

    group: Group
    words: str  # the plan's words for its duty (2.2)
    clause: str
    members: tuple[MemberLine, ...]
    steps: tuple[StepLine, ...]
    now: datetime


def group_view(session: Session, incident_id: int | None, group: Group, now: datetime) -> GroupView:
    return _group_views(session, incident_id, [group], now)[0]


def _group_views(
    session: Session, incident_id: int | None, groups: Sequence[Group], now: datetime
) -> tuple[GroupView, ...]:
    items = plan_in_force(session, incident_id).groups
    steps = tasks(checklist(session, incident_id, now).steps)
    people = members_of_groups(session, incident_id, groups, now)
    return tuple(
        GroupView(
            group,
            items[group].words,
            items[group].clause,
            tuple(people[group]),
            tuple(s for s in steps if s.group is group and s.state in COUNTED),
            now,
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One turn of the roster."""

    role: Role
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Team:
    """The people of the bureau as 队伍 shows them."""

    picture: CommandPicture
    groups: tuple[GroupView, ...]
    roster: tuple[DutyLine, ...]
    rights: Rights
    now: datetime


ROSTER_DAYS = 7


def team(session: Session, incident_id: int | None, now: datetime) -> Team:
    return Team(
        picture=command_picture(session, incident_id, now),
        groups=_group_views(session, incident_id, list(Group), now),
        roster=_roster(session, now),
        rights=plan_of(session).rights,
        now=now,
    )


def _roster(session: Session, now: datetime) -> tuple[DutyLine, ...]:
    """From the turn that runs now to a week ahead."""
    rows = session.execute(
        select(DutyRow, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.ends_at > now, DutyRow.starts_at < now + timedelta(days=ROSTER_DAYS))
        .order_by(DutyRow.starts_at, DutyRow.role.desc(), DutyRow.id)
    )
    return tuple(DutyLine(d.role, p.name, p.phone, d.starts_at, d.ends_at) for d, p in rows)


@dataclass(frozen=True, slots=True)
class PersonView:
    id: int
    name: str
    post: str
    phone: str
    grants: tuple[Grant, ...]
    present: bool
    steps: tuple[StepLine, ...]
    rights: Rights


def person_view(
    session: Session, incident_id: int | None, person_id: int, now: datetime
) -> PersonView:
    row = session.get_one(PersonRow, person_id)
    grants = session.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.person_id == person_id, in_force(now))
        .order_by(RoleGrantRow.id)
    )
    held = tuple(Grant(g.role, g.group, g.district) for g in grants)
    led = {g.group for g in held if g.role is Role.LEADER}
    own = tuple(
        s
        for s in checklist(session, incident_id, now).steps
        if s.holder_id == person_id or (s.person_id is None and s.group in led)
    )
    present = person_id in present_at(session, incident_id)
    rights = plan_of(session).rights
    return PersonView(row.id, row.name, row.post, row.phone, held, present, own, rights)
