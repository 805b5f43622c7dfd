"""What the people do in scenario B: until the first report, D0 20:40, then acts_b_after."""

from datetime import date

from commandcenter.db.demo import acts_b_after, acts_papers
from commandcenter.db.demo.acts import Act, Script, Verb
from commandcenter.db.demo.cases_b import tell_cases
from commandcenter.db.demo.scenario_b import PATIENTS
from commandcenter.db.demo.script_actions import phone_report, report_from, ring_lead
from commandcenter.db.demo.traders import SCHOOL_MEALS, of_brand
from commandcenter.domain.command.site import Mood
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level

TITLE, PUBLIC_TITLE = "“10·14”禾味鲜团餐疑似食物中毒事件", "“10·14”学校供餐疑似食物中毒事件"
SUMMARY = (
    "10月14日18时22分起，家长向12345反映东湖实验小学学生午餐后呕吐。19时05分市卫健委通报，"
    "医院已收治7人；19时20分监测发现同一供餐单位关联病例12例。供餐单位向4所学校供餐1860份。"
)
REASON = (
    "20时10分会商：收治31人，均为轻症，无危重；达到Ⅳ级参考条件（30人，参考值，未经本局批准）。"
    "因是学校事件，比照Ⅲ级组织联合工作组。建议先定为一般（Ⅳ级），人数有变立即复核。"
)
MEASURES = (
    "一是供餐单位停止供餐，封存留样和剩余食品；二是市监、教育、卫健、疾控联合处置；"
    "三是四所学校逐班排查，人数每30分钟报一次；四是落实10月15日替代供餐。"
)
SIGN_INS = {
    (19, 30): "luomin zhoulan maxiao",
    (19, 40): "hewenjing heqiang shijun shaoyi",
    (19, 55): "chenyu xuzhiyuan dengqing qinlu",
    (20, 5): "duchuan gaoyuan jiangtao weiran linshu",
    (20, 20): "dingning gulin tianjia tangkai caoyang",
}


def acts(d0: date) -> tuple[Act, ...]:
    """In order of time; the same for the same D0."""
    script = Script(d0)
    script.sign_in(SIGN_INS)
    _register(script)
    _site(script)
    _grade(script)
    baseline = "设关键词8组，家长群、短视频同步监看。"
    script.by_hand([(20, 30, "xuzhiyuan", "opinion_baseline", baseline)])
    words = {"phone.course": f"学校供餐单位一家，{PATIENTS[4].hurt}人就医，均轻症，已停止供餐。"}
    script.call(20, 26, "liwei", phone_report, script.time(20, 25), words)
    script.log(20, 26, "liwei", "已电话报告市委市政府总值班室、省局值班室，接听人复述无误")
    script.act(
        20, 28, "zhoulan", Verb.DRAFT_REPORT,
        edits={
            "first.loss": f"{PATIENTS[4].hurt}人就医，均为轻症，2人留院观察，无危重。",
            "first.trend": "人数仍在增加，家长群信息较多。",
        },
    )  # fmt: skip
    script.act(20, 37, "chenyu", Verb.SIGN_REPORT)
    receivers = ("市委市政府总值班室", "省市场监督管理局")
    script.act(20, 40, "zhoulan", Verb.SEND_REPORT, receivers=receivers, way="政务内网")
    acts_b_after.act(script)
    acts_papers.of_school(script)
    return script.acts()


def _register(script: Script) -> None:
    script.act(19, 20, "", Verb.MARK, label="监测提示")
    script.act(
        19, 22, "liwei", Verb.REGISTER_INCIDENT,
        new={
            "title": TITLE,
            "public_title": PUBLIC_TITLE,
            "categories": (Category.SAFETY, Category.CLUSTER),
            "districts": ("990102", "990104"),
            "received_at": script.time(19, 5),
            "received_by_way": "市卫健委通报",
            "topic": "学校食品安全",
            "summary": SUMMARY,
            "brand": SCHOOL_MEALS,
            "occurred_at": script.time(12, 30),
            "verified": True,
            "kind": "school_food",
        },
    )  # fmt: skip
    about, answer = "学校午餐后12名学生就医，同一供餐单位", "立即到指挥室，先停供餐、封留样"
    script.call(19, 23, "liwei", ring_lead, "luomin", script.time(19, 20), about, answer)
    script.log(19, 23, "liwei", "已报告带班领导罗敏，通知现场处置、调查取证组", shown=True)


def _site(script: Script) -> None:
    kitchen = of_brand(SCHOOL_MEALS)[0]
    script.act(
        19, 44, "liwei", Verb.PLACE_TEAM, label="现场一队",
        lat=kitchen.lat + 0.001, lon=kitchen.lon + 0.001, place=SCHOOL_MEALS, people=2,
    )  # fmt: skip
    script.log(19, 45, "maxiao", "已到中央厨房：停止供餐，留样和剩余食品封存，疾控到场", shown=True)
    stopped = "东湖实验小学、文昌小学、江滨中学、码头小学食堂均已停止供应该单位配餐"
    halted = "供餐单位中央厨房停止加工和配送，出口有人值守"
    script.by_hand([
        (19, 47, "maxiao", "stop_meals", stopped), (19, 50, "maxiao", "stop_supplier", halted),
    ])  # fmt: skip
    sealed = "停止供餐，封存留样和剩余食品"
    for hour, minute in ((19, 46), (20, 44)):
        script.call(hour, minute, "maxiao", report_from, SCHOOL_MEALS, 6, Mood.CALM, sealed)
    for count in PATIENTS[2:5]:
        _, hour, minute = count.when
        kept = f"，留院观察{count.observed}人" if count.observed else ""
        words = f"医院报告就医{count.hurt}人，均为轻症{kept}"
        script.log(hour, minute + 3, "liwei", words, shown=True)
        tell_cases(script, count)
        for kind in ("severe", "dead"):
            script.act(hour, minute + 3, "liwei", Verb.TALLY, kind=kind, value=0, place="市卫健委")
    script.log(20, 15, "shenliqun", "东湖实验小学家长约20人在校门口，教育局、街道已到场")
    _schools(script)


def _schools(script: Script) -> None:
    """People of the counties go to each school, and say what they find."""
    found = {school.name: school for school in of_brand(SCHOOL_MEALS)}
    for hour, minute, team, school, login, count, mood in (
        (20, 16, "城东区局", "澄州市东湖实验小学", "shenliqun", 20, Mood.UNEASY),
        (21, 0, "临江区局", "临江区江滨中学", "huangyi", 0, Mood.CALM),
        (21, 4, "城东区局", "澄州市文昌小学", "shenliqun", 12, Mood.UNEASY),
        (21, 12, "临江区局", "临江区码头小学", "huangyi", 0, Mood.CALM),
    ):
        at = found[school]
        script.act(
            hour, minute, "liwei", Verb.PLACE_TEAM, label=team, lat=at.lat, lon=at.lon,
            place=school, people=2,
        )  # fmt: skip
        words = "会同教育部门逐班排查，安抚家长"
        script.call(hour, minute + 1, login, report_from, school, count, mood, words)
    script.call(
        21, 14, "shenliqun", report_from, "东湖实验小学", 15, Mood.CALM, "家长陆续离开，继续排查"
    )


def _grade(script: Script) -> None:
    facts = {"hurt": 31, "school_hurt": 31, "linked_food_cases": 31, "counties": 1, "dead": 0}
    script.act(20, 10, "zhoulan", Verb.SUGGEST_GRADE, level=Level.IV, reason=REASON, facts=facts)
    script.act(
        20, 14, "chenyu", Verb.DECIDE_GRADE, level=Level.IV,
        reason="同意先定为一般（Ⅳ级），按学校事件比照Ⅲ级组织联合工作组。",
    )  # fmt: skip
    script.act(
        20, 16, "chenyu", Verb.ACTIVATE,
        matter=f"{TITLE}应急响应",
        level=Level.IV,
        expected_days=4,
        measures=MEASURES,
        signature="陈屿",
    )  # fmt: skip
