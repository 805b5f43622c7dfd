"""病例通报: what 卫健 or a county tells of patients, entered as a whole by who is at work on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import (
    CaseReport,
    Part,
    Place,
    affected,
    require_report,
    width_of,
)
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.services import book
from commandcenter.services.guard import open_incident, require_to_write, text_of
from commandcenter.store.database import now
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow, TallyRow

CLAUSE = "4.1(3)"
LABEL, MEAL = 60, 20  # characters


def report_cases(session: Session, actor: Actor, incident_id: int, told: CaseReport) -> int:
    """Keep what was told, and with it the newest word on the figures of it; return its id.

    Raises RuleBroken where it does not add up, or where the incident's kind has no cases.
    """
    incident = open_incident(session, incident_id)
    require_to_write(session, actor, incident)
    kind = _kind(session, incident)
    told = _with_positions(session, incident, _tidy(told, kind.sites))
    at = now(session)
    require_report(told, kind.sites, at)
    _require_districts(session, told)
    row = CaseReportRow(
        incident_id=incident.id,
        source=told.source,
        as_of=told.as_of,
        treated=told.treated,
        meal=told.meal.name if told.meal else "",
        meal_from=told.meal.starts_at if told.meal else None,
        meal_to=told.meal.ends_at if told.meal else None,
        width=width_of(told),
        at=at,
        by=actor.name,
    )
    session.add(row)
    session.flush()
    _add_counts(session, row, told)
    book.record(
        session, actor, "case_report", row.id, "recorded", incident=incident.id, clause=CLAUSE
    )
    _tell(session, actor, row, told, kind)
    return row.id


def _kind(session: Session, incident: IncidentRow) -> KindItem:
    kind = incident_kind(session, incident)
    if kind is None or not kind.has_cases:
        raise RuleBroken("这一种类的事件没有病例通报，人数请用“报人数”。")
    return kind


def _tidy(told: CaseReport, sites: str) -> CaseReport:
    """With trimmed words, none of them empty."""
    meal = told.meal
    return replace(
        told,
        source=text_of(told.source, "来源", LABEL),
        sites=tuple(replace(s, label=text_of(s.label, sites, LABEL)) for s in told.sites),
        hospitals=tuple(replace(h, label=text_of(h.label, "医院", LABEL)) for h in told.hospitals),
        meal=replace(meal, name=text_of(meal.name, "可疑餐次", MEAL)) if meal else None,
    )


def _with_positions(session: Session, incident: IncidentRow, told: CaseReport) -> CaseReport:
    """What is called as a place of the incident, as in an earlier report, or as a trader that is
    known, is where that is."""
    known = _known(session, incident.id, [p.label for p in (*told.sites, *told.hospitals)])

    def placed(place: Place) -> Place:
        row = known.get(place.label)
        if row is None:
            return place
        here = place.lat is not None or place.lon is not None
        return replace(
            place,
            district=place.district or row.district,
            lat=place.lat if here else row.lat,
            lon=place.lon if here else row.lon,
        )

    return replace(
        told,
        sites=tuple(map(placed, told.sites)),
        hospitals=tuple(map(placed, told.hospitals)),
    )


Known = CaseCountRow | IncidentPlaceRow | SubjectRow


def _known(session: Session, incident_id: int, labels: Sequence[str]) -> Mapping[str, Known]:
    """By name what is known of where it is: best as a place of the incident."""
    count, place, trader = CaseCountRow, IncidentPlaceRow, SubjectRow
    traders = session.scalars(
        select(trader)
        .where(trader.name.in_(labels), trader.lat.is_not(None), trader.lon.is_not(None))
        .order_by(trader.id.desc())
    )
    earlier = session.scalars(
        select(count)
        .where(count.incident_id == incident_id, count.part != Part.ONSET)
        .where(or_(count.lat.is_not(None), count.district.is_not(None)))
        .order_by(count.id)
    )
    places = session.scalars(select(place).where(place.incident_id == incident_id))
    named: list[tuple[str, Known]] = [(row.name, row) for row in traders]
    named += [(row.label, row) for rows in (earlier, places) for row in rows]
    known: dict[str, Known] = {}
    for label, row in named:
        before = known.get(label)
        if row.lat is not None or before is None or before.lat is None:
            known[label] = row
    return known


def _require_districts(session: Session, told: CaseReport) -> None:
    named = {place.district for place in (*told.sites, *told.hospitals) if place.district}
    known = set(session.scalars(select(DistrictRow.code).where(DistrictRow.code.in_(named))))
    if unknown := sorted(named - known):
        raise RuleBroken("没有编号为 {id} 的县区。", id=unknown[0])


def _add_counts(session: Session, row: CaseReportRow, told: CaseReport) -> None:
    for part, places in ((Part.SITE, told.sites), (Part.HOSPITAL, told.hospitals)):
        session.add_all(
            CaseCountRow(**_of(row, part), **_place(place), number=place.number) for place in places
        )
    session.add_all(
        CaseCountRow(**_of(row, Part.ONSET), onset_at=each.starts_at, number=each.number)
        for each in told.onset
    )
    session.flush()


def _of(row: CaseReportRow, part: Part) -> Mapping[str, object]:
    return {"incident_id": row.incident_id, "case_report_id": row.id, "part": part}


def _place(place: Place) -> Mapping[str, object]:
    return {
        "label": place.label, "district": place.district, "lat": place.lat, "lon": place.lon,
    }  # fmt: skip


def _tell(
    session: Session, actor: Actor, row: CaseReportRow, told: CaseReport, kind: KindItem
) -> None:
    """It is the newest word on these figures, as a hand count is (store.incident.told_figures)."""
    schools = affected(told.sites) if told.sites else None
    said = {"severe": told.severe, "dead": told.dead, "schools": schools}
    counts = {"treated": told.treated}
    counts |= {code: n for code, n in said.items() if n is not None and code in kind.tiles}
    session.add_all(
        TallyRow(
            incident_id=row.incident_id,
            kind=code,
            value=value,
            place=row.source,
            at=row.as_of,
            by=actor.name,
        )
        for code, value in counts.items()
    )
    book.record(
        session, actor, "tally", row.incident_id, "counted", incident=row.incident_id, clause=CLAUSE
    )
