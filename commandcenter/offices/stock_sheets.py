"""The stock on paper, from the choice to the document: for the screen and the command line."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.support.stock import SheetKind
from commandcenter.outputs.papers.stock import stock_labels, stock_ledger
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.support.stock_sheet import stock_sheet, whole_sheet
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database, now

MAKERS = {SheetKind.LEDGER: stock_ledger, SheetKind.LABELS: stock_labels}


def sheet_of(
    session: Session, actor: Actor, kind: SheetKind, ids: Collection[int] | None = None
) -> Document:
    """Raises RuleBroken for who may not see the stock."""
    return MAKERS[kind](stock_sheet(session, actor, now(session), ids))


def own_sheet(db: Database, kind: SheetKind) -> Document:
    """For the command line, whose login the database itself lets read, or not."""
    with db.read() as session:
        return MAKERS[kind](whole_sheet(session, PROGRAM, now(session)))
