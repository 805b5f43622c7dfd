"""修订对照表: the plan before and after a revision side by side, with what became of it."""

from collections.abc import Iterator

from commandcenter.domain.plan.plan_changes import KIND_WORDS
from commandcenter.domain.plan.revision import REVISION_WORDS
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP
from commandcenter.domain.plan.revision_words import HOW_WORDS, Compared, How, Part
from commandcenter.domain.plan.word_diff import Mark
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.papers.plan_text import NAME
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Column,
    Document,
    Meta,
    Para,
    Run,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.plan.plan_papers import ComparedPaper

LONGEST = 30  # characters of one passage that was struck out or added
COLUMNS = (
    Column("条款、事项", 4.6), Column("修订前", 8.6), Column("修订后", 8.6), Column("改动", 6.2),
)  # fmt: skip


def plan_compared(paper: ComparedPaper) -> Document:
    title = one_line(paper.title) or f"{paper.before}至{paper.after}"
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"修订对照表 {title}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"{NAME}修订对照表",
        blocks=(
            Para((Run(f"（{title}）", Face.KAI),), indent=0, align=Align.CENTER),
            *_opening(paper),
            *_tables(paper),
        ),
        drill=paper.journal.drill,
    )


def _opening(paper: ComparedPaper) -> Iterator[Block]:
    counts = [
        f"{HOW_WORDS[how]}{n}项" for how in How if (n := sum(x.how is how for x in paper.items))
    ]
    what = f"共{len(paper.items)}项，其中{'、'.join(counts)}" if counts else "没有改动"
    yield Para(f"以{paper.before}为修订前，{paper.after}为修订后：{what}。")
    if reason := tight(one_line(paper.reason)):
        yield Para(f"修订理由：{sentence(reason)}")
    if paper.signed_at is not None:
        begins = f"，{date_zh(paper.holds_from)}起施行" if paper.holds_from else ""
        yield Para(f"{one_line(paper.signed_by)}{date_zh(paper.signed_at)}签发{begins}。")
    elif paper.state is not None:
        yield Para(f"状态：{REVISION_WORDS[paper.state]}，尚未签发。")


def _tables(paper: ComparedPaper) -> Iterator[Block]:
    """Clauses, tasks and values, each in a table of its own."""
    for kinds, title in (((CLAUSE,), "预案条文"), ((STEP,), "应办事项"), ((), "预案数据")):
        found = [
            each
            for each in paper.items
            if (each.kind in kinds if kinds else each.kind not in (CLAUSE, STEP))
        ]
        if found:
            told = [(each, row) for each in found for row in enumerate(_rows(each))]
            texts = tuple(row for _, (_, row) in told)
            marks = tuple("" if number else _mark(each) for each, (number, _) in told)
            yield TableBlock(COLUMNS, texts, title, marks=marks)


def _rows(item: Compared) -> Iterator[tuple[str, ...]]:
    """A row for each of its texts that changed; its name stands in the first."""
    kind = "" if item.kind in (CLAUSE, STEP) else f"{KIND_WORDS.get(item.kind, item.kind)}："
    code = f"{item.code} " if item.kind == CLAUSE else ""
    name = f"{kind}{code}{one_line(item.title)}\n（{HOW_WORDS[item.how]}）"
    for number, part in enumerate(item.parts):
        label = f"{part.label}：" if part.label else ""
        named = name if not number else f"{code.strip() or one_line(item.title)}"
        yield named, _cell(label, part.before), _cell(label, part.after), _said(item.how, part)


def _mark(item: Compared) -> str:
    """Its line of the outline."""
    code = f"{item.code} " if item.kind == CLAUSE else ""
    return f"{code}{one_line(item.title)}"


def _cell(label: str, text: str) -> str:
    return f"{label}{tight(clean(text).strip())}" if text.strip() else "—"


def _said(how: How, part: Part) -> str:
    """删去“……”，增加“……” of one that stays; of a new or a gone one nothing more need be said."""
    if how in (How.ADDED, How.REMOVED):
        return HOW_WORDS[how]
    told = []
    for piece in part.pieces:
        words = tight(one_line(piece.text)).strip()
        if piece.mark is Mark.SAME or not words:
            continue
        short = words if len(words) <= LONGEST else f"{words[:LONGEST]}……"
        told.append(f"{'删去' if piece.mark is Mark.GONE else '增加'}“{short}”")
    return "；".join(told) or "—"
