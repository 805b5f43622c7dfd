"""What a line of the journal is about by its own number, where no row that came with it says so.

A sent report brings its receipts, a judged release its check: what they are of is said by the line.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.reports.report import report_label
from commandcenter.domain.rights import Action
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_facts import release_label
from commandcenter.store.tables.aftermath.aftermath import DutyNoteRow
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.papers.paper import PaperRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.tables.watch.watch import SignalRow

Line = tuple[str, int]  # its kind, and its subject
UNTOLD = word("内容由有权查阅证据材料的人员查看")


def _titled(row: Any) -> str:
    return phrase("“{title}”", title=short(row.title))


# By the kind of line: the table of its subject, and what it is called.
MAINS: Mapping[str, tuple[type[Base], Callable[[Any], str]]] = {
    "release": (ReleaseRow, lambda row: joined(
        " ", (release_label(ReleaseKind(row.kind), row.number), _titled(row)))),
    "report": (ReportRow, lambda row: report_label(row.kind, row.number)),
    "document": (PaperRow, _titled),
    "warning": (WarningRow, _titled),
    "signal": (SignalRow, _titled),
    "typical_case": (TypicalCaseRow, _titled),
    "duty_note": (DutyNoteRow, lambda row: short(row.reason)),
    "case_file": (CaseFileRow, lambda row: phrase("案由：{cause}", cause=short(row.cause))),
}  # fmt: skip


def main_words(session: Session, actor: Actor, lines: Iterable[Line]) -> dict[Line, str]:
    """By kind and subject; one statement a kind."""
    wanted: dict[str, set[int]] = {}
    for kind, subject in lines:
        if kind in MAINS and subject:
            wanted.setdefault(kind, set()).add(subject)
    told: dict[Line, str] = {}
    for kind, keys in wanted.items():
        if kind == "case_file" and not plan_of(session).rights.allows(actor, Action.EVIDENCE_READ):
            told |= dict.fromkeys(((kind, key) for key in keys), UNTOLD)
            continue
        told |= {(kind, row.id): MAINS[kind][1](row) for row in _rows(session, kind, sorted(keys))}
    return told


def _rows(session: Session, kind: str, keys: Sequence[int]) -> Sequence[Any]:
    row: Any = MAINS[kind][0]
    return session.scalars(select(row).where(row.id.in_(keys))).all()
