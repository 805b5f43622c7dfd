"""Publicity on paper, from the choice to the document."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.sheets import PublicitySheet
from commandcenter.outputs.papers.publicity_year import publicity_year
from commandcenter.outputs.papers.typical_case import typical_case
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.publicity.case_paper import case_paper
from commandcenter.queries.publicity.year_sheet import year_sheet
from commandcenter.store.database import now


def sheet_of(session: Session, actor: Actor, kind: PublicitySheet, subject: int) -> Document:
    """`subject`: the year, or the case."""
    at = now(session)
    if kind is PublicitySheet.YEAR:
        return publicity_year(year_sheet(session, actor, subject, at))
    return typical_case(case_paper(session, subject, at))
