"""What holds of every incident at every moment, by its rows alone (plan 1.4.2, 4.1, 4.2, 5.3)."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.store.tables.aftermath.aftermath import (
    InquiryReportRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.oracle_deeds import PLAN

PATHS = {
    ("reported", "assessing"), ("reported", "false_alarm"), ("reported", "transferred"),
    ("reported", "merged"), ("assessing", "responding"), ("assessing", "false_alarm"),
    ("assessing", "transferred"), ("assessing", "merged"), ("responding", "ended"),
    ("responding", "merged"), ("ended", "aftermath"), ("aftermath", "archived"),
    ("merged", "reported"), ("merged", "assessing"), ("merged", "responding"),
    ("responding", "assessing"),
}  # fmt: skip
RANK = {Level.I: 1, Level.II: 2, Level.III: 3, Level.IV: 4}
DECIDERS = {Level.III: {"陈屿"}, Level.IV: {"陈屿", "沈立群"}}
RESPONSES = ("activated", "raised", "lowered", "ended")
MOVED = {
    State.ASSESSING: "verified", State.RESPONDING: "activated", State.ENDED: "ended",
    State.AFTERMATH: "aftermath begun", State.ARCHIVED: "archived", State.MERGED: "merged",
    State.FALSE_ALARM: "false alarm", State.TRANSFERRED: "transferred",
}  # fmt: skip
BACK = (State.RESPONDING, State.ASSESSING)  # 撤回启动签发, in the line of what was taken back
NOTED = ("took in", "let go")  # the other side of a merge
MOVES = {*MOVED.values(), *NOTED, "registered", "taken out"}
GRADES = {
    "suggestion": "grade suggested", "returned": "grade returned", "decision": "grade decided",
    "initial": "initial signed", "request": "upper requested",
    "upper": "upper decision registered", "taken_back": "grade decided",
}  # fmt: skip
ACTS = ("grade", "activate", "raise", "lower", "end")  # matters that are done by the call
AFTER_CLOSING = {"archive"}  # what may still be done then
# What has a gate of its own; and what only some cases ask for.
GATED = {"report_final", "inquiry_investigation", "return_equipment", "aftermath", "retention"}
GATED |= {code for code, item in PLAN.items() if item.get("when")}
UNDOES = {"grade taken back": "grade decided", "start taken back": "activated"}
AT_ONCE = timedelta(minutes=1)  # thirty seconds, and what goes by while it is done
LIVE = {State.REPORTED, State.ASSESSING, State.RESPONDING}


def require_lawful(session, steady=True):
    """Raise AssertionError at the first incident that came past a gate.

    `steady`: no clock was put back. Where one was, the order of the rows is the truth and not what
    was said to be the time.
    """
    for incident in session.scalars(select(IncidentRow).order_by(IncidentRow.id)).all():
        lines = lines_of(session, incident)
        _path(session, incident, lines)
        rows = of(session, LevelDecisionRow, incident)
        for row in rows:
            _decision(session, incident, row)
        if steady:
            _times(session, incident, rows)
        _calls(session, incident, lines)
        _retention(session, incident, lines)
        _grade(incident, [r for r in rows if r.axis is Axis.GRADE], lines)
        _response(session, incident, [r for r in rows if r.axis is Axis.RESPONSE], lines)
        if verbs_of(lines, "incident", UNDOES):
            _taken_back(session, incident)
        if incident.state is State.ARCHIVED:
            _closed(session, incident)
        if incident.state is State.MERGED:
            assert incident.merged_into not in (None, incident.id)


def of(session, row_class, incident, *where):
    return session.scalars(
        select(row_class).where(row_class.incident_id == incident.id, *where).order_by(row_class.id)
    ).all()


def lines_of(session, incident):
    """The journal of an incident: kinds and verbs."""
    found = select(JournalLineRow.kind, JournalLineRow.verb).where(
        JournalLineRow.incident_id == incident.id
    )
    return session.execute(found.order_by(JournalLineRow.number)).all()


def verbs_of(lines, kind, verbs):
    return [verb for its, verb in lines if its == kind and verb in verbs]


def _moved(move):
    """The verbs of which one must stand in the journal for it."""
    if move.from_state is None:
        return ("registered",)
    if move.from_state is move.to_state:
        return NOTED
    if move.from_state is State.MERGED:
        return ("taken out",)
    return (MOVED[move.to_state],)


def _path(session, incident, lines):
    at = None
    moves = of(session, IncidentMoveRow, incident)
    verbs = verbs_of(lines, "incident", MOVES)
    back = [m for m in moves if (m.from_state, m.to_state) == BACK]
    starts = [r for r in of(session, LevelDecisionRow, incident) if r.axis is Axis.RESPONSE]
    assert len(back) == sum(r.step == "taken_back" for r in starts)
    assert len(verbs) == len(moves) - len(back)
    said = iter(verbs)
    for move in moves:
        assert move in back or next(said) in _moved(move)
        assert move.reason.strip()
        if at is None:
            assert move.from_state is None
        elif move.from_state is move.to_state:
            assert move.other_incident is not None  # a note of the other side of a merge
        else:
            assert move.from_state.value == at
            assert (at, move.to_state.value) in PATHS
        at = move.to_state.value
    assert at == incident.state.value
    if incident.state in (State.FALSE_ALARM, State.TRANSFERRED):
        assert incident.activated_at is None
        assert incident.state is not State.TRANSFERRED or incident.transferred_to.strip()


def _taken_back(session, incident):
    """By who had signed it, at once, and while nobody had done anything but write a line."""
    line = JournalLineRow
    rows = session.scalars(
        select(line).where(line.incident_id == incident.id).order_by(line.number)
    ).all()
    for place, row in enumerate(rows):
        if row.kind != "incident" or row.verb not in UNDOES:
            continue
        wanted = ("incident", UNDOES[row.verb])
        signed = [n for n, each in enumerate(rows[:place]) if (each.kind, each.verb) == wanted]
        act, between = rows[signed[-1]], rows[signed[-1] + 1 : place]
        assert row.actor == act.actor, f"{row.actor} took back what {act.actor} signed"
        assert row.at - act.at <= AT_ONCE
        for each in between:
            same_hand = each.verb == "activated" and each.actor == act.actor
            assert each.kind == "log" or same_hand, f"taken back after {each.kind} {each.verb}"


def _calls(session, incident, lines):
    calls = of(session, OralDecisionRow, incident)
    for row in calls:
        _call(session, incident, row)
    count = Counter(verb for kind, verb in lines if kind == "oral_decision")
    assert count["registered"] == len(calls)
    assert count["signed"] == sum(row.signed_at is not None for row in calls)
    assert count["disputed"] == sum(row.disputed_at is not None for row in calls)


def _call(session, incident, row):
    """What was decided by telephone was done, and nothing else was."""
    assert row.called_at <= row.at
    assert not (row.signed_at and row.disputed_at)
    assert len({row.decider, row.recorded_by, row.witness}) == 3
    done = of(session, LevelDecisionRow, incident, LevelDecisionRow.oral_id == row.id)
    assert len(done) == (row.matter in ACTS)


def _retention(session, incident, lines):
    """Erased at once and once, as nothing has to stay here; or kept after an assessment."""
    rows = of(session, RetentionRow, incident)
    assert not rows or incident.state not in LIVE
    for row in rows:
        assert row.scope
        assert row.reason.strip()
        assert row.signature == row.decided_by == "陈屿"
        assert bool(row.erased_at) == (row.decision == "erase")
        if row.decision == "keep":
            assert all(words.strip() for words in (row.lawful, row.necessary, row.secure))
            assert row.keep_until
            assert row.at < row.keep_until <= row.at + timedelta(days=3660)
    kept = {"erase": "erased", "keep": "kept"}
    told = [verb for row in rows for verb in ("decided", kept[row.decision])]
    assert [verb for kind, verb in lines if kind == "retention"] == told


def _times(session, incident, rows):
    """Nothing was decided before the 接报, and one after the other."""
    settled = [r.at for r in rows if r.axis is Axis.GRADE and r.step in ("decision", "upper")]
    assert settled == sorted(settled)
    for row in rows:
        assert row.at >= incident.received_at
        assert row.decided_at is None or row.decided_at >= incident.received_at
    for call in of(session, OralDecisionRow, incident):
        assert call.called_at >= incident.received_at.replace(second=0, microsecond=0)


def _decision(session, incident, row):
    assert row.reason.strip()
    if row.answers is not None:
        assert session.get(LevelDecisionRow, row.answers).incident_id == incident.id
    match row.step:
        case "decision":
            _decided_by_right(session, row)
        case "taken_back":
            _decided_by_right(session, row)
            assert row.oral_id is None
        case "upper":
            assert row.organ.strip()
            assert row.document.strip()
            assert row.decided_at <= row.at
            if row.answers is not None:
                asked = session.get(LevelDecisionRow, row.answers)
                assert (asked.step, asked.incident_id) == ("request", incident.id)
        case "initial" | "request":
            assert row.level in (Level.I, Level.II)
            assert (row.by, row.signature) == ("陈屿", "陈屿")
            assert row.notice
            if row.step == "request":
                initial = session.get(LevelDecisionRow, row.answers)
                assert (initial.step, initial.incident_id) == ("initial", incident.id)
                assert row.organ.strip()
        case "suggestion" | "returned":
            if row.step == "returned":
                answered = session.get(LevelDecisionRow, row.answers)
                assert (answered.step, answered.incident_id) == ("suggestion", incident.id)
        case other:
            raise AssertionError(other)
    if row.axis is Axis.RESPONSE and not row.ends:
        assert row.measures.strip()
        assert 1 <= row.expected_days <= 365
    if row.axis is Axis.RESPONSE:
        assert incident.title in row.notice


def _decided_by_right(session, row):
    """Signed by who may at the graver of the two levels, or told by telephone, with witness."""
    levels = [row.level]
    if isinstance(row.facts, dict) and row.facts.get("before"):
        levels.append(Level(row.facts["before"]))
    gravest = min(levels, key=RANK.__getitem__)
    assert row.by in DECIDERS.get(gravest, set()), f"{row.by} decided {gravest}"
    if row.oral_id is None:
        assert row.signature == row.by
        return
    call = session.get(OralDecisionRow, row.oral_id)
    assert call.decider == row.by
    assert row.signature == (call.signature or "")
    assert call.signature in (None, call.decider)


def _grade(incident, rows, lines):
    assert verbs_of(lines, "incident", GRADES.values()) == [GRADES[row.step] for row in rows]
    settled = [r for r in rows if r.step in ("decision", "upper")]
    assert incident.grade == (settled[-1].level if settled else None)
    gone = [r for r in rows if r.step == "taken_back"]
    assert len(verbs_of(lines, "incident", {"grade taken back"})) == len(gone)
    if rows:
        assert incident.verified_at is not None
        assert incident.verified_by
    stands = [r for r in rows if r.step != "taken_back"]
    for before, row in zip([None, *stands], stands, strict=False):
        if row.step == "request":
            assert before is not None
            assert row.answers == before.id
        if row.step == "returned":
            assert before is not None
            assert row.answers == before.id


def _response(session, incident, rows, lines):
    verbs = verbs_of(lines, "incident", RESPONSES)
    assert len(verbs) == len(rows)
    current = None
    for verb, row in zip(verbs, rows, strict=True):
        _step(verb, current, row)
        current = None if row.ends or row.step == "taken_back" else row.level
    assert incident.response == current
    gone = [row for row in rows if row.step == "taken_back"]
    taken = verbs_of(lines, "incident", {"grade taken back", "start taken back"})
    assert len(taken) >= len(gone) >= taken.count("start taken back")
    if incident.state in (State.REPORTED, State.ASSESSING):
        assert rows == gone
        assert (incident.activated_at, incident.expected_days) == (None, None)
    if incident.state is State.RESPONDING:
        assert current is not None
        assert incident.grade is not None
        assert of(session, ObligationRow, incident, ObligationRow.code == "roll_call")
    if incident.state in (State.ENDED, State.AFTERMATH, State.ARCHIVED):
        assert verbs[-1] == "ended"
        assert incident.ended_at is not None


def _step(verb, current, row):
    assert bool(row.ends) == (verb == "ended")
    if verb == "activated":
        assert current is None
    elif verb == "raised":
        assert RANK[row.level] < RANK[current]
    elif verb == "lowered":
        assert RANK[row.level] > RANK[current]
    else:
        assert row.level is current


def _closed(session, incident):
    """Nothing is open, the closer settled or waived no line, the commander's hand is under it."""
    assert incident.closed_by in ("陈屿", "罗敏")
    for line in of(session, RecoveryRow, incident):
        assert line.settled_at or line.waived_at
        assert (line.settled_by or line.waived_by) != incident.closed_by
    calls = of(session, OralDecisionRow, incident)
    assert all(r.signed_at or r.disputed_at for r in calls)  # disputed: decided anew by hand
    undone = of(session, ObligationRow, incident, ObligationRow.state.in_(("open", "grey")))
    assert {row.code for row in undone} <= AFTER_CLOSING
    # What a group still had to do by the plan is put aside by name, not ended by the closing.
    ended = of(session, ObligationRow, incident, ObligationRow.ceased_why == "事件已结案")
    left = {row.code for row in ended if row.group and ":" not in row.about}
    assert left <= GATED, left - GATED
    reports = of(session, ReportRow, incident)
    assert any((r.kind.value, r.state.value) == ("final", "sent") for r in reports)
    inquiries = of(session, InquiryReportRow, incident)
    assert any(r.kind == "investigation" and r.signed_at for r in inquiries)
    decisions = of(session, RetentionRow, incident)
    assert decisions
    assert all(r.state != "delivered" for r in of(session, SupplyRequestRow, incident))
    assert all(r.settled_at or not r.due_at for r in of(session, CaseActRow, incident))
