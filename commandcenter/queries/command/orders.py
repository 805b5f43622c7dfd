"""指令 and 批示 of an incident (plan 2.1): to whom, received or not, reported on, chased."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import (
    Standing,
    Task,
    chase_refusal,
    require_done,
    require_open,
    require_receivable,
    standing,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, broken, offer, offer_if, only
from commandcenter.store.people import groups_of, in_force
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

FAR = datetime.max.replace(tzinfo=UTC)
INSTRUCTION, DIRECTIVE = word("指令"), word("批示")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One 催办."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """`to` the person's name, "" where it went to a group."""

    id: int
    text: str
    to: str
    to_group: Group | None
    given_by: str
    at: datetime
    due_at: datetime | None
    standing: Standing
    received_by: str
    received_at: datetime | None
    reported_by: str
    reported_at: datetime | None
    report: str
    reminders: tuple[Reminder, ...]  # newest first
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class InstructionBoard:
    """Late ones first, then by urgency and limit; what is reported on comes last."""

    lines: tuple[InstructionLine, ...]
    open: int
    overdue: int
    offers: tuple[Offer, ...]
    now: datetime


def instruction_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> InstructionBoard:
    rights = plan_of(session).rights
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return InstructionBoard((), 0, 0, (), now)
    rows = session.scalars(
        select(InstructionRow)
        .where(InstructionRow.incident_id == incident.id)
        .order_by(InstructionRow.id)
    ).all()
    people = _people(session, actor, (row.to_person for row in rows), now)
    reminders = reminders_of(session, incident.id, "instruction")
    asks = _Asking(rights, actor, frozenset(incident.districts), now)
    lines = [asks.instruction(row, people, reminders.get(row.id, ())) for row in rows]
    live = partial(require_live, incident.state)
    gives = rights.scope(actor, Action.GIVE_INSTRUCTION) is not None
    return InstructionBoard(
        lines=tuple(sorted(lines, key=_urgency)),
        open=sum(line.reported_at is None for line in lines),
        overdue=sum(line.standing is Standing.OVERDUE for line in lines),
        offers=only(offer_if(gives, "give", broken(live))),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class DirectiveLine:
    """A 批示 as it was written. `to_person`: the id, `to` the name."""

    id: int
    from_person: str
    from_post: str
    document: str
    words: str
    directed_at: datetime
    registered_at: datetime
    registered_by: str
    group: Group | None
    to_person: int | None
    to: str
    due_at: datetime | None
    standing: Standing
    received_by: str
    received_at: datetime | None
    result: str
    done_by: str
    done_at: datetime | None
    told_at: datetime | None
    told_way: str
    told_by: str
    reminders: tuple[Reminder, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class DirectiveBoard:
    """`untold`: carried out, and not yet told back to who directed."""

    lines: tuple[DirectiveLine, ...]
    open: int
    overdue: int
    untold: int
    offers: tuple[Offer, ...]
    now: datetime


def directive_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> DirectiveBoard:
    rights = plan_of(session).rights
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return DirectiveBoard((), 0, 0, 0, (), now)
    rows = session.scalars(
        select(DirectiveRow)
        .where(DirectiveRow.incident_id == incident.id)
        .order_by(DirectiveRow.id)
    ).all()
    people = _people(session, actor, (row.to_person for row in rows), now)
    reminders = reminders_of(session, incident.id, "directive")
    asks = _Asking(rights, actor, frozenset(incident.districts), now)
    lines = [asks.directive(row, people, reminders.get(row.id, ())) for row in rows]
    live = partial(require_live, incident.state)
    return DirectiveBoard(
        lines=tuple(sorted(lines, key=_urgency)),
        open=sum(line.done_at is None for line in lines),
        overdue=sum(line.standing is Standing.OVERDUE for line in lines),
        untold=sum(line.done_at is not None and line.told_at is None for line in lines),
        offers=only(offer("register", rights, actor, Action.REGISTER_PAPER, Matter(), live)),
        now=now,
    )


def reminders_of(session: Session, incident_id: int, kind: str) -> dict[int, tuple[Reminder, ...]]:
    """By the subject's id, newest first."""
    rows = session.scalars(
        select(ReminderRow)
        .where(ReminderRow.incident_id == incident_id, ReminderRow.kind == kind)
        .order_by(ReminderRow.id.desc())
    )
    found: dict[int, tuple[Reminder, ...]] = {}
    for row in rows:
        found[row.subject] = (*found.get(row.subject, ()), Reminder(row.at, row.by, row.words))
    return found


@dataclass(frozen=True, slots=True)
class _Receiver:
    name: str
    group: Group | None


def _people(
    session: Session, actor: Actor, ids: Iterable[int | None], now: datetime
) -> dict[int, _Receiver]:
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    groups = groups_of(session, actor, now)
    rows = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted)))
    return {person: _Receiver(name, groups.get(person)) for person, name in rows}


def _urgency(line: InstructionLine | DirectiveLine) -> tuple[int, float, int]:
    """As the order of Standing; what is done, newest first."""
    place = list(Standing).index(line.standing)
    if line.standing in (Standing.DONE, Standing.LATE, Standing.CLOSED):
        return place, 0, -line.id
    return place, (line.due_at or FAR).timestamp(), line.id


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, of an incident in which counties."""

    rights: Rights
    actor: Actor
    districts: frozenset[str]
    now: datetime

    def instruction(
        self, row: InstructionRow, people: dict[int, _Receiver], reminders: tuple[Reminder, ...]
    ) -> InstructionLine:
        person = people.get(row.to_person or 0)
        task = Task(
            row.at,
            row.deadline_at,
            row.received_at,
            row.received_by,
            row.reported_at,
            row.reported_by,
        )
        group = row.to_group or (person.group if person else None)
        chased = Matter(group=group, districts=self.districts)
        return InstructionLine(
            id=row.id,
            text=row.text,
            to=person.name if person else "",
            to_group=row.to_group,
            given_by=row.given_by,
            at=row.at,
            due_at=row.deadline_at,
            standing=standing(task, self.now),
            received_by=row.received_by,
            received_at=row.received_at,
            reported_by=row.reported_by,
            reported_at=row.reported_at,
            report=row.report,
            reminders=reminders,
            offers=only(
                *self._own(row.to_group, row.to_person, task, INSTRUCTION),
                self._chase(chased, task, INSTRUCTION, Action.GIVE_INSTRUCTION),
            ),
        )

    def directive(
        self, row: DirectiveRow, people: dict[int, _Receiver], reminders: tuple[Reminder, ...]
    ) -> DirectiveLine:
        person = people.get(row.to_person or 0)
        task = Task(
            row.registered_at,
            row.due_at,
            row.received_at,
            row.received_by or "",
            row.done_at,
            row.done_by or "",
            row.reported_at,
        )
        return DirectiveLine(
            id=row.id,
            from_person=row.from_person,
            from_post=row.from_post,
            document=row.document,
            words=row.words,
            directed_at=row.directed_at,
            registered_at=row.registered_at,
            registered_by=row.registered_by,
            group=row.group,
            to_person=row.to_person,
            to=person.name if person else "",
            due_at=row.due_at,
            standing=standing(task, self.now),
            received_by=row.received_by or "",
            received_at=row.received_at,
            result=row.result or "",
            done_by=row.done_by or "",
            done_at=row.done_at,
            told_at=row.reported_at,
            told_way=row.reported_way or "",
            told_by=row.reported_by or "",
            reminders=reminders,
            offers=self._of_directive(row, task),
        )

    def _of_directive(self, row: DirectiveRow, task: Task) -> tuple[Offer, ...]:
        still_open = partial(require_open, task, DIRECTIVE)
        office = (self.rights, self.actor, Action.REGISTER_PAPER, Matter())
        chased = Matter(group=row.group, person_id=row.to_person)
        return only(
            *self._own(row.group, row.to_person, task, DIRECTIVE),
            offer("tell", *office, partial(require_done, task)),
            self._chase(chased, task, DIRECTIVE, Action.REGISTER_PAPER),
            offer("assign", *office, still_open),
        )

    def _own(
        self, group: Group | None, person: int | None, task: Task, what: str
    ) -> tuple[Offer | None, ...]:
        """Signed for and reported on by who it is addressed to. Done: nothing is offered."""
        if task.done_at is not None:
            return ()
        addressed = Matter(group=group, person_id=person)
        asks = (self.rights, self.actor)
        receivable = partial(require_receivable, task, what)
        still_open = partial(require_open, task, what)
        return (
            offer("receive", *asks, Action.RECEIVE_INSTRUCTION, addressed, receivable),
            offer("report", *asks, Action.REPORT_BACK, addressed, still_open),
        )

    def _chase(self, matter: Matter, task: Task, what: str, first: Action) -> Offer | None:
        """催办; not shown to who neither gives instructions nor keeps the papers."""
        both = (Action.GIVE_INSTRUCTION, Action.REGISTER_PAPER)
        if task.done_at is not None or not any(
            self.rights.scope(self.actor, action) for action in both
        ):
            return None
        refused: RuleBroken | None = chase_refusal(self.rights, self.actor, matter, first)
        return Offer("remind", refused or broken(partial(require_open, task, what)))


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody an instruction may go to. `group` in which they are now."""

    id: int
    name: str
    post: str
    group: Group | None
    refusal: RuleBroken | None


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom this person may give; a refusal says why not."""

    groups: tuple[tuple[Group, RuleBroken | None], ...]
    people: tuple[Addressee, ...]  # in the order of their groups


def addressees(session: Session, actor: Actor, incident_id: int, now: datetime) -> Addressees:
    """Everybody who can receive an instruction at all; no account of the wall or the watch."""
    rights = plan_of(session).rights
    districts = frozenset(session.get_one(IncidentRow, incident_id).districts)
    receivers = rights.rows[Action.RECEIVE_INSTRUCTION].roles

    def refused(group: Group | None) -> RuleBroken | None:
        matter = Matter(group=group, districts=districts)
        return rights.refusal(actor, Action.GIVE_INSTRUCTION, matter)

    rows = session.scalars(
        select(PersonRow)
        .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
        .where(PersonRow.active, RoleGrantRow.role.in_(receivers), in_force(now))
        .order_by(PersonRow.id)
    ).unique()
    groups, people = groups_of(session, actor, now), []
    for row in dict.fromkeys(rows):
        group = groups.get(row.id)
        people.append(Addressee(row.id, row.name, row.post, group, refused(group)))
    order = [*Group, None]
    return Addressees(
        groups=tuple((group, refused(group)) for group in Group),
        people=tuple(sorted(people, key=lambda p: (order.index(p.group), p.id))),
    )
