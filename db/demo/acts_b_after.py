"""Scenario B from the first report to the closed case, `domain.md` 6.B: the school rule."""

from commandcenter.db.demo import script_actions
from commandcenter.db.demo.acts import Script, Verb
from commandcenter.db.demo.cases_b import tell_cases
from commandcenter.db.demo.names import OFFICIALS, mobile
from commandcenter.db.demo.scenario_b import PATIENTS
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.script_references import Newest
from commandcenter.db.demo.traders import SCHOOL_MEALS
from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.services.aftermath import accountability, closing, recovery, retention
from commandcenter.services.command import (
    casework,
    consultations,
    evidence,
    instructions,
    legal,
    liaison,
    opinions,
    supply,
)
from commandcenter.services.incident import facts, incident_moves, levels, response
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow, RecoveryRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.incident.incident import LevelDecisionRow

PROVINCE = "省市场监督管理局"
PARTY = "澄州禾味鲜团膳管理有限公司"
ONLINE = ("官方网站", "微信公众号")
TOLD = ("市委宣传部", "市委网信办", "市教育局", "市卫生健康委员会")
UPPER_REASON = (
    "23时10分两所学校累计就医58人，均为轻症，无危重和死亡；触及Ⅱ级参考条件“学校≥50人”"
    "（参考值，未经本局批准）。会商建议初判为重大（Ⅱ级），报请省局研定，"
    "上级决定前由市应急指挥部按Ⅲ级响应处置。"
)


def act(script: Script) -> None:
    script.turn_to(0)
    _first_hours(script)
    _school_rule(script)
    script.turn_to(1)
    _answer_of_the_province(script)
    _second_day(script)
    script.turn_to(2)
    _third_day(script)
    script.turn_to(3)
    _ended(script)
    _afterwards(script)


def patients(script: Script, hour: int, minute: int, hurt: int, in_schools: int) -> None:
    """The hospitals' number, stated with its source."""
    as_of = script.time(hour, minute)
    told = (
        NewFact("hurt", hurt, "市卫健委通报", as_of),
        NewFact("school_hurt", in_schools, "市卫健委、学校通报", as_of),
        NewFact("dead", 0, "市卫健委通报", as_of),
    )
    script.call(hour, minute + 1, "zhoulan", facts.state_facts, HERE, told)
    [known] = [each for each in PATIENTS if each.hurt == hurt and each.when[1] == hour]
    tell_cases(script, known, entered=minute + 1)


def _first_hours(script: Script) -> None:
    order = "四所学校今晚逐班排查，21时30分前报人数"
    script.call(
        20, 45, "chenyu", instructions.give, HERE, order, Group.ONSITE,
        deadline_at=script.time(21, 30),
    )  # fmt: skip
    script.call(20, 47, "maxiao", instructions.receive, Newest(InstructionRow))
    script.call(
        21, 32, "maxiao", instructions.report_back, Newest(InstructionRow),
        "四校排查完毕，新增11人为文昌小学学生，均已就医。",
    )  # fmt: skip
    ask = liaison.NewRequest(
        "通报收治人数、病情和流行病学调查进展", "电话", "市卫健委应急办 0990-1200110",
        due_at=script.time(21, 0),
    )  # fmt: skip
    script.call(20, 50, "shaoyi", liaison.ask, HERE, ("卫生健康部门", "教育部门", "宣传部门"), ask)
    for department, words in (
        ("卫生健康部门", "每半小时通报一次，疾控已采样"),
        ("教育部门", "四校停用该供餐单位，安排明日替代供餐"),
        ("宣传部门", "已安排值守，按程序发布"),
    ):
        asked = Newest(LiaisonRow, {"department": department})
        script.call(21, 0, "shaoyi", liaison.note_answer, asked, words)
    sample = evidence.Piece(
        EvidenceKind.SAMPLE, "留样12份、剩余食品4样", ("贺强", "石军"), script.time(19, 50),
        "中央厨房", carrier="市疾控中心冷藏3号柜",
    )  # fmt: skip
    script.call(20, 25, "hewenjing", evidence.add, HERE, sample)
    _first_hours_later(script)


def _first_hours_later(script: Script) -> None:
    script.call(
        21, 40, "maxiao", script_actions.report_from, SCHOOL_MEALS, 6, Mood.CALM,
        "封存待检，有人值守",
    )  # fmt: skip
    _supplies(script)
    patients(script, 21, 30, 47, 47)
    script.call(
        21, 32, "zhoulan", script_actions.draft_follow_up, {"followup.next": "继续排查，封存待检。"}
    )
    script.call(21, 36, "chenyu", script_actions.sign_report)
    script.call(21, 38, "zhoulan", script_actions.send_report)
    item = opinions.Item(
        "家长微信群", Media.SELF, "孩子吃坏肚子，学校要给说法", script.time(21, 20), reach=1_900,
        tone=Tone.ANGRY,
    )  # fmt: skip
    script.call(21, 40, "wenxin", opinions.register, HERE, item)
    question = "供餐单位留样不足时，可以对操作间和冷库采取什么措施？"
    script.call(21, 42, "maxiao", legal.ask, HERE, question, script.time(22, 30))
    script.call(
        22, 5, "gulin", legal.answer, Newest(LegalQuestionRow),
        "可以查封有关场所、设施，扣押原料；先行登记保存须在七个工作日内处理。",
        "食品安全法第105条、第110条；行政处罚法第56条",
    )  # fmt: skip
    _statement(script, 21, 44, 22)
    script.call(
        22, 10, "wenxin", opinions.answer, Newest(OpinionRow), "班主任转发情况通报，答复家长询问"
    )


def _supplies(script: Script) -> None:
    boxes = supply.Wanted(
        SupplyKind.EQUIPMENT, "采样箱", 6, "个", "中央厨房和学校留样采样", for_group=Group.ONSITE
    )
    cars = supply.Wanted(
        SupplyKind.VEHICLE, "执法车", 3, "辆", "现场和学校排查", for_group=Group.ONSITE
    )
    car = Newest(SupplyRequestRow, {"item": "执法车"})
    script.call(20, 18, "maxiao", supply.ask, HERE, cars)
    script.call(20, 20, "jiangtao", supply.approve, car)
    script.call(20, 24, "jiangtao", supply.deliver, car, "驾驶员田佳等3人")
    script.call(20, 48, "maxiao", supply.ask, HERE, boxes)
    wanted = Newest(SupplyRequestRow)
    script.call(20, 52, "jiangtao", supply.approve, wanted)
    script.call(20, 57, "jiangtao", supply.deliver, wanted, "随现场二队送达")


def _statement(script: Script, hour: int, minute: int, publish_hour: int) -> None:
    text = (
        "10月14日晚，我局接到学生午餐后身体不适的情况，已会同教育、卫生健康部门到场处置，"
        "停止有关单位供餐，封存留样送检。就医学生均为轻症。原因正在调查，结果将及时公布。"
    )
    _through_the_gates(script, hour, minute, publish_hour, "关于学校供餐有关情况的通报", text)


def _through_the_gates(
    script: Script, hour: int, minute: int, publish_hour: int, title: str, text: str
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
    script.call(publish_hour, 0, "xuzhiyuan", script_actions.publish, notice, ONLINE)


def _school_rule(script: Script) -> None:
    """At 23:10 the reference condition of schools is touched; the province is asked."""
    patients(script, 23, 10, 58, 58)
    meet = consultations.NewConsultation(
        held_at=script.time(23, 20), place="应急指挥室", chair="陈屿",
        members=("陈屿", "罗敏", "周岚", "马骁", "何文静", "邓清", "市卫健委", "市教育局"),
        question="学校就医58人，是否报请重大级别",
        opinions="卫健：均为轻症，无危重。法律：触及参考条件，应报上级研定。",
        conclusion="初判Ⅱ级并报请省局；上级决定前市级提高到Ⅲ级响应，统一指挥。",
    )  # fmt: skip
    script.call(23, 30, "zhoulan", consultations.record, HERE, meet)
    _agreed(script)
    script.call(
        23, 32, "zhoulan", levels.suggest_grade, HERE, Level.II, UPPER_REASON,
        script_actions.RECORD, Newest(ConsultationRow),
    )  # fmt: skip
    suggested = Newest(LevelDecisionRow, {"step": "suggestion"})
    script.call(23, 35, "chenyu", script_actions.sign_initial, Level.II, UPPER_REASON, suggested)
    script.call(
        23, 37, "chenyu", script_actions.ask_above, PROVINCE,
        "学校人数触及重大级别参考条件，报请研定", "澄市监请〔2026〕1号",
    )  # fmt: skip
    raised = response.Change(
        Level.III, "学校人数增加到58人，涉及两所学校两个区，须市级统一指挥。", 4,
        "市应急指挥部统一指挥；每30分钟汇总人数；准备替代供餐。", "陈屿",
    )  # fmt: skip
    script.call(23, 39, "chenyu", response.raise_level, HERE, raised)
    words = {"phone.course": "学校就医58人，均轻症；已初判Ⅱ级并报请省局研定。"}
    script.call(23, 41, "liwei", script_actions.phone_report, script.time(23, 40), words)
    script.call(
        23,
        42,
        "zhoulan",
        script_actions.draft_follow_up,
        {"followup.next": "等待省局研定，继续排查。"},
    )
    script.call(23, 45, "chenyu", script_actions.sign_report)
    script.call(23, 46, "zhoulan", script_actions.send_report)


def _agreed(script: Script) -> None:
    """What was agreed is ordered, signed for and reported back on."""
    count = "每30分钟汇总一次就医人数和病情"
    meals = "提出两所学校次日替代供餐方案"
    agreed = (
        consultations.Agreed(count, Group.ONSITE, due_at=script.time(1, 0, 1)),
        consultations.Agreed(meals, Group.LOGISTICS, due_at=script.time(0, 30, 1)),
    )
    script.call(23, 31, "chenyu", consultations.agree, Newest(ConsultationRow), agreed)
    for minute, login, words, result in (
        (33, "maxiao", count, "就医58人，均为轻症，已排定值守汇总"),
        (34, "jiangtao", meals, "两家备选单位已核验，次日午餐可供1860份"),
    ):
        order = Newest(InstructionRow, {"text": words})
        script.call(23, minute, login, instructions.receive, order)
        script.call(23, minute + 20, login, instructions.report_back, order, result)


def _answer_of_the_province(script: Script) -> None:
    decision = levels.UpperDecision(
        PROVINCE, "省市监急〔2026〕17号", script.time(1, 20),
        "轻症为主，定为较大（Ⅲ级），由澄州市负责处置，省局派员指导。",
        grade=Level.III, proof=Proof(
            caller="韩松 省局应急处值班员", phone=mobile(OFFICIALS + 900),
            called_at=script.time(1, 26),
        ),
    )  # fmt: skip
    script.call(1, 30, "liwei", script_actions.register_upper, decision)
    patients(script, 2, 0, 63, 63)
    script.call(
        2, 3, "zhoulan", script_actions.draft_follow_up, {"followup.next": "早上落实替代供餐。"}
    )
    script.call(2, 6, "chenyu", script_actions.sign_report)
    script.call(2, 8, "zhoulan", script_actions.send_report)
    script.call(2, 30, "liwei", script_actions.note_receipts)


def _second_day(script: Script) -> None:
    script.log(7, 30, "shaoyi", "四所学校1860份替代早、午餐已落实", shown=True)
    script.call(9, 0, "mengfei", script_actions.handle_all, HandlingAct.ACCEPT, "符合受理条件")
    patients(script, 11, 0, 66, 66)
    case = casework.NewCase(
        PARTY, "涉嫌经营不符合食品安全标准的食品", script.time(9, 0), ("何文静", "魏然")
    )
    script.call(11, 10, "hewenjing", casework.register_case, HERE, case)
    seal = casework.NewAct(
        ActKind.SEAL, script.time(11, 15), "查封中央厨房凉菜间", "澄市监封〔2026〕5号"
    )
    script.call(11, 20, "hewenjing", casework.register_act, Newest(CaseFileRow), seal)
    found = "初步检验：一道凉菜疑似毒素污染，待复核"
    script.log(11, 25, "hewenjing", found, shown=True)
    script.by_hand([(11, 26, "hewenjing", "lab_result", found)])
    text = (
        "截至10月15日11时，就医学生66人，均为轻症。初步检验提示一道凉菜可能受到污染，正在复核。"
        "有关学校已改由其他单位供餐。"
    )
    _through_the_gates(script, 14, 40, 15, "关于学校供餐有关情况的通报（二）", text)


def _third_day(script: Script) -> None:
    moved = casework.CaseMove(CaseState.FILED, script.time(9, 0), "澄市监案〔2026〕77号")
    script.call(9, 10, "hewenjing", casework.move_case, Newest(CaseFileRow), moved)
    script.log(9, 15, "hewenjing", "已立案，责令供餐单位停业整顿", shown=True)
    script.log(19, 5, "liwei", "最后一批留观学生出院", shown=True)


def _ended(script: Script) -> None:
    last = PATIENTS[-1].hurt
    ending = response.Ending(
        f"累计就医{last}人全部出院，24小时无新增病例，污染食品已控制，学校恢复供餐。", "陈屿",
        ("24小时无新增病例", "最后一批患者10月16日19时出院"),
    )  # fmt: skip
    script.call(19, 0, "chenyu", response.end_response, HERE, ending)
    texts = {
        "final.cause": "一道凉菜加工污染所致，具体环节在案件中查明。",
        "final.next": "案件查办、责任追究和家长沟通按期完成。",
    }
    script.call(20, 0, "zhoulan", script_actions.draft_final, texts)
    script.call(20, 10, "chenyu", script_actions.sign_report)
    script.call(20, 15, "zhoulan", script_actions.send_report)
    for item in ("采样箱", "执法车"):
        lent = Newest(SupplyRequestRow, {"item": item})
        script.call(21, 0, "jiangtao", supply.give_back, lent)
    script.turn_to(4)
    script.call(9, 0, "zhoulan", incident_moves.begin_aftermath, HERE, "响应终止，转入后期处置")
    script.call(10, 0, "mengfei", script_actions.handle_all, HandlingAct.ACCEPT, "符合受理条件")


def _afterwards(script: Script) -> None:
    script.turn_to(7)
    script.call(
        9, 0, "mengfei", script_actions.handle_all, HandlingAct.END, "已与学校、供餐单位达成协议"
    )
    script.call(9, 10, "mengfei", script_actions.handle_all, HandlingAct.TELL, "已告知")
    script.call(
        10, 0, "maxiao", recovery.open_line, HERE,
        recovery.Line(Ledger.CONSUMERS, "学生医疗费用", "调解", 66, 5_280_000),
    )  # fmt: skip
    script.call(
        16, 0, "maxiao", recovery.settle_line, Newest(RecoveryRow), 66, 5_280_000, whole=True
    )
    script.call(
        16, 10, "luomin", recovery.state_none, HERE, Ledger.FIRMS, "没有受影响需要帮扶的企业"
    )
    script.call(16, 12, "luomin", recovery.state_none, HERE, Ledger.HARDSHIP, "没有因此致困的家庭")
    script.turn_to(8)
    _liable(script)
    script.turn_to(9)
    for hour, kind, texts in (
        (9, InquiryKind.INVESTIGATION, INVESTIGATION),
        (10, InquiryKind.ASSESSMENT, ASSESSMENT),
    ):
        script.call(hour, 0, "zhoulan", script_actions.write_inquiry, kind, texts)
        script.call(hour + 5, 0, "chenyu", script_actions.sign_inquiry, kind)
    script.turn_to(12)
    script.call(9, 0, "luomin", closing.waive_steps, HERE, "响应终止，未办任务转入日常工作")
    verdict = Verdict(
        Retention.ERASE, frozenset({Scope.IDENTITIES, Scope.TEXTS, Scope.CALLERS}),
        "响应结束，处置目的已实现", "陈屿",
    )  # fmt: skip
    script.call(10, 0, "chenyu", retention.decide, HERE, verdict)
    script.act(14, 0, "zhoulan", Verb.ARCHIVE)
    # The commander noted the last result on the officials: another closes.
    script.call(16, 0, "luomin", closing.close, HERE, "罗敏")


def _liable(script: Script) -> None:
    liable = accountability.Liable(PARTY, "食品安全法第34条、第124条")
    script.call(9, 0, "hewenjing", accountability.register_operator, HERE, liable)
    script.call(
        15, 45, "hewenjing", accountability.settle_operator,
        Newest(AccountabilityRow, {"kind": "operator"}),
        accountability.Decision("罚款并责令停产停业", script.time(15, 35)),
    )  # fmt: skip
    script.call(
        15, 30, "hewenjing", casework.settle_act, Newest(CaseActRow, {"kind": "seal"}),
        casework.Outcome("凉菜间整改验收前继续停用"),
    )  # fmt: skip
    for to, hour, result in (
        (CaseState.DECIDED, 15, "罚款并责令停产停业"),
        (CaseState.CLOSED, 17, "处罚决定已执行"),
    ):
        move = casework.CaseMove(to, script.time(hour, 35), result=result)
        script.call(hour, 40, "hewenjing", casework.move_case, Newest(CaseFileRow), move)
    public = Newest(CaseActRow, {"kind": "publish"})
    script.call(
        16, 30, "hewenjing", casework.settle_act, public, casework.Outcome("已在信用公示系统公示")
    )
    for matter in ("学校食堂管理责任线索", "属地监管人员履职线索"):
        referral = accountability.Referral(
            matter, "突发事件应对法第95条", "市纪委监委驻局纪检组", script.time(10, 0)
        )
        script.call(10, 5, "chenyu", accountability.refer_official, HERE, referral)
        script.call(
            17, 0, "chenyu", accountability.note_result,
            Newest(AccountabilityRow, {"name": matter}), "已受理，结果另行通报",
        )  # fmt: skip


INVESTIGATION = {
    "investigation.cause": "一道凉菜在冷却、分装环节污染，供餐单位未执行操作规范。",
    "investigation.liability": "供餐单位立案查处；学校食堂管理和属地监管线索已移送。",
    "investigation.lessons": "学校供餐单位凉菜管理薄弱，学校晨午检信息汇总偏慢。",
    "investigation.measures": "停止校园凉菜供应，集中检查供餐单位，建立学校、医院、市监直报。",
}
ASSESSMENT = {
    "assessment.experience": "留样和剩余食品当场封存，人数口径由卫健统一；报请上级及时。",
    "assessment.plan": "建议在预案中明确学校事件的人数标准和报请程序。",
}
