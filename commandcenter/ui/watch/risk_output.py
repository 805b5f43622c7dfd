"""The papers of the risk work, as they are made for the screen: on a worker, pages loaded there."""

from functools import partial

from commandcenter.domain.org import Actor
from commandcenter.outputs.pdf.document import Document
from commandcenter.store.database import Database
from commandcenter.ui.papers.sheet_output import Making


def assessment(assessment_id: int) -> Making:
    return partial(_assessment, assessment_id)


def inspections(*plans: int) -> Making:
    return partial(_inspections, plans)


def survey(record_id: int) -> Making:
    return partial(_survey, record_id)


def _assessment(assessment_id: int, db: Database, actor: Actor) -> Document:
    from commandcenter.offices.risk_papers import assessment_document  # pages, for a paper only

    return assessment_document(db, actor, assessment_id)


def _inspections(plans: tuple[int, ...], db: Database, actor: Actor) -> Document:
    from commandcenter.offices.risk_papers import inspection_document  # pages, for a paper only

    return inspection_document(db, actor, plans)


def _survey(record_id: int, db: Database, actor: Actor) -> Document:
    from commandcenter.offices.risk_papers import survey_document  # pages, for a paper only

    return survey_document(db, actor, record_id)
