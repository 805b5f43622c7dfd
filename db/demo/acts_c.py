"""What the people do in scenario C: until the first report, D0 21:25, then acts_c_after."""

from datetime import date

from commandcenter.db.demo import acts_c_after, acts_papers, script_actions
from commandcenter.db.demo.acts import Act, Script, Verb
from commandcenter.db.demo.traders import SOUP_BRAND, of_brand
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.services.incident import oral, response

TITLE, PUBLIC_TITLE = "“3·15”云岭参源直播虚假宣传事件", "“3·15”某直播间虚假宣传事件"
SUMMARY = (
    "3月15日20时31分，中央媒体“3·15”晚会曝光高新区一直播间夸大宣传固体饮料功效。"
    "20时36分起12315陆续接到全国各地投诉举报，20时45分高新区分局核实所涉直播间注册和经营地均在本市。"
)
REASON = (
    "中央媒体点名，触及Ⅱ级媒体参考条件（参考值，未经本局批准）；目前无人身伤害，涉及1个区，"
    "投诉多来自外省，按异地另列。综合建议定为较大（Ⅲ级），媒体情况随时复核。"
)
MEASURES = (
    "一是现场一队赴直播间，保全手机、话术和台账；二是通知平台保留回放和订单，停止该直播间；"
    "三是在12315增设12席，异地来电统一登记；四是22时30分前发布情况通报；五是封存涉事商品待检。"
)
SIGN_INS = {
    (20, 47): "zhoulan xuzhiyuan mengfei shaoyi",
    (20, 52): "luomin maxiao baiyu",
    (20, 58): "hewenjing dingning wenxin heqiang shijun",
    (21, 5): "dengqing gulin weiran yanpei",
    (21, 8): "chenyu jiangtao",
    (21, 15): "duchuan gaoyuan tangkai miaojia sumeng",
}


def acts(d0: date) -> tuple[Act, ...]:
    """In order of time; the same for the same D0."""
    script = Script(d0)
    script.sign_in(SIGN_INS)
    script.act(20, 36, "", Verb.MARK, label="舆情提示")
    script.act(
        20, 45, "liwei", Verb.REGISTER_INCIDENT,
        new={
            "title": TITLE,
            "public_title": PUBLIC_TITLE,
            "categories": (Category.MEDIA, Category.CLUSTER),
            "districts": ("990105",),
            "received_at": script.time(20, 45),
            "received_by_way": "3·15值守组收看晚会，高新区分局核实",
            "topic": "直播虚假宣传",
            "summary": SUMMARY,
            "brand": SOUP_BRAND,
            "occurred_at": script.time(20, 31),
            "verified": True,
        },
    )  # fmt: skip
    about, answer = "中央媒体晚会点名高新区一直播间", "在岗，先派人到直播间，按程序请示"
    called = script.time(20, 46)
    script.call(20, 46, "liwei", script_actions.ring_lead, "luomin", called, about, answer)
    _grade(script)
    _work(script)
    script.act(
        21, 14, "zhoulan", Verb.DRAFT_REPORT,
        edits={"first.trend": "投诉快速增加，以外省为主；网上讨论上升很快。"},
    )  # fmt: skip
    script.act(21, 22, "chenyu", Verb.SIGN_REPORT)
    receivers = ("市委市政府总值班室", "省市场监督管理局")
    script.act(21, 25, "zhoulan", Verb.SEND_REPORT, receivers=receivers, way="政务内网")
    acts_c_after.act(script)
    acts_papers.of_stream(script)
    return script.acts()


def _grade(script: Script) -> None:
    facts = {"media": 3, "complainants": 3, "counties": 1, "hurt": 0}
    script.act(20, 55, "zhoulan", Verb.SUGGEST_GRADE, level=Level.III, reason=REASON, facts=facts)
    script.log(20, 50, "liwei", "已电话报告市委市政府总值班室、省局值班室，接听人复述无误")
    script.log(20, 58, "liwei", "电话请示总指挥：口头同意按较大（Ⅲ级）处置，罗敏在场见证")
    script.call(
        20, 58, "liwei", script_actions.by_telephone, Matter.GRADE, "是否按较大（Ⅲ级）处置",
        "同意，按较大处置，先派人到直播间", script.time(20, 57),
        oral.GradeOrder(Level.III, "同意会商意见：中央媒体点名，暂无人身伤害"),
    )  # fmt: skip
    order = response.Activation(f"{TITLE}应急响应", Level.III, 9, MEASURES, "")
    script.call(
        21, 0, "liwei", script_actions.by_telephone, Matter.ACTIVATE, "是否启动Ⅲ级响应，措施五条",
        "同意启动，措施照办", script.time(20, 59), order,
    )  # fmt: skip


def _work(script: Script) -> None:
    studio = of_brand(SOUP_BRAND)[0]
    script.act(
        21, 5, "liwei", Verb.PLACE_TEAM, label="现场一队",
        lat=studio.lat - 0.02, lon=studio.lon - 0.015,
    )  # fmt: skip
    script.log(20, 49, "xuzhiyuan", "中央媒体晚会点名，相关话题上升很快", shown=True)
    script.log(21, 6, "maxiao", "现场一队出发，预计21:35到达直播间", shown=True)
    script.log(21, 16, "luyao", "高新区分局已控制直播间所在楼层出入口")
    script.act(21, 16, "liwei", Verb.PLACE_TEAM, label="高新区分局",
        lat=studio.lat - 0.004, lon=studio.lon - 0.004, place=SOUP_BRAND, people=2,
    )  # fmt: skip
    script.log(21, 18, "jiangtao", "12315 增设 12 席", shown=True)
    script.by_hand([(21, 17, "xuzhiyuan", "opinion_baseline", "设关键词9组，平时无相关信息。")])
