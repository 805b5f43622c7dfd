"""撤回签发 of a grade and of the start of a response, seconds after, while nobody has acted on it.

The decision stays with its text and signature, as one that was taken back; all else stands as it
did before, and the book asks for the decision again.
"""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.services.guard import incident_of, rights
from commandcenter.services.incident.handing_up import COMMANDS
from commandcenter.services.incident.incident_moves import add_move
from commandcenter.services.incident.report_deadlines import move_deadlines
from commandcenter.services.incident.warrant import record
from commandcenter.store.database import now
from commandcenter.store.incident.grade_steps import in_force
from commandcenter.store.seat.recall import require_own
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

CLAUSE = "2.1(1)"


def take_back_grade(session: Session, actor: Actor, suggestion_id: int) -> None:
    """The grade that answered this suggestion, and the start that was signed with it."""
    suggestion = session.get(LevelDecisionRow, suggestion_id)
    if suggestion is None or suggestion.step != "suggestion":
        raise RuleBroken("没有编号为 {id} 的定级建议。", id=suggestion_id)
    incident = incident_of(session, suggestion.incident_id)
    decided = in_force(session, incident.id, Axis.GRADE)
    if not decided or decided[-1].answers != suggestion_id:
        raise RuleBroken("这份定级建议没有可以撤回的决定。")
    row = decided[-1]
    _require(session, actor, incident, row, Action.DECIDE_GRADE, "grade decided")
    started = in_force(session, incident.id, Axis.RESPONSE)
    if started and started[-1].id > row.id:
        _take_back_start(session, actor, incident, started)
        session.flush()  # a server asks who may by the grade that it has until then
    row.step = TAKEN_BACK
    incident.grade = decided[-2].level if len(decided) > 1 else None
    move_deadlines(session, incident, now(session))
    record(session, actor, incident, "grade taken back", CLAUSE)


def take_back_start(session: Session, actor: Actor, incident_id: int) -> None:
    """The start alone: it is graded, and waits to be started again."""
    incident = incident_of(session, incident_id)
    _take_back_start(session, actor, incident, in_force(session, incident.id, Axis.RESPONSE))
    move_deadlines(session, incident, now(session))
    record(session, actor, incident, "start taken back", CLAUSE)


def _take_back_start(
    session: Session, actor: Actor, incident: IncidentRow, decided: list[LevelDecisionRow]
) -> None:
    """A response that was changed since, or led by a body above, is not taken back but changed."""
    if incident.state is not State.RESPONDING or len(decided) != 1 or decided[0].level in COMMANDS:
        raise RuleBroken("响应没有可以撤回的启动签发，请调整级别或者终止响应。")
    _require(session, actor, incident, decided[0], Action.ACTIVATE, "activated")
    decided[0].step = TAKEN_BACK
    at = now(session)
    add_move(session, incident, State.ASSESSING, word("撤回启动签发"), CLAUSE, at, actor.name)
    incident.state, incident.response, incident.activated_at = State.ASSESSING, None, None
    incident.expected_days, incident.measures = None, ""


def _require(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    row: LevelDecisionRow,
    action: Action,
    verb: str,
) -> None:
    """What was decided by telephone its decider disputes; what came from above is that body's."""
    district = frozenset(incident.districts)
    rights(session).require(actor, action, district=district, level=row.level)
    if row.step != "decision" or row.oral_id is not None:
        raise RuleBroken("只有本人当面签发的决定可以撤回。")
    require_own(session, actor, "incident", incident.id, verb, now(session))
