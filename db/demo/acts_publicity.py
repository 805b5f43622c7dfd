"""Before scenario A: a year of publicity, whom it reached, and research with a university."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.script_references import Made, Newest, Person, Stage
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.publicity.activities import HeldActivity, NewActivity
from commandcenter.domain.publicity.research import NewResearch
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.services.aftermath import typical_case
from commandcenter.services.publicity import activities, case_gates, research
from commandcenter.services.support import partners
from commandcenter.store.database import now
from commandcenter.store.publicity.case_gate import sha256_of
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.publicity.publicity import PublicityRow, ResearchRow
from commandcenter.store.tables.support.team import PartnerRow

KEEPER, PARTNERS_KEEPER, CLERK = "xuzhiyuan", "zhoulan", "yuhang"
FIRST = -79  # the day on which the year's book was entered
CONSUMERS, CATERING, FITNESS = "澄州市消费者协会", "澄州市餐饮行业协会", "澄州市体育场馆协会"
UNIVERSITY = "澄州理工学院数据科学系"
# kind, organisation, contact, phone, what for, agreement, days from D0 until it ends
PARTNERS = (
    ("consumers", CONSUMERS, "祝禾", "0990-1240160", "投诉调解、消费维权宣传、比较试验",
     "澄市监协〔2026〕1号", 402),
    ("trade", CATERING, "施敏", "0990-1240170", "行业自律、从业人员宣讲",
     "澄市监协〔2026〕2号", 402),
    ("trade", FITNESS, "骆晨", "0990-1240171", "预付式经营自律公约", "", None),
    ("research", UNIVERSITY, "易书航", "0990-1240180", "投诉文本分析、预警模型",
     "澄市监研〔2026〕1号", 210),
)  # fmt: skip
# Before the book was kept here: days before D0, kind, topic, group, place, audience, category,
# materials, copies, reached, partners, result
EARLIER = (
    (-258, "media", "3·15 新闻通气会，发布典型案例", Group.OPINION, "市局新闻发布厅", "新闻媒体",
     "", "典型案例汇编", 40, 38, (CONSUMERS,), "市级媒体刊发报道12篇"),
    (-257, "lecture", "经营者诚信守法宣讲", Group.LEGAL, "市局三楼会议室", "健身、美容美发经营者",
     "美容美发洗浴", "预付式消费合规提示", 95, 76, (FITNESS,), "签订诚信经营承诺书61份"),
    (-254, "advice", "3·15 现场咨询服务日", Group.COORDINATION, "市民广场", "消费者", "",
     "消费者权益保护法读本、维权指南", 2_100, 1_640, (CONSUMERS, CATERING),
     "接受咨询312人次，当场登记投诉27件"),
    (-251, "leaflet", "维权指南进社区", Group.COORDINATION, "东湖、文昌等6个社区",
     "社区居民、老年人", "保健食品", "防范保健品消费陷阱折页", 3_000, 1_180, (CONSUMERS,), ""),
    (-145, "class", "餐饮单位食品安全培训班", Group.ONSITE, "城东区政务中心", "餐饮单位负责人",
     "餐饮和住宿", "食品安全责任清单", 220, 208, (CATERING,), "现场测试合格率94%"),
)  # fmt: skip
# Of the plan: day from D0, whole month, kind, topic, group, person, audience, place, category,
# materials, copies, people
PLANNED = (
    (-33, False, "online", "预付式消费风险线上问答", Group.OPINION, "dingning", "消费者",
     "微信公众号", "文化娱乐体育", "", 0, 5_000),
    (-6, False, "lecture", "网络促销合规宣讲", Group.INVESTIGATION, "baiyu", "电商经营者",
     "高新区创业园", "销售服务", "促销活动合规指引", 120, 100),
    (5, False, "leaflet", "食品安全进校园", Group.ONSITE, "linshu", "学校师生、食堂从业人员",
     "东湖实验小学等4所学校", "餐饮和住宿", "校园食品安全手册", 800, 600),
    (16, False, "advice", "健身行业预付卡现场咨询", Group.LEGAL, "gulin", "消费者", "市民广场",
     "文化娱乐体育", "预付卡维权指南", 500, 300),
    (30, True, "media", "年度典型案例通报会", Group.OPINION, "xuzhiyuan", "新闻媒体、行业协会",
     "市局新闻发布厅", "", "典型案例汇编", 60, 60),
    (12, False, "class", "新业态消费维权培训班", Group.OPINION, "wenxin", "12315站点人员",
     "市局三楼会议室", "", "站点工作手册", 80, 80),
)  # fmt: skip
HELD_TOPIC, OFF_TOPIC = PLANNED[0][3], PLANNED[5][3]
CASE, AGAIN = "某连锁健身机构闭店纠纷案", "某连锁健身机构停业未退余额案"
CATEGORY = "文化娱乐体育"
WHY = "正文未写明处罚依据，补充后重新发布"
STUDY, EARLIER_STUDY = "预付式消费投诉聚集的早期识别", "12315文本分类方法比较"


def act(script: Script) -> None:
    script.turn_to(FIRST)
    start = script.time(0, 0, 0)
    for minute, partner in enumerate(PARTNERS):
        script.call(9, minute, PARTNERS_KEEPER, partners.enter, _partner(start, *partner))
    for minute, earlier in enumerate(EARLIER):
        day, kind, topic, group, place, audience, category, *_ = earlier
        new = _new(script, 0, kind, topic, group, audience, place, category)
        held = _held(script.time(10, 0, day), earlier)
        script.call(9, 20 + minute, CLERK, activities.hold_unplanned, new, held)
    for minute, planned in enumerate(PLANNED):
        script.call(9, 40 + minute, KEEPER, activities.plan, _planned(script, *planned))
    _study(script, start)
    script.turn_to(-33)
    online = HeldActivity(
        script.time(15, 0, -33), "微信公众号", "消费者", "", 0, 6_420, "阅读6420次，留言答复83条"
    )
    number = Newest(PublicityRow, {"topic": HELD_TOPIC})
    script.call(18, 10, "dingning", activities.hold, number, online)
    script.turn_to(-9)
    number = Newest(PublicityRow, {"topic": OFF_TOPIC})
    why = "并入年度12315站点考核，另行安排"
    script.call(10, 5, KEEPER, activities.call_off, number, why)


def _study(script: Script, start: datetime) -> None:
    today = local(start).date()
    for minute, (topic, begins, ends) in enumerate(
        ((STUDY, -180, 120), (EARLIER_STUDY, -300, -60))
    ):
        days = today + timedelta(days=begins), today + timedelta(days=ends)
        script.call(9, 50 + minute, KEEPER, research.take_up, _new_study(topic, *days))
    script.turn_to(-58)
    number = Newest(ResearchRow, {"topic": EARLIER_STUDY})
    result = "比较报告一份，四类方法中规则与统计结合的准确率最高，已用于监测"
    script.call(16, 0, KEEPER, research.finish, number, result)


def _new_study(topic: str, starts_on: date, ends_on: date) -> Made:
    def made(stage: Stage) -> NewResearch:
        return NewResearch(
            partner_id=_partner_id(stage, UNIVERSITY), topic=topic, contact="温昕",
            starts_on=starts_on, ends_on=ends_on, note="提供脱敏后的投诉文本，成果归双方共有",
        )  # fmt: skip

    return Made(made)


def _partner(
    start: datetime, kind: str, organisation: str, contact: str, phone: str, what_for: str,
    agreement: str, days: int | None,
) -> NewPartner:  # fmt: skip
    ends = None if days is None else local(start).date() + timedelta(days=days)
    return NewPartner(kind, organisation, contact, phone, what_for, agreement, ends)


def _new(
    script: Script, day: int, kind: str, topic: str, group: Group, audience: str, place: str,
    category: str,
) -> NewActivity:  # fmt: skip
    return NewActivity(
        kind=kind, topic=topic, audience=audience, place=place, group=group,
        day=local(script.time(12, 0, day)).date(), category=category,
    )  # fmt: skip


def _planned(
    script: Script, day: int, whole_month: bool, kind: str, topic: str, group: Group, login: str,
    audience: str, place: str, category: str, materials: str, copies: int, people: int,
) -> Made:  # fmt: skip
    def made(stage: Stage) -> NewActivity:
        return NewActivity(
            kind=kind, topic=topic, audience=audience, place=place, group=group,
            day=local(script.time(12, 0, day)).date(), whole_month=whole_month,
            person_id=Person(login).found(stage), category=category, materials=materials,
            copies=copies, people=people,
        )  # fmt: skip

    return Made(made)


def _held(at: datetime, earlier: tuple[Any, ...]) -> Made:
    _, _, _, _, place, audience, _, materials, copies, reached, came, result = earlier

    def made(stage: Stage) -> HeldActivity:
        return HeldActivity(
            at, place, audience, materials, copies, reached, result,
            tuple(_partner_id(stage, name) for name in came),
        )  # fmt: skip

    return Made(made)


def _partner_id(stage: Stage, organisation: str) -> int:
    return Newest(PartnerRow, {"organisation": organisation}).found(stage)


def cases(script: Script) -> None:
    """After the incident is archived: what is told of it goes out, is revoked, and goes again."""
    script.call(17, 20, KEEPER, typical_case.draft, HERE)
    script.call(17, 30, KEEPER, title_case, CASE, CATEGORY)
    _to_signature(script, 17)
    script.call(18, 40, "chenyu", sign_case)
    script.call(19, 0, KEEPER, publish_case, ("官方网站", "微信公众号"), "第1期")
    script.call(20, 30, "chenyu", revoke_case, WHY)
    script.call(20, 40, KEEPER, typical_case.draft, HERE)
    script.call(20, 50, KEEPER, title_case, AGAIN, CATEGORY)
    script.call(21, 0, KEEPER, send_case, case_gates.submit)
    script.call(21, 20, "dengqing", send_case, case_gates.pass_legality, "同意")


def _to_signature(script: Script, hour: int) -> None:
    script.call(hour, 40, KEEPER, send_case, case_gates.submit)
    script.call(hour, 50, "dengqing", send_case, case_gates.pass_legality, "同意")
    script.call(hour + 1, 20, "yuhang", send_case, case_gates.pass_secrecy, "")


def _case(session: Session) -> TypicalCaseRow:
    """The newest of the story."""
    return session.get_one(TypicalCaseRow, Stage(session).newest(TypicalCaseRow))


def title_case(session: Session, actor: Actor, title: str, category: str) -> None:
    row = _case(session)
    typical_case.edit(session, actor, row.id, title, row.text, row.version, category)


def send_case(session: Session, actor: Actor, gate: Callable[..., None], *words: str) -> None:
    """To the next gate, or past it."""
    row = _case(session)
    gate(session, actor, row.id, sha256_of(row), *words)


def sign_case(session: Session, actor: Actor) -> None:
    row = _case(session)
    case_gates.approve(session, actor, row.id, sha256_of(row), actor.name)


def publish_case(session: Session, actor: Actor, channels: Sequence[str], number: str) -> None:
    at, row = now(session), _case(session)
    year = local(at).year
    out = case_gates.Publication(channels, at, f"{year}年{number}")
    case_gates.publish(session, actor, row.id, sha256_of(row), out)


def revoke_case(session: Session, actor: Actor, why: str) -> None:
    case_gates.revoke(session, actor, _case(session).id, why)
