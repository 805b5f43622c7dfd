"""预案 as a paper: its clauses under their own numbers, then what the bureau has set as annexes."""

from collections.abc import Iterator

from commandcenter.domain.incident.notices import PLAN
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Attachments,
    Blank,
    Block,
    Column,
    Contents,
    Document,
    Mark,
    Meta,
    PageBreak,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.plan.plan_papers import ClausePart, PlanPaper

NAME = PLAN.strip("《》")
GAP = "　"
FACES = (Face.HEI, Face.KAI)  # of a chapter, of a section
CENTER = Align.CENTER


def plan_text(paper: PlanPaper) -> Document:
    named = f"{NAME}（{one_line(paper.label)}）"
    tables = list(_annexes(paper))
    return Document(
        meta=Meta(
            author=paper.org, subject=named, at=paper.at, journal=journal_words(paper.journal)
        ),
        title=f"{one_line(paper.org)}\n{NAME}",
        blocks=(
            Para((Run(_version(paper), Face.KAI),), indent=0, align=CENTER),
            Blank(),
            Contents(),
            PageBreak(),
            *(block for clause in paper.clauses for block in _clause(clause)),
            Attachments(tuple(title for title, _ in tables)),
            Signature(one_line(paper.org), date_zh(paper.adopted_at)),
            *_bound(tables),
        ),
        drill=paper.journal.drill,
    )


def _version(paper: PlanPaper) -> str:
    stands = "现行" if paper.in_force else "已由以后的版本取代"
    signed = f"，{one_line(paper.signed_by)}签发" if paper.signed_by else ""
    day = date_zh(paper.adopted_at)
    return f"（{one_line(paper.label)}，{day}起施行{signed}，{stands}）"


def _clause(clause: ClausePart) -> Iterator[Block]:
    """A chapter and a section under their titles; of what stands below the text begins with it."""
    title = one_line(clause.title)
    texts = [tight(line.strip()) for line in clean(clause.text).split("\n") if line.strip()]
    if clause.depth < len(FACES):
        named = f"{clause.code}{GAP}{title}"
        mark = Mark(named, clause.depth + 1, heading=True)
        yield Para((Run(named, FACES[clause.depth]),), mark=mark)
    else:
        number = clause.code[clause.code.rindex("(") :] if "(" in clause.code else clause.code
        number = number.replace("(", "（").replace(")", "）")
        first = texts.pop(0) if texts else sentence(title)
        yield Para(f"{number}{first}", mark=Mark(f"{number}{title}", clause.depth + 1))
    yield from (Para(text) for text in texts)


def _annexes(paper: PlanPaper) -> Iterator[tuple[str, TableBlock]]:
    yield (
        "事件分级和响应",
        _table((("分级", 5), ("影响范围", 6), ("危害程度", 6), ("响应的组织", 11)), paper.levels),
    )
    yield (
        "分级参考条件",
        _table((("条件", 6), ("数值", 18.5), ("状态", 3.5)), paper.thresholds),
    )
    yield (
        "工作组职责和任务",
        _table((("工作组", 5), ("职责", 12), ("任务", 11)), paper.groups),
    )
    yield (
        "应办事项清单",
        _table((("序号", 2.4), ("事项", 11), ("承办", 5.6), ("时限", 9)), paper.steps),
    )
    yield (
        "本局设定",
        _table((("项目", 12), ("数值", 12.5), ("状态", 3.5)), paper.settings),
    )


def _table(columns: tuple[tuple[str, float], ...], rows: tuple[tuple[str, ...], ...]) -> TableBlock:
    narrow = {"状态", "序号"}
    return TableBlock(
        tuple(Column(name, w, CENTER if name in narrow else Align.LEFT) for name, w in columns),
        tuple(tuple(tight(one_line(cell)) or "—" for cell in row) for row in rows),
    )


def _bound(tables: list[tuple[str, TableBlock]]) -> Iterator[Block]:
    """Each annex on pages of its own."""
    for number, (title, table) in enumerate(tables, 1):
        yield PageBreak()
        mark = Mark(f"附件{number}{GAP}{title}", 1)
        yield Para((Run(f"附件{number}", Face.HEI),), indent=0, mark=mark)
        yield Para((Run(title, Face.HEI),), indent=0, align=CENTER)
        yield table
