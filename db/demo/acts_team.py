"""Before scenario A: the team's certificates, a year of training, and whom the bureau can ask."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.people import GROUPS
from commandcenter.db.demo.script_references import Made, Newest, Person, Stage
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.support.certificates import NewCertificate
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.support.training import HeldTraining, NewTraining, TrainingResult
from commandcenter.domain.times import local
from commandcenter.services.support import certificates, partners, training
from commandcenter.store.tables.support.team import TrainingRow

KEEPER, PARTNERS_KEEPER = "liwei", "zhoulan"
FIRST = -80  # the day on which the books were entered
# by skill: what its numbers begin with, and of whom each: the years back that it was issued, the
# days from D0 until it ends (None: never)
CERTIFICATES: Mapping[str, tuple[str, Mapping[str, tuple[int, int | None]]]] = {
    "enforcement": ("澄执〔{year}〕", {
        "maxiao": (3, 480), "wuyue": (3, 520), "heqiang": (2, 760), "linshu": (4, 6),
        "shijun": (3, 480), "caoyang": (4, 6), "duanyu": (4, -12), "hewenjing": (2, 930),
        "weiran": (2, 900), "jiayun": (3, 410), "baiyu": (3, 380), "kongde": (3, 280),
        "yanpei": (1, 1_180), "qinlu": (2, 730),
    }),
    "food_sampling": ("CY{year}-", {
        "heqiang": (2, 330), "linshu": (1, 690), "shijun": (2, 410), "qinlu": (1, 640),
    }),
    "first_aid": ("JH{year}-", {
        "shaoyi": (1, 500), "wuyue": (2, 210), "heqiang": (1, 520), "shijun": (1, 520),
        "jiangtao": (2, 190),
    }),
    "driving": ("C1-{year}", {
        "shijun": (5, 1_500), "caoyang": (4, 1_720), "duanyu": (3, 2_050), "tianjia": (6, 1_300),
        "lvxing": (4, 1_640),
    }),
    "e_evidence": ("DZ{year}-", {"kongde": (3, None), "baiyu": (1, None)}),
    "lawyer": ("GZ{year}-", {"gulin": (1, 190), "sumeng": (1, 190)}),
    "spokesperson": ("XF{year}-", {"xuzhiyuan": (2, None), "haoran": (1, None)}),
}  # fmt: skip
PARTNERS = (
    ("police", "澄州市公安局治安管理支队", "韩松", "0990-1240110", "现场秩序、人员查找、行刑衔接",
     "澄市监协〔2025〕3号", 402),
    ("health", "澄州市疾病预防控制中心", "邹宁", "0990-1240120", "食物中毒流调、病例救治信息",
     "澄市监协〔2025〕4号", 310),
    ("publicity", "中共澄州市委网信办应急科", "程遥", "0990-1240130", "网络舆情会商、权威信息发布",
     "", None),
    ("testing", "澄州市食品药品检验检测中心", "顾明", "0990-1240140", "食品加急检验，24小时出结果",
     "澄检服〔2024〕17号", 37),
    ("expert", "澄州大学食品科学与工程学院", "林知秋", "0990-1240150", "食品安全风险研判、专家意见",
     "澄专聘〔2026〕2号", 560),
)  # fmt: skip
EVERYBODY = tuple(Group)
DUTY_ROOM = ("liwei", "songyang", "fanqi", "yuhang")
# Before the books were kept here: days before D0, who held it, topic, hours, teacher, who was away
EARLIER = (
    (-263, Group.LEGAL, "突发事件应对法和应急预案宣贯", 4, "邓清",
     "jiangtao tianjia lvxing haoran"),
    (-188, Group.COORDINATION, "群体投诉接待和现场登记", 4, "周岚",
     "jiangtao yuanfang lvxing duanyu"),
    (-132, Group.COORDINATION, "信息报送和保密", 2, "蒋雯",
     "tianjia panli songyang"),
)  # fmt: skip
# Of the plan: the day from D0, who holds it, topic, hours, what it is about
PLANNED = (
    (-40, Group.ONSITE, "食品抽样和食物中毒处置", 4, "采样、留样、封存，和卫健部门的分工"),
    (-19, Group.INVESTIGATION, "预付式消费案件取证", 4, "电子数据固定，资金流向，询问笔录"),
    (8, Group.LOGISTICS, "急救和除颤仪操作", 4, "心肺复苏、除颤仪、现场止血，分两批练习"),
    (30, Group.OPINION, "舆情应对和新闻发布", 2, "首发口径，不实信息澄清，采访接待"),
)  # fmt: skip
PLACE = "市局三楼会议室"
# Of those that were held: teacher, who was away, who did not pass
HELD = {
    -40: ("贺强", "jiangtao yuanfang miaojia", "panli"),
    -19: ("何文静", "jiangtao lvxing tianjia wenxin yuhang", "duanyu"),
    8: ("韩卫", "jiangtao", ""),
}


def act(script: Script) -> None:
    script.turn_to(FIRST)
    start = script.time(0, 0, 0)
    script.call(9, 10, KEEPER, _register_all, local(start).date())
    for minute, partner in enumerate(PARTNERS):
        script.call(10, minute, PARTNERS_KEEPER, partners.enter, _partner(start, *partner))
    for minute, (day, group, topic, hours, teacher, away) in enumerate(EARLIER):
        held = _held(script.time(9, 0, day), hours, teacher, away, "")
        script.call(10, 30 + minute, KEEPER, training.hold_unplanned, topic, group, held)
    for minute, (day, group, topic, hours, matter) in enumerate(PLANNED):
        new = NewTraining(
            topic=topic, group=group, groups=EVERYBODY, hours=hours,
            day=local(script.time(12, 0, day)).date(), matter=matter, whole_month=day == 30,
        )  # fmt: skip
        script.call(11, minute, KEEPER, training.plan, new)
    for day, _, topic, hours, _ in PLANNED:
        if day in HELD:
            script.turn_to(day)
            held = _held(script.time(14, 30, day), hours, *HELD[day])
            number = Newest(TrainingRow, {"topic": topic})
            script.call(18, 5, KEEPER, training.hold, number, held)


def _register_all(session: Session, actor: Actor, today: date) -> None:
    """All that people brought; `today`: D0."""
    stage = Stage(session)
    for skill, (begins, people) in CERTIFICATES.items():
        for place, (login, (years, days)) in enumerate(people.items(), 1):
            issued = today.replace(year=today.year - years, day=1)
            new = NewCertificate(
                skill=skill,
                number=f"{begins.format(year=issued.year)}{1_200 + 37 * place}",
                issued_on=issued,
                expires_on=None if days is None else today + timedelta(days=days),
            )
            certificates.register(session, actor, Person(login).found(stage), new)


def _partner(
    start: datetime, kind: str, organisation: str, contact: str, phone: str, what_for: str,
    agreement: str, days: int | None,
) -> NewPartner:  # fmt: skip
    ends = None if days is None else local(start).date() + timedelta(days=days)
    return NewPartner(kind, organisation, contact, phone, what_for, agreement, ends)


def _held(at: datetime, hours: int, teacher: str, away: str, failed: str) -> Made:
    """Everybody came but for those who were away."""
    members = [login for people in GROUPS.values() for login, _, _ in people]
    came = [login for login in (*members, *DUTY_ROOM) if login not in away.split()]

    def made(stage: Stage) -> HeldTraining:
        return HeldTraining(at, hours, PLACE, teacher, "", _results(stage, came, failed.split()))

    return Made(made)


def _results(stage: Stage, came: Sequence[str], failed: Sequence[str]) -> dict[int, TrainingResult]:
    return {
        Person(login).found(stage): TrainingResult.FAILED
        if login in failed
        else TrainingResult.PASSED
        for login in came
    }
