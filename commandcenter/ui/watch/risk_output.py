"""The sheets of the risk work: what makes them is loaded with the first one (plan 3.1)."""

from typing import Any

from commandcenter.domain.org import Actor
from commandcenter.outputs.pdf.document import Document
from commandcenter.ui.papers.sheet_output import Sheet


def assessment_sheet(name: str, actor: Actor, assessment_id: int) -> Sheet:
    def document(session: Any) -> Document:
        from commandcenter.offices.risk_papers import assessment_document  # for a sheet only

        return assessment_document(session, actor, assessment_id)

    return Sheet(name, document)


def inspections_sheet(name: str, actor: Actor, *plans: int) -> Sheet:
    def document(session: Any) -> Document:
        from commandcenter.offices.risk_papers import inspection_document  # for a sheet only

        return inspection_document(session, actor, plans)

    return Sheet(name, document)


def survey_sheet(name: str, actor: Actor, record_id: int) -> Sheet:
    def document(session: Any) -> Document:
        from commandcenter.offices.risk_papers import survey_document  # for a sheet only

        return survey_document(session, actor, record_id)

    return Sheet(name, document)
