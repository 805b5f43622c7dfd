"""Information reports (plan 4.1(1)): drafted from data, edited, signed, sent, then frozen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident import CATEGORY_WORDS, Category
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.plan import report_deadlines
from commandcenter.domain.report import UNDER_CHECK, Element, ReportKind, ReportState
from commandcenter.domain.rights import Action
from commandcenter.domain.times import minute_zh
from commandcenter.services.guard import incident_of, require_for, text_of
from commandcenter.store import journal
from commandcenter.store.counts import incident_counts, newest_tally
from commandcenter.store.database import now
from commandcenter.store.elements import pack
from commandcenter.store.people import holders, on_duty
from commandcenter.store.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.log_entry import LogEntryRow
from commandcenter.store.tables.report import ReportRow
from commandcenter.store.types import to_micros

WAN = 1_000_000  # 分 in 万元


def draft_first(session: Session, actor: Actor, incident_id: int) -> int:
    """Draft the 首报: each element from data with source and as-of time, or 正在核查."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.DRAFT_REPORT, incident)
    if incident.verified_at is None:
        raise RuleBroken("接报尚未核实，不能起草首报。")
    if session.scalar(
        select(ReportRow.id).where(
            ReportRow.incident_id == incident.id, ReportRow.kind == ReportKind.FIRST
        )
    ):
        raise RuleBroken("本事件已有首报，有新情况请写续报。")
    at = now(session)
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    row = ReportRow(
        incident_id=incident.id,
        kind=ReportKind.FIRST,
        number=0,
        issue=(session.scalar(select(func.max(ReportRow.issue))) or 0) + 1,
        state=ReportState.DRAFT,
        elements=[pack(e) for e in first_elements(session, incident, at)],
        as_of=at,
        deadline_at=report_deadlines(plan, level, incident.received_at).written if level else None,
        drafted_by=actor.name,
        drafted_at=at,
        sent_to=_addressees(session, incident),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "drafted")
    return row.id


def _addressees(session: Session, incident: IncidentRow) -> list[str]:
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    if level is None:
        return []
    return [plan.addressees[code].title for code in plan.report_rules[level].addressees]


def first_elements(session: Session, incident: IncidentRow, at: datetime) -> list[Element]:
    """The elements of a 首报 in the plan's order; what is not known says so."""
    plan = plan_of(session, incident.plan_version_id)
    known = _known(session, incident, at)
    return [
        known.get(content.code) or Element(content.code, content.title, UNDER_CHECK)
        for content in plan.report_elements.values()
        if content.report == "first"
    ]


def _known(session: Session, incident: IncidentRow, at: datetime) -> Mapping[str, Element]:
    """What the data say, by element."""
    plan = plan_of(session, incident.plan_version_id)
    texts = {
        "first.info_source": (incident.received_by_way, "接报登记", incident.received_at),
        "first.received_at": (minute_zh(incident.received_at), "接报登记", incident.received_at),
        "first.occurred_at": (
            minute_zh(incident.occurred_at) if incident.occurred_at else "",
            "接报登记",
            incident.received_at,
        ),
        "first.place": (_places(session, incident), "接报登记", incident.received_at),
        "first.nature": (_nature(incident), "定级研判", at),
        "first.range": (_range(session, incident, at), "12315、12345 及话务登记", at),
        "first.loss": (_loss(session, incident, at), "投诉登记", at),
        "first.course": (incident.summary, "接报登记", incident.received_at),
        "first.leaders": (_leaders(session, at), "签到", at),
        "first.measures": (_measures(session, incident), "处置动态", at),
        "first.contact": (_contact(session, at), "值班表", at),
    }
    return {
        code: Element(code, plan.report_elements[code].title, text, source, when)
        for code, (text, source, when) in texts.items()
        if text and code in plan.report_elements
    }


def _places(session: Session, incident: IncidentRow) -> str:
    labels = session.scalars(
        select(IncidentPlaceRow.label)
        .where(IncidentPlaceRow.incident_id == incident.id)
        .order_by(IncidentPlaceRow.id)
    ).all()
    districts = session.scalars(
        select(DistrictRow.name).where(DistrictRow.code.in_(incident.districts))
    ).all()
    where = "、".join(districts)
    return f"{where}（{'、'.join(labels)}）" if labels else where


def _nature(incident: IncidentRow) -> str:
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in incident.categories)
    grade = f"，初步研判为{incident.grade.grade_title}" if incident.grade else ""
    return f"{incident.topic or '消费领域群体性事件'}（{kinds}）{grade}"


def _range(session: Session, incident: IncidentRow, at: datetime) -> str:
    counts = incident_counts(session, incident.id, at)
    words = [
        f"累计接到相关投诉举报{counts.complaints}件、{counts.person_times}人次，"
        f"去重后涉及消费者{counts.people}人"
    ]
    gathered = newest_tally(session, incident.id, "on_site")
    if gathered:
        words.append(f"现场聚集约{gathered.value}人")
    return "，".join(words)


def _loss(session: Session, incident: IncidentRow, at: datetime) -> str:
    cents = incident_counts(session, incident.id, at).amount_cents
    return (
        f"涉及金额{cents / WAN:.1f}万元（投诉人自述，正在核实）；暂无人员伤亡报告" if cents else ""
    )


def _leaders(session: Session, at: datetime) -> str:
    commander = holders(session, at, Role.COMMANDER)
    lead = on_duty(session, at, Role.LEAD_DUTY)
    words = [f"总指挥{p.name}" for p in commander[:1]]
    words += [f"带班领导{lead.name}"] if lead else []
    return "、".join(words) + "已到岗指挥" if words else ""


def _measures(session: Session, incident: IncidentRow) -> str:
    """The measures of the activation, then the newest lines that went on the wall."""
    lines = session.scalars(
        select(LogEntryRow.text)
        .where(LogEntryRow.incident_id == incident.id, LogEntryRow.on_wall)
        .order_by(LogEntryRow.at.desc())
        .limit(3)
    ).all()
    parts = [incident.measures, *reversed(lines)]
    return "；".join(p.rstrip("。；") for p in parts if p)


def _contact(session: Session, at: datetime) -> str:
    person = on_duty(session, at, Role.DUTY)
    return f"{person.name}，{person.phone}" if person else ""


def edit(session: Session, actor: Actor, report_id: int, texts: Mapping[str, str]) -> None:
    """Replace the text of elements in a draft; an empty text becomes 正在核查."""
    row = _report(session, report_id, ReportState.DRAFT)
    require_for(session, actor, Action.DRAFT_REPORT, incident_of(session, row.incident_id))
    at = to_micros(now(session))
    row.elements = [_edited(e, texts, actor.name, at) for e in row.elements]
    _record(session, actor, row, "edited")


def _edited(
    element: dict[str, object], texts: Mapping[str, str], by: str, at_micros: int
) -> dict[str, object]:
    """A changed text is the editor's, as of now; an emptied one is being checked."""
    text = texts.get(str(element["code"]), str(element["text"])).strip()
    if text == element["text"]:
        return element
    if not text or text == UNDER_CHECK:
        return {**element, "text": UNDER_CHECK, "source": "", "as_of": None}
    return {**element, "text": text, "source": f"{by}修改", "as_of": at_micros}


def sign(session: Session, actor: Actor, report_id: int) -> None:
    """The commander or his deputy signs (签发); from here the text is frozen."""
    row = _report(session, report_id, ReportState.DRAFT)
    require_for(session, actor, Action.SIGN_REPORT, incident_of(session, row.incident_id))
    row.state, row.signed_by, row.signed_at = ReportState.SIGNED, actor.name, now(session)
    _record(session, actor, row, "signed")


def send(
    session: Session, actor: Actor, report_id: int, receivers: Sequence[str], way: str
) -> None:
    """Register that the signed report was sent: to whom, how. Nothing changes it after that."""
    row = _report(session, report_id, ReportState.SIGNED)
    require_for(session, actor, Action.SEND_REPORT, incident_of(session, row.incident_id))
    if not receivers:
        raise RuleBroken("请选择报送单位。")
    row.sent_to, row.sent_way = list(receivers), text_of(way, "报送方式", 50)
    row.state, row.sent_by, row.sent_at = ReportState.SENT, actor.name, now(session)
    _record(session, actor, row, "sent")


def _report(session: Session, report_id: int, state: ReportState) -> ReportRow:
    row = session.get(ReportRow, report_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的报告。", id=report_id)
    if row.state is state:
        return row
    match row.state:
        case ReportState.DRAFT:
            raise RuleBroken("报告尚未签发，不能报送。")
        case ReportState.SIGNED:
            raise RuleBroken("报告已由{who}签发，不能再改。", who=row.signed_by)
        case _:
            raise RuleBroken("报告已报送，不能再改；有新情况请写续报。")


def _record(session: Session, actor: Actor, row: ReportRow, verb: str) -> None:
    journal.record(
        session, actor, "report", row.id, verb, incident=row.incident_id, clause="4.1(1)"
    )
