"""Before scenario A: the market assessed each month, inspections by a plan, answers counted."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_references import Newest
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.inspection import (
    NewFinding,
    NewInspectionPlan,
    NewTarget,
    Whom,
)
from commandcenter.domain.watch.risk import Band, NewRecord, RecordKind, RecordResult, Scope
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.services.watch import (
    assessments,
    findings,
    inspections,
    risk_records,
    survey_answers,
)
from commandcenter.services.watch.assessments import Judged
from commandcenter.store.database import Database
from commandcenter.store.tables.watch.assessment import RiskAssessmentLineRow, RiskAssessmentRow
from commandcenter.store.tables.watch.inspection import (
    InspectionTargetRow,
    RiskFindingRow,
)
from commandcenter.store.tables.watch.risk import RiskRecordRow

DRAFTER, SIGNER = "zhoulan", "luomin"
GYMS, SPORT = "悦力工场健身（{store}）", "文化娱乐体育"
EAST, WEST, HIGH_TECH, SOUTH = "990102", "990103", "990105", "990122"
# day from D0 it is begun and signed, name, conclusion; the last waits for its conclusion
ASSESSMENTS = (
    (-61, -60, "2026年9月全市消费市场风险评估",
     "全市消费市场总体平稳。预付式消费退费难仍是投诉的主要来源，健身、教培、美容美发三类集中；"
     "开学季校园周边食品和学习用品投诉季节性上升，未发现系统性风险。"),
    (-31, -30, "2026年10月全市消费市场风险评估",
     "节后退换货投诉回落，总体风险与上月持平。健身行业促销办卡增多、教练流动加快，"
     "问卷和巡查都反映退费难，须盯住连锁门店的经营状况，提前约谈。"),
    (-1, None, "2026年11月全市消费市场风险评估", ""),
)  # fmt: skip
MEASURES = "由消费维权科牵头，列入下月市场巡查；对投诉靠前的主体逐户约谈，必要时发布消费提示。"
JUDGEMENT = "投诉量和走势在全市居前，主要反映{why}，短期内不会自行回落。"
# What was asked, how many answered, and of each answer: how many, whether it tells of a problem
SURVEY = (
    ("您近一年办过哪几类预付卡？", 412, True, (
        ("美容美发", 231, False), ("健身运动", 186, False), ("教育培训", 142, False),
        ("洗车养护", 97, False), ("没有办过", 38, False),
    )),
    ("退卡或者转卡时遇到过推诿吗？", 374, False, (
        ("没有退过卡", 203, False), ("顺利办结", 75, False), ("推诿拖延", 96, True),
    )),
    ("办卡时看到过书面合同和退费办法吗？", 374, False, (
        ("都看到了", 118, False), ("只有合同", 141, False), ("都没有", 115, True),
    )),
)  # fmt: skip
WATCHED = "预付卡经营者专项巡查"
YEAR_END = "岁末预付式经营者巡查"
SALON, YOGA, BAKERY = "沐白里美发（东湖店）", "知野瑜伽馆", "半亩烘焙坊（城东店）"
Work = Callable[[Session, Actor], object]


def act(script: Script) -> None:
    _survey(script)
    _watched_traders(script)
    _year_end(script)
    for begun, signed, title, summary in ASSESSMENTS:
        _assess(script, begun, signed, title, summary)


def _do(script: Script, hour: int, minute: int, login: str, work: Work) -> None:
    """What needs to know how things stand."""

    def done(db: Database, actor: Actor) -> None:
        with db.write() as session:
            work(session, actor)

    script.print(hour, minute, login, done)


def _assess(script: Script, begun: int, signed: int | None, title: str, summary: str) -> None:
    script.turn_to(begun)
    script.call(9, 40, DRAFTER, assessments.begin, title)
    _do(script, 10, 30, DRAFTER, _judge)
    if signed is None:
        return
    _do(script, 11, 0, DRAFTER, partial(_send, summary))
    script.turn_to(signed)
    _do(script, 15, 20, SIGNER, _sign)


def _draft(session: Session) -> RiskAssessmentRow:
    row = RiskAssessmentRow
    return session.scalars(select(row).order_by(row.id.desc())).first()  # type: ignore[return-value]  # it was begun


def _judge(session: Session, actor: Actor) -> None:
    """Each category that is 重点, and else the first: by its weightiest reason."""
    draft, line = _draft(session), RiskAssessmentLineRow
    rows = session.scalars(
        select(line)
        .where(line.assessment_id == draft.id, line.scope == Scope.CATEGORY)
        .order_by(line.rank)
    ).all()
    for row in [each for each in rows if each.band is Band.HIGH] or rows[:1]:
        why = "、".join(str(reason["short"]) for reason in row.reasons[:3])
        judged = Judged(row.id, JUDGEMENT.format(why=why), MEASURES)
        assessments.judge(session, actor, draft.id, judged, row.version)


def _send(summary: str, session: Session, actor: Actor) -> None:
    draft = _draft(session)
    assessments.conclude(session, actor, draft.id, summary, draft.summary)
    assessments.submit(session, actor, draft.id)


def _sign(session: Session, actor: Actor) -> None:
    draft = _draft(session)
    assert draft.state is AssessmentState.SUBMITTED
    assessments.sign(session, actor, draft.id, actor.name)


def _survey(script: Script) -> None:
    script.turn_to(-29)
    questions = [
        Question(words, base, tuple(Counted(*option) for option in options), many)
        for words, base, many, options in SURVEY
    ]
    survey = Newest(RiskRecordRow, {"title": "预付式消费问卷"})
    script.call(16, 30, DRAFTER, survey_answers.count, survey, questions, 0, "预付式消费问卷.csv")


def _watched_traders(script: Script) -> None:
    """A plan of the 现场处置组, carried out; of the company no shop was there."""
    script.turn_to(-45)
    why = "9月风险评估：预付式退费难集中，三家门店同一负责人"
    stores = (("城东店", EAST), ("城西店", WEST), ("高新店", HIGH_TECH))
    targets = [NewTarget(GYMS.format(store=s), "", d, "9月评估：投诉靠前") for s, d in stores]
    company = NewTarget("澄州悦力健身管理有限公司", "", SOUTH, "三家门店的开办企业")
    new = NewInspectionPlan(
        title=WATCHED, why=why, whom=Whom(group=Group.ONSITE), due_at=script.time(18, 0, -5),
        targets=(*targets, company), category=SPORT,
    )  # fmt: skip
    script.call(10, 10, "maxiao", inspections.plan, new)
    script.turn_to(-11)
    dropped = Newest(InspectionTargetRow, {"name": company.name})
    reason = "登记住所无人办公，移交信用监管科按住所失联处理"
    script.call(9, 30, "maxiao", inspections.drop_target, dropped, reason)
    east = Newest(RiskRecordRow, {"number": "SSJ-2026-0977"})
    for words, whom in (
        ("补签书面合同，写明退费办法", Whom(district=EAST)),
        ("书面说明预收款去向和教练离职后的课程安排", Whom(group=Group.ONSITE)),
    ):
        task = NewFinding(words, whom, script.time(18, 0, 3))
        script.call(9, 40, "maxiao", findings.set_task, east, task)


def _year_end(script: Script) -> None:
    """The county's own plan: one looked at, what was found mended; two to go."""
    script.turn_to(-8)
    names = (SALON, YOGA, BAKERY)
    new = NewInspectionPlan(
        title=YEAR_END, why="岁末促销办卡集中，问卷反映推诿退卡",
        whom=Whom(district=EAST), due_at=script.time(18, 0, 6),
        targets=tuple(NewTarget(name, "", EAST, "近半年有退卡投诉") for name in names),
    )  # fmt: skip
    script.call(9, 10, "shenliqun", inspections.plan, new)
    script.turn_to(-7)
    record = NewRecord(
        kind=RecordKind.INSPECTION, title=YEAR_END, held_at=script.time(10, 0),
        result=RecordResult.PROBLEMS, subject_name=SALON, district=EAST,
        officers="沈立群、宋扬", problems=1, findings="未公示退卡办法",
    )  # fmt: skip
    script.call(15, 0, "shenliqun", risk_records.enter, record)
    script.call(
        15, 10, "shenliqun", findings.set_task, Newest(RiskRecordRow, {"title": YEAR_END}),
        NewFinding("在收银台公示退卡办法", Whom(district=EAST), script.time(18, 0, -3)),
    )  # fmt: skip
    finding = Newest(RiskFindingRow, {"words": "在收银台公示退卡办法"})
    script.turn_to(-3)
    script.call(
        11, 0, "shenliqun", findings.check, finding, "已贴出，但没有写办理时限",
        script.time(18, 0, -1), passed=False,
    )  # fmt: skip
    script.turn_to(-1)
    words = "已写明七日内办结，现场拍照留存"
    script.call(14, 0, "shenliqun", findings.check, finding, words, None, passed=True)
