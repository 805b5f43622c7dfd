"""What a release is checked against: named figures as of a moment, earlier words, private data.

For the services that judge and for the queries that show: both must see the same.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import FOOD
from commandcenter.domain.figures import Figure, Finding, PublishedNumber, attributed, compare
from commandcenter.domain.incident.kinds import PATIENT_FACTS
from commandcenter.domain.phrase import phrase, phrases, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import TimeUnit
from commandcenter.domain.releases.release import (
    RELEASE_KIND_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.releases.release_text import Private, TextFault, faults_in
from commandcenter.domain.reports.report import REPORT_WORDS, ReportState
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.counts import HOUR
from commandcenter.store.incident.hand_counts import hand_count
from commandcenter.store.incident.stated_facts import newest_stated
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import Moment, counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import private_for
from commandcenter.store.read_once import unchanged
from commandcenter.store.releases.release_about import about_words
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow

CENTS = Decimal(100)
TALLIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "on_site": (word("现场人数（手工计数）"), word("人"), ("现场", "聚集", "门口", "在场")),
    "registered": (word("现场已登记（手工计数）"), word("人"), ("已登记", "登记")),
    "waiting": (word("等候登记（手工计数）"), word("人"), ("等候", "排队")),
    "calls": (word("来电（手工计数）"), word("通"), ("来电", "电话", "话务")),
    "inpatient": (word("住院（报数）"), word("人"), ("住院",)),
    "severe": (word("重症（报数）"), word("人"), ("重症", "危重")),
}
FACT_WORDS: dict[str, tuple[str, ...]] = {
    "hurt": ("受伤", "住院", "就医", "就诊", "不适", "患者", "症状", "救治"),
    "school_hurt": ("学生", "学校"),
    "dead": ("死亡", "遇难"),
    "on_site": ("现场", "聚集"),
    "linked_food_cases": ("病例", "疑似"),
    "cities": ("设区市", "个市"),
    "provinces": ("省份", "个省"),
}
SPAN_UNITS = phrases({
    TimeUnit.HOUR: "小时",
    TimeUnit.DAY: "日",
    TimeUnit.WORKING_DAY: "工作日",
    TimeUnit.YEAR: "年",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """All that one check of one text needs; `about`: what the incident is about, in words."""

    figures: tuple[Figure, ...]
    said: tuple[PublishedNumber, ...]
    private: Private
    always: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class TextCheck:
    findings: tuple[Finding, ...]
    faults: tuple[TextFault, ...]


def check_text(known: Known, judged: str) -> TextCheck:
    """Title and text as one, so that places count from the start of the title."""
    return TextCheck(
        compare(judged, known.figures, known.said, known.always),
        faults_in(judged, known.private),
    )


def known(session: Session, basis: Basis, as_of: datetime, except_id: int = 0) -> Known:
    """Everything as of `as_of`; what release `except_id` itself says is left out."""
    with unchanged(session):
        plan = plan_of(session, basis.plan_version)
        m = moment(session, as_of)
        rows = _complaints(session, basis, m)
        figures = tuple(_figures(session, basis, plan, rows, m))
        return Known(
            figures=figures,
            said=tuple(_published_numbers(session, basis, figures, except_id)),
            private=private_for(session, basis),
            always=tuple(plan.release_numbers),
            about=about_words(session, basis, sum(row.problem == FOOD for row in rows), len(rows)),
        )


def _complaints(session: Session, basis: Basis, m: Moment) -> Sequence[Any]:
    columns = ComplaintRow.__table__.c
    return session.execute(
        select(
            columns.id, columns.person_key, columns.registered_at, columns.subject_id,
            columns.amount_cents, columns.district, columns.problem, columns.other_province,
            columns.source,
        ).where(basis.counted(session, m))
    ).all()  # fmt: skip


def _figures(
    session: Session, basis: Basis, plan: PlanData, rows: Sequence[Any], m: Moment
) -> Iterator[Figure]:
    as_of = m.at
    yield from _counted(rows, m)
    yield from _by_county(session, rows, as_of)
    if basis.incident:
        yield from _of_incident(session, basis.incident, plan, m)
    for clock in plan.clocks.values():
        unit = SPAN_UNITS[clock.unit]
        title = phrase(
            "{title}（{law}第{article}条）",
            title=clock.title, law=clock.law, article=clock.article,
        )  # fmt: skip
        yield _figure(f"clock.{clock.code}", title, unit, clock.amount, as_of)


def _of_incident(
    session: Session, incident: IncidentRow, plan: PlanData, m: Moment
) -> Iterator[Figure]:
    as_of = m.at
    yield from _by_hand(session, incident.id, as_of)
    yield from _stated(session, incident.id, plan, as_of)
    yield from _handled(session, incident.id, m)
    yield from _places(session, incident, as_of)
    if incident.expected_days:
        title, days = word("预计响应期限"), incident.expected_days
        yield _figure("expected_days", title, word("天"), days, as_of, "预计")


def _figure(
    code: str, title: str, unit: str, value: int | Decimal, as_of: datetime, *words: str
) -> Figure:
    return Figure(code, title, unit, Decimal(value), as_of, words)


def _counted(rows: Sequence[Any], m: Moment) -> Iterator[Figure]:
    """The three counts and the money, as everywhere in the program."""
    as_of, today = m.at, day_start(local(m.at).date())
    named = {(r.person_key, local(r.registered_at).date()) for r in rows if r.person_key}
    times = len(named) + sum(not r.person_key for r in rows)
    people = len({r.person_key for r in rows if r.person_key})
    away = sum(bool(r.other_province) for r in rows)
    new = ("新增", "今日", "当日", "新接")
    yield Figure("complaints", word("投诉举报"), word("件"), Decimal(len(rows)), as_of,
                 ("投诉", "举报", "累计", "共接到"), usual=True, grows=True)  # fmt: skip
    yield Figure("person_times", word("投诉人次"), word("人次"), Decimal(times), as_of,
                 usual=True, grows=True)  # fmt: skip
    yield Figure("people", word("去重后消费者"), word("人"), Decimal(people), as_of,
                 ("消费者", "投诉人", "去重", "涉及"), usual=True, grows=True)  # fmt: skip
    yield Figure("amount", word("涉及金额（自述）"), word("元"), _amount(rows), as_of,
                 ("金额", "涉及", "涉案"), usual=True, grows=True)  # fmt: skip
    last_hour = sum(m.to(r.source) - HOUR < r.registered_at <= m.to(r.source) for r in rows)
    fresh, items = word("近一小时新增"), word("件")
    yield _figure("last_hour", fresh, items, last_hour, as_of, "近一小时", "小时新增")
    since = sum(r.registered_at >= today for r in rows)
    yield _figure("today", word("今日新增"), items, since, as_of, *new)
    yield _figure("away", word("异地投诉"), items, away, as_of, "异地", "外省", "外地")
    if rows:
        share = (Decimal(away) * 100 / len(rows)).quantize(Decimal("0.1"))
        yield _figure("away_share", word("异地占比"), "%", share, as_of, "异地", "外省", "外地")


def _amount(rows: Sequence[Any]) -> Decimal:
    amounts: dict[Any, int] = {}
    for row in rows:
        if row.amount_cents is not None:
            key = (row.person_key, row.subject_id) if row.person_key else row.id
            amounts[key] = max(amounts.get(key, 0), row.amount_cents)
    return Decimal(sum(amounts.values())) / CENTS


def _by_county(session: Session, rows: Sequence[Any], as_of: datetime) -> Iterator[Figure]:
    counts = Counter(row.district for row in rows if row.district)
    names = session.execute(select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code))
    for code, name in names:
        if counts[code]:
            title = phrase("{county}投诉", county=name)
            yield _figure(f"county.{code}", title, word("件"), counts[code], as_of, name)


def _by_hand(session: Session, incident_id: int, as_of: datetime) -> Iterator[Figure]:
    for kind, (title, unit, words) in TALLIES.items():
        if found := hand_count(session, incident_id, kind, as_of):
            named = tuple(each.place for each in found.places if each.place)
            yield _figure(kind, title, unit, found.value, found.at, *words, *named)


def _stated(
    session: Session, incident_id: int, plan: PlanData, as_of: datetime
) -> Iterator[Figure]:
    """The facts of the grading matrix: the newest word on each."""
    newest = newest_stated(session, incident_id, as_of)
    known = {code: (row.value, row.as_of) for code, row in newest.items()}
    for code in PATIENT_FACTS:
        if stated := told(session, incident_id, code, as_of):
            known[code] = stated.value, stated.at
    for code, (value, at) in known.items():
        fact = plan.facts.get(code)
        if fact and value is not None and fact.unit in ("人", "例", "个", "元", "%"):
            words = FACT_WORDS.get(code, (fact.title,))
            yield _figure(f"fact.{code}", fact.title, fact.unit, value, at, *words)


def _handled(session: Session, incident_id: int, m: Moment) -> Iterator[Figure]:
    as_of = m.at
    rows = session.execute(
        select(
            ComplaintHandlingRow.accepted_at,
            ComplaintHandlingRow.closed_at,
            ComplaintHandlingRow.recovered_cents,
        )
        .join(ComplaintRow, ComplaintRow.id == ComplaintHandlingRow.complaint_id)
        .where(counted(m, incident_id))
    ).all()
    accepted = sum(row.accepted_at is not None and row.accepted_at <= as_of for row in rows)
    closed = [row for row in rows if row.closed_at is not None and row.closed_at <= as_of]
    recovered = Decimal(sum(row.recovered_cents or 0 for row in closed)) / CENTS
    items, yuan, back = word("件"), word("元"), ("挽回", "已退", "退款", "退费")
    yield _figure("accepted", word("已受理投诉"), items, accepted, as_of, "已受理", "受理")
    settled = ("办结", "化解", "已解决")
    yield _figure("closed", word("已办结投诉"), items, len(closed), as_of, *settled)
    yield _figure("recovered", word("挽回损失"), yuan, recovered, as_of, *back)
    filed = session.scalars(
        select(func.count())
        .select_from(CaseFileRow)
        .where(CaseFileRow.incident_id == incident_id, CaseFileRow.filed_at <= as_of)
    ).one()
    yield _figure("filed", word("立案"), items, filed, as_of, "立案", "案件")


def _places(session: Session, incident: IncidentRow, as_of: datetime) -> Iterator[Figure]:
    if count := len(counties_of(session, incident, as_of).codes):
        title, unit = word("涉及县区"), word("个县区")
        yield Figure("counties", title, unit, Decimal(count), as_of, ("涉及",), usual=True)
    places = session.scalars(
        select(func.count())
        .select_from(IncidentPlaceRow)
        .where(IncidentPlaceRow.incident_id == incident.id)
    ).one()
    if places:
        words = ("门店", "网点", "学校", "涉及")
        title, unit = word("涉事场所"), word("家")
        yield Figure("places", title, unit, Decimal(places), as_of, words, usual=True)


def _published_numbers(
    session: Session, basis: Basis, figures: Sequence[Figure], except_id: int
) -> Iterator[PublishedNumber]:
    """The numbers of published releases and sent reports that are tied to a figure."""
    reported = _reported(session, basis.incident.id) if basis.incident else ()
    for where, at, text in [*_published(session, basis.owns(), except_id), *reported]:
        for code, number in attributed(text, figures):
            yield PublishedNumber(code, where, at, number)


def _published(
    session: Session, of: ColumnElement[bool], except_id: int
) -> Iterator[tuple[str, datetime, str]]:
    rows = session.execute(
        select(ReleaseRow, ReleaseCheckRow.done_at)
        .join(ReleaseCheckRow, ReleaseCheckRow.release_id == ReleaseRow.id)
        .where(
            of,
            ReleaseRow.state == ReleaseState.PUBLISHED,
            ReleaseRow.id != except_id,
            ReleaseCheckRow.step == GateStep.PUBLISH,
        )
        .order_by(ReleaseRow.id)
    )
    for row, at in rows:
        yield release_label(row.kind, row.number), at, f"{row.title}\n{row.text}"


def published(session: Session, incident_id: int) -> list[tuple[datetime, str]]:
    """When each release went out, and what it was: 情况通报 1, 消费警示 1."""
    of = ReleaseRow.incident_id == incident_id
    return [(at, where) for where, at, _ in _published(session, of, 0)]


def _reported(session: Session, incident_id: int) -> Iterator[tuple[str, datetime, str]]:
    rows = session.scalars(
        select(ReportRow)
        .where(ReportRow.incident_id == incident_id, ReportRow.state == ReportState.SENT)
        .order_by(ReportRow.id)
    )
    for row in rows:
        number = row.number or ""
        label = phrase("{report}{number}", report=REPORT_WORDS[row.kind], number=number)
        if row.sent_at:
            yield label, row.sent_at, "\n".join(str(e["text"]) for e in row.elements)


def release_label(kind: ReleaseKind, number: int) -> str:
    """情况通报 2."""
    return phrase("{kind} {number}", kind=RELEASE_KIND_WORDS[kind], number=number)
