"""What people say of an obligation: done by hand, not applicable, applicable, whose it is.

Nothing here writes how it stands: what was said is kept, and the book is settled from it like from
any act (services/book.py). What an act proves nobody closes by hand.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import chase_refusal, require_unmoved
from commandcenter.domain.command.obligation import (
    STATE_WORDS,
    ObligationState,
    require_by_hand,
    require_file_loose,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import dated_zh
from commandcenter.services import book
from commandcenter.services.command.reminders import remind as keep_reminder
from commandcenter.services.guard import (
    incident_of,
    open_incident,
    person_in_service,
    rights,
    storable,
    text_of,
)
from commandcenter.store.command.obligations import APPLIES, as_obligation
from commandcenter.store.command.old_steps import obligation_of_step
from commandcenter.store.command.relied_files import relies_on
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.people import in_force
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.files import AttachmentRow, StoredFileRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

REASON = 500


def close_by_hand(session: Session, actor: Actor, obligation_id: int, words: str) -> None:
    """Say in a sentence what was done. Raises RuleBroken for what an act closes, or is not open."""
    row = _row(session, obligation_id)
    _require(session, actor, row, Action.COMPLETE_STEP)
    _require_state(row, ObligationState.OPEN)
    said = text_of(require_by_hand(as_obligation(row), words), "完成情况", REASON)
    row.hand_words, row.done_at, row.done_by = said, now(session), actor.name
    _add_note(session, actor, row, "hand", said)
    book.record_said(session, actor, row, "closed by hand")


def reopen(session: Session, actor: Actor, obligation_id: int, reason: str) -> None:
    """Take back what was said by hand, or ticked in an earlier version; the reason is kept."""
    row = _row(session, obligation_id)
    _require(session, actor, row, Action.REOPEN_STEP)
    _require_state(row, ObligationState.DONE)
    if not row.hand_words and not as_obligation(row).is_old_tick:
        raise RuleBroken("“{title}”由记录办结；记录撤回或者作废后自动恢复。", title=word(row.title))
    row.hand_words, row.done_at, row.done_by, row.act_table, row.act_id = "", None, "", "", None
    _add_note(session, actor, row, "reopened", text_of(reason, "恢复的原因", REASON))
    book.record_said(session, actor, row, "reopened")


def applies(session: Session, actor: Actor, obligation_id: int, reason: str) -> None:
    """Say that the case of a waiting one has come: its group's leader, commander or deputy."""
    row = _row(session, obligation_id)
    _require_to_apply(session, actor, row)
    _require_state(row, ObligationState.WAITING)
    _add_note(session, actor, row, APPLIES, text_of(reason, "适用的情形", REASON))
    book.record_said(session, actor, row, "applies")


def not_applicable(session: Session, actor: Actor, obligation_id: int, reason: str) -> None:
    """Say by name why it does not apply here. An act that comes later still closes it."""
    row = _row(session, obligation_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    _require_state(row, ObligationState.OPEN, ObligationState.GREY, ObligationState.WAITING)
    at = now(session)  # before: what asks writes first what is there, and all three go together
    row.na_why, row.na_by, row.na_at = text_of(reason, "不适用的理由", REASON), actor.name, at
    _add_note(session, actor, row, "na", row.na_why)
    book.record_said(session, actor, row, "not applicable")


def take_back(session: Session, actor: Actor, obligation_id: int, reason: str = "") -> None:
    """It applies after all; what was said stays in the record."""
    row = _row(session, obligation_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    if not row.na_why:
        raise RuleBroken("“{title}”没有注明不适用。", title=word(row.title))
    row.na_why, row.na_by, row.na_at = "", "", None
    why = text_of(storable(reason).strip() or word("撤回不适用"), "理由", REASON)
    _add_note(session, actor, row, "na_back", why)
    book.record_said(session, actor, row, "taken back")


def assign(
    session: Session,
    actor: Actor,
    obligation_id: int,
    person_id: int | None,
    seen: int | None = None,
) -> None:
    """Give an open one to a member of its group; None gives it back to the leader.

    `seen`: who had it on the screen, 0 for nobody.
    """
    row = _row(session, obligation_id)
    rights(session).require(actor, Action.ASSIGN_PEOPLE, group=row.group)
    _require_state(row, ObligationState.OPEN, ObligationState.GREY)
    if seen is not None:
        require_unmoved(seen, row.assigned_to or 0, "这项任务的分派")
    person = person_in_service(session, person_id) if person_id is not None else None
    if person is not None and row.group is not None:
        _require_member(session, person, row.group)
    row.assigned_to = person_id
    said = f"由{person.name}办理" if person else word("由组长安排")
    _add_note(session, actor, row, "assigned", said)
    book.record_said(session, actor, row, "assigned")


def note(session: Session, actor: Actor, obligation_id: int, words: str) -> None:
    row = _row(session, obligation_id)
    _require(session, actor, row, Action.WRITE_LOG)
    _add_note(session, actor, row, "note", text_of(words, "备注", 2_000))
    book.record_said(session, actor, row, "noted")


def remind(session: Session, actor: Actor, obligation_id: int, words: str) -> int:
    """催办: by who may give an instruction there, or by the office that keeps the papers."""
    row = _row(session, obligation_id)
    if row.incident_id is None:
        raise RuleBroken("“{title}”不属于某个事件，不能催办。", title=word(row.title))
    matter = Matter(
        group=row.group, districts=frozenset(incident_of(session, row.incident_id).districts)
    )
    if refused := chase_refusal(rights(session), actor, matter, Action.GIVE_INSTRUCTION):
        raise refused
    _require_state(row, ObligationState.OPEN)
    return keep_reminder(
        session, actor, row.incident_id, "obligation", row.id, words, row.clause or "2.1(1)"
    )


def attach(session: Session, actor: Actor, obligation_id: int, sha256: str, name: str) -> None:
    """Link a file that was sent before (store.files)."""
    row = _row(session, obligation_id)
    _require(session, actor, row, Action.WRITE_LOG)
    stored = session.get(StoredFileRow, sha256)
    if stored is None or not stored.complete:
        raise RuleBroken("文件“{name}”还没有传完，请重新添加。", name=visible(name))
    session.add(
        AttachmentRow(
            obligation_id=row.id,
            sha256=sha256,
            name=text_of(visible(name), "文件名", 255),
            size=stored.size,
            at=now(session),
            by=actor.name,
            by_id=actor.person_id or None,
        )
    )
    book.record_said(session, actor, row, "attached")


def take_out_file(session: Session, actor: Actor, attachment_id: int, why: str) -> None:
    """A file that was attached by mistake is struck out, by who attached it or whoever may attach
    there: it stays in the record and proves what was there, but counts no more (plan 2.1(1)).

    Raises RuleBroken where `require_file_loose` does, and when the incident's record is closed.
    """
    file = session.get(AttachmentRow, attachment_id)
    if file is None or file.obligation_id is None:
        raise RuleBroken("没有编号为 {id} 的附件。", id=attachment_id)
    row = _row(session, file.obligation_id)
    if file.by_id != actor.person_id:
        _require(session, actor, row, Action.WRITE_LOG)
    words = text_of(why, "撤出附件的理由", REASON)
    gone, relied_on = file.removed_at is not None, relies_on(row, file)
    require_file_loose(file.name, row.title, gone=gone, relied_on=relied_on)
    file.removed_at, file.removed_by, file.removed_why = now(session), actor.name, words
    book.record_said(session, actor, row, "file taken out")


def of_step(session: Session, step_id: int) -> int:
    """What became of a step of an earlier version. Raises RuleBroken where nothing did."""
    found = obligation_of_step(session, step_id)
    if found is None:
        raise RuleBroken("没有编号为 {id} 的任务。", id=step_id)
    return found


def _row(session: Session, obligation_id: int) -> ObligationRow:
    """One that may still be changed: the record of its incident is not closed."""
    row = session.get(ObligationRow, obligation_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的应办事项。", id=obligation_id)
    if row.incident_id is not None:
        open_incident(session, row.incident_id)
    return row


def _require_member(session: Session, person: PersonRow, group: Group) -> None:
    held = session.scalar(
        select(func.count())
        .select_from(RoleGrantRow)
        .where(
            RoleGrantRow.person_id == person.id,
            RoleGrantRow.group == group,
            RoleGrantRow.role.in_((Role.LEADER, Role.MEMBER)),
            in_force(now(session)),
        )
    )
    if not held:
        raise RuleBroken("{name}不在{group}。", name=person.name, group=GROUP_WORDS[group])


def _require(session: Session, actor: Actor, row: ObligationRow, action: Action) -> None:
    district = None
    if row.incident_id is not None:
        incident = incident_of(session, row.incident_id)
        # plan 4.2(4): only then are they the county's, those after the end too
        if last_response(session, incident) is Level.IV:
            district = frozenset(incident.districts)
    rights(session).require(
        actor, action, group=row.group, district=district, person_id=row.assigned_to
    )


def _require_to_apply(session: Session, actor: Actor, row: ObligationRow) -> None:
    if rights(session).refusal(actor, Action.WAIVE_LINE, Matter()) is not None:
        _require(session, actor, row, Action.COMPLETE_STEP)


def _require_state(row: ObligationRow, *wanted: ObligationState) -> None:
    if row.state in wanted:
        return
    if row.state is ObligationState.DONE and row.done_at is not None:
        raise RuleBroken(
            "“{title}”已办结（{who} {when}）。",
            title=word(row.title),
            who=row.done_by,
            when=dated_zh(row.done_at),
        )
    raise RuleBroken("“{title}”现在{state}。", title=word(row.title), state=STATE_WORDS[row.state])


def _add_note(session: Session, actor: Actor, row: ObligationRow, kind: str, words: str) -> None:
    session.add(
        ObligationNoteRow(
            incident_id=row.incident_id,
            obligation_id=row.id,
            kind=kind,
            at=now(session),
            by=actor.name,
            text=words,
        )
    )
