"""The rows behind a figure that counts people or money: as many rows as the figure says.

People are shown as people, masked; of who reports (举报人) nothing is shown. What a county may not
see is summed up in one line, so that the total is the figure's all the same.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind, mask_name
from commandcenter.domain.figures_shown import Opens, shown_as
from commandcenter.domain.incident.facts import windows
from commandcenter.domain.org import Actor
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A person, a person on one day, a person's claim against one trader, a trader, a county.

    `cents`: what counts of the amounts that were stated; None where none was. Of a county without
    complaints there is no time.
    """

    who: str  # masked, "" without a name
    reporter: bool
    subjects: tuple[str, ...]
    districts: tuple[str, ...]
    complaints: tuple[int, ...]  # their ids, newest first
    first_at: datetime | None
    last_at: datetime | None
    cents: int | None


@dataclass(frozen=True, slots=True)
class FigureRows:
    """`number`: what the figure says; `hidden`: so much of it lies where the actor does not see.
    `hours`: how far back it was counted, 0: from the first on.
    """

    code: str
    number: int
    lines: tuple[FigureLine, ...]
    hidden: int
    at: datetime
    hours: int = 0


Key = Callable[[int, Any], Hashable | None]  # of a row by its place; None: it is not counted


def _person(_number: int, row: Any) -> Hashable | None:
    return row.person_key or None


def _person_day(number: int, row: Any) -> Hashable | None:
    return (row.person_key, local(row.registered_at).date()) if row.person_key else number


def _claim(number: int, row: Any) -> Hashable | None:
    if row.amount_cents is None:
        return None
    return (row.person_key, row.subject_id) if row.person_key else number


def _trader(_number: int, row: Any) -> Hashable | None:
    return row.subject_id or None


KEYS: dict[Opens, Key] = {
    Opens.TRADERS: _trader,
    Opens.PEOPLE: _person,
    Opens.PERSON_DAYS: _person_day,
    Opens.CLAIMS: _claim,
}
OF_MATRIX = frozenset({"complainants", "amount_yuan"})  # by the window of the plan


def figure_rows(
    session: Session, actor: Actor, incident_id: int, code: str, at: datetime
) -> FigureRows:
    """The greatest amount first, else the newest. `at`: the moment of the figure."""
    if shown_as(code).opens is Opens.COUNTIES:
        return _counties(session, actor, incident_id, code, at)
    hours = _hours(session, incident_id, code)
    rows = [row for row in _rows(session, incident_id, at) if _in_window(code, row, at, hours)]
    key, groups = KEYS[shown_as(code).opens], dict[Hashable, list[Any]]()
    for number, row in enumerate(rows):
        if (found := key(number, row)) is not None:
            groups.setdefault(found, []).append(row)
    own = own_districts(session, actor)
    seen = [g for g in groups.values() if own is None or all(r.district in own for r in g)]
    whole = _amount(rows, groups) if shown_as(code).opens is Opens.CLAIMS else len(groups)
    money = shown_as(code).opens is Opens.CLAIMS
    lines = sorted((_line(group) for group in seen), key=_order if money else _newest)
    said = sum(line.cents or 0 for line in lines) if money else len(lines)
    return FigureRows(code, whole, tuple(lines), whole - said, at, hours)


def _counties(
    session: Session, actor: Actor, incident_id: int, code: str, at: datetime
) -> FigureRows:
    """Each county of the incident with its complaints, where there are any."""
    codes = counties_of(session, session.get_one(IncidentRow, incident_id), at).codes
    rows, own = _rows(session, incident_id, at), own_districts(session, actor)
    named = dict(session.execute(select(DistrictRow.code, DistrictRow.name)).all())
    lines = [
        _line(group) if group else _silent(named[each])
        for each in codes
        if own is None or each in own
        for group in [[row for row in rows if row.district == each]]
    ]
    return FigureRows(code, len(codes), tuple(lines), len(codes) - len(lines), at)


def _silent(county: str) -> FigureLine:
    return FigureLine("", False, (), (county,), (), None, None, None)


def _hours(session: Session, incident_id: int, code: str) -> int:
    if code not in OF_MATRIX:
        return 0
    incident = session.get_one(IncidentRow, incident_id)
    return windows(plan_of(session, incident.plan_version_id)).get(code, 0)


def _in_window(code: str, row: Any, at: datetime, hours: int) -> bool:
    if hours and row.registered_at <= at - timedelta(hours=hours):
        return False
    return not (code == "complainants" and row.other_province)


def _amount(_rows: Sequence[Any], groups: dict[Hashable, list[Any]]) -> int:
    return sum(max(row.amount_cents for row in group) for group in groups.values())


def _rows(session: Session, incident_id: int, at: datetime) -> Sequence[Any]:
    c = ComplaintRow.__table__.c
    return session.execute(
        select(
            c.id, c.person_key, c.registered_at, c.subject_id, c.amount_cents, c.district, c.kind,
            c.reporter_protected, c.other_province, ComplainantRow.name,
            SubjectRow.name.label("subject"), DistrictRow.name.label("county"),
        )
        .select_from(ComplaintRow)
        .outerjoin(SubjectRow, SubjectRow.id == c.subject_id)
        .outerjoin(DistrictRow, DistrictRow.code == c.district)
        .outerjoin(ComplainantRow, ComplainantRow.complaint_id == c.id)
        .where(counted(moment(session, at), incident_id))
        .order_by(c.registered_at.desc(), c.id.desc())
    ).all()  # fmt: skip


def _line(group: Sequence[Any]) -> FigureLine:
    """Newest first in, one line out."""
    secret = any(r.reporter_protected or r.kind is ComplaintKind.REPORT for r in group)
    amounts = [row.amount_cents for row in group if row.amount_cents is not None]
    return FigureLine(
        who="" if secret else mask_name(group[0].name or ""),
        reporter=secret,
        subjects=tuple(dict.fromkeys(row.subject for row in group if row.subject)),
        districts=tuple(dict.fromkeys(row.county for row in group if row.county)),
        complaints=tuple(row.id for row in group),
        first_at=group[-1].registered_at,
        last_at=group[0].registered_at,
        cents=max(amounts, default=None),
    )


def _order(line: FigureLine) -> tuple[int, int]:
    return -(line.cents or 0), line.complaints[0]


def _newest(line: FigureLine) -> tuple[float, int]:
    return -line.last_at.timestamp() if line.last_at else 0.0, line.complaints[0]
