"""The response to an incident: started, raised, lowered, ended (plan 4.1(2), 4.2).

The law asks for the items of each act (突发事件应对法 71, 72, 86); the text that is signed is
kept with the decision, and the book of obligations follows the level.
"""

from collections.abc import Mapping
from dataclasses import field

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.decided_above import asked_to_start
from commandcenter.domain.incident.incident import (
    State,
    require_endable,
    require_lower,
    require_move,
    require_raise,
    require_responding,
    require_startable,
)
from commandcenter.domain.incident.notices import (
    Order,
    activation_notice,
    change_notice,
    ending_notice,
)
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import incident_of, text_of
from commandcenter.services.incident.handing_up import hand_up
from commandcenter.services.incident.incident_moves import change_state
from commandcenter.services.incident.report_deadlines import move_deadlines
from commandcenter.services.incident.warrant import (
    Warrant,
    add_decision,
    own,
    record,
    require_shown,
)
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.office import office
from commandcenter.store.tables.incident.incident import IncidentRow

REASON, MEASURES = 2_000, 5_000  # characters
LONGEST = 365  # days
END_CLAUSE = "2.1(1)"  # the plan has no clause for the end: it is a decision of the command


@dataclass(frozen=True, slots=True)
class Activation:
    """The four items that 突发事件应对法 72 asks of an activation, and the signature.

    `notice`: the text as read before signing; "" when nobody looked.
    """

    matter: str  # 响应事项
    level: Level
    expected_days: int
    measures: str  # 应急处置措施
    signature: str  # the name, as typed by the person who signs
    notice: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Another level of the response: why, for how long from now, with which measures."""

    level: Level
    reason: str
    expected_days: int
    measures: str
    signature: str
    notice: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of the response. `evidence`: the lines that stood beside it when it was signed."""

    reason: str
    signature: str
    evidence: tuple[str, ...] = ()
    notice: str = ""


def activate(session: Session, actor: Actor, incident_id: int, order: Activation) -> None:
    """Start the response: level, duration, measures, signature.

    Raises RuleBroken without the right, an item or the grade.
    """
    activate_under(session, own(session, actor), incident_of(session, incident_id), order)


def raise_level(session: Session, actor: Actor, incident_id: int, order: Change) -> None:
    """A graver level, by its limits from now on. Ⅱ and Ⅰ are the upper body's to decide."""
    raise_under(session, own(session, actor), incident_of(session, incident_id), order)


def lower_level(session: Session, actor: Actor, incident_id: int, order: Change) -> None:
    """A milder level; what it does not ask for is dropped, and says why. Below what the body above
    decided it is for that body to go.
    """
    lower_under(session, own(session, actor), incident_of(session, incident_id), order)


def end_response(session: Session, actor: Actor, incident_id: int, order: Ending) -> None:
    """End the response (Art. 86): report clocks stop, what follows the end gets its deadlines."""
    end_under(session, own(session, actor), incident_of(session, incident_id), order)


def activate_under(
    session: Session, warrant: Warrant, incident: IncidentRow, order: Activation
) -> None:
    """The activation itself, under whoever's authority."""
    require_move(incident.state, State.RESPONDING)
    asked = asked_to_start(incident.grade, order.level)
    warrant.require(session, Action.ACTIVATE, incident, asked)
    require_startable(incident.state, incident.grade)
    matter, measures = _require_items(order.matter, "响应事项", order.expected_days, order.measures)
    text = activation_notice(
        Order(
            title=incident.title,
            level=order.level,
            lead=lead_words(session, incident, order.level),
            grade=incident.grade,
            matter=matter,
            expected_days=order.expected_days,
            measures=measures,
            upper=warrant.upper,
            office=office(session),
        )
    )
    require_shown(order.notice, text)
    row = add_decision(
        session, warrant, incident, Axis.RESPONSE, order.level, matter, order.facts,
        order.signature,
    )  # fmt: skip
    row.expected_days, row.measures, row.notice = order.expected_days, measures, text
    _move(session, warrant, incident, State.RESPONDING, matter, "4.1(2)")
    incident.response, incident.activated_at = order.level, warrant.at
    incident.expected_days, incident.measures = order.expected_days, measures
    move_deadlines(session, incident, now(session))
    hand_up(session, warrant, incident, order.level, None)
    record(session, warrant.recorder, incident, "activated", "4.1(2)")


def raise_under(session: Session, warrant: Warrant, incident: IncidentRow, order: Change) -> None:
    before = require_raise(incident.response, order.level)
    warrant.require(session, Action.RAISE_LEVEL, incident, order.level)
    _change(session, warrant, incident, order, before, "raised")


def lower_under(session: Session, warrant: Warrant, incident: IncidentRow, order: Change) -> None:
    before = require_lower(incident.response, order.level)
    warrant.require(session, Action.LOWER_LEVEL, incident, before)
    warrant.require_not_above(session, incident, Axis.RESPONSE, order.level)
    _change(session, warrant, incident, order, before, "lowered")


def _change(
    session: Session,
    warrant: Warrant,
    incident: IncidentRow,
    order: Change,
    before: Level,
    verb: str,
) -> None:
    require_responding(incident.state)
    reason, measures = _require_items(order.reason, "调整理由", order.expected_days, order.measures)
    text = change_notice(
        Order(
            title=incident.title,
            level=order.level,
            lead=lead_words(session, incident, order.level),
            before=before,
            reason=reason,
            expected_days=order.expected_days,
            measures=measures,
            upper=warrant.upper,
            office=office(session),
        )
    )
    require_shown(order.notice, text)
    facts = {**order.facts, "before": before.value}
    row = add_decision(
        session, warrant, incident, Axis.RESPONSE, order.level, reason, facts, order.signature
    )
    row.expected_days, row.measures, row.notice = order.expected_days, measures, text
    incident.response = order.level
    incident.expected_days, incident.measures = order.expected_days, measures
    move_deadlines(session, incident, now(session))
    hand_up(session, warrant, incident, order.level, before)
    record(session, warrant.recorder, incident, verb, "4.2")


def end_under(session: Session, warrant: Warrant, incident: IncidentRow, order: Ending) -> None:
    """The end itself, under whoever's authority."""
    level = require_endable(incident.state, incident.response)
    warrant.require(session, Action.END_RESPONSE, incident, level)
    warrant.require_not_above(session, incident, Axis.RESPONSE, None)
    reason = text_of(order.reason, "终止理由", REASON)
    text = ending_notice(
        Order(
            title=incident.title,
            level=level,
            lead="",
            reason=reason,
            upper=warrant.upper,
            office=office(session),
        ),
        order.evidence,
    )
    require_shown(order.notice, text)
    row = add_decision(
        session, warrant, incident, Axis.RESPONSE, level, reason,
        {"evidence": list(order.evidence)}, order.signature,
    )  # fmt: skip
    row.ends, row.notice = True, text
    _move(session, warrant, incident, State.ENDED, reason, END_CLAUSE)
    incident.ended_at, incident.response = warrant.at, None
    move_deadlines(session, incident, now(session))
    record(session, warrant.recorder, incident, "ended", END_CLAUSE)


def respond_to_upper(
    session: Session,
    warrant: Warrant,
    incident: IncidentRow,
    level: Level,
    words: str,
    expected_days: int,
    measures: str,
) -> None:
    """The upper body has set a level of the response: start, raise or lower it by that."""
    current = incident.response
    if incident.state is State.ASSESSING:
        order = Activation(words, level, expected_days, measures, "")
        activate_under(session, warrant, incident, order)
    elif current is level:
        raise RuleBroken("现在已是{level}，上级决定没有改变它。", level=level.response_title)
    else:
        change = Change(level, words, expected_days, measures, "")
        graver = level.graver_than(current)
        (raise_under if graver else lower_under)(session, warrant, incident, change)


def _move(
    session: Session, warrant: Warrant, incident: IncidentRow, to: State, words: str, clause: str
) -> None:
    change_state(
        session, warrant.recorder, incident, to, words, clause, at=warrant.at, by=warrant.by
    )


def _require_items(words: str, what: str, days: int, measures: str) -> tuple[str, str]:
    """Art. 72: nothing may be missing. Raises RuleBroken naming what is."""
    kept = text_of(words, what, REASON)
    done = text_of(measures, "应急处置措施", MEASURES)
    if not 1 <= days <= LONGEST:
        raise RuleBroken("预计期限应为 1 至 365 天。")
    return kept, done
