"""Research with partners (plan 6.3): taken up, changed, finished with its result, ended."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.research import (
    NewResearch,
    require_research,
    require_running,
    research_state,
)
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.store import files
from commandcenter.store.database import Database, now
from commandcenter.store.files import OnProgress
from commandcenter.store.tables.publicity.publicity import ResearchRow
from commandcenter.store.tables.support.team import PartnerRow

CLAUSE = "6.3"
KEPT = ("partner_id", "topic", "contact", "starts_on", "ends_on", "note")


def take_up(session: Session, actor: Actor, new: NewResearch) -> int:
    """Return its id. Raises RuleBroken for a partnership that has ended."""
    new = _checked(session, actor, new)
    values = {name: getattr(new, name) for name in KEPT}
    row = ResearchRow(**values, at=now(session), by=actor.name)
    session.add(row)
    session.flush()
    book.record(session, actor, "research", row.id, "taken up", clause=CLAUSE)
    return row.id


def change(session: Session, actor: Actor, research_id: int, new: NewResearch, seen: int) -> None:
    """`seen`: the version on the screen."""
    row = _running(session, actor, research_id)
    require_seen(row.version, seen)
    new = _checked(session, actor, new)
    if all(getattr(row, name) == getattr(new, name) for name in KEPT):
        raise RuleBroken("没有改动任何内容。")
    # First: what asks the clock writes what was changed before.
    row.changed_at, row.changed_by = now(session), actor.name
    for name in KEPT:
        setattr(row, name, getattr(new, name))
    book.record(session, actor, "research", row.id, "changed", clause=CLAUSE)


def finish(
    session: Session,
    actor: Actor,
    research_id: int,
    result: str,
    sha256: str = "",
    file_name: str = "",
) -> None:
    """What came of it. `sha256`: of its report, which was sent before; "" of none."""
    row = _running(session, actor, research_id)
    said, name = text_of(result, "成果", 2_000), visible(file_name.strip())
    if sha256:
        files.require_complete(session, sha256, name)
    row.result, row.done_at, row.done_by = said, now(session), actor.name
    row.sha256, row.file_name = sha256 or None, name
    book.record(session, actor, "research", row.id, "finished", clause=CLAUSE)


def finish_with_file(
    db: Database,
    actor: Actor,
    research_id: int,
    result: str,
    path: Path,
    on_progress: OnProgress,
) -> None:
    """The file goes first, in parts. Raises RuleBroken before the sending where it can."""
    with db.read() as session:
        _running(session, actor, research_id)
    sha256 = files.send(db, path, on_progress)
    with db.write() as session:
        finish(session, actor, research_id, result, sha256, path.name)


def save_file(db: Database, sha256: str, target: Path, on_progress: OnProgress) -> Path:
    """Copy its report to `target`, checked against its hash."""
    with db.read() as session:
        files.copy_out(session, sha256, target, on_progress)
    return target


def end(session: Session, actor: Actor, research_id: int, why: str) -> None:
    """It is given up; it stays in the record."""
    row = _running(session, actor, research_id)
    said = text_of(why, "终止的理由", 200)
    row.ended_why, row.ended_at, row.ended_by = said, now(session), actor.name
    book.record(session, actor, "research", row.id, "ended", clause=CLAUSE)


def _checked(session: Session, actor: Actor, new: NewResearch) -> NewResearch:
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    partner = session.get(PartnerRow, new.partner_id)
    if partner is None:
        raise RuleBroken("没有编号为 {id} 的合作单位。", id=new.partner_id)
    if partner.ended_at is not None:
        raise RuleBroken("和“{name}”的合作已经终止。", name=partner.organisation)
    note = storable(new.note).strip()
    if len(note) > 500:
        raise RuleBroken("备注超过 {most} 字，请缩短。", most=500)
    new = replace(
        new, topic=text_of(new.topic, "课题", 80), contact=text_of(new.contact, "联系人", 30),
        note=note,
    )  # fmt: skip
    require_research(new)
    return new


def _running(session: Session, actor: Actor, research_id: int) -> ResearchRow:
    rights(session).require(actor, Action.KEEP_PUBLICITY)
    row = session.get(ResearchRow, research_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的科研合作。", id=research_id)
    state = research_state(
        done=row.done_at is not None, ended=row.ended_at is not None, ends_on=row.ends_on,
        today=local(now(session)).date(),
    )  # fmt: skip
    require_running(row.topic, state)
    return row
