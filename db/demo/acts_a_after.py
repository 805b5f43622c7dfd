"""Scenario A from D0 10:46 to the closed case on D14, `domain.md` 6.A."""

from datetime import timedelta

from commandcenter.db.demo import acts_publicity, script_actions
from commandcenter.db.demo.acts import Script, Verb
from commandcenter.db.demo.script_actions import HERE, report_from
from commandcenter.db.demo.script_references import Newest
from commandcenter.db.demo.words_a import ASSESSMENT, INVESTIGATION, TIP, TIP_TITLE
from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.level import Level
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.services.aftermath import (
    accountability,
    closing,
    recovery,
    retention,
)
from commandcenter.services.command import (
    casework,
    consultations,
    directives,
    evidence,
    liaison,
    opinions,
    supply,
)
from commandcenter.services.incident import facts, incident_moves, response
from commandcenter.services.releases import media
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow, RecoveryRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.site import OpinionRow, SupplyRequestRow
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow

PARTY = "澄州悦力工场健身服务有限公司"
ONLINE = ("官方网站", "微信公众号")
PROGRESS_TITLE = "关于某健身机构闭店的情况通报（二）"
WEEK = 7


def act(script: Script) -> None:
    script.turn_to(0)
    _first_day(script)
    _evening(script)
    script.turn_to(1)
    _second_day(script)
    script.turn_to(2)
    _third_day(script)
    script.turn_to(4)
    _lowered(script)
    script.turn_to(WEEK)
    _ended(script)
    _afterwards(script)


def _first_day(script: Script) -> None:
    agreed = "同意会商意见，维持较大（Ⅲ级）。"
    script.act(10, 52, "chenyu", Verb.DECIDE_GRADE, level=Level.III, reason=agreed)
    script.call(10, 55, "zhoulan", directives.receive, Newest(DirectiveRow))
    notice, tip = ReleaseKind.NOTICE, ReleaseKind.TIP
    script.call(10, 58, "chenyu", script_actions.approve, notice)
    for receiver in ("市委宣传部", "市委网信办"):
        script.call(11, 5, "dingning", script_actions.notify, notice, receiver, "电话告知值班室")
    script.call(11, 8, "xuzhiyuan", script_actions.write_release, tip, TIP_TITLE, TIP, "热线号码")
    script.call(11, 14, "dengqing", script_actions.pass_legality, tip)
    script.call(11, 18, "yuhang", script_actions.pass_secrecy, tip)
    script.call(11, 22, "chenyu", script_actions.approve, tip)
    for receiver in ("市委宣传部", "市委网信办"):
        script.call(11, 26, "dingning", script_actions.notify, tip, receiver, "电话告知值班室")
    script.call(11, 30, "xuzhiyuan", script_actions.publish, notice, ONLINE)
    script.call(11, 30, "xuzhiyuan", script_actions.publish, tip, ONLINE)
    script.call(
        11, 40, "haoran", media.answer, Newest(PressQuestionRow, {"outlet": "澄州晚报"}),
        "正在登记核实，退费和转接的办法确定后统一公布，请消费者保留凭证。",
        Newest(ReleaseRow, {"kind": ReleaseKind.LINE}),
    )  # fmt: skip
    script.call(
        11, 45, "wenxin", opinions.answer, Newest(OpinionRow, {"title": "悦力工场"}),
        "已在帖下回复情况通报和登记办法",
    )  # fmt: skip
    _first_day_later(script)


def _first_day_later(script: Script) -> None:
    script.call(
        11, 46, "wenxin", opinions.answer, Newest(OpinionRow, {"title": "城东店"}),
        "已在平台发布情况通报短视频",
    )  # fmt: skip
    _site_reports(script)
    _investigation(script)
    script.call(
        13, 40, "zhoulan", directives.report_result, Newest(DirectiveRow),
        "已劝阻搬离，三店均设登记点，退费办法由法律咨询组拟定，14时前书面报告。",
    )  # fmt: skip
    script.call(
        13,
        50,
        "yuhang",
        directives.report_upward,
        Newest(DirectiveRow),
        "政务内网",
        script.time(13, 48),
    )
    script.act(
        13, 55, "maxiao", Verb.REPORT_BACK, text="登记点延时服务",
        words="三店登记点延时到22时，已登记231人，待登记12人。",
    )  # fmt: skip
    script.by_hand(
        (
            (11, 35, "maxiao", "representatives", "推选代表2人，签字表已存。"),
            (12, 40, "jiangtao", "shifts", "两班轮换，20时交接，餐饮和休息室已落实。"),
            (13, 15, "xuzhiyuan", "opinion_brief", "报舆情简报一：相关信息61条，以求助为主。"),
            (16, 20, "jiangtao", "supply_ledger", "登记当日领用三项，凭证已存。"),
        )
    )


def _site_reports(script: Script) -> None:
    """Hourly from each store until its team leaves; at 15:30 it is quiet at the east store."""
    for hour, minute, login, store, count, mood, words in (
        (11, 30, "linshu", "城西店", 12, Mood.CALM, "物业协助登记"),
        (11, 32, "luyao", "高新店", 6, Mood.CALM, "引导网上登记"),
        (11, 35, "wuyue", "城东店", 60, Mood.UNEASY, "分批登记，无冲突"),
        (12, 25, "linshu", "城西店", 8, Mood.CALM, "秩序正常"),
        (12, 28, "luyao", "高新店", 3, Mood.CALM, "秩序正常"),
        (12, 30, "wuyue", "城东店", 48, Mood.CALM, "已登记者陆续离开"),
        (13, 20, "linshu", "城西店", 3, Mood.CALM, "多数人已离开"),
        (13, 30, "wuyue", "城东店", 42, Mood.CALM, "秩序正常"),
        (14, 30, "wuyue", "城东店", 30, Mood.CALM, "秩序正常"),
        (15, 30, "wuyue", "城东店", 15, Mood.CALM, "多数人已离开，登记点保留"),
        (16, 30, "wuyue", "城东店", 12, Mood.CALM, "秩序正常"),
        (17, 30, "wuyue", "城东店", 9, Mood.CALM, "秩序正常"),
        (18, 28, "wuyue", "城东店", 6, Mood.CALM, "登记点换班，交接单已填"),
        (19, 26, "wuyue", "城东店", 4, Mood.CALM, "秩序正常"),
        (20, 24, "wuyue", "城东店", 4, Mood.CALM, "秩序正常"),
        (21, 20, "wuyue", "城东店", 2, Mood.CALM, "秩序正常"),
    ):
        script.call(hour, minute, login, report_from, store, count, mood, words)
    for hour, minute, login, store, words in (
        (13, 25, "luyao", "高新店", "告示留联系电话"),
        (14, 18, "linshu", "城西店", "登记点并入城东店"),
        (22, 5, "wuyue", "城东店", "登记点移交城东区局"),
    ):
        script.call(hour, minute, login, report_from, store, 0, Mood.CALM, words, closes=True)


def _investigation(script: Script) -> None:
    officers = ("何文静", "贾云")
    piece = evidence.Piece(
        EvidenceKind.DOCUMENT, "法定代表人变更登记材料", officers, script.time(13, 40),
        "登记注册科", "20日前变更法定代表人和股东", carrier="证据室1号柜",
    )  # fmt: skip
    script.call(13, 50, "hewenjing", evidence.add, HERE, piece)
    bank = evidence.Piece(
        EvidenceKind.E_DATA, "收款账户流水", ("魏然", "孔德"), script.time(13, 55),
        "电子取证室", "会员付款转入个人账户", carrier="硬盘2026-11-02号",
    )  # fmt: skip
    script.call(13, 58, "hewenjing", evidence.add, HERE, bank)
    script.log(
        14, 0, "hewenjing", "调查发现：20日前变更法定代表人，会员付款转入个人账户", shown=True
    )
    case = casework.NewCase(PARTY, "涉嫌以预付式消费侵害消费者权益", script.time(14, 0), officers)
    script.call(14, 20, "hewenjing", casework.register_case, HERE, case)
    ask = casework.NewAct(ActKind.POLICE_ASK, script.time(15, 50), "涉嫌合同诈骗线索报批移送公安")
    script.call(15, 55, "hewenjing", casework.register_act, Newest(CaseFileRow), ask)
    script.call(
        16, 10, "hewenjing", casework.settle_act, Newest(CaseActRow, {"kind": "police_ask"}),
        casework.Outcome("局负责人批准移送", approved=True),
    )  # fmt: skip
    script.call(
        16, 25, "hewenjing", casework.settle_act, Newest(CaseActRow, {"kind": "police"}),
        casework.Outcome("城东公安分局已接收涉嫌犯罪线索", document="澄市监移〔2026〕11号"),
    )  # fmt: skip
    script.log(16, 20, "hewenjing", "涉嫌犯罪线索已移送公安", shown=True)
    figures = "核定312人、214.0万元，截至15时30分。"
    script.by_hand([(15, 32, "hewenjing", "agreed_figures", figures)])


def _evening(script: Script) -> None:
    script.call(
        15, 20, "zhoulan", script_actions.draft_follow_up,
        {"followup.next": "继续核定人数和金额；约谈周边健身机构协商转接；配合公安查找负责人。"},
    )  # fmt: skip
    script.call(15, 26, "chenyu", script_actions.sign_report)
    script.call(15, 30, "zhoulan", script_actions.send_report)
    script.call(15, 45, "liwei", script_actions.note_receipts)
    script.call(
        19, 48, "zhoulan", script_actions.draft_follow_up,
        {"followup.next": "21时前办理先行登记保存；次日上午会同法院、消协组织调解。"},
    )  # fmt: skip
    script.call(19, 55, "chenyu", script_actions.sign_report)
    script.call(20, 0, "zhoulan", script_actions.send_report)
    script.call(20, 15, "liwei", script_actions.note_receipts)
    keep = casework.NewAct(
        ActKind.PRESERVE, script.time(21, 10), "三店收银机、会员系统主机先行登记保存",
        "澄市监登存〔2026〕31号",
    )  # fmt: skip
    script.call(21, 12, "hewenjing", casework.register_act, Newest(CaseFileRow), keep)


def _second_day(script: Script) -> None:
    script.call(
        8,
        40,
        "mengfei",
        script_actions.handle_all,
        HandlingAct.ACCEPT,
        "符合受理条件，已告知投诉人",
    )
    meet = consultations.NewConsultation(
        held_at=script.time(9, 30), place="应急指挥室", chair="罗敏",
        members=("罗敏", "周岚", "邓清", "祝禾", "市中级人民法院立案庭"),
        question="转接和退费怎样办", opinions="三家健身机构愿意按剩余期限承接约四成会员。",
        conclusion="愿意转接的当场办理；其余先调解、后诉讼，法院设绿色通道。",
    )  # fmt: skip
    script.call(10, 30, "zhoulan", script_actions.record_meeting, meet)
    court = liaison.NewRequest(
        "为会员退费诉讼设绿色通道，派员参加联合调解", "公函", "市中级人民法院立案庭",
        due_at=script.time(17, 0),
    )  # fmt: skip
    script.call(10, 35, "jiangwen", liaison.ask, HERE, ("人民法院", "消费者协会"), court)
    # The court answers in writing: acts_papers.
    which = Newest(LiaisonRow, {"department": "消费者协会"})
    words = "已派3名调解员，支持起诉材料同步准备"
    script.call(16, 0, "jiangwen", liaison.note_answer, which, words)
    for ledger, title, way, people, cents, login in (
        (Ledger.CONSUMERS, "会员转接到三家健身机构", "转接", 395, 358_000_000, "maxiao"),
        (Ledger.CONSUMERS, "会员退费", "退款", 143, 129_000_000, "maxiao"),
        (Ledger.CONSUMERS, "其余会员诉讼", "诉讼", 110, 100_300_000, "maxiao"),
        (Ledger.FIRMS, "承接机构减免部分场地费", "减免缓", 3, None, "maxiao"),
    ):
        line = recovery.Line(ledger, title, way, people, cents)
        script.call(11, 0, login, recovery.open_line, HERE, line)
    money = supply.Wanted(
        SupplyKind.MONEY, "应急处置经费", 1, "笔", "登记点、公证和加班用餐", 4_200_000
    )
    script.call(14, 0, "jiangtao", supply.ask, HERE, money)
    script.call(14, 30, "chenyu", supply.approve, Newest(SupplyRequestRow, {"kind": "money"}), 1)
    script.call(15, 0, "jiangtao", supply.deliver, Newest(SupplyRequestRow, {"kind": "money"}),
                "财务已拨付", 4_200_000, "记-2026-1107")  # fmt: skip
    script.call(16, 20, "zhoulan", script_actions.draft_follow_up, {})
    script.call(16, 26, "chenyu", script_actions.sign_report)
    script.call(16, 30, "zhoulan", script_actions.send_report)


def _third_day(script: Script) -> None:
    moved = casework.CaseMove(
        CaseState.POLICE, script.time(9, 30), "澄公立字〔2026〕118号", ("何文静", "贾云"),
        "公安机关以涉嫌合同诈骗立案",
    )  # fmt: skip
    script.call(9, 40, "hewenjing", casework.move_case, Newest(CaseFileRow), moved)
    notice = ReleaseKind.NOTICE
    text = (
        "公安机关已对某健身机构涉嫌犯罪线索立案。部分会员已转接到其他机构，其余会员的退费诉求"
        "由我局会同人民法院、消费者协会调解，登记点继续受理。"
    )
    script.call(10, 0, "xuzhiyuan", script_actions.write_release, notice, PROGRESS_TITLE, text)
    script.call(10, 20, "dengqing", script_actions.pass_legality, notice)
    script.call(10, 25, "yuhang", script_actions.pass_secrecy, notice)
    script.call(10, 40, "chenyu", script_actions.approve, notice)
    for receiver in ("市委宣传部", "市委网信办"):
        script.call(10, 45, "dingning", script_actions.notify, notice, receiver, "电话告知值班室")
    script.call(11, 0, "xuzhiyuan", script_actions.publish, notice, ONLINE)
    item = opinions.Item(
        "澄州晚报", Media.CITY, "健身房闭店，警方已立案", script.time(12, 0), reach=12_000,
        tone=Tone.NEUTRAL,
    )  # fmt: skip
    script.call(12, 10, "wenxin", opinions.register, HERE, item)
    script.call(
        12, 12, "wenxin", opinions.watch, Newest(OpinionRow, {"title": "健身房"}), "持续关注"
    )
    script.call(
        16, 0, "weiran", casework.settle_act, Newest(CaseActRow, {"kind": "preserve"}),
        casework.Outcome("随案移送公安机关"),
    )  # fmt: skip


def _lowered(script: Script) -> None:
    order = response.Change(
        Level.IV, "新增投诉连续下降，现场无聚集，转接和调解有序，公安已立案。", 3,
        "由属地局继续登记和调解，市局每日汇总。", "陈屿",
    )  # fmt: skip
    script.call(10, 0, "chenyu", response.lower_level, HERE, order)
    script.log(10, 5, "zhoulan", "响应降为Ⅳ级，属地局继续处置", shown=True)
    script.call(16, 20, "zhoulan", script_actions.draft_follow_up, {})
    script.call(16, 26, "chenyu", script_actions.sign_report)
    script.call(16, 30, "zhoulan", script_actions.send_report)


def _ended(script: Script) -> None:
    amount = NewFact("amount_yuan", 5_873_000, "登记汇总", script.time(15, 0))
    script.call(15, 30, "zhoulan", facts.state_facts, HERE, (amount,))
    ending = response.Ending(
        "累计涉及648人、587.3万元，61%已转接，22%已退款，其余转入诉讼；连续三天新增投诉个位数，"
        "现场无聚集，网上平稳。",
        "陈屿",
        ("新增投诉低于峰值的10%", "登记率99%", "调解和诉讼渠道已开通"),
    )
    script.call(17, 0, "chenyu", response.end_response, HERE, ending)
    script.call(
        19, 30, "zhoulan", script_actions.draft_final,
        {
            "final.cause": "经营者资金链断裂后关店失联，涉嫌犯罪部分由公安机关侦办。",
            "final.lessons": "预付式消费资金监管覆盖不足，投诉上升时约谈偏晚。",
            "final.next": "未办结的退费诉求按诉讼渠道跟踪；十四日内完成调查和总结评估。",
        },
    )  # fmt: skip
    script.call(19, 50, "chenyu", script_actions.sign_report)
    script.call(20, 0, "zhoulan", script_actions.send_report)
    for item in ("执法车", "执法记录仪", "12315坐席"):
        lent = Newest(SupplyRequestRow, {"item": item})
        script.call(20, 30, "jiangtao", supply.give_back, lent)
    script.turn_to(8)
    script.call(9, 0, "zhoulan", incident_moves.begin_aftermath, HERE, "响应终止，转入后期处置")
    script.call(10, 0, "mengfei", script_actions.handle_all, HandlingAct.ACCEPT, "符合受理条件")
    script.call(10, 10, "mengfei", script_actions.handle_all, HandlingAct.FILE, "并入本案查处")


def _afterwards(script: Script) -> None:
    script.turn_to(10)
    script.call(
        9,
        0,
        "mengfei",
        script_actions.handle_all,
        HandlingAct.END,
        "达成转接或退费协议，或者告知诉讼途径",
    )
    liable = accountability.Liable(PARTY, "消费者权益保护法实施条例第22条、第50条")
    script.call(10, 0, "hewenjing", accountability.register_operator, HERE, liable)
    script.turn_to(11)
    _ledgers(script)
    script.turn_to(12)
    script.call(9, 0, "mengfei", script_actions.handle_all, HandlingAct.TELL, "已书面告知双方")
    script.call(9, 30, "mengfei", script_actions.handle_all, HandlingAct.CLOSE, "已随案处理")
    script.call(
        10, 0, "hewenjing", accountability.settle_operator, Newest(AccountabilityRow),
        accountability.Decision(
            "移送公安机关侦办，列入严重违法失信名单程序启动", script.time(9, 40)
        ),
    )  # fmt: skip
    script.call(
        10, 30, "luomin", closing.state_not_applicable, HERE, "officials",
        "经监督评估，未发现工作人员失职渎职线索",
    )  # fmt: skip
    script.turn_to(13)
    for hour, kind, texts in (
        (9, InquiryKind.INVESTIGATION, INVESTIGATION),
        (11, InquiryKind.ASSESSMENT, ASSESSMENT),
    ):
        script.call(hour, 0, "zhoulan", script_actions.write_inquiry, kind, texts)
        script.call(hour + 5, 0, "chenyu", script_actions.sign_inquiry, kind)
    script.turn_to(14)
    _closed(script)


def _ledgers(script: Script) -> None:
    settled = (
        ("会员转接", 395, 358_000_000, ""),
        ("会员退费", 143, 129_000_000, ""),
        ("其余会员", 0, 0, "110人已全部立案，由人民法院审理"),
        ("承接机构", 3, None, ""),
    )
    for title, people, cents, note in settled:
        line = Newest(RecoveryRow, {"title": title})
        script.call(10, 0, "maxiao", recovery.settle_line, line, people, cents, note, whole=True)
    script.call(
        11, 0, "luomin", recovery.state_none, HERE, Ledger.HARDSHIP, "经排查没有因此致困的群众"
    )


def _closed(script: Script) -> None:
    script.call(9, 0, "luomin", closing.waive_steps, HERE, "响应终止，未办任务转入日常工作")
    verdict = Verdict(
        Retention.KEEP, frozenset({Scope.IDENTITIES, Scope.TEXTS, Scope.CALLERS, Scope.KEYS}),
        "刑事案件侦办和退费诉讼尚在进行", "陈屿", lawful="刑事诉讼和民事诉讼需要",
        necessary="限于与退费有关的登记内容", secure="分级授权，查阅留痕",
        keep_until=script.time(17, 0) + timedelta(days=365),
    )  # fmt: skip
    script.call(10, 0, "chenyu", retention.decide, HERE, verdict)
    script.act(14, 0, "zhoulan", Verb.ARCHIVE)
    script.call(17, 0, "chenyu", closing.close, HERE, "陈屿")
    acts_publicity.cases(script)
