"""应急经费使用情况 on paper, from the year to the document, as of the moment it is made."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.outputs.papers.fund import fund_paper
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.support.fund_sheet import fund_sheet
from commandcenter.store.database import now


def fund_document(session: Session, actor: Actor, year: int) -> Document:
    """Raises RuleBroken for who may not see the money."""
    return fund_paper(fund_sheet(session, actor, year, now(session)))
