"""An incident is registered (接报登记) and filled in later; counted and placed by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.site import Spot, nearest, require_on_earth, require_people
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import LIVE, Category, State, require_open
from commandcenter.domain.incident.kinds import TOTALS, proposed_kind, require_kind
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh, minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.complaints import joining
from commandcenter.services.guard import (
    incident_of,
    open_incident,
    require_for,
    require_to_write,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.services.incident.incident_moves import REASON, add_move
from commandcenter.services.incident.incident_moves import verify_report as verify_report
from commandcenter.services.incident.levels import decide_grade as decide_grade
from commandcenter.services.incident.levels import suggest_grade as suggest_grade
from commandcenter.services.incident.report_deadlines import move_deadlines
from commandcenter.services.incident.response import Activation as Activation
from commandcenter.services.incident.response import activate as activate
from commandcenter.services.incident.warrant import record
from commandcenter.store.complaints.handling import pages
from commandcenter.store.database import now
from commandcenter.store.incident.counts import settled, settled_subject
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow, TallyRow
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import PersonRow

PLACE_LENGTH = 60  # of a count, as a place of the incident is called
TALLIES = phrases(
    {
        "on_site": "现场人数",
        "registered": "已登记人数",
        "waiting": "待登记人数",
        "calls": "来电数",
        "treated": "就医人数",
        "inpatient": "住院人数",
        "severe": "重症人数",
        "dead": "死亡人数",
        "hurt": "受伤害人数",
        "schools": "波及学校数",
    }
)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What is known when an incident is registered (接报登记). Times aware UTC.

    `brand`: complaints on it, past and to come, join by themselves. `districts`:
    codes of the counties concerned. `kind`: of the plan's kinds, "" as its categories propose.
    `known_at`: 最早获知, where who must report knew before the 接报: limits count from it.
    """

    title: str
    public_title: str
    categories: tuple[Category, ...]
    districts: tuple[str, ...]
    received_at: datetime
    received_by_way: str
    topic: str = ""
    summary: str = ""
    brand: str = ""
    occurred_at: datetime | None = None
    verified: bool = False
    kind: str = ""
    known_at: datetime | None = None


def register(session: Session, actor: Actor, new: NewIncident) -> int:
    """Register an incident under the plan in force; return its id.

    Raises RuleBroken without the right, a title or a category.
    """
    rights(session).require(actor, Action.REGISTER_INCIDENT, district=frozenset(new.districts))
    _require_known(session, new.categories, new.districts, new.occurred_at)
    at = now(session)
    if new.received_at > at:
        raise RuleBroken("接报时间不能晚于现在。")
    _require_before(new.known_at, new.received_at)
    row = _new_row(session, actor, new, at)
    session.add(row)
    session.flush()
    add_move(session, row, row.state, word("接报登记"), "4.1(1)", at, actor.name, first=True)
    if row.brand:
        _place_subjects(session, row)
    record(session, actor, row, "registered", "4.1(1)")
    if row.brand:
        joining.join_brand(session, actor, row, since=new.received_at - _back(session))
    return row.id


def _back(session: Session) -> timedelta:
    """How old the complaints on the same brand may be that join at registration."""
    return timedelta(days=plan_of(session).number("join_back_days"))


def _new_row(session: Session, actor: Actor, new: NewIncident, at: datetime) -> IncidentRow:
    return IncidentRow(
        title=text_of(new.title, "事件名称", 60),
        public_title=text_of(new.public_title, "对外名称", 60),
        topic=text_if_any(new.topic, "主题", 60),
        categories=[c.value for c in new.categories],
        state=State.ASSESSING if new.verified else State.REPORTED,
        plan_version_id=version_in_force(session),
        summary=text_if_any(new.summary, "简要情况", 5_000),
        kind=_kind(session, version_in_force(session), new.kind, new.categories),
        brand=text_if_any(new.brand, "涉及品牌", 60),
        districts=list(new.districts),
        occurred_at=new.occurred_at,
        known_at=new.known_at,
        received_at=new.received_at,
        received_by_way=text_of(new.received_by_way, "怎样得知", 60),
        verified_at=at if new.verified else None,
        verified_by=actor.name if new.verified else None,
        registered_by=actor.name,
    )


def _kind(session: Session, version: int, code: str, categories: Sequence[Category]) -> str | None:
    """As entered, else as the categories propose."""
    plan = plan_of(session, version)
    proposed = proposed_kind(plan, categories)
    return require_kind(plan, code) if code else proposed.code if proposed else None


def _place_subjects(session: Session, incident: IncidentRow) -> None:
    """The known places of the brand become the places of the incident."""
    placed = select(IncidentPlaceRow.subject_id).where(
        IncidentPlaceRow.incident_id == incident.id, IncidentPlaceRow.subject_id.is_not(None)
    )
    known = select(SubjectRow).where(
        SubjectRow.brand == incident.brand, SubjectRow.id.not_in(placed), settled_subject()
    )
    for subject in session.scalars(known.order_by(SubjectRow.id)):
        session.add(
            IncidentPlaceRow(
                incident_id=incident.id,
                subject_id=subject.id,
                label=subject.name,
                district=subject.district,
                lat=subject.lat,
                lon=subject.lon,
            )
        )


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is filled in after the registration; the whole as it shall stand. `version` as shown.

    The time of the 接报 is not among it: the clocks of the reports run from it. `kind` "": as
    it was. `known_why`: why 最早获知 is another than it was; the clocks run from it.
    """

    title: str
    public_title: str
    categories: tuple[Category, ...]
    districts: tuple[str, ...]
    received_by_way: str
    topic: str = ""
    summary: str = ""
    brand: str = ""
    occurred_at: datetime | None = None
    version: int | None = None
    kind: str = ""
    known_at: datetime | None = None
    known_why: str = ""


def amend(session: Session, actor: Actor, incident_id: int, new: Amendment) -> None:
    """Fill in or correct what is known of an incident; its past stays in the journal.

    Raises RuleBroken when somebody else changed it since it was shown.
    """
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    rights(session).require(actor, Action.REGISTER_INCIDENT, district=frozenset(new.districts))
    require_open(incident.state)
    if new.version is not None and new.version != incident.version:
        raise _changed_meanwhile(session, incident)
    _require_known(session, new.categories, new.districts, new.occurred_at)
    brand = text_if_any(new.brand, "涉及品牌", 60)
    joins = bool(brand) and brand != incident.brand and incident.state in LIVE
    _fill(incident, new)
    if new.kind:
        incident.kind = require_kind(plan_of(session, incident.plan_version_id), new.kind)
    incident.brand = brand
    if new.known_at != incident.known_at:
        _correct_known(session, actor, incident, new)
    if joins:
        _place_subjects(session, incident)
    record(session, actor, incident, "amended", "4.1(1)")
    if joins:
        joining.join_brand(session, actor, incident, since=incident.received_at - _back(session))


def _correct_known(session: Session, actor: Actor, incident: IncidentRow, new: Amendment) -> None:
    """With its reason in the life of the incident; what was not sent yet is due by it."""
    _require_before(new.known_at, incident.received_at)
    why, at = text_of(new.known_why, "改动最早获知时间的理由", REASON), now(session)
    before, after = (
        minute_zh(known) if known else "同接报时间" for known in (incident.known_at, new.known_at)
    )
    words = f"最早获知时间由{before}改为{after}：{why}"
    add_move(session, incident, incident.state, words, "4.1(1)", at, actor.name)
    incident.known_at = new.known_at
    move_deadlines(session, incident, at)


def _require_before(known_at: datetime | None, received_at: datetime) -> None:
    if known_at is not None and known_at > received_at:
        raise RuleBroken("最早获知时间不能晚于接报时间。")


def _changed_meanwhile(session: Session, incident: IncidentRow) -> RuleBroken:
    """By whom and when: the newest line on this incident."""
    line = session.execute(
        select(PersonRow.name, JournalLineRow.at)
        .join(PersonRow, PersonRow.login == JournalLineRow.actor)
        .where(JournalLineRow.kind == "incident", JournalLineRow.subject == incident.id)
        .order_by(JournalLineRow.number.desc())
        .limit(1)
    ).first()
    if line is None:
        return RuleBroken("他人刚刚改过本事件，请核对后再改。")
    return RuleBroken(
        "{who} {time} 刚刚改过本事件，请核对后再改。", who=line.name, time=dated_zh(line.at)
    )


def _fill(incident: IncidentRow, new: Amendment) -> None:
    incident.title = text_of(new.title, "事件名称", 60)
    incident.public_title = text_of(new.public_title, "对外名称", 60)
    incident.categories = [c.value for c in new.categories]
    incident.districts = list(new.districts)
    incident.received_by_way = text_of(new.received_by_way, "怎样得知", 60)
    incident.topic = text_if_any(new.topic, "主题", 60)
    incident.summary = text_if_any(new.summary, "简要情况", 5_000)
    incident.occurred_at = new.occurred_at


def _require_known(
    session: Session,
    categories: Sequence[Category],
    districts: Sequence[str],
    occurred_at: datetime | None,
) -> None:
    if not categories:
        raise RuleBroken("请至少选择一种事件类别（预案 1.4.1）。")
    known = set(session.scalars(select(DistrictRow.code)))
    if not districts or not known.issuperset(districts):
        raise RuleBroken("请选择涉及的县（市、区）。")
    if occurred_at is not None and occurred_at > now(session):
        raise RuleBroken("事发时间不能晚于现在。")


def count_by_hand(
    session: Session, actor: Actor, incident_id: int, kind: str, value: int, place: str = ""
) -> None:
    """Note a hand count (TALLIES) between exports; the newest is shown with its time. A place that
    is called as one of the incident's is that place. Of a total (TOTALS) `place` is who told it:
    without a source nobody could say later which of two numbers holds.
    """
    incident = open_incident(session, incident_id)
    require_to_write(session, actor, incident)
    if kind not in TALLIES:
        raise RuleBroken("没有“{kind}”这种计数。", kind=kind)
    if not 0 <= value <= 1_000_000:
        raise RuleBroken("{what}应为 0 至 1000000。", what=TALLIES[kind])
    total = kind in TOTALS
    where = text_if_any(place, "来源" if total else "地点", PLACE_LENGTH)
    if total and not where:
        raise RuleBroken("请写明{what}的来源，例：市卫健委。", what=TALLIES[kind])
    session.add(
        TallyRow(
            incident_id=incident.id,
            kind=kind,
            value=value,
            place=where,
            place_id=None if total else _named(session, incident, where),
            at=now(session),
            by=actor.name,
        )
    )
    book.record(
        session, actor, "tally", incident.id, "counted", incident=incident.id, clause="4.1(3)"
    )


def place_team(
    session: Session,
    actor: Actor,
    incident_id: int,
    label: str,
    lat: float,
    lon: float,
    place_id: int | None = None,
    people: int | None = None,
) -> None:
    """Say where a team is (WGS-84 degrees); its newest place is shown. `place_id`: of the incident,
    as chosen; without one a place that is near. `people`: how many came.
    """
    incident = open_incident(session, incident_id)
    require_to_write(session, actor, incident)
    require_people(people)
    require_on_earth(lat, lon)
    places = _places(session, incident)
    if place_id is not None and place_id not in {place.id for place in places}:
        raise RuleBroken("本事件没有编号为 {id} 的地点。", id=place_id)
    spots = (Spot(p.id, p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None)
    row = TeamRow(
        incident_id=incident.id,
        label=text_of(label, "队伍名称", 20),
        lat=lat,
        lon=lon,
        place_id=place_id if place_id is not None else nearest(spots, lat, lon),
        people=people,
        at=now(session),
        by=actor.name,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "team", row.id, "placed", incident=incident.id, clause="4.1(3)")


def _named(session: Session, incident: IncidentRow, label: str) -> int | None:
    return next((p.id for p in _places(session, incident) if p.label == label), None)


def _places(session: Session, incident: IncidentRow) -> Sequence[IncidentPlaceRow]:
    rows = select(IncidentPlaceRow).where(IncidentPlaceRow.incident_id == incident.id)
    return session.scalars(rows.order_by(IncidentPlaceRow.id)).all()


def open_to_join(session: Session, actor: Actor, incident_id: int) -> IncidentRow:
    """The incident, to which the actor may join something. Raises RuleBroken."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    require_open(incident.state)
    return incident


def attach_complaints(
    session: Session, actor: Actor, incident_id: int, complaint_ids: Sequence[int]
) -> int:
    """Join chosen complaints to the incident; return how many were not in it before."""
    incident = open_to_join(session, actor, incident_id)
    found = _places_of(session, complaint_ids)
    # A county joins what it may see: complaints of its own.
    foreign = set(found.values()) - {None} - set(incident.districts)
    if foreign:
        places = frozenset(incident.districts) | {place for place in foreign if place}
        rights(session).require(actor, Action.REGISTER_INCIDENT, district=places)
    return joining.join(session, actor, incident, found)


def _places_of(session: Session, complaint_ids: Sequence[int]) -> dict[int, str | None]:
    """The county of each complaint; raises RuleBroken where none is there."""
    found: dict[int, str | None] = {}
    for page in pages(sorted(set(complaint_ids))):
        rows = select(ComplaintRow.id, ComplaintRow.district).where(ComplaintRow.id.in_(page))
        found |= dict(session.execute(rows.where(settled())).all())
    if not found:
        raise RuleBroken("请先选择投诉。")
    return found


def detach_complaints(
    session: Session, actor: Actor, incident_id: int, complaint_ids: Sequence[int], reason: str
) -> int:
    """Take chosen complaints out of the incident, and say why; return how many were in it."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    require_open(incident.state)
    words = text_of(reason, "移出的原因", 500)
    return joining.leave(session, actor, incident, complaint_ids, words)
