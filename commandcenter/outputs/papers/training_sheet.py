"""培训签到表 before a session, 培训记录 after it: a sheet made of records, of no series."""

from collections.abc import Iterator

from commandcenter.domain.phrase import for_record
from commandcenter.domain.times import date_zh, local, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words
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
from commandcenter.queries.support.training_sheet import TrainingSheet

SPARE = 6  # empty rows below those who are asked
TALL = 17.0  # points: a row has room for a signature
ROOM = "　"
SIGN_IN, RECORD = "培训签到表", "培训记录"


@for_record
def training_sheet(sheet: TrainingSheet) -> Document:
    name = SIGN_IN if sheet.held_at is None else RECORD
    topic = one_line(sheet.topic)
    return Document(
        meta=Meta(sheet.org, f"{topic}{name}", sheet.at, journal_words(sheet.journal)),
        title=f"{one_line(sheet.org)}{name}",
        keep=(one_line(sheet.org), name),
        blocks=(*_head(sheet), _table(sheet), *_foot(sheet)),
        drill=sheet.drill,
    )


def _head(sheet: TrainingSheet) -> Iterator[Block]:
    lines = [f"培训主题：{one_line(sheet.topic)}", f"主办：{sheet.group}　学时：{sheet.hours}"]
    if sheet.held_at is None:
        lines.append(f"计划时间：{_planned(sheet)}")
        lines.append("实际时间：　　　　　　　　地点：　　　　　　　　授课人：")
    else:
        lines.append(f"时间：{minute_zh(sheet.held_at)}　地点：{one_line(sheet.place)}")
        lines.append(f"授课人：{one_line(sheet.teacher)}　参加：{len(sheet.rows)} 人")
    if sheet.matter:
        lines.append(f"内容：{one_line(sheet.matter)}")
    yield Para("\n".join(lines), indent=0)


def _planned(sheet: TrainingSheet) -> str:
    if sheet.due_at is None:
        return ""
    day = local(sheet.due_at)
    return f"{day.year}年{day.month}月" if sheet.whole_month else date_zh(sheet.due_at)


def _table(sheet: TrainingSheet) -> TableBlock:
    held = sheet.held_at is not None
    last = "结果" if held else "签名"
    columns = (
        Column("序号", 2.4, Align.CENTER),
        Column("姓名", 4.2, Align.CENTER),
        Column("工作组", 6.0),
        Column("职务", 7.6),
        Column(last, 5.0, Align.CENTER),
    )
    named = [(one_line(r.name), r.group, one_line(r.post), r.result) for r in sheet.rows]
    spare = [] if held else [("", "", "", "")] * SPARE
    rows = tuple(
        (
            str(number), name or ROOM, group or ROOM, post or ROOM,
            Cell(result) if held else Cell(ROOM, size=TALL),
        )
        for number, (name, group, post, result) in enumerate((*named, *spare), 1)
    )  # fmt: skip
    return TableBlock(columns, rows)


def _foot(sheet: TrainingSheet) -> Iterator[Block]:
    if sheet.held_at is None:
        return
    if sheet.findings:
        yield Para(f"小结：{one_line(sheet.findings)}", indent=0)
    yield Para(f"登记人：{one_line(sheet.recorded_by)}", indent=0)
    if sheet.corrected_by:
        yield Para(f"更正人：{one_line(sheet.corrected_by)}", indent=0)
