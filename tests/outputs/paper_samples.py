"""Scenario A of the demo city at two moments, as the queries would answer. All invented."""

import math
import random
from datetime import datetime
from functools import cache

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import TaskCounts, counted
from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.reports.report import UNDER_CHECK, Element
from commandcenter.domain.times import from_local
from commandcenter.queries.command.command import CommandPicture, GroupLine, PersonLine
from commandcenter.queries.command.map_picture import DistrictShade, IncidentMark, MapPicture
from commandcenter.queries.command.obligation_lines import ObligationLine
from commandcenter.queries.command.running_log import LogLine
from commandcenter.queries.incident.situation import (
    Counts,
    HandCount,
    IncidentHead,
    NextReport,
    PendingDecision,
    Situation,
    SourceAsOf,
)
from commandcenter.queries.papers.borders import Boundary
from commandcenter.queries.papers.journal_mark import JournalMark
from commandcenter.queries.papers.paper_briefing import Briefing, Judged, Trend, Wanted
from commandcenter.queries.papers.paper_contents import InformationReport
from commandcenter.queries.papers.paper_express import Harm
from commandcenter.queries.watch.timeline import Band, Mark, MarkKind, Series, Timeline
from commandcenter.store.reports.report_done import Done

ORG = "澄州市市场监督管理局"
JOURNAL = JournalMark(1874, "9f2c66d1b0a84f7e9c55e0b1ad4477c2b1c0a9d8e7f60514233241506f7e8d9c")
DISTRICTS = (
    ("990102", "城东区"),
    ("990103", "城西区"),
    ("990104", "临江区"),
    ("990105", "高新区"),
    ("990121", "青岚县"),
    ("990122", "南浦县"),
    ("990181", "石桥市"),
)


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return from_local(2026, 11, day, hour, minute)


def head(**changed) -> IncidentHead:
    values = {
        "id": 1,
        "title": "悦力工场健身3家门店停业引发群体投诉",
        "public_title": "某健身企业门店停业引发群体投诉",
        "categories": (Category.CLUSTER, Category.ILLEGALITY),
        "state": State.RESPONDING,
        "grade": Level.III,
        "response": Level.III,
        "lead_body": "市应急指挥部",
        "occurred_at": at(7, 42),
        "received_at": at(8, 50),
        "verified_at": at(9, 5),
        "activated_at": at(9, 20),
        "topic": "预付式消费",
    }
    return IncidentHead(**(values | changed))


def element(code, label, text, source="", when=(9, 40)):
    return Element(f"first.{code}", label, text, source, at(*when) if when else None)


def elements() -> tuple[Element, ...]:
    return (
        element("info_source", "信息来源", "城东市场监管所现场报告"),
        element("received_at", "接报时间", "2026年11月24日8时50分"),
        element("occurred_at", "事发时间", "2026年11月24日7时42分"),
        element(
            "place",
            "事发地点",
            "城东区建设路118号悦力工场健身城东店，另有城西店（城西区和平大街36号）、临江店"
            "（临江区滨江路9号）同日停业",
        ),
        element(
            "nature", "事件性质", "预付式消费经营者停业失联引发的群体性投诉，初判为较大（Ⅲ级）"
        ),
        element(
            "range",
            "影响范围",
            "涉及3家门店、会员约2100人；累计接到投诉91件，去重后涉及消费者84人",
            "12315、12345平台",
            (9, 30),
        ),
        element(
            "loss", "伤亡和财产损失", "无人员伤亡；已登记涉及金额58.6万元", "现场登记", (9, 35)
        ),
        element(
            "course",
            "基本经过",
            "11月15日起陆续出现教练离职、退费难投诉，22日监测提示，23日约谈经营者；"
            "24日晨门店停业、搬运设备，8时50分执法人员到场时店前聚集约35人，情绪总体平稳",
        ),
        element(
            "trend", "发展趋势", "投诉仍在快速增加，会员群内有相约到店的信息，聚集人数可能上升"
        ),
        element(
            "measures",
            "已采取的措施",
            "11月24日9时05分，会商；9时20分，决定启动Ⅲ级响应；9时31分，现场处置组到场；9时38分，公安机关"
            "到场维持秩序",
        ),
        element(
            "planned",
            "拟采取的措施",
            "11月24日9时20分启动响应时部署：一是设登记点，劝阻设备搬运；二是增开12315坐席4个",
        ),
        element("leaders", "领导到位情况", "分管副局长周启明9时10分到达现场指挥"),
        element("cause", "停业原因", UNDER_CHECK, when=None),
        element("requests", "建议和请求", "请市政府协调公安、商务、金融部门参与处置"),
    )


def first_report(**changed) -> InformationReport:
    values = {
        "org": ORG,
        "head": head(),
        "elements": elements(),
        "issue": 1,
        "signer": "陈志远",
        "sent_to": ("市政府总值班室", "省市场监督管理局"),
        "at": at(9, 45),
        "contact": "林晓芸",
        "phone": "10012315001",
        "journal": JOURNAL,
        "urgency": "特急",
    }
    return InformationReport(**(values | changed))


SOURCES = (
    SourceAsOf(Source.PLATFORM, at(10, 30)),
    SourceAsOf(Source.HOTLINE, at(10, 25)),
    SourceAsOf(Source.DESK, at(10, 46)),
)


def situation(**changed) -> Situation:
    values = {
        "head": head(),
        "counts": Counts(168, 183, 157, 77, 12_486_000),
        "on_site": HandCount(60, at(10, 20), "城东店"),
        "registered": HandCount(112, at(10, 30), "三个登记点共"),
        "waiting": HandCount(18, at(10, 30), "三个登记点共"),
        "next_report": NextReport("续报一", at(13, 45)),
        "pending": (
            PendingDecision("是否发布消费提示（口径稿已送审）", at(10, 21)),
            PendingDecision("是否商请公安机关提前介入资金流向调查", at(10, 35)),
        ),
        "sources": SOURCES,
        "now": at(10, 46),
    }
    return Situation(**(values | changed))


def timeline(**changed) -> Timeline:
    counts = [0] * 28 + [1, 2, 3, 9, 14, 11, 14, 13, 12, 14, 13, 11, 12, 14, 9, 3]
    series = []
    for key, label, share in (
        ("phone", "12315 电话", 0.45),
        ("hotline", "12345", 0.3),
        ("mini", "小程序", 0.15),
        ("visit", "来人", 0.1),
    ):
        base = [round(2.2 * share * (1 + math.sin(i / 5) ** 2)) for i in range(len(counts))]
        series.append(
            Series(
                key, label, tuple(b + round(c * share) for b, c in zip(base, counts, strict=True))
            )
        )
    expected = tuple(2.5 + 1.6 * math.sin(i / 14) ** 2 for i in range(len(counts)))
    values = {
        "start": at(0, 0),
        "bin_minutes": 15,
        "bins": len(counts),
        "series": tuple(series),
        "band": Band(
            tuple(max(0.0, e - 1.9) for e in expected), expected, tuple(e + 2.6 for e in expected)
        ),
        "marks": (
            Mark(at(8, 31), "监测提示", MarkKind.WARNING),
            Mark(at(9, 20), "启动Ⅲ级响应", MarkKind.ACTIVATION),
            Mark(at(9, 45), "报出首报", MarkKind.RELEASE),
        ),
        "now": at(10, 46),
        "sources": SOURCES,
    }
    return Timeline(**(values | changed))


@cache
def boundaries() -> tuple[Boundary, ...]:
    """Seven units on a bent grid whose shared edges match exactly."""
    draw = random.Random(7)
    nodes = {
        (i, j): (
            112.6 + i * 0.24 + draw.uniform(-0.05, 0.05),
            30.2 + j * 0.2 + draw.uniform(-0.04, 0.04),
        )
        for i in range(4)
        for j in range(4)
    }
    edges: dict[tuple, list] = {}

    def edge(a, b):
        if (b, a) in edges:
            return edges[b, a][::-1]
        if (a, b) not in edges:
            (x0, y0), (x1, y1) = nodes[a], nodes[b]
            steps, bend = 60, draw.uniform(-0.02, 0.02)
            made = [nodes[a]]
            for k in range(1, steps):
                t = k / steps
                wave = bend * math.sin(math.pi * t) + draw.uniform(-0.002, 0.002)
                made.append((x0 + (x1 - x0) * t - wave * (y1 - y0) * 4, y0 + (y1 - y0) * t + wave))
            edges[a, b] = [*made, nodes[b]]
        return edges[a, b]

    loops = {
        "990102": [(1, 1), (2, 1), (2, 2), (1, 2)],
        "990103": [(0, 1), (1, 1), (1, 2), (0, 2)],
        "990104": [(1, 2), (2, 2), (2, 3), (1, 3)],
        "990105": [(2, 1), (3, 1), (3, 2), (2, 2)],
        "990121": [(0, 2), (1, 2), (1, 3), (0, 3)],
        "990122": [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (2, 1), (1, 1), (0, 1)],
        "990181": [(2, 2), (3, 2), (3, 3), (2, 3)],
    }
    made = []
    for code, name in DISTRICTS:
        loop = loops[code]
        ring = [p for a, b in zip(loop, loop[1:] + loop[:1], strict=True) for p in edge(a, b)[:-1]]
        made.append(Boundary(code, name, (tuple(ring),)))
    return tuple(made)


def picture(**changed) -> MapPicture:
    counts = {"990102": 96, "990103": 41, "990104": 27, "990105": 3, "990122": 1}
    shades = tuple(
        DistrictShade(c, n, counts.get(c, 0), c in ("990102", "990103", "990104"), None, None)
        for c, n in DISTRICTS
    )
    marks = (
        IncidentMark(1, 1, "城东店", Level.III, 30.50, 112.98, 1.0),
        IncidentMark(1, 2, "城西店", Level.III, 30.47, 112.72, 0.45),
        IncidentMark(1, 3, "临江店", Level.III, 30.66, 112.93, 0.3),
    )
    values = {
        "districts": shades,
        "incidents": marks,
        "teams": (),
        "points": (),
        "since": at(0),
        "now": at(10, 46),
        "sources": SOURCES,
    }
    return MapPicture(**(values | changed))


def person(number: int, name: str, post: str, present: bool = True) -> PersonLine:
    return PersonLine(number, name, post, f"10012315{number:03d}", present)


def command() -> CommandPicture:
    rows = (
        (Group.COORDINATION, "何静", 6, 6, 4, 3, 0, "报送续报一", at(13, 45)),
        (Group.ONSITE, "吕正阳", 12, 11, 3, 4, 1, "组织消费者推选代表", at(10, 30)),
        (Group.INVESTIGATION, "高岩", 8, 7, 1, 5, 0, "固定合同、收款等证据并拟定分工", at(11, 20)),
        (Group.OPINION, "许诺", 4, 4, 2, 3, 0, "报送口径稿", at(11, 20)),
        (Group.LEGAL, "钟喆", 3, 3, 1, 2, 0, "提出适用法律和救济途径意见", at(11, 20)),
        (Group.LOGISTICS, "孟堃", 5, 5, 3, 1, 0, "", None),
    )
    groups = tuple(
        GroupLine(g, person(20 + n, name, "科长"), exp, pres, done, open_, over, title, due)
        for n, (g, name, exp, pres, done, open_, over, title, due) in enumerate(rows)
    )
    return CommandPicture(
        person(1, "陈志远", "局长"),
        (person(2, "周启明", "副局长"), person(3, "梁雪", "副局长", False)),
        person(4, "周启明", "副局长"),
        person(5, "林晓芸", "值班员"),
        groups,
        38,
        36,
        at(10, 46),
    )


def task(number, code, title, group, due, done=False, must=False, who="") -> ObligationLine:
    late = not done and due is not None and due < at(10, 46)
    row = Obligation(
        *(number, 1, f"1/{code}//0", code, "", 0, title, "", "4.1(3)", "", group, None, None),
        *("form", must, number, at(9, 20), at(9, 20), due, Level.III, False),
        ObligationState.DONE if done else ObligationState.OPEN,
        done_at=at(9, 40) if done else None,
        done_by=who if done else "",
    )
    return ObligationLine(row, title, GROUP_WORDS[group], who, late, "", "")


def tasks() -> tuple[ObligationLine, ...]:
    onsite, coordination, opinion = Group.ONSITE, Group.COORDINATION, Group.OPINION
    return (
        task(1, "F4", "组织消费者推选2至3名代表", onsite, at(10, 30), must=True, who="吕正阳"),
        task(2, "C6", "通报公安、宣传、网信、信访等部门", coordination, at(10, 50), who="何静"),
        task(
            3, "I1", "核查主体登记、股东变更和关联门店", Group.INVESTIGATION, at(11, 0), must=True
        ),
        task(4, "I2", "列出证据清单并明确分工", Group.INVESTIGATION, at(11, 20), who="高岩"),
        task(5, "O3", "起草口径稿并送法律审核", opinion, at(11, 20), must=True, who="许诺"),
        task(6, "L1", "提出适用法律、责任和救济途径意见", Group.LEGAL, at(11, 20), who="钟喆"),
        task(7, "I3", "对设备、账册先行登记保存", Group.INVESTIGATION, at(13, 0)),
        task(8, "C7", "报送续报一", coordination, at(13, 45), must=True, who="何静"),
        task(9, "O4", "首次权威信息发布", opinion, at(9, 20, 25), must=True, who="许诺"),
        task(10, "C9", "研判响应级别是否调整", coordination, at(21, 20)),
        task(11, "S9", "登记物资出入库台账", Group.LOGISTICS, None),
        task(12, "C4", "报出书面首报", coordination, at(9, 50), True, True, "何静"),
        task(13, "F1", "两名执法人员到场", onsite, at(9, 50), True, True, "吕正阳"),
    )


def log() -> tuple[LogLine, ...]:
    rows = (
        (10, 41, "现场处置组", "城东店前约60人，秩序平稳；登记点增至3个窗口。"),
        (10, 36, "综合协调组", "商请商业广场出租方暂缓清场并提供租赁合同，对方同意。"),
        (10, 30, "现场处置组", "公安机关到场8人，协助维持秩序；搬运设备车辆已劝离。"),
        (10, 22, "舆情监测组", "本地论坛、短视频平台相关信息43条，阅读约2.6万次，未见煽动性内容。"),
        (10, 5, "调查取证组", "调取主体登记档案，经营者统一社会信用代码99MA1K35X77AB1C2D3。"),
        (9, 52, "后勤保障组", "增派执法车2辆、移动打印机1台，饮用水10箱送至现场。"),
        (9, 45, "综合协调组", "书面首报已报市政府总值班室和省市场监督管理局，均已确认收悉。"),
        (9, 20, "总指挥", "同意启动Ⅲ级响应，预计期限7天。"),
    )
    return tuple(
        LogLine(n, at(h, m), office, None, office, text, True)
        for n, (h, m, office, text) in enumerate(rows)
    )


def briefing(**changed) -> Briefing:
    values = {
        "org": ORG,
        "situation": situation(),
        "timeline": timeline(),
        "picture": picture(),
        "boundaries": boundaries(),
        "command": command(),
        "tasks": tuple(line for line in tasks() if line.undone),
        "must": TaskCounts(done=4, open=5, late=1),
        "all_tasks": counted((line.row for line in tasks()), at(10, 46)),
        "log": log(),
        "summary": "7时42分起，会员投诉悦力工场健身门店上锁、设备搬离、负责人失联。",
        "harm": (
            Harm("dead", "死亡人数", 0, "人", "市卫生健康委", at(10, 20)),
            Harm("hurt", "受伤害或住院人数", 0, "人", "市卫生健康委", at(10, 20)),
        ),
        "levels": (
            LevelStep(Axis.GRADE, Level.III, at(9, 12), False, "", at(9, 12)),
            LevelStep(Axis.RESPONSE, Level.III, at(9, 20), False, "", at(9, 20)),
        ),
        "judged": Judged(at(9), "罗敏", "经营者拖欠房租两个月，是否涉嫌犯罪由公安机关核查"),
        "trend": Trend(43, 51, 3, 12, "短视频平台", 26_000),
        "measures": (
            Done(at(10, 30), "公安机关到场8人协助维持秩序", "部门联动"),
            Done(at(10, 5), "调取主体登记档案和合同样本", "案件登记"),
        ),
        "wanted": (
            Wanted("请市公安局于16时前查清资金流向", "何静9时52分商请，尚未答复"),
            Wanted("是否同意发布“关于某健身机构闭店的情况通报”", "文稿附后，舆情监测组提出"),
        ),
        "at": at(10, 46),
        "journal": JOURNAL,
    }
    return Briefing(**(values | changed))


def long_text(words: int, seed: int = 1) -> str:
    """Real-looking text with punctuation, digits, Latin, rare names and long codes."""
    draw = random.Random(seed)
    parts = (
        "根据《突发事件应对法》《市场监督管理投诉举报处理办法》等规定，我局立即启动Ⅳ级应急响应",
        "组织执法人员赶赴现场，开展事件核查、秩序维护、证据固定等工作",
        "2026年11月23日18时20分，“12315”平台在40分钟内连续接到7起投诉",
        "反映某公司（统一社会信用代码：99310000MA1K35X77X）停业失联",
        "现场共封存合同、账册——含电子账册——等12批次、86.5公斤……已抽取样品23份送检",
        "患者姓名含生僻字者（如：喆、堃、赟、䶮）均已核对登记",
        "联系人：张某某，电话010-12345678，邮箱zhangsan.marketsupervision@example.gov.cn",
        "占比13.4%，最高体温38.5℃；退款率≥90%，涉及金额￥3,865,000.00元",
        "一名家长问：“孩子怎么样了？”医生答：“已稳定！”",
        "平台（APP、小程序及Web端）须保存直播回放≥3年，详见https://example.gov.cn/a/b?c=d&e=f",
    )
    marks = "，，，。。；。！？：、"
    text = ""
    while len(text) < words:
        text += draw.choice(parts)[: draw.randint(8, 60)] + draw.choice(marks)
    return f"{text[: words - 1].rstrip('“‘（《〔￥')}。"
