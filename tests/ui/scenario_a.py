"""What the panels are shown in these tests: the gym that closed, on its day at 10:46."""

from datetime import datetime, timedelta

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.complaints.complaint import Channel, ComplaintKind, Source
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.times import from_local
from commandcenter.queries.command.checklist import Checklist, StepLine
from commandcenter.queries.command.command import CommandPicture, GroupLine, PersonLine
from commandcenter.queries.command.running_log import LogLine
from commandcenter.queries.complaints.complaints import ComplaintDetail, ComplaintLine
from commandcenter.queries.incident.situation import (
    Counts,
    HandCount,
    IncidentHead,
    NextReport,
    PendingDecision,
    Situation,
    SourceAsOf,
)
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.queries.watch.timeline import Band, Mark, MarkKind, Series, Timeline

HOSTILE = (
    "<img src=x onerror=alert(1)> ${jndi:x} </script><b>粗</b> \u202egnp.exe\u202c &amp; "
    "<a href='file:///etc/passwd'>点</a>"
)
LONG = HOSTILE + "退" * 20_000


def at(hour: int, minute: int = 0, second: int = 0, day: int = 24) -> datetime:
    return from_local(2026, 11, day, hour, minute, second)


NOW = at(10, 46, 8)
SOURCES = (SourceAsOf(Source.PLATFORM, at(10, 30)), SourceAsOf(Source.HOTLINE, at(10, 15)))


def situation() -> Situation:
    head = IncidentHead(
        id=1,
        title="“11·24”悦力工场健身闭店事件",
        public_title="“11·24”某健身机构闭店事件",
        categories=(Category.CLUSTER,),
        state=State.RESPONDING,
        grade=Level.III,
        response=Level.III,
        lead_body="市应急指挥部",
        occurred_at=at(7, 42),
        received_at=at(7, 50),
        verified_at=at(8, 50),
        activated_at=at(9, 20),
        topic="预付式消费",
    )
    return Situation(
        head=head,
        counts=Counts(181, 169, 158, 50, 141_200_000),
        on_site=HandCount(60, at(10, 44), "城东店"),
        registered=HandCount(96, at(10, 40), "城东店登记点"),
        waiting=HandCount(62, at(10, 40), "城东店登记点"),
        next_report=NextReport("续报一", at(14, 10)),
        pending=(PendingDecision("情况通报（送审稿）待签发", at(10, 43)),),
        sources=SOURCES,
        now=NOW,
    )


PHONE = (1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 2, 10, 12, 14, 12, 16, 6)
MINI = (0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 7, 8, 8, 8, 11, 4)
HOTLINE = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 4, 5, 5, 6, 3)


def timeline() -> Timeline:
    bins = 22
    usual = [0.6 + 1.5 * max(0.0, 1 - abs(i - 20) / 12) for i in range(bins)]
    return Timeline(
        start=at(0),
        bin_minutes=30,
        bins=bins,
        series=(
            Series(Channel.PHONE.value, "12315 电话", PHONE),
            Series(Channel.MINI_PROGRAM.value, "小程序", MINI),
            Series(Channel.HOTLINE.value, "12345", HOTLINE),
        ),
        band=Band(
            low=tuple(max(0.0, u - 1.4) for u in usual),
            expected=tuple(usual),
            high=tuple(u * 1.4 + 2.0 for u in usual),
        ),
        marks=(
            Mark(at(8, 31), "监测提示", MarkKind.WARNING),
            Mark(at(9, 20), "启动响应", MarkKind.ACTIVATION),
        ),
        now=NOW,
        sources=SOURCES,
    )


def person(number: int, name: str, post: str, present: bool = True) -> PersonLine:
    return PersonLine(number, name, post, f"0990-100{number:04d}", present)


def command_picture() -> CommandPicture:
    def group(
        kind: Group, leader: PersonLine, done: int, overdue: int, title: str, due: datetime | None
    ) -> GroupLine:
        return GroupLine(
            kind, leader, 7, 7 if leader.present else 4, done, 10 - done, overdue, title, due
        )

    return CommandPicture(
        commander=person(1, "陈屿", "局长"),
        deputies=(person(2, "罗敏", "副局长"), person(3, "杜川", "副局长")),
        lead_duty=person(2, "罗敏", "副局长"),
        duty=person(4, "李蔚", "科员"),
        groups=(
            group(
                Group.COORDINATION,
                person(11, "周岚", "科长"),
                8,
                1,
                "通报网信、体育、信访",
                at(10, 40),
            ),
            group(
                Group.ONSITE,
                person(12, "马骁", "支队长"),
                5,
                0,
                "推选消费者代表（2 人）",
                at(11, 4),
            ),
            group(
                Group.INVESTIGATION,
                person(13, "何文静", "科长"),
                4,
                0,
                "门店电子数据保全",
                at(11, 27),
            ),
            group(
                Group.OPINION, person(14, "许知远", "科长"), 5, 0, "情况通报签发后发布", at(10, 58)
            ),
            group(Group.LEGAL, person(15, "邓清", "科长"), 6, 0, "消费者权利告知单", at(11, 41)),
            group(
                Group.LOGISTICS,
                person(16, "高原", "主任", present=False),
                3,
                0,
                "12315 增设 4 席",
                at(11, 10),
            ),
        ),
        expected=42,
        present=39,
        now=NOW,
    )


def step(
    number: int,
    code: str,
    title: str,
    group: Group,
    name: str,
    clause: str,
    deadline: datetime | None,
    *,
    must: bool = True,
    done: datetime | None = None,
    notes: int = 0,
    attachments: int = 0,
    basis: str = "本局设定",
    form: str = "",
    act: tuple[str, str, int] | None = None,
) -> StepLine:
    """`form`: what its act is done with, "" where a sentence closes it. `act`: name and record."""
    name_, table, record = act or ("登记" if done else "", "", 0)
    return StepLine(
        id=number,
        code=code,
        title=title,
        group=group,
        person=name,
        person_id=10 + number,
        clause=clause,
        basis=basis,
        must=must,
        state=ObligationState.DONE if done else ObligationState.OPEN,
        deadline_at=deadline,
        overdue=not done and deadline is not None and deadline < NOW,
        done_at=done,
        done_by=name if done else "",
        notes=notes,
        attachments=attachments,
        office=GROUP_WORDS[group],
        form=form,
        by_hand=not form,
        act=name_,
        act_table=table,
        act_id=record or None,
        can_reopen=done is not None and not table,
    )


def checklist() -> Checklist:
    coordination, onsite, opinion = Group.COORDINATION, Group.ONSITE, Group.OPINION
    must = (
        step(
            1,
            "C6",
            "通报网信、体育、信访",
            coordination,
            "周岚",
            "2.1(2)",
            at(10, 40),
            notes=1,
            form="liaison",
        ),
        step(
            2,
            "O4",
            "情况通报签发后发布",
            opinion,
            "许知远",
            "4.1(5)",
            at(10, 58),
            attachments=2,
            form="release",
        ),
        step(
            3,
            "F4",
            "推选消费者代表（2 人）",
            onsite,
            "马骁",
            "4.1(3)",
            at(11, 4),
            basis="令121第12条",
        ),
        step(4, "S6", "12315 增设 4 席", Group.LOGISTICS, "高原", "", at(11, 10), form="supply"),
        step(5, "I7", "门店电子数据保全", Group.INVESTIGATION, "何文静", "4.1(4)", at(11, 27)),
        step(6, "L3", "消费者权利告知单", Group.LEGAL, "邓清", "2.2(5)", at(11, 41)),
    )
    rest = (
        step(20, "O1", "关键词与基线", opinion, "许知远", "2.2(4)", at(12, 5), must=False),
        step(
            21, "F9", "未成年人、老年人优先登记", onsite, "马骁", "4.1(3)", at(12, 20), must=False
        ),
        step(22, "S9", "物资领用台账", Group.LOGISTICS, "高原", "2.2(6)", None, must=False),
    )
    done = (
        step(
            7,
            "C4",
            "书面首报（市政府、省局）",
            coordination,
            "周岚",
            "4.1(1)",
            at(9, 50),
            done=at(9, 45),
            attachments=1,
            form="report",
            act=("首报", "report_receipt", 3),
        ),
        step(8, "F1", "抵达现场首次报告", onsite, "马骁", "4.1(3)", at(10, 5), done=at(9, 21)),
        step(9, "C2", "启动通知", coordination, "周岚", "4.1(2)", at(9, 35), done=at(9, 20)),
        step(
            10, "C3", "电话报告总值班室", coordination, "周岚", "4.1(1)", at(9, 20), done=at(9, 15)
        ),
    )
    return Checklist(must + rest + done, must_done=4, must_total=10, overdue=1, now=NOW)


def log_lines() -> tuple[LogLine, ...]:
    return (
        LogLine(
            5,
            at(10, 44),
            "马骁",
            Group.ONSITE,
            "现场处置组",
            "东店门口聚集 60 人，情绪平稳，已设登记点",
            True,
        ),
        LogLine(
            4,
            at(10, 41),
            "马骁",
            Group.ONSITE,
            "现场处置组",
            "公安到场维持秩序，已劝阻设备搬离",
            True,
        ),
        LogLine(
            3,
            at(10, 36),
            "何文静",
            Group.INVESTIGATION,
            "调查取证组",
            "三店登记信息、合同样本已调取",
            True,
        ),
        LogLine(
            2,
            at(10, 30),
            "陈屿",
            None,
            "总指挥",
            "指令：登记点延时服务，今日 14 时前回报进度；与体育、信访部门会商会员转接方案，"
            "统一口径后由舆情监测组对外答复",
            True,
        ),
        LogLine(1, at(10, 12), "李蔚", None, "值班室", "省局值班室来电询问首报，已答复", False),
    )


def todo_items() -> tuple[TodoItem, ...]:
    return (
        TodoItem(
            TodoKind.SIGN_REPORT,
            3,
            1,
            "值班快报（续报一）：关于某健身机构闭店的情况",
            "综合协调组 周岚 10:35 送审 · 三项数字已核对",
            at(10, 35),
            at(11, 5),
        ),
        TodoItem(
            TodoKind.GRADE,
            1,
            1,
            "定级建议：维持较大（Ⅲ级）",
            "综合协调组会商 10:35 · 158 人，Ⅱ级参考 200 人且另有一项",
            at(10, 35),
            None,
        ),
        TodoItem(
            TodoKind.INSTRUCTION,
            7,
            1,
            "指令：控制搬离，稳妥退费，14 时前报情况（副市长批示，市政府总值班室转）",
            "陈屿 10:38 下达 · 待签收",
            at(10, 38),
            at(14, 0),
        ),
        TodoItem(
            TodoKind.STEP,
            1,
            1,
            "通报网信、体育、信访",
            "综合协调组 · 预案 2.1(2)",
            at(9, 20),
            at(10, 40),
        ),
    )


def complaint(
    number: int, title: str = "健身房闭店，年卡余额不退", subject: str = "悦力工场健身（城东店）"
) -> ComplaintLine:
    channel = (Channel.PHONE, Channel.MINI_PROGRAM, Channel.HOTLINE)[number % 3]
    return ComplaintLine(
        id=number,
        number=f"1990100202611240{number:04d}",
        registered_at=NOW - timedelta(minutes=number * 2, seconds=8),
        source=Source.HOTLINE if channel is Channel.HOTLINE else Source.PLATFORM,
        channel=channel,
        kind=ComplaintKind.REPORT if number % 7 == 3 else ComplaintKind.COMPLAINT,
        title=title,
        subject=subject,
        district=("城东区", "城西区", "高新区")[number % 3],
        category="预付式健身",
        problem=("闭店跑路", "退费难", "合同纠纷")[number % 3],
        amount_cents=None if number % 5 == 4 else 298_000 + number * 10_000,
        complainant="王**" if number % 2 else "李**",
        incident_id=1,
    )


def complaint_detail(number: int = 1, text: str = "") -> ComplaintDetail:
    return ComplaintDetail(
        line=complaint(number),
        text=text
        or (
            "今早 7 点多到店发现卷闸门锁了，里面在搬器械，教练电话打不通。"
            "九月刚续了两年卡，还剩私教课 31 节，要求退还余额。"
        ),
        phone="100****0123",
        address="城东区 建设路",
        brand="悦力工场",
        goods="健身年卡、私教课",
        subject_code="99990100MA0000001X",
        subject_address="城东区建设路 88 号",
        recorded_at=at(10, 31),
        file_name="12315导出_20261124_1030.csv",
        special_group="",
        other_province=False,
    )
