"""What an OFD says of its paper beside the pages: in DA/T 46-2009's names where it has some."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from commandcenter.domain.times import local
from commandcenter.outputs.pdf.document import Banji, Document, runs_of
from commandcenter.outputs.pdf.text import one_line

# 发文字号, or the number of an issue; a draft has a gap in its place.
_NUMBER = re.compile(r"\S+〔\d{4}〕\s?第?\d+[号期]|第\d+期")


def doc_info(document: Document, pages: int, mark: str) -> str:
    """The properties as XML; `mark`: 32 hexadecimal digits that no other paper has."""
    meta = document.meta
    day = f"{local(meta.at):%Y-%m-%d}"
    said = {
        "DocID": mark,
        "Title": one_line(document.name),
        "Author": one_line(meta.author),
        "Subject": one_line(meta.subject),
        "CreationDate": day,
        "ModDate": day,
        "Creator": "commandcenter",
    }
    made = "".join(f"<ofd:{name}>{escape(words)}</ofd:{name}>" for name, words in said.items())
    named = "".join(
        f"<ofd:CustomData Name={quoteattr(name)}>{escape(words)}</ofd:CustomData>"
        for name, words in descriptions(document, pages)
        if words
    )
    return f"{made}<ofd:CustomDatas>{named}</ofd:CustomDatas>"


def descriptions(document: Document, pages: int) -> Iterator[tuple[str, str]]:
    """Name and words; empty for what the paper has not."""
    head, meta = document.head, document.meta
    yield "题名", one_line(document.name)
    yield "责任者", one_line(meta.author)
    yield "日期", f"{local(meta.at):%Y-%m-%d}"
    yield "文件编号", written_number(document)
    yield "主送", one_line(document.addressee)
    copies = (block.copies for block in document.blocks if isinstance(block, Banji))
    yield "抄送", one_line(next(copies, "")).rstrip("。")
    yield "密级", one_line(head.secrecy) if head else ""
    yield "紧急程度", one_line(head.urgency) if head else ""
    yield "页数", f"{pages}"
    yield "语种", "汉语"
    yield "日志", one_line(meta.journal)  # a name of our own: the line of the journal it rests on


def written_number(document: Document) -> str:
    """As it stands in the head; "" for a paper without one."""
    rows = document.head.rows if document.head else ()
    for text in (text for row in rows for text in row):
        said = one_line("".join(run.text for run in runs_of(text)))
        if found := _NUMBER.search(said):
            return found[0]
    return ""
