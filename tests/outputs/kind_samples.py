"""A paper of each kind of an incident, from answers as the queries would give. All invented."""

from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.command.directive import Standing
from commandcenter.domain.command.duties import DutyState
from commandcenter.domain.command.duty import Flaw, LogKind
from commandcenter.domain.command.opinion import OpinionState, Tone
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.period import Period, PeriodKind
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.reports.report import ReportKind
from commandcenter.outputs.papers.briefing import briefing
from commandcenter.outputs.papers.clauses import clauses
from commandcenter.outputs.papers.daily import daily
from commandcenter.outputs.papers.drill_report import drill_report
from commandcenter.outputs.papers.dutyday import dutyday
from commandcenter.outputs.papers.express import express
from commandcenter.outputs.papers.handover import handover
from commandcenter.outputs.papers.information_report import information_report
from commandcenter.outputs.papers.inquiry import inquiry
from commandcenter.outputs.papers.letter import letter as letter_page
from commandcenter.outputs.papers.level_notice import level_notice
from commandcenter.outputs.papers.meeting import meeting
from commandcenter.outputs.papers.minutes import minutes
from commandcenter.outputs.papers.monthly import monthly
from commandcenter.outputs.papers.opinion import opinion
from commandcenter.outputs.papers.orders import orders
from commandcenter.outputs.papers.press import press
from commandcenter.outputs.papers.public_release import public_release
from commandcenter.outputs.papers.request import request
from commandcenter.outputs.papers.rights import rights
from commandcenter.outputs.papers.roster import roster
from commandcenter.outputs.papers.special import special
from commandcenter.outputs.papers.transcript import transcript
from commandcenter.outputs.papers.weekly import weekly
from commandcenter.outputs.pdf.document import (
    Attachments,
    Banji,
    Document,
    Form,
    Head,
    Heading,
    Meta,
    Para,
    Signature,
)
from commandcenter.queries.command.liaison import AgreedLine
from commandcenter.queries.incident.paper_stamp import Stamp
from commandcenter.queries.papers.paper_briefing import Judged
from commandcenter.queries.papers.paper_clauses import ClausesPaper, DutyRow
from commandcenter.queries.papers.paper_daily import Daily, DayFigure
from commandcenter.queries.papers.paper_dutyday import (
    DayIncident,
    DaySent,
    DayWarning,
    DutyDay,
)
from commandcenter.queries.papers.paper_express import Express, Harm
from commandcenter.queries.papers.paper_handover import HandoverPaper, LevelSheet, SheetItem
from commandcenter.queries.papers.paper_inquiry import InquiryPaper, InquiryPart
from commandcenter.queries.papers.paper_letter import LetterPaper
from commandcenter.queries.papers.paper_levels import LevelNotice
from commandcenter.queries.papers.paper_meeting import MeetingPaper
from commandcenter.queries.papers.paper_minutes import MinutesPaper
from commandcenter.queries.papers.paper_opinion import (
    OpinionItem,
    OpinionPaper,
    Opinions,
    Published,
)
from commandcenter.queries.papers.paper_orders import Given, OrdersPaper
from commandcenter.queries.papers.paper_press import Answer, PressPaper
from commandcenter.queries.papers.paper_release import PublicPaper
from commandcenter.queries.papers.paper_request import BasisFact, BasisRule, RequestPaper
from commandcenter.queries.papers.paper_rights import RightsPaper
from commandcenter.queries.papers.paper_roster import RosterPaper, RosterTurn
from commandcenter.queries.papers.paper_special import SpecialPaper
from commandcenter.queries.papers.paper_transcript import Transcript
from commandcenter.queries.watch.silence import Silence
from tests.outputs import drill_samples
from tests.outputs import paper_samples as known
from tests.outputs import period_samples as periods
from tests.outputs.paper_samples import JOURNAL, ORG, at, head

EVERYBODY = "应急指挥部各工作组，各县（市、区）市场监督管理局"
COPIES = ("市委市政府总值班室", "省市场监督管理局")


def stamp(**changed) -> Stamp:
    values = {"org": ORG, "head": head(), "at": at(10, 46), "journal": JOURNAL}
    return Stamp(**(values | changed))


def activation() -> LevelNotice:
    return LevelNotice(
        stamp(number="澄市监应急〔2026〕7号", signer="陈志远"),
        f"{ORG}关于启动悦力工场健身3家门店停业引发群体投诉Ⅲ级响应的通知",
        EVERYBODY,
        (
            "经研判，悦力工场健身3家门店停业引发群体投诉定为较大（Ⅲ级）事件。根据《消费领域群体性事件"
            "应急预案》第4.1条第（2）项规定，经应急指挥部研究决定，自签发之时起启动Ⅲ级响应。",
            "一、响应事项：悦力工场健身3家门店停业引发群体投诉应急响应。",
            "二、响应级别：Ⅲ级响应。澄州市应急指挥部负责处置。",
            "三、预计期限：7天。",
            "四、应急处置措施：一是现场一队、二队分赴城东店、城西店，设登记点，劝阻设备搬离；"
            "二是请公安机关到场维护秩序；三是调取三店登记信息、合同和收款记录。",
            "各单位接到本通知后，立即按照职责分工组织落实，按规定时限报告进展。",
        ),
        at(9, 20),
        COPIES,
    )


def level_change() -> LevelNotice:
    return LevelNotice(
        stamp(signer="陈志远"),
        f"{ORG}关于降低悦力工场健身3家门店停业引发群体投诉响应级别的通知",
        EVERYBODY,
        (
            "根据《消费领域群体性事件应急预案》第4.2条规定，经应急指挥部研究决定，自签发之时起，悦力工场健身3家"
            "门店停业引发群体投诉的响应由Ⅲ级响应降低为Ⅳ级响应。",
            "一、调整理由：新增投诉连续下降，现场无聚集，转接和调解有序，公安已立案。",
            "二、牵头单位：城东区、城西区、临江区市场监督管理局负责处置。",
            "三、预计期限：自调整起3天。",
        ),
        at(10, 0, 28),
        COPIES,
    )


def ending() -> LevelNotice:
    return LevelNotice(
        stamp(number="澄市监应急〔2026〕9号", signer="陈志远"),
        f"{ORG}关于终止悦力工场健身3家门店停业引发群体投诉Ⅳ级响应的通知",
        EVERYBODY,
        (
            "参照《中华人民共和国突发事件应对法》第八十六条规定，经应急指挥部研究决定，自签发之时起终止悦力工场健身3家门店停业"
            "引发群体投诉的Ⅳ级响应。",
            "一、终止理由：累计涉及648人、587.3万元，61%已转接，22%已退款，其余转入诉讼。",
            "二、签发时的情况：",
            "（一）近24小时新增投诉人低于峰值的10%：近24小时新增 2 人（已具备）。",
            "（二）现场无聚集：现场 0 人（城东区局，截至 16:30）（已具备）。",
            "终止后停止执行应急处置措施，转入后期处置。",
        ),
        at(17, 0, 30),
        COPIES,
    )


LEVELS = (
    LevelStep(Axis.GRADE, Level.III, at(9, 12)),
    LevelStep(Axis.RESPONSE, Level.III, at(9, 20)),
    LevelStep(Axis.GRADE, Level.III, at(10, 40)),  # the same again: no news
)
HARM = (
    Harm("dead", "死亡人数", None, "人", "", at(10)),
    Harm("hurt", "受伤害或住院人数", 2, "人", "市卫生健康委", at(10, 20)),
)
DONE = (
    "11月24日8时53分，东湖市场监管所到达城东店，门口约35人；9时31分，现场处置组抵达现场并作首次报告；"
    "10时11分，公安机关答复：民警6人9时48分到场，秩序正常"
)
PLANNED = (
    "11月24日9时20分启动响应时部署：一是分赴三店设登记点，劝阻设备搬离；二是请公安机关到场维护秩序"
)


def flash() -> Express:
    return Express(
        stamp(number="第212期", signer="陈志远"), known.situation(), COPIES,
        "监测提示，东湖市场监管所现场核实",
        "11月24日7时42分起，12315、12345陆续接到会员投诉，反映门店上锁、设备正在搬离、负责人失联",
        HARM, LEVELS, DONE, PLANNED, "林晓芸", "0990-1234567",
    )  # fmt: skip


def day() -> Daily:
    tasks = known.tasks()
    return Daily(
        stamp=stamp(number="第1期"),
        day=1,
        situation=known.situation(),
        sent_to=COPIES,
        figures=(
            DayFigure("投诉举报（件）", 146, 9, 181),
            DayFigure("去重后消费者（人）", 123, None, 158),
            DayFigure("涉及金额", 85_530_000, 0, 141_200_000, cents=True),
        ),
        harm=HARM,
        timeline=known.timeline(),
        levels=LEVELS,
        log=tuple(reversed(known.log())),
        late=tuple(line for line in tasks if line.late),
        silent=(Silence("990122", "南浦县", at(9, 44), None, 62, 62, 60),),
        asked=2,
        unanswered=1,
        steps=tasks[1:6],
        contact="林晓芸",
        phone="0990-1234567",
    )


def given(**changed) -> Given:
    values = {
        "by": "市政府分管副市长", "post": "副市长", "document": "市政府值班快报第211期",
        "words": "控制搬离，稳妥退费，14 时前报情况", "at": at(10, 34), "to": "综合协调组",
        "due_at": at(14), "standing": Standing.CLOSED, "received_by": "何静",
        "received_at": at(10, 55), "reminders": 0, "result": "三店均设登记点，退费办法正在拟定。",
        "done_by": "何静", "done_at": at(13, 40), "told_at": at(13, 48), "told_way": "政务内网",
    }  # fmt: skip
    return Given(**(values | changed))


def ordered() -> OrdersPaper:
    open_ = {"result": "", "done_by": "", "done_at": None, "told_at": None, "told_way": ""}
    mine = {"by": "陈志远", "post": "", "document": "", "to": "现场处置组"}
    return OrdersPaper(
        stamp(),
        (given(), given(**open_, standing=Standing.OVERDUE, reminders=2)),
        (
            given(**mine, words="登记点延时服务，14时前回报进度", standing=Standing.DONE),
            given(**mine, **open_, words="清点现场人数", received_at=None, due_at=None,
                  standing=Standing.WAITING),
        ),
    )  # fmt: skip


def handed_up() -> HandoverPaper:
    items = (
        SheetItem("任务", "组织消费者推选2至3名代表", at(10, 30)),
        SheetItem("报告", "续报一", at(13, 45)),
        SheetItem("联络", "商请公安机关核查资金流向", None),
    )
    sheet = LevelSheet(
        "省应急指挥部", "响应提高为Ⅱ级，由省级层面牵头，市应急指挥部在其指导下处置",
        "陈志远", at(23, 40), "省局值班室", at(23, 55), items,
    )  # fmt: skip
    counties = ("城东区", "城西区", "临江区")
    return HandoverPaper(stamp(head=head(grade=Level.II, response=Level.II)), sheet, counties)


def asked_above() -> RequestPaper:
    """A grave grade is asked for while the response runs at Ⅲ."""
    facts = (
        BasisFact("受伤害或住院人数", "58 人", at(10, 20), "市卫生健康委通报"),
        BasisFact("现场聚集人数", "60 人", at(10, 15), "现场清点（城东店60人）"),
    )
    rules = (
        BasisRule("Ⅱ级", "涉及学校", "学校受伤害50人以上", False),
        BasisRule("Ⅰ级", "跨省", "两个省以上", True),
    )
    return RequestPaper(
        flash(), Level.II, True, "两所学校累计就医58人，均为轻症", at(10), "报请上级研定",
        "省市场监督管理局", ("市人民政府",), "1.4.2(2)", "4.2(2)", "由省级层面介入协调处理",
        "澄州市应急指挥部负责处置", facts, rules, at(10, 30),
    )  # fmt: skip


def wished(**changed) -> LetterPaper:
    values = {
        "stamp": stamp(), "situation": known.situation(), "way_heard": "监测提示",
        "summary": "11月24日7时42分起，会员投诉门店上锁", "department": "城东公安分局",
        "copies": ("市委政法委",), "clause": "2.1(2)",
        "request": "提供收款账户的冻结情况和金额\n通报案件受理、立案的时间和文号", "way": "电话",
        "asked_at": at(9, 23), "due_at": at(17), "promise": "派员到场", "promised_at": at(9, 30),
        "contact": "林晓芸", "phone": "0990-1234567",
    }  # fmt: skip
    return LetterPaper(**(values | changed))


def sat() -> MinutesPaper:
    agreed = (
        AgreedLine("现场处置组", "清点登记人数", at(12), Standing.WORKING),
        AgreedLine("林晓芸", "答复媒体询问", None, Standing.WAITING),
    )
    return MinutesPaper(
        stamp(), at(9, 5), "应急指挥室", "陈志远", ("陈志远", "周启明", "城东公安分局 刘某"),
        "是否启动Ⅲ级响应？", "现场处置组：三店均已停业。法律咨询组：涉嫌合同诈骗，应移送。",
        "定为较大（Ⅲ级），启动Ⅲ级响应", agreed, "何静", ("总指挥", "参加会商的单位"),
    )  # fmt: skip


def called(**changed) -> MeetingPaper:
    values = {
        "stamp": stamp(), "meets_at": at(14, 30), "place": "三楼应急指挥室", "chair": "陈志远",
        "matter": "会员转接和退费办法？", "members": ("城东公安分局 刘某", "市商务局", "周启明"),
        "bring": "带本单位处置情况材料", "withdrawn_why": "", "copies": ("市政府总值班室",),
        "contact": "林晓芸", "phone": "0990-1234567",
    }  # fmt: skip
    return MeetingPaper(**(values | changed))


def public(kind=ReleaseKind.NOTICE, **changed) -> PublicPaper:
    values = {
        "org": ORG, "kind": kind, "title": "关于某健身机构闭店的情况通报",
        "text": "11月24日上午，我局接到消费者反映某健身机构三家门店停业，已于当日9时20分启动"
        "Ⅲ级应急响应。\n请有关消费者到门店登记点或者拨打12315登记诉求，保留凭证。",
        "as_of": at(10, 31), "figures": True, "out_at": at(11, 30), "journal": JOURNAL,
    }  # fmt: skip
    return PublicPaper(**(values | changed))


def tip() -> PublicPaper:
    text = "办卡前请核对经营主体，签订书面合同，少充短充，保留凭证。"
    title = "关于预付式健身消费的提示"
    return public(ReleaseKind.TIP, title=title, text=text, figures=False, out_at=None)


def inquired(kind=InquiryKind.INVESTIGATION, words="调查报告", clause="5.1") -> InquiryPaper:
    day_7 = at(9, 0, 30)
    course = (
        "2026年11月24日：\n07:42　事发。\n08:50　接报（监测提示）（何静）〔日志1054〕。\n"
        "2026年11月25日：\n09:30　会商：转接和退费怎样办（何静）〔日志1980〕。"
    )
    parts = (
        InquiryPart("一、基本情况", "事件分级：较大（Ⅲ级）。\n类别：投诉集中。", "接报登记", day_7),
        InquiryPart("二、经过与处置", course, "全程日志、处置记录", day_7),
        InquiryPart("三、损失与影响", "去重后涉及消费者 648 人（截至 9 时）。", "投诉登记", day_7),
        InquiryPart("四、原因与性质", "资金链断裂后关店失联。", "", None),
        InquiryPart("五、责任认定与处理建议", "", "", None),
    )
    return InquiryPaper(stamp(signer="陈志远"), kind, words, clause, False, parts, at(14, 0, 30))


def assessed() -> InquiryPaper:
    paper = inquired(InquiryKind.ASSESSMENT, "总结评估报告", "2.1(4)")
    return replace(paper, stamp=stamp(), signed_at=None, supplement=True)


def duties() -> ClausesPaper:
    rows = (
        DutyRow("2.1(1)", "定级决定", DutyState.DONE, "", "定级为较大（Ⅲ级）：同意会商意见", 2,
                "陈志远", at(9, 12), False),
        DutyRow("2.1(2)", "与有关部门联动", DutyState.PARTIAL, "尚有 1 项未办结",
                "商请公安机关：维护秩序", 1, "何静", at(9, 23), True),
        DutyRow("3.2(2)", "采取预警响应措施", DutyState.EMPTY, "", "", 0, "", None, False),
        DutyRow("4.2(1)", "配合国家层面处置", DutyState.NOT_APPLICABLE, "本事件未启动Ⅰ级响应",
                "", 0, "", None, False),
        DutyRow("5.1", "事件调查", DutyState.NOT_DUE, "响应终止后履行", "", 0, "", None, False),
    )  # fmt: skip
    return ClausesPaper(stamp(), rows, hidden=True)


def on_duty() -> RosterPaper:
    one = timedelta(days=1)
    turns = (
        *(RosterTurn(Role.DUTY, name, "值班员", "0990-1234567", at(8) + n * one,
                     at(8) + (n + 1) * one)
          for n, name in enumerate(("林晓芸", "范琪", "宋扬喆", "林晓芸", "范琪"))),
        RosterTurn(Role.LEAD_DUTY, "周启明", "副局长", "0990-1234102", at(8), at(8) + 7 * one),
    )  # fmt: skip
    gap = Flaw(Role.DUTY, at(8) + 5 * one, at(8) + 7 * one, True)
    return RosterPaper(
        ORG, at(10, 46), JOURNAL, at(0), at(0) + 7 * one, turns, (gap,), known.command()
    )


def follow_up():
    changed = {"kind": ReportKind.FOLLOW_UP, "label": "续报一", "goes_on": "首报"}
    return known.first_report(**changed, since=at(9, 45), at=at(13, 45))


def final():
    return known.first_report(kind=ReportKind.FINAL, label="终报", at=at(20))


def told_rights() -> RightsPaper:
    return RightsPaper(
        org=ORG,
        title="某健身企业门店停业引发群体投诉",
        received_at=at(8, 50),
        places=("城东店登记点", "城西店登记点"),
        words={
            "amends": "现对{paper}更正如下。",
            "ways": "您可以协商、调解、投诉、仲裁、诉讼",
            "bring": "身份证件和交易材料",
            "joint": "推选2名代表人（《市场监督管理投诉举报处理办法》第十二条）",
            "after": "{days}个工作日内告知是否受理",
            "phone": "12315",
        },
        accept_days=7,
        at=at(11, 30),
        journal=JOURNAL,
    )


def opinions() -> Opinions:
    items = (
        OpinionItem(at(9, 32), "短视频平台", "店里被搬空", 26_000, Tone.ANGRY, True,
                    OpinionState.OPEN, ""),
        OpinionItem(at(9, 18), "本地论坛", "三家店一夜关门", None, Tone.WORRIED, False,
                    OpinionState.REFERRED, "移交市委网信办"),
    )  # fmt: skip
    media = (("本地媒体", 1), ("自媒体、社交平台", 1))
    return Opinions(items, media, 2, 1, 1, 0, 1, 1, 1, 2, 1)


def opinion_sample() -> OpinionPaper:
    return OpinionPaper(
        stamp=stamp(),
        sent_to=("市委市政府总值班室",),
        opinions=opinions(),
        published=(Published(at(10, 30), "消费警示", "谨慎办理预付卡"),),
        judged=Judged(at(9), "罗敏", "建议定为较大（Ⅲ级）"),
        steps=tuple(line for line in known.tasks() if line.row.group is Group.OPINION),
        contact="林晓芸",
        phone="0990-1234567",
    )


def special_sample() -> SpecialPaper:
    return SpecialPaper(
        brief=known.briefing(),
        sent_to=("市委市政府总值班室", "省市场监督管理局"),
        way="12315 电话",
        opinions=opinions(),
        planned="现场处置组推选消费者代表（11时20分前）",
        contact="林晓芸",
        phone="0990-1234567",
    )


def copied() -> Transcript:
    return Transcript(
        org=ORG,
        title="悦力工场健身3家门店停业引发群体投诉",
        by="陈志远",
        post="副市长",
        directed_at=at(10, 12),
        document="关于悦力工场健身闭店事件的首报",
        words="请市场监管局牵头，公安、信访配合，\n务必稳妥处置，今日18时前报进展。",
        registered_by="林晓芸",
        registered_at=at(10, 20),
        to="综合协调组",
        due_at=at(18),
        at=at(10, 46),
        journal=JOURNAL,
    )


def to_the_press() -> PressPaper:
    return PressPaper(
        org=ORG,
        text=public(out_at=at(11, 30)),
        lines=("以11月24日情况通报为准，原因正在调查。",),
        answers=(Answer("一共几家店？", "涉及3家门店"),),
        waiting=("会员的钱去了哪里？",),
        at=at(12),
        journal=JOURNAL,
    )


def day_of_duty(**changed) -> DutyDay:
    values = {
        "org": ORG,
        "day": Period(PeriodKind.DAY, 20261124),
        "since": at(0),
        "until": at(22),
        "over": False,
        "leads": ("周启明",),
        "officers": ("林晓芸", "宋扬"),
        "complaints": (("投诉", 345), ("举报", 47)),
        "incidents": (DayIncident(head().title, at(8, 50), True, known.briefing().levels, True),),
        "false_alarms": 1,
        "warnings": (DayWarning("预付式健身消费风险", at(9, 50), False),),
        "calls": {LogKind.CALL_IN: 3, LogKind.NOTE: 1},
        "follow": 2,
        "settled": 1,
        "handovers": 2,
        "signed": 1,
        "sent": (DaySent("首报", head().title, at(9, 45)),),
        "sources": known.situation().sources,
        "at": at(22),
        "journal": JOURNAL,
    }
    return DutyDay(**(values | changed))


# Kind: what its page is made by, and a sample of what its query answers.
SAMPLES = {
    "first": (information_report, known.first_report),
    "followup": (information_report, follow_up),
    "final": (information_report, final),
    "briefing": (briefing, known.briefing),
    "express": (express, flash),
    "daily": (daily, day),
    "activation": (level_notice, activation),
    "levelchange": (level_notice, level_change),
    "termination": (level_notice, ending),
    "handover": (handover, handed_up),
    "request": (request, asked_above),
    "letter": (letter_page, wished),
    "minutes": (minutes, sat),
    "meeting": (meeting, called),
    "instruction": (orders, ordered),
    "notice": (public_release, tip),
    "release": (public_release, public),
    "investigation": (inquiry, inquired),
    "assessment": (inquiry, assessed),
    "clauses": (clauses, duties),
    "roster": (roster, on_duty),
    "watch": (weekly, periods.week),
    "monthly": (monthly, periods.month),
    "drill": (drill_report, drill_samples.paper),
    "rights": (rights, told_rights),
    "special": (special, special_sample),
    "opinion": (opinion, opinion_sample),
    "transcript": (transcript, copied),
    "press": (press, to_the_press),
    "dutyday": (dutyday, day_of_duty),
}


def letter() -> Document:
    """信函 (GB/T 9704-2012, 10.1)."""
    head = Head(ORG, rows=(("澄市监函〔2026〕17号",),), urgency="特急", form=Form.LETTER)
    text = (
        "我局正在处置悦力工场健身三家门店停业引发的群体投诉。经查，该企业法定代表人已失联，会员预付"
        "款转入个人账户，涉嫌犯罪线索已于11月24日16时20分移送你局。为做好后续调查，商请协助下列事项："
    )
    blocks = (
        Para(text),
        Heading(1, "提供收款账户的冻结情况和金额"),
        Heading(1, "通报案件受理、立案的时间和文号"),
        Para("请于11月26日前函复我局。"),
        Attachments(("涉案收款账户清单", "会员登记汇总表")),
        Signature(ORG, "2026年11月24日"),
        Banji("市商务局。", "", ""),
    )
    title = "关于商请协助调查悦力工场健身闭店事件的函"
    return Document(Meta(ORG, "函", at(17)), title, blocks, head, addressee="城东公安分局")


def document(kind):
    page, sample = SAMPLES[kind]
    return page(sample())
