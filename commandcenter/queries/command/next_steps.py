"""下一步: what the book still wants of an incident, by clock and by name; then what acts closed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.act_names import act_name
from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.command.tasks import PLACE, late_of
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import headed, word
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import CommandPicture, PersonLine, command_picture
from commandcenter.queries.incident.place_words import branch_of
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.person import PersonRow

INSTRUCTION = "instruction"  # whose row has the words
ALL_SEEING = (Role.COMMANDER, Role.DEPUTY, Role.LEAD_DUTY, Role.DUTY, Role.CLERK, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class NextStep:
    """`person`, `office`: whose it is, "" where nobody holds the post; `away`: they are expected
    and have not signed in. `act`: by which record it was closed, as it is called. `same`: how many
    of one title and limit stand behind the line (one at each place). `mine`: the reader's to do.
    `place`: at which place of several.
    """

    id: int
    title: str
    detail: str
    person: str
    office: str
    away: bool
    due_at: datetime | None
    late: bool
    grey: bool
    form: str
    mine: bool
    start_at: datetime
    about: str = ""
    code: str = ""
    same: int = 1
    place: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    added: bool = False  # entered after its limit
    act: str = ""
    act_table: str = ""
    act_id: int | None = None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """`open` late first, then by clock; `done` the newest first; `rest`: open ones that are not
    listed. `late`, `left` and `closed` count obligations, not lines. `provisional`: by which level
    the limits run before the grade (暂按), those of reports by `reports_by`; `start_at`: from when
    they count. `part`: of what the incident asks for, only what concerns the reader is here.
    """

    incident_id: int
    open: tuple[NextStep, ...]
    done: tuple[NextStep, ...]
    rest: int
    left: int
    late: int
    closed: int
    provisional: Level | None
    reports_by: Level | None
    start_at: datetime | None
    part: bool
    now: datetime


def next_steps(session: Session, actor: Actor, incident_id: int, now: datetime) -> NextSteps:
    """Those that the reader is concerned with: a group sees its own, a county its own.

    At level Ⅳ the counties lead (plan 4.2(4)): what the groups have to do is theirs to do.
    """
    leads = _leads(session, actor, incident_id)
    book = [o for o in obligations_of(session, incident_id, now) if leads or concerns(actor, o)]
    picture = command_picture(session, incident_id, now)
    names = _names(session, book)
    undone = [o for o in book if o.state in UNDONE]
    listed = [o for o in undone if _is_listed(o, now)]
    done = [o for o in book if o.state is ObligationState.DONE]
    waits = [o for o in undone if o.provisional]
    levels = [o.level for o in waits if o.level]  # of a graver one reports alone
    listed = _with_words(session, listed)
    return NextSteps(
        incident_id=incident_id,
        open=_together(_step(actor, o, picture, names, now, leads=leads) for o in listed),
        done=tuple(_step(actor, o, picture, names, now, leads=leads) for o in done),
        rest=len(undone) - len(listed),
        left=len(undone),
        late=late_of(undone, now),
        closed=len(done),
        provisional=max(levels, key=lambda level: level.rank, default=None),
        reports_by=min(levels, key=lambda level: level.rank, default=None),
        start_at=min((o.start_at for o in waits), default=None),
        part=not leads and not _sees_all(actor),
        now=now,
    )


def _leads(session: Session, actor: Actor, incident_id: int) -> bool:
    if not actor.districts():
        return False
    incident = session.get_one(IncidentRow, incident_id)
    level = incident.response or incident.grade
    return level is Level.IV and bool(actor.districts() & set(incident.districts))


def _with_words(session: Session, rows: Sequence[Obligation]) -> list[Obligation]:
    """An instruction says what it wants: of several one would not know which is which."""
    asked = {o.about: int(o.about.partition(":")[2]) for o in rows if o.code == INSTRUCTION}
    texts: dict[int, str] = {}
    if asked:
        wanted = select(InstructionRow.id, InstructionRow.text)
        found = session.execute(wanted.where(InstructionRow.id.in_(sorted(asked.values()))))
        texts = {row.id: row.text for row in found}
    return [
        replace(o, title=headed(word(o.title), texts[asked[o.about]]))
        if o.code == INSTRUCTION and asked[o.about] in texts
        else o
        for o in rows
    ]


def _is_listed(row: Obligation, now: datetime) -> bool:
    """必办, what one row or one person is asked for, what runs before the grade, what is late."""
    asked = bool(row.about) or row.role is not None
    return row.must or asked or row.provisional or row.is_late(now)


def _sees_all(actor: Actor) -> bool:
    return any(actor.has(role) for role in ALL_SEEING)


def concerns(actor: Actor, row: Obligation) -> bool:
    """Whether somebody sees it in their list: who leads sees all of it."""
    if _sees_all(actor):
        return True
    if row.district is not None and row.district in actor.districts():
        return True
    return row.group is not None and row.group in actor.groups()


def is_mine(actor: Actor, row: Obligation) -> bool:
    """Whether it is the reader's to do: given to them by name, their role's, their group's."""
    if row.assigned_to is not None:
        return row.assigned_to == actor.person_id
    if row.district is not None:
        return row.district in actor.districts()
    return (row.role is not None and actor.has(row.role)) or (
        row.group is not None and row.group in actor.groups()
    )


def _names(session: Session, book: Iterable[Obligation]) -> dict[object, str]:
    """Of the people, counties and places that rows of the book name."""
    people = {o.assigned_to for o in book if o.assigned_to is not None}
    places = {int(o.about[len(PLACE) :]) for o in book if o.about.startswith(PLACE)}
    counties = {o.district for o in book if o.district is not None}
    found: dict[object, str] = {}
    if people:
        rows = session.execute(
            select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(sorted(people)))
        )
        found |= {row.id: row.name for row in rows}
    if counties:
        known = session.execute(
            select(DistrictRow.code, DistrictRow.name).where(DistrictRow.code.in_(counties))
        )
        found |= {row.code: row.name for row in known}
    if places:
        labels = select(IncidentPlaceRow.id, IncidentPlaceRow.label)
        shown = session.execute(labels.where(IncidentPlaceRow.id.in_(sorted(places))))
        found |= {f"{PLACE}{row.id}": branch_of(row.label) or row.label for row in shown}
    return found


def _step(
    actor: Actor,
    row: Obligation,
    picture: CommandPicture,
    names: dict[object, str],
    now: datetime,
    *,
    leads: bool,
) -> NextStep:
    person, office = _holder(row, picture)
    assigned = names.get(row.assigned_to, "") if row.assigned_to is not None else ""
    return NextStep(
        id=row.id,
        title=word(row.title),
        detail=word(row.detail),
        person=assigned or (person.name if person else ""),
        office=names.get(row.district, "") if row.district else office,
        away=bool(person and not assigned and not person.present and row.role is None),
        due_at=row.due_at,
        late=row.is_late(now),
        grey=row.state is ObligationState.GREY,
        form=row.form,
        mine=is_mine(actor, row) or (leads and row.group is not None and row.assigned_to is None),
        start_at=row.start_at,
        about=row.about,
        code=row.code,
        place=names.get(row.about, ""),
        done_at=row.done_at,
        done_by=row.done_by,
        added=row.added_at is not None,
        act=act_name(row),
        act_table=row.act_table,
        act_id=row.act_id,
    )


def _holder(row: Obligation, picture: CommandPicture) -> tuple[PersonLine | None, str]:
    """The head of the group, or who holds the role: the person by name."""
    if row.district is not None:
        return None, ""
    if row.role is not None:
        return _of_role(row.role, picture), ROLE_WORDS[row.role]
    return _leader(row.group, picture), GROUP_WORDS[row.group] if row.group else ""


def _of_role(role: Role, picture: CommandPicture) -> PersonLine | None:
    deputy = picture.deputies[0] if picture.deputies else None
    known = {
        Role.COMMANDER: picture.commander, Role.DEPUTY: deputy,
        Role.LEAD_DUTY: picture.lead_duty, Role.DUTY: picture.duty,
    }  # fmt: skip
    return known.get(role)


def _leader(group: Group | None, picture: CommandPicture) -> PersonLine | None:
    return next((line.leader for line in picture.groups if line.group is group), None)


def _together(steps: Iterable[NextStep]) -> tuple[NextStep, ...]:
    """One line for those of one title and limit: the same at each place."""
    lines: dict[tuple[object, ...], NextStep] = {}
    for step in steps:
        key = (step.title, step.due_at, step.person, step.office)
        known = lines.get(key)
        lines[key] = replace(known, same=known.same + 1) if known else step
    return tuple(lines.values())


def first_to_do(steps: Sequence[NextStep]) -> NextStep | None:
    """The first by clock that the reader can do."""
    return next((step for step in steps if step.mine), None)
