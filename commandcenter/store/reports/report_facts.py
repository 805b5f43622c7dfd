"""What the data say for an information report, fact by fact, each with source and as-of time.

A report of a county counts the complaints of that county only. What came since a report
(`report_news`) is told apart from how things stand.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import SOURCE_WORDS, Source
from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.reports.report import UNDER_CHECK, Element, Values
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident import decreases
from commandcenter.store.incident.counties import BY_ROWS, counties_of, where_words
from commandcenter.store.incident.counts import hour_counts, incident_counts
from commandcenter.store.incident.hand_counts import ON_SITE, hand_count
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import moment
from commandcenter.store.people import holders, in_force, on_duty
from commandcenter.store.reports.report_done import (
    LOG,
    Span,
    attendance,
    done_in,
    done_words,
    sources_of,
)
from commandcenter.store.reports.report_intended import DECIDED, intended
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

REGISTERED = word("接报登记")
NOTHING = "暂无"
NONE_DONE = "尚无已完成的处置措施记录"
NONE_INTENDED = "尚无已确定的处置措施"
FRESH = timedelta(days=1)  # an older count of the people there says nothing of now


@dataclass(frozen=True, slots=True)
class Known:
    """How things stand: facts by name, the figures, and the hour before for the trend."""

    facts: dict[str, Element]
    values: dict[str, int]


def fact(name: str, text: str, source: str, at: datetime | None, values: Values = ()) -> Element:
    return Element(name, "", text, source, at, values=values)


def known_facts(
    session: Session, incident: IncidentRow, at: datetime, district: str | None = None
) -> Known:
    """All facts that data are there for; `district`: of a county's own report."""
    counts = incident_counts(session, moment(session, at), incident.id, district)
    values = figures(session, incident, at, district, counts)
    heard = incident.received_at
    found = [
        fact("info_source", incident.received_by_way, REGISTERED, heard),
        fact("received_at", minute_zh(heard), REGISTERED, heard),
        fact("occurred_at", _occurred(incident), REGISTERED, heard),
        _place(session, incident, at, district),
        fact("nature", _nature(incident), word("定级研判"), at),
        range_fact(session, incident, at, values, district),
        _loss(session, incident, at, values, counts.left_out),
        fact("course", incident.summary, REGISTERED, heard),
        fact("trend", _trend(session, incident, at, district), word("投诉登记"), at),
        fact("leaders", _leaders(session, incident, at), word("签到"), at),
        done_fact(Span(session, incident, None, at, district)),
        _intended(Span(session, incident, None, at, district)),
        _requests(session, incident, at),
        fact("contact", contact_words(session, at, district), word("值班表"), at),
    ]
    return Known({f.code: f for f in found if f.text}, values)


def figures(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    district: str | None = None,
    counts: Counts | None = None,
) -> dict[str, int]:
    """The figures by key of FIGURES; what nobody has counted is not among them."""
    m = moment(session, at)
    counts = counts or incident_counts(session, m, incident.id, district)
    values = {
        "complaints": counts.complaints,
        "person_times": counts.person_times,
        "people": counts.people,
        "counties": len(counties_of(session, incident, at).codes),
    }
    if counts.amount_cents:
        values["amount_cents"] = counts.amount_cents
    gathered = hand_count(session, incident.id, ON_SITE, m.at)
    if gathered and at - gathered.at <= FRESH:
        values["on_site"] = gathered.value
    for code in ("hurt", "dead"):
        stated = told(session, incident.id, code, m.at)
        if stated is not None and stated.value is not None:
            values[code] = stated.value
    return values


def counted_by(session: Session, at: datetime) -> str:
    """Where the counts are from, and up to when each source's records are here."""
    say = Moments(at).say
    parts = [
        SOURCE_WORDS[source]
        if source is Source.DESK
        else phrase("{source}导至{time}", source=SOURCE_WORDS[source], time=say(to))
        for source, to in moment(session, at).upto
    ]
    return enumerated(parts) or word("12315、12345及话务登记")


def range_fact(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    values: dict[str, int],
    district: str | None = None,
) -> Element:
    words = ["尚未接到相关投诉举报"]
    if values["complaints"]:
        words = [
            f"累计接到相关投诉举报{values['complaints']}件、{values['person_times']}人次，"
            f"去重后涉及消费者{values['people']}人"
        ]
    if "on_site" in values:
        there = values["on_site"]
        words.append(f"现场聚集约{there}人" if there else "现场无人员聚集")
    counties = len(counties_of(session, incident, at).codes)
    if district is None and counties:
        words.append(f"涉及{counties}个县（市、区）")  # by name: 地点
    if district is None and (lost := decreases.words(session, incident.id, at)):
        words.append(lost)
    keys = ("complaints", "person_times", "people", "counties", "on_site")
    return fact("range", "，".join(words), counted_by(session, at), at, _of(values, keys))


def _of(values: dict[str, int], keys: Sequence[str]) -> Values:
    return tuple((key, values[key]) for key in keys if key in values)


def _loss(
    session: Session, incident: IncidentRow, at: datetime, values: dict[str, int], left_out: str
) -> Element:
    """Harm as stated, money as complained of; nobody hurt is said only where somebody said so."""
    words, sources = list[str](), list[str]()
    if values.get("hurt"):
        words.append(f"受伤害或就医{values['hurt']}人")
    if "dead" in values and (values["dead"] or values.get("hurt")):
        words.append(f"死亡{values['dead']}人")
    if words or "hurt" in values:
        known = (told(session, incident.id, code, at) for code in ("hurt", "dead"))
        sources += dict.fromkeys(
            word("定级研判") if each.stated else word("报数") for each in known if each
        )
    if "amount_cents" in values:
        words.append(
            f"涉及金额{money_zh(values['amount_cents'])}（投诉人自述，正在核实{left_out}）"
        )
        sources.append(word("投诉登记"))
    if not values.get("hurt") and not values.get("dead"):
        words.append("暂无人员伤亡报告" if "hurt" in values else f"人员伤亡情况{UNDER_CHECK}")
    text = "；".join(words) if sources else ""
    return fact(
        "loss", text, enumerated(sources), at, _of(values, ("hurt", "dead", "amount_cents"))
    )


def _occurred(incident: IncidentRow) -> str:
    return minute_zh(incident.occurred_at) if incident.occurred_at else ""


def _place(session: Session, incident: IncidentRow, at: datetime, district: str | None) -> Element:
    words = where_words(session, incident, at, district)
    if district or counties_of(session, incident, at).registered:
        return fact("place", words, REGISTERED, incident.received_at)
    return fact("place", words, BY_ROWS, at)


def _nature(incident: IncidentRow) -> str:
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in incident.categories)
    grade = f"，初步研判为{incident.grade.grade_title}" if incident.grade else ""
    return f"{incident.topic or '消费领域群体性事件'}（{kinds}）{grade}"


def _trend(session: Session, incident: IncidentRow, at: datetime, district: str | None) -> str:
    """The last hour against the one before."""
    last, before = hour_counts(session, moment(session, at), incident.id, district)
    if not last and not before:
        return ""
    return f"近1小时新增投诉举报{last}件，前1小时新增{before}件"


def _leaders(session: Session, incident: IncidentRow, at: datetime) -> str:
    """Who commands and who leads the duty; only who signed in is said to be there."""
    lead = on_duty(session, at, Role.LEAD_DUTY)
    people = [("总指挥", p) for p in holders(session, at, Role.COMMANDER)[:1]]
    people += [("带班领导", lead)] if lead else []
    signed = attendance(session, incident.id, at)

    def standing(person: int) -> str:
        if person in signed.there:
            return "已到岗"
        return "已签退" if person in signed.came else "尚未签到"

    return "、".join(f"{post}{p.name}{standing(p.id)}" for post, p in people)


def done_fact(span: Span) -> Element:
    """已采取的措施: what the record proves, each with its time; nothing is an answer too."""
    done = done_in(span)
    until = span.until
    if not done:
        return fact("measures", f"截至{minute_zh(until)}，{NONE_DONE}", word("处置记录"), until)
    return fact("measures", done_words(done, Moments(until)), sources_of(done), until)


def _intended(span: Span) -> Element:
    """拟采取的措施: what was decided and ordered, until a record proves it as done."""
    text, sources = intended(span)
    none = f"截至{minute_zh(span.until)}，{NONE_INTENDED}"
    return fact("planned", text or none, sources or (LOG if span.district else DECIDED), span.until)


def _requests(session: Session, incident: IncidentRow, at: datetime) -> Element:
    """What other departments were asked for and have not answered; nothing is an answer too."""
    rows = session.scalars(
        select(LiaisonRow)
        .where(LiaisonRow.incident_id == incident.id, LiaisonRow.answered_at.is_(None))
        .order_by(LiaisonRow.asked_at, LiaisonRow.id)
        .limit(5)
    )
    asked = [f"请{row.department}{row.request.rstrip('。；')}" for row in rows]
    return fact("requests", "；".join(asked) or NOTHING, word("联动台账"), at)


def contact_words(session: Session, at: datetime, district: str | None = None) -> str:
    """Who answers questions: the duty officer, of a county its own people."""
    if district is None:
        person = on_duty(session, at, Role.DUTY)
    else:
        person = next(iter(county_people(session, at, district)), None)
    return f"{person.name}，{person.phone or person.mobile}" if person else ""


def county_people(session: Session, at: datetime, district: str) -> list[PersonRow]:
    """Who works for a county bureau, the longest first."""
    return list(
        session.scalars(
            select(PersonRow)
            .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
            .where(RoleGrantRow.role == Role.COUNTY, RoleGrantRow.district == district)
            .where(in_force(at), PersonRow.active)
            .order_by(RoleGrantRow.valid_from, RoleGrantRow.id)
        )
    )
