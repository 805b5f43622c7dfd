"""Meta and small words that the papers of the risk work share."""

from commandcenter.outputs.papers.paper_phrases import journal_words
from commandcenter.outputs.pdf.document import Meta
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.watch.risk_papers import Head


def meta_of(head: Head, subject: str) -> Meta:
    return Meta(one_line(head.org), one_line(subject), head.at, journal_words(head.journal))


def or_dash(words: str) -> str:
    return one_line(words).strip() or "—"
