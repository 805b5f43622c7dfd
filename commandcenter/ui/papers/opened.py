"""One paper as the editor shows it: what the register knows of it, and its document."""

from dataclasses import dataclass
from typing import Any

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life
from commandcenter.domain.papers.paper_check import PaperFacts
from commandcenter.offices.paper_tools import Press
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_detail import PaperDetail, paper_detail, paper_facts
from commandcenter.queries.papers.paper_register import PaperLine


@dataclass(frozen=True)
class Opened:
    """`detail`, `facts`: None for a paper that is drafted, signed and sent elsewhere.

    `document`: as the data make it; of a signed paper as it was frozen.
    """

    line: PaperLine
    detail: PaperDetail | None
    facts: PaperFacts | None
    document: Document


def open_paper(session: Any, actor: Actor, line: PaperLine, press: Press) -> Opened:
    if line.life is not Life.PAPER or not line.id:
        return Opened(line, None, None, press.listed(line)(session))
    detail = paper_detail(session, actor, line.id)
    facts = paper_facts(session, line.id, press.now(session))
    document = press.drafted(line.id)(session)
    return Opened(detail.line, detail, facts, document)
