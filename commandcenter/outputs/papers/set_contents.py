"""会议材料目录: what a meeting has before it, in its order, all of one moment."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.phrase import for_record
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Align, Column, Document, Meta, Para, TableBlock
from commandcenter.outputs.pdf.text import one_line

TITLE = "会议材料目录"


@dataclass(frozen=True, slots=True)
class Listed:
    """`note`: its number, or what it is that is no original (草稿)."""

    title: str
    note: str
    pages: int


@for_record
def set_contents(org: str, at: datetime, items: Sequence[Listed], *, drill: bool) -> Document:
    columns = (
        Column("序号", 2.6, Align.CENTER),
        Column("材料", 13.4),
        Column("文号、状态", 8.6, Align.CENTER),
        Column("页数", 3.4, Align.CENTER),
    )
    rows = tuple(
        (str(n), one_line(each.title), one_line(each.note) or "—", str(each.pages))
        for n, each in enumerate(items, 1)
    )
    pages = sum(each.pages for each in items)
    said = (
        f"以下材料共{len(items)}件、{pages}页。没有签发的，数据均截至{minute_zh(at)}；"
        "已签发的为签发时的数据。"
    )
    return Document(
        meta=Meta(author=one_line(org), subject=TITLE, at=at),
        title=TITLE,
        blocks=(Para(said), TableBlock(columns, rows)),
        drill=drill,
    )
