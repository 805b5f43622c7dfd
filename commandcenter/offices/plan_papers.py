"""The plan as a paper, and what a revision changes of it: from the database to a document."""

from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.papers.plan_compared import plan_compared
from commandcenter.outputs.papers.plan_text import plan_text
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.plan.plan_papers import plan_paper, revision_paper, versions_paper
from commandcenter.store.database import now


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of these: a `revision` compared; `version` compared with the one `before` it; else the
    whole text of `version`, of that in force where none is named."""

    version: int | None = None
    before: int | None = None
    revision: int | None = None


def document_of(session: Session, wanted: Wanted) -> Document:
    """Raises RuleBroken for what is not there."""
    at = now(session)
    if wanted.revision is not None:
        return plan_compared(revision_paper(session, wanted.revision, at))
    if wanted.before is not None and wanted.version is not None:
        return plan_compared(versions_paper(session, wanted.before, wanted.version, at))
    return plan_text(plan_paper(session, wanted.version, at))
