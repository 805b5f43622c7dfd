"""Acts of law on complaints (令121), one or thousands at once, each with its own clock.

An incident never stops them: a complaint is handled the same inside and outside of one.
Of many, those that the act does not fit are left as they are and named with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import (
    ACT_WORDS,
    Done,
    Dues,
    HandlingAct,
    Standing,
    in_force,
    require_act,
    standing,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import person_in_service, rights, storable
from commandcenter.store.complaints.handling import acts_of, pages
from commandcenter.store.database import now
from commandcenter.store.incident.counts import settled
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_event import ComplaintEventRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow

CLAUSE = "4.1(6)"
MOST = 20_000  # complaints in one command
LONGEST, NAME_LENGTH = 2_000, 50

Matters = Row[int, ComplaintKind, datetime, str | None]


@dataclass(frozen=True, slots=True)
class Handled:
    """What came of an act on many. `records`: to take it back; `refused`: why, how often."""

    complaints: tuple[int, ...]
    records: tuple[int, ...]
    refused: tuple[tuple[RuleBroken, int], ...] = ()


def carry_out(session: Session, actor: Actor, complaint_ids: Iterable[int], done: Done) -> Handled:
    """Record one act on each; raises RuleBroken when it fits none of them.

    Journalled once for each incident that the complaints belong to.
    """
    done = _clean(done)
    found = _chosen(session, complaint_ids)
    acts = acts_of(session, [row.id for row in found])
    dues, at = Dues(plan_of(session)), now(session)
    refused: Counter[str] = Counter()
    why: dict[str, RuleBroken] = {}
    fitting: list[tuple[int, Standing]] = []
    for row in found:
        try:
            _require_right(session, actor, row.district)
            before = standing(row.kind, row.registered_at, acts[row.id])
            require_act(dues, before, done, at)
            after = standing(row.kind, row.registered_at, [*acts[row.id], done])
            fitting.append((row.id, after))
        except RuleBroken as broken:
            refused[str(broken)] += 1
            why.setdefault(str(broken), broken)
    reasons = tuple((why[words], count) for words, count in refused.most_common())
    if not fitting:
        raise reasons[0][0]
    return replace(_write(session, actor, dues, fitting, done, at), refused=reasons)


def assign(session: Session, actor: Actor, complaint_ids: Iterable[int], person_id: int) -> Handled:
    """Give complaints to a person; their clocks run on."""
    person_in_service(session, person_id)
    return carry_out(
        session, actor, complaint_ids, Done(HandlingAct.ASSIGN, now(session), handler_id=person_id)
    )


def take_back(session: Session, actor: Actor, records: Iterable[int], words: str) -> Handled:
    """Take back recorded acts, each only while nothing followed it."""
    wanted = sorted(set(records))
    rows: dict[int, int] = {}  # complaint: the record
    for page in pages(wanted):
        rows |= dict(
            session.execute(
                select(ComplaintEventRow.complaint_id, ComplaintEventRow.id).where(
                    ComplaintEventRow.id.in_(page)
                )
            ).all()
        )
    about(session, "complaint_handling", *rows)
    acts = acts_of(session, rows)
    still = [i for i, record in rows.items() if _last(acts[i]) == record]
    if not still:
        raise RuleBroken("之后又有新的办理，或者已经撤回，不能再撤回这一步。")
    result = carry_out(session, actor, still, Done(HandlingAct.UNDO, now(session), words))
    later = len(rows) - len(still)
    if later:
        moved = RuleBroken("之后又有新的办理，没有撤回。")
        result = replace(result, refused=(*result.refused, (moved, later)))
    return result


def _last(acts: Sequence[Done]) -> int:
    """The record of the last act that stands."""
    kept = in_force(acts)
    return kept[-1].id if kept else 0


def recount_dues(session: Session, actor: Actor) -> int:
    """After the calendar or a limit was changed: when each running clock ends now.

    No right is asked: it follows from an edit of the plan, for which one was. Returns
    how many changed.
    """
    rows = {
        row.complaint_id: row
        for row in session.scalars(
            select(ComplaintHandlingRow).where(ComplaintHandlingRow.clock != "")
        )
    }
    dues, changed = Dues(plan_of(session)), 0
    acts = acts_of(session, rows)
    for found in _columns(session, list(rows)):
        at = standing(found.kind, found.registered_at, acts[found.id])
        first = next(iter(dues.clocks(at)), None)
        ends = first.due_at if first else None
        if rows[found.id].due_at != ends:
            rows[found.id].due_at, changed = ends, changed + 1
    if changed:
        book.record(session, actor, "complaint_handling", 0, "recounted", clause=CLAUSE)
    return changed


def _clean(done: Done) -> Done:
    words, approved = storable(done.words).strip(), storable(done.approved_by).strip()
    if len(words) > LONGEST:
        raise RuleBroken("{act}的文字超过 {limit} 字。", act=ACT_WORDS[done.act], limit=LONGEST)
    if len(approved) > NAME_LENGTH:
        raise RuleBroken("{what}超过 {limit} 字。", what=word("批准人"), limit=NAME_LENGTH)
    return replace(done, words=words, approved_by=approved)


def _chosen(session: Session, complaint_ids: Iterable[int]) -> list[Matters]:
    wanted = sorted(set(complaint_ids))
    if not wanted:
        raise RuleBroken("请先选择投诉。")
    if len(wanted) > MOST:
        raise RuleBroken("一次最多办理 {most} 件，请缩小范围。", most=MOST)
    about(session, "complaint_handling", *wanted)
    found = _columns(session, wanted)
    if not found:
        raise RuleBroken("选择的投诉已经不在了，请刷新后再选。")
    return found


def _columns(session: Session, ids: Sequence[int]) -> list[Matters]:
    found: list[Matters] = []
    for page in pages(ids):
        columns = ComplaintRow.id, ComplaintRow.kind, ComplaintRow.registered_at
        wanted = select(*columns, ComplaintRow.district).where(ComplaintRow.id.in_(page), settled())
        found += session.execute(wanted.order_by(ComplaintRow.id)).all()
    return found


def _require_right(session: Session, actor: Actor, district: str | None) -> None:
    matter = Matter(districts=frozenset({district} if district else ()))
    if refusal := rights(session).refusal(actor, Action.HANDLE_COMPLAINT, matter):
        raise refusal


def _write(
    session: Session,
    actor: Actor,
    dues: Dues,
    fitting: Sequence[tuple[int, Standing]],
    done: Done,
    at: datetime,
) -> Handled:
    """The act and the standing of each, and a journal line an incident."""
    records: list[int] = []
    for incident, group in sorted(_by_incident(session, fitting).items()):
        events = [_event(complaint, done, at, actor) for complaint, _ in group]
        session.add_all(events)
        _put_standings(session, dues, group)
        subject = group[0][0] if len(group) == 1 else 0
        book.record(
            session,
            actor,
            "complaint_handling",
            subject,
            done.act.value,
            incident=incident or None,
            clause=CLAUSE,
        )
        records += [event.id for event in events]
    return Handled(tuple(i for i, _ in fitting), tuple(records))


def _by_incident(
    session: Session, fitting: Sequence[tuple[int, Standing]]
) -> dict[int, list[tuple[int, Standing]]]:
    """By the newest incident that each belongs to; 0: to none."""
    newest: dict[int, int] = {}
    for page in pages([complaint for complaint, _ in fitting]):
        links = select(IncidentComplaintRow.complaint_id, IncidentComplaintRow.incident_id).where(
            IncidentComplaintRow.complaint_id.in_(page), IncidentComplaintRow.removed_at.is_(None)
        )
        newest |= dict(session.execute(links.order_by(IncidentComplaintRow.id)).all())
    groups: dict[int, list[tuple[int, Standing]]] = defaultdict(list)
    for pair in fitting:
        groups[newest.get(pair[0], 0)].append(pair)
    return groups


def _event(complaint: int, done: Done, at: datetime, actor: Actor) -> ComplaintEventRow:
    return ComplaintEventRow(
        complaint_id=complaint,
        kind=done.act.value,
        done_on=done.done_on,
        words=done.words,
        approved_by=done.approved_by,
        recovered_cents=done.recovered_cents,
        handler_id=done.handler_id,
        at=at,
        by=actor.name,
    )


def _put_standings(session: Session, dues: Dues, group: Sequence[tuple[int, Standing]]) -> None:
    rows: dict[int, ComplaintHandlingRow] = {}
    for page in pages([complaint for complaint, _ in group]):
        held = select(ComplaintHandlingRow).where(ComplaintHandlingRow.complaint_id.in_(page))
        rows |= {row.complaint_id: row for row in session.scalars(held)}
    for complaint, at in group:
        row = rows.get(complaint)
        if row is None:
            session.add(ComplaintHandlingRow(complaint_id=complaint, **_values(dues, at)))
            continue
        for name, value in _values(dues, at).items():
            setattr(row, name, value)


def _values(dues: Dues, at: Standing) -> dict[str, Any]:
    clock = next(iter(dues.clocks(at)), None)
    return {
        "state": at.state.value,
        "accepted_at": at.accepted_at,
        "declined_at": at.declined_at,
        "mediation_ended_at": at.mediation_ended_at,
        "closed_at": at.closed_at,
        "clock": clock.code if clock else "",
        "due_at": clock.due_at if clock else None,
        "recovered_cents": at.recovered_cents,
        "handler_id": at.handler_id,
    }
