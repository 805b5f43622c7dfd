"""The grade of an incident (plan 1.4.2): suggested after 会商, decided; Ⅱ and Ⅰ are asked for.

Facts, suggestion and decision are kept together; a level of the response is another thing
(services.incident.response).
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.decided_above import UPPER, asked_level
from commandcenter.domain.incident.incident import require_gradable
from commandcenter.domain.incident.notices import Order, initial_paper, request_paper
from commandcenter.domain.incident.upper_proof import Proof, require_proof
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import incident_of, rights, text_if_any, text_of
from commandcenter.services.incident import response
from commandcenter.services.incident.report_deadlines import move_deadlines
from commandcenter.services.incident.warrant import (
    NOTHING,
    Warrant,
    add_decision,
    own,
    record,
    require_shown,
)
from commandcenter.store import files
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.office import office
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

REASON = 2_000  # characters
CLAUSE = "1.4.2"


def suggest_grade(
    session: Session,
    actor: Actor,
    incident_id: int,
    level: Level,
    reason: str,
    facts: Mapping[str, object],
    consultation_id: int | None = None,
) -> int:
    """Write the 定级建议 after consultation, with the facts it rests on; return its id."""
    incident = incident_of(session, incident_id)
    rights(session).require(
        actor, Action.DRAFT_GRADE, district=frozenset(incident.districts), level=level
    )
    require_gradable(incident.state)
    _require_consultation(session, incident, consultation_id)
    row = _note(session, actor, incident, "suggestion", level, reason, "定级建议的理由")
    row.facts, row.consultation_id = dict(facts), consultation_id
    record(session, actor, incident, "grade suggested", CLAUSE)
    return row.id


def return_suggestion(session: Session, actor: Actor, suggestion_id: int, reason: str) -> None:
    """退回会商: who would decide wants more first; it is kept with what it answers."""
    suggestion = _of_step(session, suggestion_id, "suggestion", "定级建议")
    incident = incident_of(session, suggestion.incident_id)
    _require_to_answer(session, actor, incident, suggestion.level)
    require_gradable(incident.state)
    _require_newest(session, suggestion, "定级建议")
    row = _note(session, actor, incident, "returned", suggestion.level, reason, "退回的意见")
    row.answers = suggestion.id
    record(session, actor, incident, "grade returned", CLAUSE)


def _require_to_answer(session: Session, actor: Actor, incident: IncidentRow, level: Level) -> None:
    """Who decides Ⅳ and Ⅲ, or signs the 初判 of Ⅱ and Ⅰ, may send the suggestion back."""
    action = Action.SIGN_INITIAL_ASSESSMENT if level in UPPER else Action.DECIDE_GRADE
    rights(session).require(actor, action, district=frozenset(incident.districts), level=level)


def decide_grade(
    session: Session,
    actor: Actor,
    incident_id: int,
    level: Level,
    reason: str,
    suggestion_id: int | None = None,
    facts: Mapping[str, object] | None = None,
    *,
    seen: int | None = None,
) -> None:
    """The grade is decided by the person who may, with a reason, and kept with what it answers.

    Ⅱ and Ⅰ are decided above the city: the right to them is refused here in words. `seen`: the
    newest step on the grade that was on the screen, 0 for none.
    """
    incident = incident_of(session, incident_id)
    if seen is not None:
        require_unmoved(seen, _newest(session, incident.id) or 0, "事件等级")
    grade_under(session, own(session, actor), incident, level, reason, suggestion_id, facts or {})


def grade_under(
    session: Session,
    warrant: Warrant,
    incident: IncidentRow,
    level: Level,
    reason: str,
    suggestion_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """The decision itself, under whoever's authority; the recorder writes the line."""
    require_gradable(incident.state)
    warrant.require(session, Action.DECIDE_GRADE, incident, asked_level(incident.grade, level))
    warrant.require_not_above(session, incident, Axis.GRADE, level)
    words = text_of(reason, "定级理由", REASON)
    if suggestion := _suggestion_of(session, incident, suggestion_id):
        _require_newest(session, suggestion, "定级建议")
        facts = facts or suggestion.facts
    signature = warrant.decider.name if warrant.decider else ""
    row = add_decision(session, warrant, incident, Axis.GRADE, level, words, facts or {}, signature)
    row.answers = suggestion_id if suggestion_id is not None else warrant.answers
    incident.grade = level
    move_deadlines(session, incident, now(session))
    record(session, warrant.recorder, incident, "grade decided", CLAUSE)


@dataclass(frozen=True, slots=True)
class Initial:
    """初判 of Ⅱ or Ⅰ. `notice`: the text as read before signing; "" when nobody looked."""

    level: Level
    reason: str
    signature: str
    facts: Mapping[str, object]
    suggestion_id: int | None = None
    notice: str = ""


def sign_initial(session: Session, actor: Actor, incident_id: int, paper: Initial) -> int:
    """The commander signs what the bureau holds it to be; the upper body decides. Its id."""
    incident = incident_of(session, incident_id)
    rights(session).require(
        actor,
        Action.SIGN_INITIAL_ASSESSMENT,
        district=frozenset(incident.districts),
        level=paper.level,
    )
    require_gradable(incident.state)
    if paper.level not in UPPER:
        raise RuleBroken("初判用于Ⅱ级、Ⅰ级；Ⅲ级、Ⅳ级由本局直接定级。")
    words = text_of(paper.reason, "初判理由", REASON)
    if suggestion := _suggestion_of(session, incident, paper.suggestion_id):
        _require_newest(session, suggestion, "定级建议")
    text = initial_paper(_order(session, incident, paper.level, words))
    require_shown(paper.notice, text)
    row = add_decision(
        session, own(session, actor), incident, Axis.GRADE, paper.level, words, paper.facts,
        paper.signature,
    )  # fmt: skip
    row.step, row.answers, row.notice = "initial", paper.suggestion_id, text
    record(session, actor, incident, "initial signed", "4.2")
    return row.id


@dataclass(frozen=True, slots=True)
class Request:
    """报请: to which body, on what grounds; `document`: its own number, if it has one."""

    initial_id: int
    organ: str
    reason: str
    signature: str
    document: str = ""
    notice: str = ""


def request_upper(session: Session, actor: Actor, paper: Request) -> int:
    """The commander asks the body above to decide; return the request's id."""
    initial = _of_step(session, paper.initial_id, "initial", "初判")
    incident = incident_of(session, initial.incident_id)
    rights(session).require(
        actor,
        Action.SIGN_UPPER_REQUEST,
        district=frozenset(incident.districts),
        level=initial.level,
    )
    require_gradable(incident.state)
    _require_newest(session, initial, "初判")
    organ = text_of(paper.organ, "报请的上级机关", 60)
    words = text_of(paper.reason, "报请的理由", REASON)
    text = request_paper(_order(session, incident, initial.level, words), organ)
    require_shown(paper.notice, text)
    row = add_decision(
        session, own(session, actor), incident, Axis.GRADE, initial.level, words, initial.facts,
        paper.signature,
    )  # fmt: skip
    row.step, row.answers, row.notice = "request", initial.id, text
    row.organ, row.document = organ, text_if_any(paper.document, "本局文号", 60) or None
    record(session, actor, incident, "upper requested", "4.2")
    return row.id


@dataclass(frozen=True, slots=True)
class UpperDecision:
    """What the body above decided, as it came: organ, number, time; any of the three levels.

    `response` without `ends` starts or changes the response at that level; `expected_days` and
    `measures` are the city's own, to carry it out. `answers`: the request, if one was made.
    `proof`: by what it is known here.
    """

    organ: str
    document: str
    decided_at: datetime
    words: str
    grade: Level | None = None
    response: Level | None = None
    ends: bool = False
    expected_days: int = 0
    measures: str = ""
    answers: int | None = None
    proof: Proof = NOTHING


def register_upper(
    session: Session, actor: Actor, incident_id: int, decision: UpperDecision
) -> None:
    """Register the upper body's decision; from here on the city works by it."""
    incident = incident_of(session, incident_id)
    rights(session).require(
        actor, Action.REGISTER_UPPER_DECISION, district=frozenset(incident.districts)
    )
    warrant = _of_upper(session, actor, incident, decision)
    words = text_of(decision.words, "上级决定的内容", REASON)
    if decision.grade is None and decision.response is None and not decision.ends:
        raise RuleBroken("请写明上级决定的事件等级、响应级别，或者终止响应。")
    if decision.ends and decision.response is not None:
        raise RuleBroken("终止响应与响应级别不能同时登记。")
    if decision.answers is not None and decision.grade is None:
        raise RuleBroken("报请的是事件等级，请写明上级决定的等级。")
    if decision.grade is not None:
        _grade_by_upper(session, warrant, incident, decision.grade, words)
    if decision.ends:
        response.end_under(session, warrant, incident, response.Ending(words, ""))
    elif decision.response is not None:
        response.respond_to_upper(
            session, warrant, incident, decision.response, words,
            decision.expected_days, decision.measures,
        )  # fmt: skip


def _of_upper(
    session: Session, actor: Actor, incident: IncidentRow, decision: UpperDecision
) -> Warrant:
    at = now(session)
    if decision.decided_at > at:
        raise RuleBroken("上级决定的时间不能晚于现在。")
    if is_before(decision.decided_at, incident.received_at, at):
        raise RuleBroken("上级决定的时间早于接报时间，请核对。")
    require_proof(decision.proof, decision.decided_at, at)
    if decision.proof.sha256:
        files.require_complete(session, decision.proof.sha256, decision.proof.file_name)
    if decision.answers is not None:
        request = _of_step(session, decision.answers, "request", "报请")
        if request.incident_id != incident.id:
            raise RuleBroken("这份报请属于另一个事件。")
        _require_unanswered(session, request)
    return Warrant(
        recorder=actor,
        decider=None,
        at=at,
        organ=text_of(decision.organ, "作出决定的机关", 60),
        document=text_of(decision.document, "决定的文号", 60),
        decided_at=decision.decided_at,
        answers=decision.answers,
        proof=decision.proof,
    )


def _require_unanswered(session: Session, request: LevelDecisionRow) -> None:
    """A decision that comes after the one that was asked for is registered as its own."""
    answered = select(LevelDecisionRow.id).where(LevelDecisionRow.answers == request.id)
    if session.scalar(answered.limit(1)) is not None:
        raise RuleBroken("这份报请已登记过上级决定，请核对。")


def _grade_by_upper(
    session: Session, warrant: Warrant, incident: IncidentRow, level: Level, words: str
) -> None:
    require_gradable(incident.state)
    add_decision(session, warrant, incident, Axis.GRADE, level, words, {}, "")
    incident.grade = level
    move_deadlines(session, incident, now(session))
    record(session, warrant.recorder, incident, "upper decision registered", "4.2")


def _order(session: Session, incident: IncidentRow, level: Level, reason: str) -> Order:
    """For a paper to the body above: who leads until it decides is who leads now."""
    current = incident.response or Level.III
    lead = lead_words(session, incident, current)
    issuer = office(session)
    return Order(title=incident.title, level=level, lead=lead, reason=reason, office=issuer)


def _require_consultation(
    session: Session, incident: IncidentRow, consultation_id: int | None
) -> None:
    if consultation_id is None:
        return
    held = session.get(ConsultationRow, consultation_id)
    if held is None or held.incident_id != incident.id:
        raise RuleBroken("没有找到本事件的这次会商记录。")


def _note(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    step: str,
    level: Level,
    reason: str,
    what: str,
) -> LevelDecisionRow:
    """A step towards a grade that decides nothing and needs no signature."""
    row = LevelDecisionRow(
        incident_id=incident.id,
        axis=Axis.GRADE,
        step=step,
        level=level,
        reason=text_of(reason, what, REASON),
        facts={},
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    return row


def _of_step(session: Session, row_id: int, step: str, what: str) -> LevelDecisionRow:
    row = session.get(LevelDecisionRow, row_id)
    if row is None or row.axis is not Axis.GRADE or row.step != step:
        raise RuleBroken("没有编号为 {id} 的{what}。", id=row_id, what=word(what))
    return row


def _suggestion_of(
    session: Session, incident: IncidentRow, suggestion_id: int | None
) -> LevelDecisionRow | None:
    """What is answered, if anything is. Raises RuleBroken for what was said of another one."""
    if suggestion_id is None:
        return None
    suggestion = _of_step(session, suggestion_id, "suggestion", "定级建议")
    if suggestion.incident_id != incident.id:
        raise RuleBroken("这份定级建议属于另一个事件。")
    return suggestion


def _require_newest(session: Session, row: LevelDecisionRow, what: str) -> None:
    """Raise RuleBroken when something newer stands on the grade: it was answered, or replaced."""
    if _newest(session, row.incident_id) != row.id:
        raise RuleBroken("这份{what}已有答复，或者已有更新的意见。", what=word(what))


def _newest(session: Session, incident_id: int) -> int | None:
    """The newest step on the grade that was not taken back."""
    return session.scalar(
        select(LevelDecisionRow.id)
        .where(LevelDecisionRow.incident_id == incident_id, LevelDecisionRow.axis == Axis.GRADE)
        .where(LevelDecisionRow.step != TAKEN_BACK)
        .order_by(LevelDecisionRow.id.desc())
        .limit(1)
    )
