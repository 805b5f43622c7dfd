"""升级交接单: who hands the response to whom, what is open then, and room for two signatures."""

from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import (
    day_over_clock,
    journal_words,
    tight,
)
from commandcenter.outputs.papers.sheets import form, label, pair, when, wide
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_handover import HandoverPaper


def handover(paper: HandoverPaper) -> Document:
    stamp, sheet = paper.stamp, paper.sheet
    title = "应急响应升级交接单"
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"{title} {one_line(stamp.head.title)}",
            at=sheet.received_at or sheet.given_at,
            journal=journal_words(stamp.journal),
        ),
        title=title,
        blocks=(_form(paper), *_items(paper), _signatures()),
        drill=stamp.drill,
    )


def _form(paper: HandoverPaper) -> TableBlock:
    head, sheet = paper.stamp.head, paper.sheet
    grade = head.grade.grade_title if head.grade else "尚未定级"
    response = head.response.response_title if head.response else "响应已终止"
    districts = "、".join(map(one_line, paper.counties)) or "正在核查"
    return form(
        (
            wide("事件名称", one_line(head.title)),
            pair(("事件分级", grade), ("响应级别", response)),
            pair(("接报时间", when(head.received_at)), ("涉及县区", districts)),
            pair(("移交单位", one_line(paper.stamp.org)), ("接收单位", one_line(sheet.to_organ))),
            pair(
                ("移 交 人", one_line(sheet.given_by)),
                ("接 收 人", one_line(sheet.received_by) or "待接收"),
            ),
            pair(
                ("移交时间", when(sheet.given_at)), ("接收时间", when(sheet.received_at, "待接收"))
            ),
            wide("移交说明", tight(sheet.words) or "—"),
        )
    )


def _items(paper: HandoverPaper) -> list[Block]:
    items = paper.sheet.items
    if not items:
        return [Para("移交时没有未了事项。")]
    columns = (
        Column("序号", 2.4, Align.CENTER),
        Column("类别", 3.6, Align.CENTER),
        Column("事项", 14.2),
        Column("时限", 7.8, Align.CENTER),
    )
    rows = tuple(
        (
            str(number),
            one_line(item.kind),
            tight(one_line(item.title)),
            day_over_clock(item.due_at) if item.due_at else "不限时",
        )
        for number, item in enumerate(items, 1)
    )
    note = f"注：为{minute_zh(paper.sheet.given_at)}移交时的未了事项。"
    return [TableBlock(columns, rows, f"未了事项（共{len(items)}项）", note)]


def _signatures() -> TableBlock:
    """Signed by hand on the printed sheet."""
    room = "\n\n签名：\n　　　　　　年　　月　　日"
    columns = (Column("", 14), Column("", 14))
    return TableBlock(
        columns, ((label("移交单位（盖章）"), label("接收单位（盖章）")), (Cell(room), Cell(room)))
    )
