"""典型案例稿 (plan 7.2): drafted from an ended incident with all names covered, then edited."""

from sqlalchemy import select
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
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.store.aftermath.case_story import nameless, story, title_of
from commandcenter.store.database import now
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.aftermath.aftermath import TypicalCaseRow


def draft(session: Session, actor: Actor, incident_id: int) -> int:
    """Draft the case from the record; return its id."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.MAKE_ARCHIVE)
    require_tellable(incident.state)
    there = session.scalar(
        select(TypicalCaseRow.id).where(TypicalCaseRow.incident_id == incident.id)
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
        drafted_at=now(session),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "drafted")
    return row.id


def edit(session: Session, actor: Actor, case_id: int, title: str, text: str, seen: int) -> None:
    """Change the draft. `seen`: the version on the screen.

    Raises RuleBroken while it names a trader, a person or a place, or when it was changed since.
    """
    row = session.get(TypicalCaseRow, case_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的典型案例。", id=case_id)
    rights(session).require(actor, Action.MAKE_ARCHIVE)
    if row.version != seen:
        raise RuleBroken(
            "典型案例稿刚由{who}改过，您写的还没有保存。请看过新内容后再保存。",
            who=row.drafted_by,
        )
    title, text = text_of(title, "标题", TITLE_LENGTH), text_of(text, "正文", TEXT_LENGTH)
    private, places = nameless(session, incident_of(session, row.incident_id))
    require_nameless(f"{title}\n{text}", private, places)
    if (title, text) == (row.title, row.text):
        raise RuleBroken("没有改动任何内容。")
    row.title, row.text, row.drafted_by = title, text, actor.name
    _record(session, actor, row, "edited")


def _record(session: Session, actor: Actor, row: TypicalCaseRow, verb: str) -> None:
    book.record(
        session, actor, "typical_case", row.id, verb, incident=row.incident_id, clause="7.2"
    )
