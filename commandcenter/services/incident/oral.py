"""电话请示记录: an oral decision is written down, holds at once, and is signed within the limit.

It goes through the same act as a signed one (services.incident.response, services.incident.levels):
the right must be the decider's own, and every item of the act must be there.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident import oral
from commandcenter.domain.incident.incident import require_open
from commandcenter.domain.incident.oral import Matter, People
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.due_words import due_after
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.rights import Action
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for, rights, text_of
from commandcenter.services.incident import response
from commandcenter.services.incident.warrant import Warrant
from commandcenter.store.database import now
from commandcenter.store.people import actor_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.recall import require_own
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.person import PersonRow

if TYPE_CHECKING:
    from commandcenter.services.incident import levels
else:
    levels = late("services.incident.levels")

CLAUSE = "2.1(1)"


@dataclass(frozen=True, slots=True)
class GradeOrder:
    """The grade that was decided by telephone, and the facts as they were known."""

    level: Level
    reason: str
    suggestion_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


Order = GradeOrder | response.Activation | response.Change | response.Ending
ORDERS: dict[Matter, type[Order]] = {
    Matter.GRADE: GradeOrder,
    Matter.ACTIVATE: response.Activation,
    Matter.RAISE: response.Change,
    Matter.LOWER: response.Change,
    Matter.END: response.Ending,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who decided what, when, in which words, who heard it.

    `order`: the act itself, for the matters of ORDERS; None for a release or another matter,
    which the record only keeps.
    """

    matter: Matter
    asked: str
    words: str
    called_at: datetime
    decider_id: int
    witness: str
    order: Order | None = None


def register(session: Session, actor: Actor, incident_id: int, call: Call) -> int:
    """Write down an oral decision; it takes effect at once. Returns the record's id.

    Raises RuleBroken unless recorder, decider and witness are three and the decider may.
    """
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_ORAL_DECISION, incident)
    require_open(incident.state)
    decider = _decider(session, call.decider_id)
    witness = text_of(call.witness, "见证人", 20)
    oral.require_three(
        People(actor.person_id, actor.name, decider.person_id, decider.name, witness)
    )
    at = oral.effective_at(call.called_at, _last_act(session, incident), now(session))
    _require_right(session, decider, incident, call)
    _require_order(call)
    row = _new_row(session, actor, incident, decider, call, witness)
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered")
    _carry_out(session, Warrant(actor, decider, at, row.id), incident, call)
    return row.id


def sign(session: Session, actor: Actor, oral_id: int, signature: str) -> None:
    """The decider signs what they said (补签); late is late, and still to be done."""
    row = _own(session, actor, oral_id)
    oral.require_unsettled(row.decider, row.signed_at, row.disputed_at)
    oral.require_signature(signature, actor.name)
    row.signed_at, row.signature = now(session), actor.name
    decisions = session.scalars(select(LevelDecisionRow).where(LevelDecisionRow.oral_id == row.id))
    for decision in decisions:
        decision.signature = actor.name
    _record(session, actor, row, "signed")


def take_back(session: Session, actor: Actor, oral_id: int) -> None:
    """撤回补签: it waits for the signature again, by the limit that it had."""
    row = _own(session, actor, oral_id)
    if row.signed_at is None:
        raise RuleBroken("这份记录还没有补签，不能撤回。")
    require_own(session, actor, "oral_decision", row.id, "signed", now(session))
    row.signed_at = row.signature = None
    decisions = session.scalars(select(LevelDecisionRow).where(LevelDecisionRow.oral_id == row.id))
    for decision in decisions:
        decision.signature = ""
    _record(session, actor, row, "signature taken back")


def dispute(session: Session, actor: Actor, oral_id: int, reason: str) -> None:
    """The decider says that they did not decide so. What was begun goes on until it is changed."""
    row = _own(session, actor, oral_id)
    oral.require_unsettled(row.decider, row.signed_at, row.disputed_at)
    row.disputed_why = text_of(reason, "异议的内容", 1_000)
    row.disputed_at = now(session)
    _record(session, actor, row, "disputed")


def _decider(session: Session, person_id: int) -> Actor:
    person = session.get(PersonRow, person_id)
    if person is None:
        raise RuleBroken("请选择作出决定的人。")
    return actor_of(session, person.login, now(session))


def _require_right(session: Session, decider: Actor, incident: IncidentRow, call: Call) -> None:
    """The decider must be able to sign it later; if the act asks no right, the matter does."""
    held, where = rights(session), frozenset(incident.districts)
    held.require(decider, Action.SIGN_ORAL_DECISION, person_id=decider.person_id)
    if call.matter is Matter.RELEASE:
        held.require(decider, oral.NEEDS[call.matter], district=where, author_id=0)


def _require_order(call: Call) -> None:
    wanted = ORDERS.get(call.matter)
    if wanted is None and call.order is not None:
        raise RuleBroken("这类事项只作记录，不直接生效。")
    if wanted is not None and not isinstance(call.order, wanted):
        raise RuleBroken("请填写口头决定的内容：{matter}。", matter=oral.MATTER_WORDS[call.matter])


def _last_act(session: Session, incident: IncidentRow) -> datetime:
    """Before this no call can have decided: the 接报, or the last decision on the response."""
    newest: datetime | None = session.scalar(
        select(func.max(LevelDecisionRow.at)).where(
            LevelDecisionRow.incident_id == incident.id,
            LevelDecisionRow.step.in_(("decision", "upper")),
        )
    )
    return max(newest or incident.received_at, incident.received_at)


def _new_row(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    decider: Actor,
    call: Call,
    witness: str,
) -> OralDecisionRow:
    plan = plan_of(session, incident.plan_version_id)
    usual = plan.limit_of(oral.SIGNED, graver(incident.grade, incident.response))
    due = due_after(usual, call.called_at)
    if due is None:
        raise RuleBroken("预案没有写明口头决定的补签时限。")
    return OralDecisionRow(
        incident_id=incident.id,
        matter=call.matter.value,
        level=getattr(call.order, "level", None),
        asked=text_of(call.asked, "请示内容", 2_000),
        words=text_of(call.words, "答复原话", 2_000),
        called_at=call.called_at,
        decider_id=decider.person_id,
        decider=decider.name,
        witness=witness,
        recorded_by=actor.name,
        at=now(session),
        due_at=due,
    )


def _carry_out(session: Session, warrant: Warrant, incident: IncidentRow, call: Call) -> None:
    match call.matter, call.order:
        case Matter.GRADE, GradeOrder() as order:
            levels.grade_under(
                session, warrant, incident, order.level, order.reason, order.suggestion_id,
                order.facts,
            )  # fmt: skip
        case Matter.ACTIVATE, response.Activation() as order:
            response.activate_under(session, warrant, incident, order)
        case Matter.RAISE, response.Change() as order:
            response.raise_under(session, warrant, incident, order)
        case Matter.LOWER, response.Change() as order:
            response.lower_under(session, warrant, incident, order)
        case Matter.END, response.Ending() as order:
            response.end_under(session, warrant, incident, order)


def _own(session: Session, actor: Actor, oral_id: int) -> OralDecisionRow:
    row = session.get(OralDecisionRow, oral_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的电话请示记录。", id=oral_id)
    rights(session).require(actor, Action.SIGN_ORAL_DECISION, person_id=row.decider_id)
    return row


def _record(session: Session, actor: Actor, row: OralDecisionRow, verb: str) -> None:
    book.record(
        session, actor, "oral_decision", row.id, verb, incident=row.incident_id, clause=CLAUSE
    )
