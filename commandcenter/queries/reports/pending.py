"""待决事项: what waits for a decision of the command, for the strip of the wall.

What the book wants of the command. Never what a group is late with, and never what another body
decides: a request that lies with the province, a draft that was sent back, an oral decision to be
signed. Of the bureau's own book what the command signs or approves, in the words of its alarm,
which may stand beside it.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, ReleaseState
from commandcenter.domain.reports.report import Chain, report_label
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.incident.family import family_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.releases.release_gate import releases_on_the_way
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from commandcenter.store.tables.reports.report import ReportRow

OF_COMMAND = frozenset({"fund_approve", "plan_sign", "risk_sign"})  # of the bureau's own book
UPPER_RANK = 2  # Ⅱ and Ⅰ are decided above: the commander signs 初判 and 报请


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """One line of 待决事项: only what waits for a decision of the command."""

    text: str
    since: datetime


def pending(session: Session, incident_id: int) -> tuple[PendingDecision, ...]:
    """Oldest first, with what was drafted in those that were merged into it."""
    book = obligations_of(session, incident_id, now(session), state=ObligationState.OPEN)
    family = family_of(session, incident_id)
    found = [
        *_levels(session, family, book),
        *_releases(session, _about(book, "release_gate")),
        *_reports(session, family, _about(book, "report_sign")),
    ]
    return tuple(sorted(found, key=lambda p: p.since))


def pending_of_bureau(session: Session) -> tuple[PendingDecision, ...]:
    """Oldest first; of no incident."""
    book = obligations_of(session, None, now(session), state=ObligationState.OPEN)
    found = (
        PendingDecision(word(row.title), row.start_at) for row in book if row.code in OF_COMMAND
    )
    return tuple(sorted(found, key=lambda each: each.since))


def _about(book: Collection[Obligation], *codes: str) -> set[int]:
    """The records that open obligations of these codes are about."""
    return {int(row.about.partition(":")[2]) for row in book if row.code in codes and row.about}


def _levels(
    session: Session, family: Iterable[int], book: Collection[Obligation]
) -> Iterator[PendingDecision]:
    """The grade that is to be decided, the newest step of it; else the activation."""
    asked = _about(book, "grade_decide", "grade_request")
    if not asked:
        for each in book:
            if each.code == "start_response":
                yield PendingDecision(word("启动响应待签发"), each.start_at)
        return
    steps = (
        row for number in family for row in rows_of_incident(session, LevelDecisionRow, number)
    )
    row = next(row for row in steps if row.id == max(asked))
    grade = row.level.grade_title
    if row.step == "initial":
        words = phrase("报请上级决定{grade}，待签署", grade=grade)
    elif row.level.rank <= UPPER_RANK:
        words = phrase("定级建议：{grade}，初判和报请待签署", grade=grade)
    else:
        words = phrase("定级建议：{grade}，待决定", grade=grade)
    yield PendingDecision(words, row.at)


def _releases(session: Session, asked: set[int]) -> Iterator[PendingDecision]:
    """At the gate of the signature."""
    for row in releases_on_the_way(session):
        if row.id in asked and row.state is ReleaseState.APPROVAL:
            text = phrase("{paper}（送审稿）待签发", paper=RELEASE_KIND_WORDS[row.kind])
            yield PendingDecision(text, row.drafted_at)


def _reports(
    session: Session, family: Collection[int], asked: set[int]
) -> Iterator[PendingDecision]:
    """A county signs its own; one that was sent back waits for its drafter."""
    for row in (row for member in family for row in rows_of_incident(session, ReportRow, member)):
        if row.id in asked and row.returned_why is None and row.chain != Chain.COUNTY:
            label = report_label(row.kind, row.number)
            text = phrase("{paper}（送审稿）待签发", paper=label)
            yield PendingDecision(text, row.drafted_at)
