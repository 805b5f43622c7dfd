"""Questions of the press: open ones by their limit, then answered ones, newest first."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.releases.media import require_sayable
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_facts import release_label
from commandcenter.store.releases.release_gate import usable_lines
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PressLine:
    """`follows`: the 口径 or the published text the answer rests on."""

    id: int
    outlet: str
    asker: str
    question: str
    asked_at: datetime
    due_at: datetime | None
    overdue: bool
    registered_by: str
    answer: str
    follows: str
    line_id: int | None
    answered_by: str
    answered_at: datetime | None
    corrected_by: str
    corrected_at: datetime | None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A signed 口径 or a published text that an answer may follow."""

    id: int
    label: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PressBoard:
    """`usual`: the limit where none is set, as the plan writes it."""

    lines: tuple[PressLine, ...]
    waiting: int
    overdue: int
    choices: tuple[LineChoice, ...]
    usual: Due
    offers: tuple[Offer, ...]
    now: datetime


def press_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> PressBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    plan = plan_of(session, incident.plan_version_id if incident else None)
    rights = plan_of(session).rights
    number = incident.id if incident else 0
    shut, lines = closed(incident), usable_lines(session, number)
    sayable = partial(require_sayable, bool(lines))
    register = offer("register", rights, actor, Action.WATCH_OPINION, Matter(), shut=shut)
    answer = offer("answer", rights, actor, Action.DRAFT_RELEASE, Matter(), sayable, shut=shut)
    questions = [_line(*row, now, answer) for row in _rows(session, number)]
    level = graver(incident.grade, incident.response) if incident else None
    return PressBoard(
        lines=tuple(sorted(questions, key=_order)),
        waiting=sum(line.answered_at is None for line in questions),
        overdue=sum(line.overdue for line in questions),
        choices=tuple(
            LineChoice(row.id, release_label(row.kind, row.number), row.title, row.text)
            for row in lines
        ),
        usual=plan.limit_of("press_answer", level),
        offers=only(register),
        now=now,
    )


def _rows(session: Session, incident_id: int) -> list[tuple[PressQuestionRow, ReleaseRow | None]]:
    rows = session.execute(
        select(PressQuestionRow, ReleaseRow)
        .outerjoin(ReleaseRow, ReleaseRow.id == PressQuestionRow.line_id)
        .where(PressQuestionRow.incident_id == incident_id)
    )
    return [(question, line) for question, line in rows]


def _line(
    row: PressQuestionRow, follows: ReleaseRow | None, now: datetime, answer: Offer | None = None
) -> PressLine:
    waits = row.answered_at is None
    return PressLine(
        id=row.id,
        outlet=row.outlet,
        asker=row.asker,
        question=row.question,
        asked_at=row.asked_at,
        due_at=row.due_at,
        overdue=waits and row.due_at is not None and row.due_at < now,
        registered_by=row.registered_by,
        answer=row.answer or "",
        follows=release_label(follows.kind, follows.number) if follows else "",
        line_id=row.line_id,
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        corrected_by=row.corrected_by or "",
        corrected_at=row.corrected_at,
        offers=only(answer if waits or answer is None else replace(answer, key="amend")),
    )


def _order(line: PressLine) -> tuple[bool, float, int]:
    if line.answered_at is None:
        return False, (line.due_at or FAR).timestamp(), line.id
    return True, -line.answered_at.timestamp(), -line.id


def channels(session: Session, incident_id: int | None) -> tuple[str, ...]:
    """By which ways a release goes out, as the plan lists them."""
    incident = session.get_one(IncidentRow, incident_id) if incident_id is not None else None
    plan = plan_of(session, incident.plan_version_id if incident else None)
    return tuple(channel.title for channel in plan.release_channels.values())
