"""Scenario C from the first report to the closed case, `domain.md` 6.C: named on television."""

from datetime import timedelta

from commandcenter.db.demo import script_actions
from commandcenter.db.demo.acts import Script, Verb
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.script_references import Newest
from commandcenter.db.demo.traders import SOUP_BRAND, of_brand
from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.org import Group
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.services.aftermath import (
    accountability,
    closing,
    recovery,
    retention,
    typical_case,
)
from commandcenter.services.command import (
    casework,
    consultations,
    directives,
    evidence,
    instructions,
    legal,
    liaison,
    opinions,
    supply,
)
from commandcenter.services.complaints import flags
from commandcenter.services.incident import incident_moves, oral, response
from commandcenter.services.releases import media
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow, RecoveryRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow

PARTY = "澄州云岭参源生物科技有限公司"
ONLINE = ("官方网站", "微信公众号", "官方微博")
TOLD = ("市委宣传部", "市委网信办")


def act(script: Script) -> None:
    script.turn_to(0)
    _first_hours(script)
    script.turn_to(1)
    _night(script)
    _second_day(script)
    script.turn_to(3)
    _tested(script)
    script.turn_to(8)
    _ended(script)
    _afterwards(script)


def _first_hours(script: Script) -> None:
    words = {"phone.course": "中央媒体晚会点名高新区一直播间，已派员，投诉快速增加。"}
    script.call(20, 51, "liwei", script_actions.phone_report, script.time(20, 50), words)
    meet = consultations.NewConsultation(
        held_at=script.time(20, 52), place="应急指挥室（电话连线）", chair="罗敏",
        members=("罗敏", "周岚", "马骁", "许知远", "卢遥"), question="媒体点名事件定为哪一级",
        opinions="舆情：中央媒体，传播快。现场：尚无人身伤害报告。",
        conclusion="建议定为较大（Ⅲ级），电话请示总指挥。",
    )  # fmt: skip
    script.call(20, 54, "zhoulan", consultations.record, HERE, meet)
    item = opinions.Item(
        "中央媒体“3·15”晚会", Media.CENTRAL, "直播间夸大固体饮料功效", script.time(20, 31),
        reach=8_000_000, tone=Tone.CRITICAL,
    )  # fmt: skip
    script.call(20, 48, "xuzhiyuan", opinions.register, HERE, item)
    script.call(
        21, 20, "chenyu", instructions.give, HERE, "23时50分前固定手机、话术和台账",
        Group.INVESTIGATION, deadline_at=script.time(23, 50),
    )  # fmt: skip
    script.call(21, 22, "hewenjing", instructions.receive, Newest(InstructionRow))
    studio = of_brand(SOUP_BRAND)[0]
    script.act(21, 35, "liwei", Verb.PLACE_TEAM, label="现场一队",
        lat=studio.lat, lon=studio.lon, place=SOUP_BRAND, people=2,
    )  # fmt: skip
    found = "控制直播间，清点手机和话术"
    script.call(21, 36, "maxiao", script_actions.report_from, SOUP_BRAND, 14, Mood.CALM, found)
    seats = supply.Wanted(
        SupplyKind.SEAT, "12315话务席", 12, "席", "晚间来电激增", for_group=Group.COORDINATION
    )
    script.call(21, 5, "mengfei", supply.ask, HERE, seats)
    script.call(21, 9, "jiangtao", supply.approve, Newest(SupplyRequestRow))
    script.call(21, 17, "jiangtao", supply.deliver, Newest(SupplyRequestRow), "12席已接听")
    platform = liaison.NewRequest(
        "通知平台保留回放和订单，停止该直播间",
        "公函",
        "市委网信办值班室",
        due_at=script.time(22, 30),
    )
    script.call(21, 40, "shaoyi", liaison.ask, HERE, ("网信部门", "宣传部门"), platform)
    _first_hours_later(script)


def _first_hours_later(script: Script) -> None:
    for department, words_back in (
        ("网信部门", "平台22时15分停止直播间，回放、订单保存三年以上"),
        ("宣传部门", "已安排值守，按程序发布"),
    ):
        asked = Newest(LiaisonRow, {"department": department})
        script.call(22, 18, "shaoyi", liaison.note_answer, asked, words_back)
    question = media.NewQuestion(
        "省电视台", "何时公布调查进展？", script.time(21, 50), "记者顾行", script.time(22, 30)
    )
    script.call(21, 52, "dingning", media.register, HERE, question)
    line = ReleaseKind.LINE
    text = "我局已成立联合调查组，直播间已停播，请消费者保留订单，通过12315登记。"
    title, write = "关于某直播间的答复口径", script_actions.write_release
    script.call(21, 54, "xuzhiyuan", write, line, title, text, "热线号码")
    script.call(21, 57, "dengqing", script_actions.pass_legality, line)
    script.call(21, 58, "zhoulan", script_actions.pass_secrecy, line)
    script.call(22, 0, "chenyu", script_actions.approve, line)
    script.call(
        22, 5, "dingning", media.answer, Newest(PressQuestionRow), "22时30分发布情况通报。",
        Newest(ReleaseRow, {"kind": line}),
    )  # fmt: skip
    notice = (
        "3月15日晚，我局已就媒体反映的某直播间问题成立联合调查组，固定证据，停止直播，正在核查。"
        "消费者可以通过12315登记诉求，请保留订单和付款凭证。"
    )
    _through_the_gates(script, 22, 8, (22, 30), "关于某直播间有关问题的情况通报", notice)
    script.call(
        22, 40, "wenxin", opinions.answer, Newest(OpinionRow), "情况通报已发布，评论区置顶登记办法"
    )
    script.call(
        22, 20, "maxiao", legal.ask, HERE, "外省消费者的退一赔三由谁受理？", script.time(23, 0)
    )
    script.call(
        22, 45, "gulin", legal.answer, Newest(LegalQuestionRow),
        "由经营者所在地受理；构成欺诈的按消费者权益保护法第55条主张。",
        "投诉举报处理办法第13条；消费者权益保护法第55条",
    )  # fmt: skip
    _evidence(script)


def _through_the_gates(
    script: Script, hour: int, minute: int, out: tuple[int, int], title: str, text: str
) -> None:
    notice = ReleaseKind.NOTICE
    script.call(
        hour, minute, "xuzhiyuan", script_actions.write_release, notice, title, text, "见正文日期"
    )
    script.call(hour, minute + 4, "dengqing", script_actions.pass_legality, notice)
    script.call(hour, minute + 6, "zhoulan", script_actions.pass_secrecy, notice)
    script.call(hour, minute + 9, "chenyu", script_actions.approve, notice)
    for receiver in TOLD:
        script.call(
            hour, minute + 12, "dingning", script_actions.notify, notice, receiver, "电话告知值班室"
        )
    script.call(*out, "xuzhiyuan", script_actions.publish, notice, ONLINE)


def _evidence(script: Script) -> None:
    for hour, minute, kind, title, carrier in (
        (22, 50, EvidenceKind.OBJECT, "直播用手机11部", "证据室2号柜"),
        (23, 20, EvidenceKind.DOCUMENT, "直播话术和培训材料", "证据室2号柜"),
        (23, 45, EvidenceKind.E_DATA, "进销存台账和订单镜像", "硬盘2026-03-01号"),
    ):
        piece = evidence.Piece(
            kind, title, ("何文静", "严沛"), script.time(hour, minute), "望山路100号直播间",
            carrier=carrier,
        )  # fmt: skip
        script.call(hour, minute + 1, "hewenjing", evidence.add, HERE, piece)
    script.call(
        23, 50, "hewenjing", instructions.report_back, Newest(InstructionRow),
        "手机、话术、台账均已固定，23时46分完成。",
    )  # fmt: skip


def _night(script: Script) -> None:
    case = casework.NewCase(PARTY, "涉嫌虚假宣传", script.time(0, 10), ("何文静", "严沛"))
    script.call(0, 20, "hewenjing", casework.register_case, HERE, case)
    filed = casework.CaseMove(CaseState.FILED, script.time(0, 28), "高市监案〔2026〕21号")
    script.call(0, 30, "hewenjing", casework.move_case, Newest(CaseFileRow), filed)
    seal = casework.NewAct(
        ActKind.SEAL, script.time(0, 35), "查封库存3140箱", "高市监封〔2026〕9号"
    )
    script.call(0, 40, "hewenjing", casework.register_act, Newest(CaseFileRow), seal)
    script.call(
        0, 45, "zhoulan", script_actions.draft_follow_up, {"followup.next": "抽样送检，梳理订单。"}
    )
    script.call(0, 50, "chenyu", script_actions.sign_report)
    script.call(0, 55, "zhoulan", script_actions.send_report)
    script.call(
        6, 50, "zhoulan", script_actions.draft_follow_up, {"followup.next": "制定退款和赔偿办法。"}
    )
    script.call(6, 55, "chenyu", script_actions.sign_report)
    script.call(7, 0, "zhoulan", script_actions.send_report)


def _second_day(script: Script) -> None:
    """What was decided by telephone is signed; the province's group comes."""
    for matter in ("activate", "grade"):
        said = Newest(OralDecisionRow, {"matter": matter})
        script.call(8, 20, "chenyu", oral.sign, said, "陈屿")
    paper = directives.NewDirective(
        "省局主要负责人", "局长", "省局值班信息第45期", "依法从快查处，保护消费者，工作组今日到位",
        directed_at=script.time(8, 30), group=Group.COORDINATION, due_at=script.time(17, 0),
    )  # fmt: skip
    script.call(8, 50, "yuhang", directives.register, HERE, paper)
    script.call(9, 0, "zhoulan", directives.receive, Newest(DirectiveRow))
    script.call(9, 30, "mengfei", script_actions.handle_all, HandlingAct.ACCEPT, "符合受理条件")
    script.log(10, 0, "zhoulan", "省局工作组到位，市应急指挥部继续负责处置", shown=True)
    script.call(11, 0, "luxia", flags.review, HERE)
    script.call(
        16, 40, "zhoulan", directives.report_result, Newest(DirectiveRow),
        "已立案、查封库存、停止直播，平台17时开通退款通道。",
    )  # fmt: skip
    script.call(
        17,
        0,
        "yuhang",
        directives.report_upward,
        Newest(DirectiveRow),
        "政务内网",
        script.time(16, 50),
    )
    script.log(17, 5, "hewenjing", "平台开通退款通道，涉及订单1.1万笔、386万元", shown=True)


def _tested(script: Script) -> None:
    sample = casework.NewAct(ActKind.OTHER, script.time(9, 0), "检验结论：标称成分不符合标准")
    script.call(9, 30, "hewenjing", casework.register_act, Newest(CaseFileRow), sample)
    text = "抽检结果显示，有关固体饮料标签标示不符合标准。案件正在依法办理，退款通道持续开放。"
    _through_the_gates(script, 10, 0, (10, 30), "关于某直播间有关问题的情况通报（二）", text)


def _ended(script: Script) -> None:
    ending = response.Ending(
        "日新增投诉降到个位数，退款通道运行正常，库存已控制，网上平稳。", "陈屿",
        ("新增投诉低于峰值的10%", "退款通道已开通"),
    )  # fmt: skip
    script.call(17, 0, "chenyu", response.end_response, HERE, ending)
    script.call(
        17, 20, "maxiao", recovery.open_line, HERE,
        recovery.Line(Ledger.CONSUMERS, "平台退款", "退款", 1_502, 386_000_000),
    )  # fmt: skip
    texts = {
        "final.cause": "直播间夸大普通食品功效，构成虚假宣传。",
        "final.lessons": "直播间广告监测起步偏晚，对保健食品夸大宣传应当早约谈。",
        "final.next": "案件处罚、退款跟踪按期完成。",
    }
    script.call(19, 0, "zhoulan", script_actions.draft_final, texts)
    script.call(19, 20, "chenyu", script_actions.sign_report)
    script.call(19, 30, "zhoulan", script_actions.send_report)
    script.call(20, 0, "jiangtao", supply.give_back, Newest(SupplyRequestRow))
    script.turn_to(9)
    script.call(9, 0, "zhoulan", incident_moves.begin_aftermath, HERE, "响应终止，转入后期处置")
    script.call(9, 30, "mengfei", script_actions.handle_all, HandlingAct.ACCEPT, "符合受理条件")
    script.call(9, 40, "mengfei", script_actions.handle_all, HandlingAct.FILE, "并入本案查处")


def _afterwards(script: Script) -> None:
    script.turn_to(10)
    script.call(
        9,
        0,
        "mengfei",
        script_actions.handle_all,
        HandlingAct.END,
        "已由平台退款，其余告知诉讼途径",
    )
    script.call(9, 20, "mengfei", script_actions.handle_all, HandlingAct.TELL, "已告知")
    script.call(9, 40, "mengfei", script_actions.handle_all, HandlingAct.CLOSE, "已随案处理")
    script.call(
        10, 0, "maxiao", recovery.settle_line, Newest(RecoveryRow), 1_490, 382_000_000,
        "其余12人自愿另行诉讼", whole=True,
    )  # fmt: skip
    for ledger, why in (
        (Ledger.FIRMS, "没有受影响需要帮扶的企业"),
        (Ledger.HARDSHIP, "经排查没有因此致困的群众"),
    ):
        script.call(10, 10, "luomin", recovery.state_none, HERE, ledger, why)
    liable = accountability.Liable(
        PARTY, "反不正当竞争法第8条、广告法第28条", "高市监案〔2026〕21号"
    )
    script.call(11, 0, "hewenjing", accountability.register_operator, HERE, liable)
    script.turn_to(11)
    seal = Newest(CaseActRow, {"kind": "seal"})
    script.call(
        9, 0, "hewenjing", casework.settle_act, seal, casework.Outcome("转为扣押，随案处理")
    )
    script.call(
        14, 30, "hewenjing", accountability.settle_operator, Newest(AccountabilityRow),
        accountability.Decision("已作出罚款、没收违法所得的处罚决定", script.time(14, 0)),
    )  # fmt: skip
    other = Newest(CaseActRow, {"kind": "other"})
    script.call(10, 5, "hewenjing", casework.settle_act, other, casework.Outcome("检验结论已送达"))
    _afterwards_later(script)


def _afterwards_later(script: Script) -> None:
    for to, hour, result in (
        (CaseState.DECIDED, 14, "罚款，没收违法所得"),
        (CaseState.CLOSED, 17, "处罚决定已执行"),
    ):
        move = casework.CaseMove(to, script.time(hour, 0), result=result)
        script.call(hour, 10, "hewenjing", casework.move_case, Newest(CaseFileRow), move)
    public = Newest(CaseActRow, {"kind": "publish"})
    script.call(
        16, 0, "hewenjing", casework.settle_act, public, casework.Outcome("已在信用公示系统公示")
    )
    why = "经监督评估，未发现工作人员失职渎职线索"
    script.call(10, 30, "luomin", closing.state_not_applicable, HERE, "officials", why)
    script.turn_to(12)
    for hour, kind, texts in (
        (9, InquiryKind.INVESTIGATION, INVESTIGATION),
        (10, InquiryKind.ASSESSMENT, ASSESSMENT),
    ):
        script.call(hour, 0, "zhoulan", script_actions.write_inquiry, kind, texts)
        script.call(hour + 5, 0, "chenyu", script_actions.sign_inquiry, kind)
    script.turn_to(14)
    script.call(9, 0, "luomin", closing.waive_steps, HERE, "响应终止，未办任务转入日常工作")
    verdict = Verdict(
        Retention.KEEP, frozenset({Scope.IDENTITIES, Scope.TEXTS, Scope.CALLERS, Scope.KEYS}),
        "部分消费者另行提起的诉讼尚在进行", "陈屿", lawful="民事诉讼需要",
        necessary="限于与订单有关的登记内容", secure="分级授权，查阅留痕",
        keep_until=script.time(17, 0) + timedelta(days=180),
    )  # fmt: skip
    script.call(10, 0, "chenyu", retention.decide, HERE, verdict)
    script.call(11, 20, "zhoulan", typical_case.draft, HERE)
    script.act(14, 0, "zhoulan", Verb.ARCHIVE)
    script.call(17, 0, "chenyu", closing.close, HERE, "陈屿")


INVESTIGATION = {
    "investigation.cause": "直播话术把普通食品宣传为有治疗作用，以老年人为主要对象。",
    "investigation.liability": "经营者立案查处；平台配合调查，未发现监管人员失职。",
    "investigation.lessons": "对本地直播间的日常巡查不足，晚会前的值守安排有效。",
    "investigation.measures": "开展直播带货专项检查，建立本地直播间名录。",
}
ASSESSMENT = {
    "assessment.experience": "14分钟内核实接报，两小时内发布通报；续报二超过4小时要求。",
    "assessment.plan": "建议明确电话请示的补签和媒体曝光事件的定级参考。",
}
