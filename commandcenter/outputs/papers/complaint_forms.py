"""Forms of 令121 as a sheaf of sheets: each complaint's on pages of its own.

The layout follows the fields that the forms printed in April 2026 name; the sentences are ours.
"""

from collections.abc import Callable, Iterator

from commandcenter.domain.complaints.complaint import KIND_WORDS
from commandcenter.domain.complaints.form_items import FormKind
from commandcenter.outputs.papers import complaint_letters, complaint_tables
from commandcenter.outputs.papers.paper_phrases import journal_words
from commandcenter.outputs.pdf.document import Block, Document, Meta, NextSheet
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.complaints.forms import FormFacts, FormPaper

SHEETS: dict[FormKind, Callable[[FormPaper, FormFacts], Iterator[Block]]] = {
    FormKind.INTAKE: complaint_tables.intake,
    FormKind.REPORT_INTAKE: complaint_tables.report_intake,
    FormKind.FORWARD: complaint_letters.forward,
    FormKind.IDENTITY: complaint_letters.identity,
    FormKind.ACCEPT: complaint_letters.accept,
    FormKind.DECLINE: complaint_letters.decline,
    FormKind.MEDIATE: complaint_letters.mediate,
    FormKind.END: complaint_letters.end,
    FormKind.AGREEMENT: complaint_tables.agreement,
    FormKind.RESULT: complaint_letters.result,
}


def complaint_forms(paper: FormPaper) -> Document:
    """One document of all sheets, in the order asked; `paper.sheets` is never empty."""
    first = paper.sheets[0]
    blocks: list[Block] = []
    for number, facts in enumerate(paper.sheets):
        if number:
            blocks.append(NextSheet(_title(paper, facts)))
        blocks += SHEETS[paper.asked.kind](paper, facts)
    count = len(paper.sheets)
    many = f"（{count}件）" if count > 1 else f" {one_line(first.number)}"
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"{paper.item.title}{many}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=_title(paper, first),
        blocks=tuple(blocks),
        drill=paper.journal.drill,
    )


def _title(paper: FormPaper, facts: FormFacts) -> str:
    """A table's own name; a letter's under the office's."""
    kind = paper.asked.kind
    if kind in (FormKind.INTAKE, FormKind.REPORT_INTAKE):
        return paper.item.title
    name = paper.item.title
    if kind is FormKind.FORWARD:
        name = f"{KIND_WORDS[facts.kind]}分送通知书"
    return f"{one_line(paper.org)}\n{name}"
