"""待决事项: what waits for a decision of the command, for the strip of the wall.

Never what a group is late with, and never what another body decides: a request that lies
with the province, a draft that was sent back, an oral decision to be signed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import LIVE, State
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, ReleaseState
from commandcenter.domain.reports.report import Chain, ReportState, report_label
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.grade_steps import newest_on_grade
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.releases.release_gate import releases_on_the_way
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

PENDING_LIMIT = 3
UPPER_RANK = 2  # Ⅱ and Ⅰ are decided above: the commander signs 初判 and 报请


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """One line of 待决事项: only what waits for a decision of the command."""

    text: str
    since: datetime


def pending(session: Session, incident_id: int) -> tuple[PendingDecision, ...]:
    """Oldest first, at most three; with what was drafted in those that were merged into it."""
    incident = session.get_one(IncidentRow, incident_id)
    family = family_of(session, incident_id)
    found = [
        *_grade(session, incident),
        *_activation(session, incident),
        *_releases(session, family),
        *(line for member in family for line in _reports(session, member)),
    ]
    return tuple(sorted(found, key=lambda p: p.since)[:PENDING_LIMIT])


def _grade(session: Session, incident: IncidentRow) -> Iterator[PendingDecision]:
    newest = newest_on_grade(session, incident.id) if incident.state in LIVE else None
    if newest is None:
        return
    grade = newest.level.grade_title
    if newest.step == "initial":
        yield PendingDecision(f"报请上级决定{grade}，待签署", newest.at)
    elif newest.step == "suggestion" and newest.level.rank <= UPPER_RANK:
        yield PendingDecision(f"定级建议：{grade}，初判和报请待签署", newest.at)
    elif newest.step == "suggestion":
        yield PendingDecision(f"定级建议：{grade}，待决定", newest.at)


def _activation(session: Session, incident: IncidentRow) -> Iterator[PendingDecision]:
    newest = newest_on_grade(session, incident.id)
    decided = newest is not None and newest.step == "decision"
    if newest and decided and incident.state is State.ASSESSING:
        yield PendingDecision("启动响应待签发", newest.at)


def _releases(session: Session, family: Collection[int]) -> Iterator[PendingDecision]:
    for row in releases_on_the_way(session):
        if row.incident_id not in family or row.state is not ReleaseState.APPROVAL:
            continue
        yield PendingDecision(f"{RELEASE_KIND_WORDS[row.kind]}（送审稿）待签发", row.drafted_at)


def _reports(session: Session, incident_id: int) -> Iterator[PendingDecision]:
    """A county signs its own; one that was sent back waits for its drafter."""
    for row in rows_of_incident(session, ReportRow, incident_id):
        if row.state is not ReportState.DRAFT or row.returned_why is not None:
            continue
        if row.chain == Chain.COUNTY:
            continue
        label = report_label(row.kind, row.number)
        yield PendingDecision(f"{label}（送审稿）待签发", row.drafted_at)
