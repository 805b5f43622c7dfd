"""The plan, or what was changed of it, as a sheet to print or save."""

from typing import Any

from commandcenter.outputs.pdf.document import Document
from commandcenter.ui.papers.sheet_output import Sheet


def plan_sheet(
    name: str, version: int | None = None, before: int | None = None, revision: int | None = None
) -> Sheet:
    """What is wanted: see offices.plan_papers.Wanted."""

    def document(session: Any) -> Document:
        from commandcenter.offices.plan_papers import Wanted, document_of  # for a sheet only

        return document_of(session, Wanted(version, before, revision))

    return Sheet(name, document)
