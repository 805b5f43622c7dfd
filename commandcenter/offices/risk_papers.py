"""The papers of the risk work, from the database to a document (plan 3.1)."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.outputs.papers.inspection_sheet import inspection_sheet
from commandcenter.outputs.papers.risk_assessment import risk_assessment
from commandcenter.outputs.papers.survey_sheet import survey_sheet
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.watch.risk_papers import (
    assessment_paper,
    inspection_paper,
    survey_paper,
)
from commandcenter.store.database import now


def assessment_document(session: Session, actor: Actor, assessment_id: int) -> Document:
    """Raises RuleBroken for one that is not there."""
    return risk_assessment(assessment_paper(session, actor, assessment_id, now(session)))


def inspection_document(session: Session, actor: Actor, plans: tuple[int, ...]) -> Document:
    return inspection_sheet(inspection_paper(session, actor, plans, now(session)))


def survey_document(session: Session, actor: Actor, record_id: int) -> Document:
    return survey_sheet(survey_paper(session, actor, record_id, now(session)))
