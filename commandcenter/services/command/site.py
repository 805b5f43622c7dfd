"""现场报告 (plan 4.1(3)): it counts, is a line of the log, and closes what its place has to report.

A place that nobody named before becomes one of the incident's, so that its limits run, too.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.site import (
    Mood,
    log_words,
    require_count,
    require_on_earth,
    require_seen,
    require_unused,
    taken_out_words,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    office_of,
    open_incident,
    rights,
    storable,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.incident.hand_counts import place_named
from commandcenter.store.incident.place_uses import place_uses
from commandcenter.store.seat.earlier_act import about_deleted
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow, TallyRow

CLAUSE = "4.1(3)"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a team says of a place: one of the incident's, or `place`, as it is called.

    `head_count` None: not known yet. `seen_at` None: now. `closes`: the team leaves.
    """

    mood: Mood
    place_id: int | None = None
    place: str = ""
    head_count: int | None = None
    damage: str = ""
    measures: str = ""
    needs: str = ""
    seen_at: datetime | None = None
    closes: bool = False


def report(session: Session, actor: Actor, incident_id: int, new: SiteReport) -> int:
    """Keep the report with its count and its line of the log; return its id."""
    incident = open_incident(session, incident_id)
    known = _place(session, incident, new)
    _require(session, actor, incident, known.district if known else None)
    at = now(session)
    seen_at = new.seen_at or at
    require_seen(seen_at, at)
    require_count(new.head_count)
    place = known or _new_place(session, actor, incident, new)
    office = office_of(session, actor)[0]
    row = SiteReportRow(
        incident_id=incident.id,
        place_id=place.id,
        place=place.label,
        head_count=new.head_count,
        mood=new.mood.value,
        damage=text_if_any(new.damage, "损失情况", 1_000),
        measures=text_if_any(new.measures, "已采取措施", 1_000),
        needs=text_if_any(new.needs, "需要的支持", 1_000),
        closes=new.closes,
        seen_at=seen_at,
        at=at,
        by=actor.name,
        office=office,
    )
    session.add(row)
    session.flush()
    _record(session, actor, incident, "site_report", row.id, "written")
    if row.head_count is not None:
        _count(session, actor, row)
    words = log_words(
        row.place, row.head_count, new.mood, row.damage, row.measures, row.needs, row.closes
    )
    _write_log(session, actor, incident, words, at)
    return row.id


def _write_log(
    session: Session, actor: Actor, incident: IncidentRow, words: str, at: datetime
) -> None:
    office, group, district = office_of(session, actor)
    entry = LogEntryRow(
        incident_id=incident.id, at=at, by=actor.name, person_id=actor.person_id,
        group=group, district=district, office=office, text=words,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    _record(session, actor, incident, "log", entry.id, "written")


def _count(session: Session, actor: Actor, row: SiteReportRow) -> None:
    session.add(
        TallyRow(
            incident_id=row.incident_id,
            kind="on_site",
            value=row.head_count,
            place=row.place,
            place_id=row.place_id,
            at=row.seen_at,
            by=actor.name,
        )
    )
    book.record(
        session, actor, "tally", row.incident_id, "counted", incident=row.incident_id, clause=CLAUSE
    )


@dataclass(frozen=True, slots=True)
class NewPlace:
    """`district`: the county's code; coordinates in WGS-84 degrees, both or neither."""

    label: str
    district: str | None = None
    lat: float | None = None
    lon: float | None = None


def add_place(session: Session, actor: Actor, incident_id: int, new: NewPlace) -> int:
    """A further place of the incident (a square, a branch); return its id."""
    incident = open_incident(session, incident_id)
    _require(session, actor, incident, new.district)
    label = text_of(new.label, "地点名称", 60)
    if new.district is not None and session.get(DistrictRow, new.district) is None:
        raise RuleBroken("没有编号为 {id} 的县区。", id=new.district)
    _require_position(new)
    known = select(IncidentPlaceRow.id).where(
        IncidentPlaceRow.incident_id == incident.id, IncidentPlaceRow.label == label
    )
    if session.scalar(known) is not None:
        raise RuleBroken("本事件已有地点“{label}”。", label=label)
    row = IncidentPlaceRow(
        incident_id=incident.id, label=label, district=new.district, lat=new.lat, lon=new.lon
    )
    session.add(row)
    session.flush()
    _record(session, actor, incident, "incident", incident.id, "place added")
    return row.id


def take_out_place(session: Session, actor: Actor, place_id: int, why: str) -> None:
    """A place that was added by mistake goes, and what the book asked of it ceases; the reason
    stands in the running log, the row as it was in the record.

    Raises RuleBroken for the place of a trader, and while anything in the record is about it.
    """
    row = session.get(IncidentPlaceRow, place_id)
    if row is None:
        about_deleted(session, "incident_place", place_id)
        raise RuleBroken("没有编号为 {id} 的地点。", id=place_id)
    incident = open_incident(session, row.incident_id)
    _require(session, actor, incident, row.district)
    words = text_of(why, "撤销地点的理由", LONGEST)
    uses = place_uses(session, incident.id).get(row.id, ())
    require_unused(row.label, uses, of_trader=row.subject_id is not None)
    label = row.label
    session.delete(row)
    session.flush()
    _record(session, actor, incident, "incident", incident.id, "place taken out")
    _write_log(session, actor, incident, taken_out_words(label, words), now(session))


def _require_position(new: NewPlace) -> None:
    if (new.lat is None) != (new.lon is None):
        raise RuleBroken("经度和纬度须同时填写，或都不填。")
    if new.lat is not None and new.lon is not None:
        require_on_earth(new.lat, new.lon)


def _place(session: Session, incident: IncidentRow, new: SiteReport) -> IncidentPlaceRow | None:
    """The incident's place that is meant, by its id or by its name (see place_named)."""
    if new.place_id is None:
        places = session.scalars(
            select(IncidentPlaceRow)
            .where(IncidentPlaceRow.incident_id == incident.id)
            .order_by(IncidentPlaceRow.id)
        ).all()
        meant = place_named(storable(new.place).strip(), [place.label for place in places])
        return next((place for place in places if place.label == meant), None)
    place = session.get(IncidentPlaceRow, new.place_id)
    if place is None or place.incident_id != incident.id:
        raise RuleBroken("本事件没有编号为 {id} 的地点。", id=new.place_id)
    return place


def _new_place(
    session: Session, actor: Actor, incident: IncidentRow, new: SiteReport
) -> IncidentPlaceRow:
    """In the county of who reports, where that is one alone."""
    own = sorted(actor.districts() & set(incident.districts))
    row = IncidentPlaceRow(
        incident_id=incident.id,
        label=text_of(new.place, "地点", 60),
        district=own[0] if len(own) == 1 else None,
    )
    session.add(row)
    session.flush()
    _record(session, actor, incident, "incident", incident.id, "place added")
    return row


def _require(session: Session, actor: Actor, incident: IncidentRow, district: str | None) -> None:
    """The right at this place; if its county is not known, in the actor's own if concerned."""
    own = actor.districts() & set(incident.districts)
    where = frozenset({district}) if district else own
    rights(session).require(actor, Action.SITE_REPORT, district=where)


def _record(
    session: Session, actor: Actor, incident: IncidentRow, kind: str, subject: int, verb: str
) -> None:
    book.record(session, actor, kind, subject, verb, incident=incident.id, clause=CLAUSE)
