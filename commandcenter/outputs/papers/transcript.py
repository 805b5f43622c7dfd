"""批示抄清: who directed what, when, on which paper, in the words that were written."""

from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import full_moment, journal_words
from commandcenter.outputs.papers.sheets import form, label, pair, when, wide
from commandcenter.outputs.pdf.document import Block, Cell, Document, Meta, Para
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_transcript import Transcript

OPEN = "＿＿＿＿＿＿"  # signed by hand
LEAST = 4  # lines of room for the words
WRITTEN = 14.0  # points of their type


def transcript(paper: Transcript) -> Document:
    title = one_line(paper.title).removeprefix("关于")
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"批示抄清 {title}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"关于{title}的批示抄清",
        keep=(title,) if len(title) <= 8 else (),
        blocks=tuple(_blocks(paper)),
        drill=paper.journal.drill,
    )


def _blocks(paper: Transcript) -> list[Block]:
    words = clean(paper.words).strip()
    room = "\n" * max(0, LEAST - words.count("\n") - len(words) // 20)
    registered = f"{one_line(paper.registered_by)}，{full_moment(paper.registered_at)}"
    table = form(
        (
            pair(("批 示 人", one_line(paper.by)), ("职　　务", one_line(paper.post))),
            pair(
                ("批示时间", minute_zh(paper.directed_at)),
                ("登　　记", registered.lstrip("，")),
            ),
            wide("所批文件", one_line(paper.document)),
            (label("批示原文"), Cell(f"{words}{room}", span=3, size=WRITTEN)),
            pair(
                ("承　　办", one_line(paper.to) or "待交办"),
                ("办理时限", when(paper.due_at, "未定")),
            ),
            pair(("抄 清 人", OPEN), ("核 对 人", OPEN)),
        )
    )
    said = f"{one_line(paper.org)}{minute_zh(paper.at)}按登记的批示原文抄清，以批示原件为准。"
    return [table, Para(said)]
