"""会商简报: the chair decides by page one; then timeline, map, groups, checklist and log."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.times import minute_zh, span_zh
from commandcenter.outputs.papers.briefing_first_page import first_page
from commandcenter.outputs.papers.express import DRAFT_ISSUE
from commandcenter.outputs.papers.paper_phrases import (
    as_of_note,
    in_lines,
    journal_words,
    moment,
    tight,
)
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    DistrictMap,
    Document,
    Figure,
    Head,
    Heading,
    Meta,
    Para,
    TableBlock,
    TimelineChart,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.command.command import GroupLine
from commandcenter.queries.command.obligation_lines import ObligationLine
from commandcenter.queries.papers.paper_briefing import Briefing

LOG_LINES = 12  # 动态 printed at most
TASK_LINES = 20  # open tasks printed, unless more are late or 必办


def briefing(paper: Briefing) -> Document:
    title = one_line(paper.situation.head.title)
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"会商简报 {title}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"{title}情况",
        head=Head(
            name="会商简报",
            office=one_line(paper.org),
            rows=((DRAFT_ISSUE, minute_zh(paper.at)),),
            compact=True,
        ),
        blocks=(
            *first_page(paper),
            *_pictures(paper),
            *_groups(paper),
            *_tasks(paper),
            *_log(paper),
        ),
        drill=paper.drill,
    )


def _pictures(paper: Briefing) -> list[Block]:
    line, picture = paper.timeline, paper.picture
    usual = "；虚线为以往各周同时段预期值，浅色区为正常范围" if line.band else ""
    unfinished = "；末端浅色柱为未满时段" if line.series else ""
    dots = "圆点为事发地，大小示投诉量；" if picture.incidents else ""
    return [
        Heading(1, "投诉登记情况"),
        Figure(
            TimelineChart(line),
            "图1　投诉举报登记量",
            lines=8,
            note=f"注：{as_of_note(line.sources, paper.at)}{usual}{unfinished}。",
        ),
        Figure(
            DistrictMap(picture, paper.boundaries),
            "图2　各县区登记量和事发地分布" if dots else "图2　各县区登记量分布",
            lines=9,
            note=f"注：{as_of_note(picture.sources, paper.at)}；{dots}标※的为涉及县区。",
        ),
    ]


def _groups(paper: Briefing) -> list[Block]:
    rows = tuple(_group_row(group, paper.at) for group in paper.command.groups)
    columns = (
        Column("工作组", 4.6, Align.CENTER),
        Column("组长", 3.3, Align.CENTER),
        Column("到位", 2.6, Align.CENTER),
        Column("办结", 2.0, Align.CENTER),
        Column("在办", 2.0, Align.CENTER),
        Column("逾期", 2.0, Align.CENTER),
        Column("最近时限任务", 7.7),
        Column("时限", 3.8, Align.CENTER),
    )
    lead = [
        f"{role}{one_line(person.name)}（{'已到位' if person.present else '未到位'}）"
        for role, person in (
            ("总指挥", paper.command.commander),
            *(("副总指挥", deputy) for deputy in paper.command.deputies),
            ("带班领导", paper.command.lead_duty),
        )
        if person is not None
    ]
    text = f"{'、'.join(lead) or '指挥人员到位情况正在核查'}。" + (
        f"各组应到{paper.command.expected}人，实到{paper.command.present}人"
        f"（截至{moment(paper.command.now, paper.at)}）。"
    )
    note = "注：到位为实到/应到人数；时限为黑体的已逾期。"
    table = TableBlock(columns, rows, "表1　各工作组情况", note)
    return [Heading(1, "指挥体系和各组工作"), Para(text), table]


def _group_row(group: GroupLine, at: datetime) -> tuple[Cell | str, ...]:
    leader = one_line(group.leader.name) if group.leader else "待明确"
    late = group.next_deadline is not None and group.next_deadline < at
    due = in_lines(group.next_deadline, at) if group.next_deadline else "—"
    return (
        GROUP_WORDS[group.group],
        leader,
        f"{group.present}/{group.expected}",
        str(group.done),
        str(group.open),
        Cell(str(group.overdue), Face.HEI if group.overdue else Face.FANG),
        one_line(group.next_title) or "无在办任务",
        Cell(due, Face.HEI if late else Face.FANG),
    )


def _tasks(paper: Briefing) -> list[Block]:
    """The open tasks that count, late first, as the book has them."""
    must, every = paper.must, paper.all_tasks
    text = (
        f"本级响应必办{must.asked}项，已办结{must.done}项；"
        f"全部事项已办结{every.done}项，在办{every.open}项，其中逾期{every.late}项。"
    )
    blocks: list[Block] = [Heading(1, "响应清单"), Para(text)]
    return [*blocks, _tasks_table(paper.tasks, paper.at)] if paper.tasks else blocks


def _tasks_table(lines: Sequence[ObligationLine], at: datetime) -> TableBlock:
    columns = (
        Column("序号", 2.2, Align.CENTER),
        Column("事项", 10.4),
        Column("责任组", 4.6, Align.CENTER),
        Column("责任人", 3.3, Align.CENTER),
        Column("时限", 3.7, Align.CENTER),
        Column("状态", 3.8, Align.CENTER),
    )
    first = set(sorted(range(len(lines)), key=lambda n: _weight(lines[n]))[:TASK_LINES])
    shown = [line for n, line in enumerate(lines) if n in first or _weight(line) == 0]
    rest = f"；其余{len(lines) - len(shown)}项从略" if len(shown) < len(lines) else ""
    rows = tuple(_task_row(number, line, at) for number, line in enumerate(shown, 1))
    note = f"注：带★的为本级响应必办事项；时限按本局应急预案设定值计算{rest}。"
    return TableBlock(columns, rows, "表2　在办事项", note)


def _weight(line: ObligationLine) -> int:
    """What is printed in any case (0) and what only while there is room (1)."""
    return 0 if line.late or line.row.must else 1


def _task_row(number: int, line: ObligationLine, at: datetime) -> tuple[Cell | str, ...]:
    row = line.row
    title = f"{'★' if row.must else ''}{one_line(line.title)}"
    due = in_lines(row.due_at, at) if row.due_at else "不限时"
    if line.late and row.due_at:
        state = Cell(f"逾期{span_zh(at - row.due_at)}".replace(" ", ""), Face.HEI)
    else:
        state = Cell("在办")
    return str(number), title, one_line(line.office), one_line(line.person) or "组长", due, state


def _log(paper: Briefing) -> list[Block]:
    lines = paper.log[:LOG_LINES]
    if not lines:
        return [Heading(1, "最新动态"), Para("暂无。")]
    columns = (
        Column("时间", 4.4, Align.CENTER),
        Column("单位", 5.0, Align.CENTER),
        Column("情况", 18.6),
    )
    rows = tuple(
        (in_lines(line.at, paper.at), one_line(line.office), tight(line.text)) for line in lines
    )
    return [Heading(1, "最新动态"), TableBlock(columns, rows)]
