"""典型案例稿 (plan 7.2): drafted from an ended incident with all names covered, then edited.

Its way out, through the gates, is in services/publicity/case_gates.py.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    require_nameless,
    require_tellable,
    without_names,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.cases import STANDING, CaseAct, CaseState, CaseStep
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights, text_if_any, text_of
from commandcenter.store.aftermath.case_story import nameless, story, title_of, unnamed
from commandcenter.store.database import now
from commandcenter.store.publicity.case_gate import act_refusal, judged, sha256_of, steps_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow


def draft(session: Session, actor: Actor, incident_id: int) -> int:
    """Draft the case from the record; return its id. A new one only where the last was revoked."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.DRAFT_CASE)
    require_tellable(incident.state)
    state = TypicalCaseRow.state
    there = session.scalar(
        select(TypicalCaseRow.id).where(
            TypicalCaseRow.incident_id == incident.id,
            or_(state.is_(None), state.in_(sorted(STANDING))),
        )
    )
    if there:
        about(session, "typical_case", there)
        raise RuleBroken("本事件已有典型案例稿，请在原稿上修改。")
    private, places = nameless(session, incident)
    row = TypicalCaseRow(
        incident_id=incident.id,
        title=without_names(title_of(incident), private, places)[:TITLE_LENGTH],
        text=without_names(story(session, incident), private, places),
        drafted_by=actor.name,
        drafter_id=actor.person_id,
        drafted_at=now(session),
        state=CaseState.DRAFT.value,
        category="",
    )
    session.add(row)
    session.flush()
    add_step(session, actor, row, CaseStep.DRAFT)
    _record(session, actor, row, "drafted")
    return row.id


def edit(
    session: Session,
    actor: Actor,
    case_id: int,
    title: str,
    text: str,
    seen: int,
    category: str | None = None,
) -> None:
    """Change the draft. `seen`: the version on the screen. `category`: of the risk that it answers,
    None where it stays.

    Raises RuleBroken while it names a trader, a person or a place, or when it was changed since.
    """
    row = case_of(session, case_id)
    steps = steps_of(session, [row.id])
    if refusal := act_refusal(rights(session), actor, row, steps, CaseAct.EDIT):
        raise refusal
    if row.version != seen:
        raise RuleBroken(
            "典型案例稿刚由{who}改过，您写的还没有保存。请看过新内容后再保存。",
            who=row.drafted_by,
        )
    title, text = text_of(title, "标题", TITLE_LENGTH), text_of(text, "正文", TEXT_LENGTH)
    private, places = unnamed(session, incident_of(session, row.incident_id))
    require_nameless(f"{title}\n{text}", private, places)
    kept = row.category or "" if category is None else text_if_any(category, "对应的风险类别", 40)
    if (title, text, kept) == (row.title, row.text, row.category or ""):
        raise RuleBroken("没有改动任何内容。")
    row.title, row.text, row.category = title, text, kept
    row.drafted_by, row.drafter_id = actor.name, actor.person_id
    session.flush()
    add_step(session, actor, row, CaseStep.DRAFT)
    _record(session, actor, row, "edited")


def case_of(session: Session, case_id: int) -> TypicalCaseRow:
    row = session.get(TypicalCaseRow, case_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的典型案例。", id=case_id)
    return row


def add_step(
    session: Session,
    actor: Actor,
    row: TypicalCaseRow,
    step: CaseStep,
    words: str = "",
    channels: str = "",
    number: str = "",
    done_at: datetime | None = None,
) -> None:
    at = now(session)
    session.add(TypicalCaseStepRow(
        incident_id=row.incident_id, case_id=row.id, step=step.value, words=words,
        channels=channels, number=number, judged=judged(row), text_sha256=sha256_of(row),
        person_id=actor.person_id, by=actor.name, done_at=done_at or at, at=at,
    ))  # fmt: skip
    session.flush()


def _record(session: Session, actor: Actor, row: TypicalCaseRow, verb: str) -> None:
    book.record(
        session, actor, "typical_case", row.id, verb, incident=row.incident_id, clause="7.2"
    )
