"""The life of an incident as the rules about obligations ask for it (domain/command/life.py).

Two statements: the incident with those merged into it, and all that its rows ask (asked.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.life import (
    ASKED,
    OF_BUREAU,
    CountyShare,
    LevelSpan,
    Life,
    Place,
)
from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import Dues
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level, took_effect
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.acts import is_laid
from commandcenter.store.command.asked import asked_of
from commandcenter.store.command.asked_words import Wording
from commandcenter.store.complaints.handling import FIRST_CLOCK
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.incident.incident import IncidentRow

OWN_BOOK = 0  # the number under which the bureau's own book runs


@dataclass(frozen=True, slots=True)
class Known:
    """What a book is made from. `family`: the incident and those merged into it."""

    life: Life
    plan: PlanData
    family: tuple[int, ...]


def known_of(session: Session, incident_id: int | None) -> Known | None:
    """None of an incident that who is signed on does not see: others settle its book."""
    if incident_id is None:
        return _own_book(session)
    row = session.execute(_incident(is_laid(session)), {"this": incident_id}).one_or_none()
    if row is None:
        return None
    plan = plan_of(session, row.plan_version_id)
    family = tuple(sorted({int(number) for number in row.family.split(",")}))
    return Known(_life(row, plan, asked_of(session, family)), plan, family)


def _own_book(session: Session) -> Known:
    """It has no life of its own: what is due in it comes from records."""
    version = version_in_force(session)
    plan, begun = plan_of(session, version), datetime.min.replace(tzinfo=UTC)
    lines, wording = asked_of(session, (OWN_BOOK,)), Wording(plan, {}, ())
    of_kind = {kind: [line for line in lines if line.kind == kind] for kind in OF_BUREAU}
    asked = tuple(x for kind, its in of_kind.items() for x in wording.asked(kind, its))
    life = Life(OWN_BOOK, version, State.RESPONDING, begun, verified_at=begun, asked=asked)
    return Known(life, plan, (OWN_BOOK,))


@cache
def _incident(laid: bool) -> Select[Any]:
    """Built once: building it took longer than the database does."""
    c = IncidentRow.__table__.c
    names = (
        "id", "plan_version_id", "state", "grade", "response", "kind", "known_at", "received_at",
        "verified_at", "activated_at", "ended_at", "closed_at", "districts",
    )  # fmt: skip
    this = bindparam("this", type_=Integer)
    family = func.rights.family(this, type_=Text) if laid else _family(this)
    into = func.rights.merged_title(this, type_=Text) if laid else _into()
    columns = (*(c[name] for name in names), family.label("family"), into.label("into"))
    return select(*columns).where(c.id == this)


def _into() -> ColumnElement[str]:
    target = IncidentRow.__table__.alias("target")
    own = IncidentRow.__table__.c.merged_into
    title = select(target.c.title).where(target.c.id == own)
    return title.correlate(IncidentRow.__table__).scalar_subquery()


def _family(this: ColumnElement[int]) -> ColumnElement[str]:
    """The numbers of the incident and of those merged into it, with commas."""
    own, source = (IncidentRow.__table__.alias(name) for name in ("own", "source"))
    family = select(own.c.id).where(own.c.id == this).cte("family", recursive=True)
    family = family.union(select(source.c.id).where(source.c.merged_into == family.c.id))
    return select(func.aggregate_strings(cast(family.c.id, Text), ",")).scalar_subquery()


def _life(row: Row[Any], plan: PlanData, lines: Sequence[Row[Any]]) -> Life:
    by_kind = defaultdict[str, list[Row[Any]]](list)
    for line in lines:
        by_kind[line.kind].append(line)
    own = {kind: [x for x in its if x.incident == row.id] for kind, its in by_kind.items()}
    names = {line.district: line.first for line in by_kind["county"]}
    wording = Wording(plan, names, by_kind["paper_done"])
    return Life(
        incident=row.id,
        plan_version=row.plan_version_id,
        state=row.state,
        received_at=row.received_at,
        kind=row.kind or "",
        known_at=row.known_at,
        verified_at=row.verified_at,
        activated_at=row.activated_at,
        ended_at=row.ended_at,
        closed_at=row.closed_at,
        levels=_levels(row, own.get("decision", [])),
        districts=tuple(row.districts),
        county_names={code: names[code] for code in row.districts if code in names},
        places=tuple(_places(by_kind.get("place", []))),
        facts={x.first: x.number for x in sorted(own.get("fact", []), key=lambda x: x.id)},
        asked=tuple(x for kind in ASKED for x in wording.asked(kind, by_kind[kind])),
        shares=tuple(_shares(plan, own.get("share", []))),
        merged_into=row.into or "",
    )


def _levels(row: Row[Any], lines: Iterable[Row[Any]]) -> tuple[LevelSpan, ...]:
    """As decided; of an incident whose decisions were never kept what it shows itself."""
    kept = sorted(lines, key=lambda x: x.id)
    since = took_effect(x.at for x in kept)
    if kept:
        pairs = zip(kept, since, strict=True)
        return tuple(LevelSpan(Axis(x.first), Level(x.second), at) for x, at in pairs)
    shown = ((Axis.GRADE, row.grade), (Axis.RESPONSE, row.response))
    return tuple(LevelSpan(axis, level, row.received_at) for axis, level in shown if level)


def _places(lines: Iterable[Row[Any]]) -> Iterator[Place]:
    for line in sorted(lines, key=lambda x: x.id):
        yield Place(line.id, line.first, line.district)


def _shares(plan: PlanData, lines: Iterable[Row[Any]]) -> Iterator[CountyShare]:
    by_county = defaultdict[str, list[Row[Any]]](list)
    for line in lines:
        if line.district is not None:  # of what lies in no county known so far none is asked
            by_county[line.district].append(line)
    dues = Dues(plan)
    for district, its in sorted(by_county.items()):
        limits = [limit for line in its if (limit := _limit(dues, line))]
        since, count = min(x.at for x in its), sum(x.number for x in its)
        yield CountyShare(district, since, count, min(limits, default=None))


def _limit(dues: Dues, line: Row[Any]) -> datetime | None:
    """Of complaints on which nothing was done it is counted from the registration."""
    if not line.second or line.due_at is None:
        return line.due_at  # type: ignore[no-any-return]  # a column of type UtcTime
    clock = FIRST_CLOCK.get(ComplaintKind(line.first))
    return dues.due(clock, line.due_at) if clock else None
