"""One paper as the editor shows it: what the register knows of it, and its document."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life
from commandcenter.domain.papers.paper_check import PaperFacts
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.paper_making import line_document, made_document
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_detail import PaperDetail, paper_detail, paper_facts
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.store.database import now


@dataclass(frozen=True)
class Opened:
    """`detail`, `facts`: None for a paper that is drafted, signed and sent elsewhere.

    `document`: as the data make it; of a signed paper as it was frozen.
    """

    line: PaperLine
    detail: PaperDetail | None
    facts: PaperFacts | None
    document: Document


def open_paper(session: Session, actor: Actor, line: PaperLine) -> Opened:
    if line.life is not Life.PAPER or not line.id:
        return Opened(line, None, None, line_document(session, line))
    detail = paper_detail(session, actor, line.id)
    facts = paper_facts(session, line.id, now(session))
    return Opened(detail.line, detail, facts, made_document(session, line.id))
