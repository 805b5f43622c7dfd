"""离岗期间动态: what others did since a person last looked, and how much waits for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Role
from commandcenter.domain.record import CHIEF, Part, act_words, kinds_of, part_of
from commandcenter.late import late, late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.aftermath.record_readers import refused_record
from commandcenter.queries.seat.todo import todo
from commandcenter.store.people import names
from commandcenter.store.seat.seen import seen
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow

if TYPE_CHECKING:
    from commandcenter.queries.aftermath import chronicle
    from commandcenter.queries.seat.journal_subjects import Reader, subjects
else:
    chronicle = late("queries.aftermath.chronicle")
    Reader = late_name("queries.seat.journal_subjects", "Reader")
    subjects = late_name("queries.seat.journal_subjects", "subjects")

EACH = 6  # lines of a part that are told one by one
# What is only counted: it comes by the hundred.
COUNTED = frozenset(
    {("incident_complaint", "joined"), ("attendance", "signed in"), ("attendance", "signed out"),
     ("log", "shown"), ("log", "hidden"), ("report", "edited"), ("report", "refreshed")}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SinceLine:
    number: int
    at: datetime
    by: str
    deed: str
    words: str
    chief: bool


@dataclass(frozen=True, slots=True)
class SincePart:
    """`lines`: the newest, those of weight first; `more`: how many are not told."""

    part: Part
    lines: tuple[SinceLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SinceIncident:
    """`joined`: complaints that came to it. `count`: what others did besides."""

    id: int
    title: str
    parts: tuple[SincePart, ...]
    joined: int
    count: int


@dataclass(frozen=True, slots=True)
class SinceLeft:
    """`since` is None for a person who has never left: then there is nothing to tell.

    `number`: the line that this answer reaches to. `waiting`: what waits for them now;
    `new_waiting`: what came to wait meanwhile. `reads_all`: they may read the whole record.
    """

    since: datetime | None
    number: int
    count: int
    incidents: tuple[SinceIncident, ...]
    waiting: int
    new_waiting: int
    now: datetime
    reads_all: bool = False


def since_left(session: Session, actor: Actor, now: datetime) -> SinceLeft:
    """Of every incident that the actor may see; the actor's own acts are left out."""
    last = seen(session, actor.person_id)
    newest = session.scalar(select(func.max(JournalLineRow.number))) or 0
    waits = todo(session, actor, now)
    if last is None:
        return SinceLeft(None, newest, 0, (), len(waits), 0, now)
    rows = _lines(session, actor, last.number)
    by_incident: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_incident[row.incident_id].append(row)
    titles = _titles(session, actor, list(by_incident))
    by_login = names(session).by_login
    found = tuple(
        _incident(session, actor, incident, titles[incident], lines, by_login)
        for incident, lines in by_incident.items()
        if incident in titles
    )
    return SinceLeft(
        since=last.at,
        number=newest,
        count=sum(each.count for each in found),
        incidents=found,
        waiting=len(waits),
        new_waiting=sum(item.since > last.at for item in waits),
        now=now,
        reads_all=refused_record(session, actor) is None,
    )


def _lines(session: Session, actor: Actor, after: int) -> Sequence[Any]:
    """Newest first."""
    line = JournalLineRow.__table__.c
    known = [kind for part in Part for kind in kinds_of(part)]
    return session.execute(
        select(line.number, line.at, line.actor, line.kind, line.verb, line.incident_id)
        .where(line.number > after, line.incident_id.is_not(None))
        .where(line.kind.in_(known), line.actor != actor.login)
        .order_by(line.number.desc())
    ).all()


def _titles(session: Session, actor: Actor, ids: list[int]) -> dict[int, str]:
    """A county sees the incidents of its own county only."""
    rows = session.execute(
        select(IncidentRow.id, IncidentRow.title, IncidentRow.districts).where(
            IncidentRow.id.in_(ids)
        )
    )
    own = actor.districts()
    county_only = bool(own) and all(grant.role is Role.COUNTY for grant in actor.grants)
    return {
        number: title
        for number, title, districts in rows
        if not county_only or own & set(districts)
    }


def _incident(
    session: Session,
    actor: Actor,
    incident: int,
    title: str,
    lines: list[Any],
    names: Mapping[str, str],
) -> SinceIncident:
    abouts = subjects(session, [row.number for row in lines if _joins(row)])
    joined = sum(about.count or 1 for about in abouts.values())
    by_part: defaultdict[Part | None, list[Any]] = defaultdict(list)
    for row in lines:
        if (row.kind, row.verb) not in COUNTED:
            by_part[part_of(row.kind)].append(row)
    reader = Reader(session, incident, actor)
    parts = tuple(
        _part(session, reader, part, by_part[part], names) for part in Part if part in by_part
    )
    count = sum(map(len, by_part.values()))
    return SinceIncident(incident, title, parts, joined, count)


def _joins(row: Any) -> bool:
    return (row.kind, row.verb) == ("incident_complaint", "joined")


def _part(
    session: Session, reader: "Reader", part: Part, rows: list[Any], names: Mapping[str, str]
) -> SincePart:
    heavy = sorted(rows, key=lambda row: (row.kind, row.verb) not in CHIEF)
    shown = sorted(heavy[:EACH], key=lambda row: -row.number)
    abouts = subjects(session, [row.number for row in shown])
    told = reader.read(abouts.values())
    lines = []
    for row in shown:
        words = chronicle.subject_of(abouts.get(row.number), told)
        lines.append(
            SinceLine(
                number=row.number,
                at=row.at,
                by=names.get(row.actor, row.actor) if row.actor else chronicle.PROGRAM,
                deed=act_words(row.kind, row.verb),
                words=words.words if words else "",
                chief=(row.kind, row.verb) in CHIEF,
            )
        )
    return SincePart(part, tuple(lines), len(rows) - len(shown))
