"""What the people do in scenario A until D0 10:46, when the screens are shown."""

from datetime import date

from commandcenter.db.demo import (
    acts_a_after,
    acts_a_assess,
    acts_a_desks,
    acts_a_money,
    acts_a_morning,
    acts_a_proofs,
    acts_a_risk,
    acts_a_watch,
    acts_papers,
    acts_publicity,
    acts_stock,
    acts_team,
)
from commandcenter.db.demo.acts import Act, Script, Verb
from commandcenter.db.demo.traders import GYM_BRAND, of_brand
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group

TITLE, PUBLIC_TITLE = "“11·24”悦力工场健身闭店事件", "“11·24”某健身机构闭店事件"
DISTRICTS = ("990102", "990103", "990105", "990122")  # the stores', and the company's address
RECEIVERS = ("市委市政府总值班室", "省市场监督管理局")
SUMMARY = (
    "11月24日7时42分起，12315、12345和话务陆续接到悦力工场健身城东店、城西店、高新店会员投诉，"
    "反映门店上锁、设备正在搬离、负责人失联。8时31分监测发现投诉集中，8时50分东湖市场监管所到场核实，"
    "三店均已停业，城东店门口聚集约35人。"
)
MEASURES = (
    "一是现场一队、二队分赴城东店、城西店，高新店由高新区分局处置，设登记点，劝阻设备搬离；"
    "二是请公安机关到场维护秩序；三是调取三店登记信息、合同和收款记录；"
    "四是在12315增设4席，统一登记口径；五是拟定情况通报，按程序发布。"
)
REASON = (
    "9时05分会商（总指挥、副总指挥，综合协调、现场处置、调查取证、法律咨询组参加）：三店同时停业失联，"
    "会员约2100人；24小时内去重投诉人已过50人，累计自述金额104.0万元，涉及3个区，现场聚集约35人，"
    "触及Ⅲ级参考条件（参考值，未经本局批准）。建议定为较大（Ⅲ级）。"
)
FACTS = {
    "complainants": 56,  # of the last 24 hours
    "on_site": 35,
    "amount_yuan": 1_026_000,
    "counties": 3,
    "closed": 1,
    "gathered": 1,
    "hurt": 0,
}
EDITS = {
    "first.cause": "据初步排查，三店11月23日营业结束后同时关闭，负责人失联；原因正在进一步核查中。",
    "first.trend": "投诉仍在增加，现场人数可能上升；网上有会员群、短视频讨论，未见过激言论。",
    "first.requests": "请市政府协调公安、信访、体育、网信等部门参加处置；请属地政府落实现场稳控。",
}
# 39 of 42 until 10:46; 高原, 吕行 and 段羽 do not come.
SIGN_INS = {
    (8, 51): "zhoulan shaoyi",
    (8, 52): "luomin",
    (8, 54): "maxiao heqiang shijun",
    (8, 56): "hewenjing mengfei",
    (8, 58): "chenyu jiangwen",
    (9, 0): "dengqing xuzhiyuan wuyue",
    (9, 2): "duchuan tangkai yeqing",
    (9, 7): "linshu caoyang weiran jiayun",
    (9, 12): "gulin dingning jiangtao",
    (9, 18): "baiyu kongde fangjun luxia",
    (9, 23): "sumeng wenxin niebo tianjia",
    (9, 31): "yanpei qinlu panli",
    (9, 40): "xiangyuan miaojia yuanfang",
    (9, 56): "zhuhe",
    (10, 9): "haoran",
}


def acts(d0: date) -> tuple[Act, ...]:
    """In order of time; the same for the same D0."""
    script = Script(d0)
    acts_team.act(script)
    acts_stock.act(script)
    acts_publicity.act(script)
    acts_a_risk.act(script)
    acts_a_assess.act(script)
    acts_a_money.act(script)
    acts_a_watch.act(script)
    script.turn_to(0)
    script.sign_in(SIGN_INS)
    _grading(script)
    _reporting(script)
    _site(script)
    _groups_at_work(script)
    _counties(script)
    acts_a_morning.act(script)
    acts_a_proofs.act(script)
    acts_a_desks.act(script)
    script.turn_to(0)
    acts_a_after.act(script)
    acts_papers.of_gym(script)
    return script.acts()


def _grading(script: Script) -> None:
    script.act(8, 31, "", Verb.MARK, label="监测提示")
    script.act(
        8, 50, "zhoulan", Verb.REGISTER_INCIDENT,
        new={
            "title": TITLE,
            "public_title": PUBLIC_TITLE,
            "categories": (Category.CLUSTER,),
            "districts": DISTRICTS,
            "received_at": script.time(8, 50),
            "received_by_way": "监测提示，东湖市场监管所现场核实",
            "topic": "预付式消费",
            "summary": SUMMARY,
            "brand": GYM_BRAND,
            "occurred_at": script.time(7, 42),
            "verified": True,
        },
    )  # fmt: skip
    script.act(
        9, 5, "zhoulan", Verb.SUGGEST_GRADE, level=Level.III, reason=REASON, facts=FACTS
    )  # fmt: skip
    script.act(
        9, 12, "chenyu", Verb.DECIDE_GRADE, level=Level.III,
        reason="同意会商意见：三店同时停业失联，人数和金额均已较大，定为较大（Ⅲ级）。",
    )  # fmt: skip
    script.act(
        9, 20, "chenyu", Verb.ACTIVATE,
        matter=f"{TITLE}应急响应",
        level=Level.III,
        expected_days=7,
        measures=MEASURES,
        signature="陈屿",
    )  # fmt: skip


def _reporting(script: Script) -> None:
    script.log(9, 15, "liwei", "已电话报告市委市政府总值班室、省局值班室，接听人复述无误")
    script.act(9, 28, "zhoulan", Verb.DRAFT_REPORT, edits=EDITS)
    script.act(9, 41, "chenyu", Verb.SIGN_REPORT)
    script.act(9, 45, "zhoulan", Verb.SEND_REPORT, receivers=RECEIVERS, way="政务内网")
    script.log(9, 45, "zhoulan", "书面首报已报市委市政府总值班室、省局", shown=True)


def _site(script: Script) -> None:
    east, west, far = of_brand(GYM_BRAND)
    tally, team = Verb.TALLY, Verb.PLACE_TEAM
    script.act(8, 51, "liwei", tally, kind="on_site", value=35, place="城东店")
    script.log(
        8, 53, "liwei", "东湖市场监管所到达城东店，门口约35人，门锁，部分设备已装车", shown=True
    )
    script.act(9, 33, "liwei", team, label="现场一队", lat=east.lat + 0.012, lon=east.lon + 0.016,
        place="城东店", people=2,
    )  # fmt: skip
    script.act(9, 35, "liwei", team, label="现场二队", lat=west.lat - 0.014, lon=west.lon - 0.02,
    )  # fmt: skip
    script.act(9, 51, "liwei", team, label="现场二队", lat=west.lat - 0.014, lon=west.lon - 0.02,
        place="城西店", people=2,
    )  # fmt: skip
    script.act(10, 4, "liwei", team, label="高新区分局", lat=far.lat - 0.012, lon=far.lon - 0.02,
        place="高新店", people=2,
    )  # fmt: skip
    script.log(9, 34, "maxiao", "现场一队到达城东店，约50人，有人情绪激动，无冲突", shown=True)
    script.log(9, 52, "linshu", "现场二队到达城西店，约15人，门锁，物业同意保留现场")
    script.log(10, 6, "maxiao", "城东店一层大厅设登记点，两名工作人员登记", shown=True)
    script.log(10, 28, "maxiao", "出租方答应协助，搬运车辆已劝离", shown=True)
    words = "登记点延时服务，今日 14 时前回报进度"
    script.act(
        10, 30, "chenyu", Verb.INSTRUCT,
        text=words, to_group=Group.ONSITE, deadline_at=script.time(14, 0),
    )  # fmt: skip
    script.log(10, 30, "chenyu", f"指令：{words}", shown=True)
    script.act(
        10, 35, "zhoulan", Verb.SUGGEST_GRADE, level=Level.III,
        reason="会商意见：维持较大（Ⅲ级）。近24小时去重投诉人数（本省）133人，"
        "不足Ⅱ级参考条件200人且另有一项。",
        facts={},
    )  # fmt: skip
    script.act(10, 33, "maxiao", Verb.RECEIVE, text=words)
    script.log(10, 41, "maxiao", "公安到场维持秩序，已劝阻设备搬离", shown=True)
    script.log(10, 44, "maxiao", "东店门口聚集 60 人，情绪平稳，已设登记点", shown=True)


def _groups_at_work(script: Script) -> None:
    assign = Verb.ASSIGN
    for code in ("vehicles", "equipment", "power", "hotline_seats"):  # their leader is not there
        script.act(9, 25, "duchuan", assign, code=code, person="jiangtao")
    script.act(9, 30, "maxiao", assign, code="register_desk", person="heqiang")
    script.act(9, 32, "hewenjing", assign, code="electronic_data", person="kongde")
    script.act(9, 36, "dengqing", assign, code="rights_sheet", person="gulin")
    script.by_hand(
        (
            (9, 40, "xuzhiyuan", "opinion_baseline", "设关键词12组，平时每日3条。"),
            (9, 55, "jiangtao", "power", "对讲机、热点已试通。"),
            (9, 58, "dengqing", "informants", "举报人信息只限调查取证组承办人知悉。"),
            (10, 0, "hewenjing", "evidence_list", "列出取证清单17项，分三组。"),
            (10, 2, "dengqing", "law_list", "适用法律一页已发各组。"),
            (10, 18, "hewenjing", "trader_record",
             "三店同一法定代表人，公司登记住所在南浦县，关联品牌未见。"),
            (10, 22, "gulin", "rights_sheet", "告知单一页，已印500份。"),
            (10, 39, "maxiao", "tell_rights", "告知单现场发放120份。"),
            (10, 40, "dengqing", "refund_formula",
             "按剩余次数和期限折算，另列惩罚性赔偿的条件。"),
        )
    )  # fmt: skip
    script.log(9, 41, "xuzhiyuan", "网上相关信息43条，以求助为主，未见过激言论")
    script.log(10, 12, "jiangtao", "12315 增设 4 席，10:30 起接听", shown=True)
    script.log(10, 36, "hewenjing", "三店登记信息、合同样本已调取", shown=True)
    script.log(10, 40, "dengqing", "情况通报（送审稿）合法性审核通过")


def _counties(script: Script) -> None:
    """The company's county stays silent from 09:44 on: longer than allowed."""
    script.log(9, 44, "zengmu", "已派员前往浦城街道核查公司登记住所")
    script.log(9, 50, "shenliqun", "东湖所6人在城东店协助登记，广场物业已到场")
    script.log(10, 5, "luyao", "高新店门锁，约8人，已张贴登记告示")
    script.log(10, 20, "shenliqun", "临江区会员13人次已引导至城东店登记点登记")
    script.log(10, 40, "shenliqun", "增派4人，一层大厅分流")
