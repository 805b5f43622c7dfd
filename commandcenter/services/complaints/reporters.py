"""A report (举报) stays one whatever a later file says, unless the bringer may see reporters.

Whoever takes in complaints may make a report of one (投诉改举报), for that only protects more. The
other way is who may see the reporter's (令121 Art. 37); a file that somebody else brings, or that
the program takes in by itself, corrects all but the kind.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.rights import Action, Matter
from commandcenter.services.guard import rights
from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow

SHOWN = 5  # numbers that are named
KEPT = word(
    "其中 {n} 件举报在文件中改成了别的类型，仍按举报保留（{numbers}）："
    "举报改为其他类型，须由可以查看该举报人身份的人导入。"
)


def stay(
    session: Session, actor: Actor, said: Sequence[tuple[ComplaintRow, ComplaintKind]]
) -> set[int]:
    """The complaints that stay reports, though `said` gives them another kind."""
    lowered = [
        row
        for row, kind in said
        if row.kind is ComplaintKind.REPORT and kind is not ComplaintKind.REPORT
    ]
    handlers = _handlers(session, [row.id for row in lowered])
    return {row.id for row in lowered if not _may(session, actor, row, handlers.get(row.id))}


def kept_words(numbers: Sequence[str]) -> str:
    """For who brought the file; "" where none stayed."""
    if not numbers:
        return ""
    named = joined("、", numbers[:SHOWN])
    if len(numbers) > SHOWN:
        named = phrase("{numbers} 等", numbers=named)
    return KEPT.format(n=len(numbers), numbers=named)


def _may(session: Session, actor: Actor, row: ComplaintRow, handler: int | None) -> bool:
    matter = Matter(districts=frozenset({row.district} if row.district else ()), person_id=handler)
    asked = rights(session).refusal(actor, Action.SEE_REPORTER, matter)
    return bool(actor.person_id) and asked is None


def _handlers(session: Session, ids: Sequence[int]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    columns = ComplaintHandlingRow.__table__.c
    for page in pages(ids):
        rows = select(columns.complaint_id, columns.handler_id)
        found |= dict(session.execute(rows.where(among(columns.complaint_id, page))).all())
    return found
