"""What asks for an alarm: of each matter its stage, its words, and who is responsible.

All times are compared here, by the time that the database gives; so what was read once can be
looked at again each second.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from commandcenter.domain.alarms.alarm_items import (
    AT_ONCE,
    BY_TIME,
    IN_STAGE,
    LIMITS,
    STAGE_WORDS,
    AlarmItem,
    Rules,
    Stage,
)
from commandcenter.domain.alarms.machine import (
    Condition,
    county_token,
    group_token,
    person_token,
    role_token,
)
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass

REPORT_FORMS = ("report", "phone_report")
LEVEL_FORMS = ("grade", "level")
DECIDERS = (Role.COMMANDER, Role.DEPUTY)


@dataclass(frozen=True, slots=True)
class Live:
    """An incident that obligations may be late in. `active`: its response runs."""

    id: int
    title: str
    active: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is not in the book of obligations. `about`: unlike any other of its kind.

    `due_at`: its limit, else it has waited since `since`. `who`: tokens, else as the kind says.
    `what`: as it is named in what is to be done.
    """

    kind: str
    about: str
    what: str
    title: str
    since: datetime
    place: str = ""
    due_at: datetime | None = None
    who: tuple[str, ...] = ()
    who_words: str = ""
    incident_id: int | None = None
    act_id: int | None = None
    active: bool = False
    district: str | None = None
    group: Group | None = None


def of_book(
    book: Iterable[Obligation], live: dict[int, Live], rules: Rules, now: datetime
) -> Iterator[Condition]:
    """The limits of the book, and what waits there for a decision without one."""
    for row in book:
        incident = live.get(row.incident_id) if row.incident_id is not None else None
        if row.state is not ObligationState.OPEN or (row.incident_id is not None and not incident):
            continue
        if row.due_at is not None:
            yield _limit(row, row.due_at, incident, rules, now)
        elif row.role in DECIDERS and (item := rules.items.get("decision")):
            yield _waiting(row, item, incident, now)


def of_matters(matters: Iterable[Matter], rules: Rules, now: datetime) -> Iterator[Condition]:
    for matter in matters:
        item = rules.items.get(matter.kind)
        if item is None:
            continue
        stage = _stage(item, matter.due_at, now) if matter.due_at else _on(item, matter.since, now)
        who = matter.who or tuple(map(role_token, item.roles))
        words = matter.who_words or joined("、", (ROLE_WORDS[role] for role in item.roles))
        yield Condition(
            key=f"{matter.kind}/{matter.about}", kind=matter.kind, about=matter.about,
            stage=stage or "", priority=item.priority.get(stage) if stage else None,
            title=_title(matter.title, stage), who=who, since=matter.since, place=matter.place,
            todo=_todo(item, matter.what, words, matter.due_at, now),
            incident_id=matter.incident_id, due_at=matter.due_at, act=item.act,
            act_id=matter.act_id, act_word=item.act_word, room=item.room, active=matter.active,
            district=matter.district, group=matter.group,
        )  # fmt: skip


def kind_of_limit(row: Obligation) -> str:
    if row.incident_id is None:
        return LIMITS["bureau"]
    if row.form in REPORT_FORMS:
        return LIMITS["report"]
    if row.form in LEVEL_FORMS:
        return LIMITS["level"]
    return LIMITS["must" if row.must else "other"]


def responsible(row: Obligation) -> tuple[str, ...]:
    """Who the book gives it to; the duty officer where it names nobody."""
    found = []
    if row.assigned_to is not None:
        found.append(person_token(row.assigned_to))
    if row.role is Role.COUNTY and row.district:
        found.append(county_token(row.district))
    elif row.role:
        found.append(role_token(row.role))
    if row.group:
        found.append(group_token(row.group))
    return tuple(found) or (role_token(Role.DUTY),)


def _who_words(row: Obligation) -> str:
    if row.group:
        return GROUP_WORDS[row.group]
    return ROLE_WORDS[row.role] if row.role else ROLE_WORDS[Role.DUTY]


def _limit(
    row: Obligation, due_at: datetime, incident: Live | None, rules: Rules, now: datetime
) -> Condition:
    item = rules.items[kind_of_limit(row)]
    return _of_row(row, "limit", item, _stage(item, due_at, now), incident, now)


def _waiting(row: Obligation, item: AlarmItem, incident: Live | None, now: datetime) -> Condition:
    return _of_row(row, "decision", item, _on(item, row.start_at, now), incident, now)


def _of_row(
    row: Obligation,
    family: str,
    item: AlarmItem,
    stage: Stage | None,
    incident: Live | None,
    now: datetime,
) -> Condition:
    """Under one key as long as the row is open, whatever kind of limit it is by now."""
    return Condition(
        key=f"{family}/obligation:{row.id}", kind=item.code, about=f"obligation:{row.id}",
        stage=stage or "", priority=item.priority.get(stage) if stage else None,
        title=_title(row.title, stage), who=responsible(row), since=_since(row, stage, item),
        todo=_todo(item, row.title, _who_words(row), row.due_at, now),
        place=incident.title if incident else "", incident_id=row.incident_id,
        district=row.district, group=row.group, role=row.role, person_id=row.assigned_to,
        due_at=row.due_at, act=row.form or item.act, act_id=row.id, act_word=item.act_word,
        room=item.room, active=incident is not None and incident.active,
    )  # fmt: skip


def _since(row: Obligation, stage: Stage | None, item: AlarmItem) -> datetime:
    """Since when it is so: late since its limit, near since its stage began."""
    if row.due_at is None:
        return row.start_at
    before = {Stage.SOON: item.soon_minutes, Stage.DUE: item.due_minutes}
    return row.due_at - timedelta(minutes=before.get(stage, 0) if stage else 0)


def _stage(item: AlarmItem, due_at: datetime, now: datetime) -> Stage | None:
    """The gravest that has begun and that the kind has a priority for."""
    begins = (
        (Stage.OVERDUE, due_at),
        (Stage.DUE, due_at - timedelta(minutes=item.due_minutes)),
        (Stage.SOON, due_at - timedelta(minutes=item.soon_minutes)),
    )
    return next((stage for stage, at in begins if now >= at and stage in item.priority), None)


def _on(item: AlarmItem, since: datetime, now: datetime) -> Stage | None:
    return Stage.ON if now >= since + timedelta(minutes=item.wait_minutes) else None


def _title(what: str, stage: Stage | None) -> str:
    words = STAGE_WORDS[stage] if stage else ""
    return phrase(IN_STAGE, what=what, stage=words) if words else joined("", (what,))


def _todo(item: AlarmItem, what: str, who: str, due_at: datetime | None, now: datetime) -> str:
    """By when it is to be done: named while that lies ahead, else at once."""
    when = AT_ONCE
    if due_at and due_at > now:
        when = phrase(BY_TIME, time=dated_zh(due_at))
    return item.todo.format(what=what, who=who, when=when)
