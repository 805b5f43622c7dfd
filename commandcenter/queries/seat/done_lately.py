"""What became of a card whose thing waits no more: by whose act and when, by the journal.

Nothing is said of a card that fell away by itself, and nothing that is not in the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import OF_BUREAU, ObligationState
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.releases.release_acts import require_undoable
from commandcenter.domain.seat.recall import RECALLED, Line, require_recall, takes_back
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.decision_texts import Waiting, waiting_with_texts
from commandcenter.queries.seat.todo import TodoItem, TodoKind, todo
from commandcenter.store.seat.recall import lately, recall_seconds
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.releases.release import ReleaseRow

Key = tuple[TodoKind, int]
DONE, SIGNED = word("已办理"), word("已签发")
WORDS: dict[tuple[str, str], str] = phrases({
    ("incident", "grade decided"): SIGNED, ("incident", "activated"): SIGNED,
    ("incident", "grade returned"): "已退回会商", ("incident", "initial signed"): "已签署",
    ("incident", "upper requested"): "已报请", ("incident", "archived"): "已结案",
    ("incident", "upper decision registered"): "已登记",
    ("oral_decision", "signed"): "已补签", ("oral_decision", "disputed"): "已提出异议",
    ("report", "signed"): SIGNED, ("report", "sent back"): "已退回", ("report", "sent"): "已报送",
    ("release", "legality passed"): "已审核", ("release", "secrecy passed"): "已审核",
    ("release", "approved"): SIGNED, ("release", "returned"): "已退回",
    ("release", "published"): "已发布", ("release", "withdrawn"): "已撤回",
    ("instruction", "received"): "已签收", ("instruction", "reported back"): "已回报",
    ("directive", "received"): "已签收", ("directive", "reported back"): "已办结",
    ("handover", "received"): "已签收", ("handover", "refused"): "已退回",
    ("warning", "issued"): SIGNED, ("warning", "returned"): "已退回",
    ("document", "signed"): SIGNED, ("document", "sent back"): "已退回",
    ("inquiry_report", "signed"): SIGNED, ("supply_request", "approved"): "已批准",
    ("drill_record", "measure done"): "已完成", ("drill_record", "recorded"): "已登记",
    ("training", "held"): "已登记",
    ("plan_revision", "signed"): SIGNED, ("plan_filing", "registered"): "已登记",
    ("plan_review", "registered"): "已登记", ("plan", "revised"): "已施行",
    ("county_rules", "filed"): "已报备",
    ("risk_assessment", "signed"): SIGNED, ("inspection_plan", "inspected"): "已巡查",
    ("risk_finding", "closed"): "已销号",
    ("person", "role confirmed"): "已确认", ("person", "role refused"): "未予确认",
})  # fmt: skip
# Of an incident one act of several: which of them answers the card.
OF_INCIDENT: dict[TodoKind, tuple[str, ...]] = {
    TodoKind.GRADE: ("grade decided", "grade returned", "initial signed"),
    TodoKind.ACTIVATE: ("activated",),
    TodoKind.UPPER: ("upper decision registered",),
    TodoKind.CLOSE: ("archived",),
}
# The kind of the lines about the thing itself.
OF_THING: dict[TodoKind, str] = {
    TodoKind.SIGN_ORAL: "oral_decision", TodoKind.SIGN_REPORT: "report",
    TodoKind.SEND_REPORT: "report", TodoKind.AMEND_REPORT: "report",
    TodoKind.RECEIVE_REPORT: "report", TodoKind.CHECK_RELEASE: "release",
    TodoKind.APPROVE_RELEASE: "release", TodoKind.AMEND_RELEASE: "release",
    TodoKind.PUBLISH_RELEASE: "release", TodoKind.PRESS: "press_question",
    TodoKind.INSTRUCTION: "instruction", TodoKind.DIRECTIVE: "directive",
    TodoKind.LIAISON: "liaison", TodoKind.HANDOVER: "handover", TodoKind.LEGAL: "legal_question",
    TodoKind.SUPPLY: "supply_request", TodoKind.CASE: "case_act",
    TodoKind.INQUIRY: "inquiry_report", TodoKind.TRIAGE: "signal",
    TodoKind.SIGN_WARNING: "warning", TodoKind.AMEND_WARNING: "warning",
    TodoKind.PAPER: "document", TodoKind.READINESS: "readiness", TodoKind.FAULT: "verification",
    TodoKind.SINGLE: "server",
    TodoKind.PROMISE: "trader_talk", TodoKind.SIGNAL_PROMISE: "trader_talk",
}  # fmt: skip
# Cards that stand for several things of an incident at once.
OF_SEVERAL: dict[TodoKind, str] = {
    TodoKind.DUE_REPORT: "report", TodoKind.SITE: "site_report", TodoKind.OPINION: "opinion",
    TodoKind.COMPLAINTS: "complaint_handling",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """`act`: what was done, in words; `by`: who did it, "" the reader; `until`: how long the card
    says so; `recall`: whether the reader may take it back till then.
    """

    act: str
    by: str
    at: datetime
    until: datetime
    recall: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """What waits, with the texts; and what became of cards that were shown and wait no more."""

    waiting: Sequence[Waiting]
    done: Mapping[Key, Done]


def cards_with_texts(
    session: Session, actor: Actor, shown: Sequence[TodoItem], now: datetime
) -> Cards:
    waiting = waiting_with_texts(session, actor, now)
    gone = _gone(shown, (each.item for each in waiting))
    return Cards(waiting, done_lately(session, actor, gone, now))


def cards(session: Session, actor: Actor, shown: Sequence[TodoItem], now: datetime) -> Cards:
    items = todo(session, actor, now)
    gone = _gone(shown, items)
    return Cards([Waiting(item) for item in items], done_lately(session, actor, gone, now))


def _gone(shown: Sequence[TodoItem], waiting: Iterable[TodoItem]) -> list[TodoItem]:
    keys = {(item.kind, item.subject_id) for item in waiting}
    return [item for item in shown if (item.kind, item.subject_id) not in keys]


def done_lately(
    session: Session, actor: Actor, gone: Sequence[TodoItem], now: datetime
) -> dict[Key, Done]:
    """Of each card that was answered by an act of the last seconds."""
    if not gone:
        return {}
    seconds = recall_seconds(session)
    lines = lately(session, now, seconds)
    found = {}
    for item in gone:
        line = _line(session, item, lines)
        if line is not None and not takes_back(line):
            found[item.kind, item.subject_id] = Done(
                act=WORDS.get((line.kind, line.verb), DONE),
                by="" if line.login == actor.login else line.name,
                at=line.at,
                until=line.at + timedelta(seconds=seconds),
                recall=_may_recall(session, actor, line, lines, now, seconds),
            )
    return found


def _line(session: Session, item: TodoItem, lines: Sequence[Line]) -> Line | None:
    kind = item.kind
    if kind in OF_INCIDENT:
        its = (x for x in lines if (x.kind, x.subject) == ("incident", item.incident_id))
        return next((x for x in its if x.verb in OF_INCIDENT[kind]), None)
    if kind in OF_THING:
        own = (OF_THING[kind], item.subject_id)
        return next((x for x in lines if (x.kind, x.subject) == own), None)
    if kind in OF_SEVERAL:
        its = (x for x in lines if x.incident == item.incident_id)
        return next((x for x in its if x.kind == OF_SEVERAL[kind]), None)
    if kind in (TodoKind.STEP, TodoKind.RING):
        return _of_obligation(session, item, lines)
    if kind is TodoKind.BUREAU:
        its = (x for x in lines if x.kind in OF_BUREAU)
        return _of_obligation(session, item, tuple(its))
    return None


def _of_obligation(session: Session, item: TodoItem, lines: Sequence[Line]) -> Line | None:
    """Closed by hand, or by the newest act of who it says did it."""
    row = session.get(ObligationRow, item.subject_id)
    if row is None or row.state is not ObligationState.DONE:
        return None
    if row.hand_words:
        own = ("obligation", row.id)
        return next((x for x in lines if (x.kind, x.subject) == own), None)
    its = (x for x in lines if x.incident == row.incident_id and x.name == row.done_by)
    return next(its, None)


def _may_recall(
    session: Session,
    actor: Actor,
    line: Line,
    lines: Sequence[Line],
    now: datetime,
    seconds: int,
) -> bool:
    if (line.kind, line.verb) not in RECALLED:
        return False
    if line.kind == "release":
        row = session.get_one(ReleaseRow, line.subject)
        if refusal_of(lambda: require_undoable(row.kind, row.state)):
            return False
    return not refusal_of(lambda: require_recall(line, lines, actor.login, now, seconds))
