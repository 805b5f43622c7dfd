"""The plan, or what was changed of it, leaving the screen: printed, or saved as a file."""

from dataclasses import dataclass
from functools import partial

from commandcenter.domain.org import Actor
from commandcenter.outputs.pdf.document import Document
from commandcenter.store.database import Database
from commandcenter.ui.papers.sheet_output import SheetOutput


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is wanted (see offices.plan_papers.Wanted), under which name."""

    name: str
    version: int | None = None
    before: int | None = None
    revision: int | None = None


def making(sheet: Sheet, db: Database, _: Actor) -> Document:
    """On a worker: the pages come in with the first paper."""
    from commandcenter.offices.plan_papers import Wanted, document_of  # pages, for a paper only

    with db.read() as session:
        return document_of(session, Wanted(sheet.version, sheet.before, sheet.revision))


def print_plan(output: SheetOutput, sheet: Sheet) -> None:
    output.begin(sheet.name, partial(making, sheet))
