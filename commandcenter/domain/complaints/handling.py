"""How the law has each complaint handled (令121), whatever incident it belongs to.

The acts are what is kept; where a complaint stands, and which clock runs, is folded from
them. An act that was a slip is taken back by a further one, and stays in the record.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from commandcenter.domain.complaints.complaint import (
    KIND_WORDS,
    WITHOUT_LIMIT,
    ComplaintKind,
)
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.legal_time import Span, due, estimated
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import TimeUnit
from commandcenter.domain.times import is_before, local, minute_zh
from commandcenter.late_dataclass import dataclass


class HandlingState(StrEnum):
    REGISTERED = "registered"
    MEDIATING = "mediating"
    TESTING = "testing"
    ENDED = "ended"  # mediation ended, both sides are still to be told
    DECLINED = "declined"
    FILED = "filed"
    NOT_FILED = "not_filed"
    CLOSED = "closed"


STATE_WORDS: dict[HandlingState, str] = phrases({
    HandlingState.REGISTERED: "待受理",
    HandlingState.MEDIATING: "调解中",
    HandlingState.TESTING: "检验鉴定中",
    HandlingState.ENDED: "终止调解待告知",
    HandlingState.DECLINED: "不予受理",
    HandlingState.FILED: "已立案",
    HandlingState.NOT_FILED: "不予立案",
    HandlingState.CLOSED: "已办结",
})  # fmt: skip
# What a record that nothing was done on waits for, by its kind.
WAITING_WORDS: dict[ComplaintKind, str] = {
    ComplaintKind.COMPLAINT: word("待受理"),
    ComplaintKind.REPORT: word("待核查"),
    **dict.fromkeys(WITHOUT_LIMIT, word("待答复")),
}
FINISHED = frozenset({HandlingState.DECLINED, HandlingState.NOT_FILED, HandlingState.CLOSED})


class HandlingAct(StrEnum):
    ASSIGN = "assigned"
    ACCEPT = "accepted"
    DECLINE = "declined"
    TEST = "test_began"
    TESTED = "test_ended"
    END = "mediation_ended"
    TELL = "end_told"
    CLUE = "clue_found"
    CHECKED = "clue_checked"
    EXTEND = "extended"
    FILE = "case_filed"
    NOT_FILE = "case_not_filed"
    CLOSE = "closed"
    UNDO = "undone"


ACT_WORDS: dict[HandlingAct, str] = phrases({
    HandlingAct.ASSIGN: "分派承办人",
    HandlingAct.ACCEPT: "受理",
    HandlingAct.DECLINE: "不予受理",
    HandlingAct.TEST: "检验鉴定开始",
    HandlingAct.TESTED: "检验鉴定结束",
    HandlingAct.END: "终止调解",
    HandlingAct.TELL: "告知终止调解",
    HandlingAct.CLUE: "发现违法线索",
    HandlingAct.CHECKED: "线索核查完毕",
    HandlingAct.EXTEND: "延长期限",
    HandlingAct.FILE: "立案",
    HandlingAct.NOT_FILE: "不予立案",
    HandlingAct.CLOSE: "办结",
    HandlingAct.UNDO: "撤回上一步",
})  # fmt: skip

CLOCK_OF_STATE: dict[tuple[ComplaintKind, HandlingState], str] = {
    (ComplaintKind.COMPLAINT, HandlingState.REGISTERED): "accept",
    (ComplaintKind.COMPLAINT, HandlingState.MEDIATING): "mediation",
    (ComplaintKind.COMPLAINT, HandlingState.TESTING): "mediation",
    (ComplaintKind.COMPLAINT, HandlingState.ENDED): "tell_mediation_end",
    (ComplaintKind.REPORT, HandlingState.REGISTERED): "decide_case",
    (ComplaintKind.REPORT, HandlingState.TESTING): "decide_case",
}
CLUE_CLOCK = "check_clue"

# From which states an act leads where; None: the state stays.
Moves = dict[HandlingAct, tuple[frozenset[HandlingState], HandlingState | None]]
_S = HandlingState
_ASSIGN = HandlingAct.ASSIGN
_OPEN = frozenset(HandlingState) - FINISHED
MOVES: dict[ComplaintKind, Moves] = {
    ComplaintKind.COMPLAINT: {
        HandlingAct.ACCEPT: (frozenset({_S.REGISTERED}), _S.MEDIATING),
        HandlingAct.DECLINE: (frozenset({_S.REGISTERED}), _S.DECLINED),
        HandlingAct.TEST: (frozenset({_S.MEDIATING}), _S.TESTING),
        HandlingAct.TESTED: (frozenset({_S.TESTING}), _S.MEDIATING),
        HandlingAct.END: (frozenset({_S.MEDIATING, _S.TESTING}), _S.ENDED),
        HandlingAct.TELL: (frozenset({_S.ENDED}), _S.CLOSED),
        HandlingAct.CLOSE: (frozenset({_S.MEDIATING, _S.TESTING}), _S.CLOSED),
        HandlingAct.CLUE: (frozenset({_S.MEDIATING, _S.TESTING, _S.ENDED, _S.CLOSED}), None),
        HandlingAct.CHECKED: (frozenset(HandlingState), None),
        HandlingAct.EXTEND: (frozenset(HandlingState), None),
        HandlingAct.ASSIGN: (_OPEN, None),
    },
    ComplaintKind.REPORT: {
        HandlingAct.TEST: (frozenset({_S.REGISTERED}), _S.TESTING),
        HandlingAct.TESTED: (frozenset({_S.TESTING}), _S.REGISTERED),
        HandlingAct.FILE: (frozenset({_S.REGISTERED, _S.TESTING}), _S.FILED),
        HandlingAct.NOT_FILE: (frozenset({_S.REGISTERED, _S.TESTING}), _S.NOT_FILED),
        HandlingAct.CLOSE: (frozenset({_S.FILED}), _S.CLOSED),
        HandlingAct.EXTEND: (frozenset({_S.REGISTERED}), None),
        HandlingAct.ASSIGN: (_OPEN, None),
    },
    **{
        kind: {
            HandlingAct.CLOSE: (frozenset({_S.REGISTERED}), _S.CLOSED),
            HandlingAct.ASSIGN: (_OPEN, None),
        }
        for kind in WITHOUT_LIMIT
    },
}
# What must be written: a ground, a result.
NEEDS_WORDS = frozenset({
    HandlingAct.DECLINE, HandlingAct.TEST, HandlingAct.END, HandlingAct.CLUE,
    HandlingAct.CHECKED, HandlingAct.EXTEND, HandlingAct.NOT_FILE, HandlingAct.CLOSE,
    HandlingAct.UNDO,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """One act; `done_on` is when it was done, aware UTC, `id` its record (0: none yet)."""

    act: HandlingAct
    done_on: datetime
    words: str = ""
    approved_by: str = ""
    recovered_cents: int | None = None
    handler_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs; `due_at` None while testing stops it."""

    code: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a complaint stands. `last`: the act that could be taken back."""

    kind: ComplaintKind
    registered_at: datetime
    state: HandlingState = HandlingState.REGISTERED
    accepted_at: datetime | None = None
    declined_at: datetime | None = None
    mediation_ended_at: datetime | None = None
    closed_at: datetime | None = None
    clue_at: datetime | None = None  # a clue that is not checked yet
    testing_since: datetime | None = None
    tested: tuple[Span, ...] = ()
    extended: frozenset[str] = frozenset()  # clocks
    recovered_cents: int | None = None
    handler_id: int | None = None
    last: Done | None = None
    step: Done | None = None  # the last act but for giving it to somebody

    @property
    def words(self) -> str:
        return state_words(self.kind, self.state)


class Dues:
    """Limits by the plan; the days are worked out once for all complaints of a day."""

    def __init__(self, plan: PlanData) -> None:
        self.plan = plan
        self._known: dict[tuple[str, date, bool], datetime] = {}
        self._estimated: dict[tuple[int, int], bool] = {}

    def due(
        self, code: str, start: datetime, extended: bool = False, paused: tuple[Span, ...] = ()
    ) -> datetime:
        if paused or self.plan.clocks[code].unit is TimeUnit.HOUR:
            return due(self.plan, code, start, extended=extended, paused=paused)
        key = code, local(start).date(), extended
        if key not in self._known:
            self._known[key] = due(self.plan, code, start, extended=extended)
        return self._known[key]

    def estimated(self, start: datetime, end: datetime | None) -> bool:
        """Whether a limit was counted over a year whose make-up days nobody has told yet."""
        if end is None:
            return False
        years = local(start).year, local(end).year
        if years not in self._estimated:
            self._estimated[years] = bool(estimated(self.plan, start, end))
        return self._estimated[years]

    def clocks(self, at: Standing) -> tuple[Clock, ...]:
        """What runs now, nearest first; a clock that testing stops comes last."""
        running = []
        if code := CLOCK_OF_STATE.get((at.kind, at.state)):
            running.append(self._main(code, at))
        if at.clue_at:
            ends = self.due(CLUE_CLOCK, at.clue_at, CLUE_CLOCK in at.extended)
            running.append(Clock(CLUE_CLOCK, ends))
        return tuple(
            sorted(running, key=lambda c: (c.due_at is None, c.due_at or at.registered_at))
        )

    def _main(self, code: str, at: Standing) -> Clock:
        start = {
            "mediation": at.accepted_at,
            "tell_mediation_end": at.mediation_ended_at,
        }.get(code, at.registered_at)
        assert start
        paused = at.tested if code in ("mediation", "decide_case") else ()
        ends = self.due(code, start, code in at.extended, paused)
        # Testing stops a limit that runs; one that had ended by then stays missed (令121 第22条).
        stopped = at.testing_since is not None and at.testing_since <= ends
        return Clock(code, None if stopped else ends)


def state_words(kind: ComplaintKind, state: HandlingState) -> str:
    return WAITING_WORDS[kind] if state is HandlingState.REGISTERED else STATE_WORDS[state]


def standing(kind: ComplaintKind, registered_at: datetime, acts: Sequence[Done]) -> Standing:
    """Fold the acts, oldest first; what was taken back leaves no trace but in the record."""
    at = Standing(kind, registered_at)
    for act in in_force(acts):
        at = _after(at, act)
    return at


def in_force(acts: Sequence[Done]) -> list[Done]:
    """The acts without those that were taken back."""
    kept: list[Done] = []
    for act in acts:
        if act.act is not HandlingAct.UNDO:
            kept.append(act)
        elif kept:
            kept.pop()
    return kept


def _after(at: Standing, done: Done) -> Standing:
    state = MOVES[at.kind][done.act][1] or at.state
    at = replace(at, state=state, last=done, step=at.step if done.act is _ASSIGN else done)
    on = done.done_on
    if at.testing_since and state is not HandlingState.TESTING:
        at = replace(at, testing_since=None, tested=(*at.tested, (at.testing_since, on)))
    match done.act:
        case HandlingAct.ACCEPT:
            return replace(at, accepted_at=on)
        case HandlingAct.DECLINE:
            return replace(at, declined_at=on)
        case HandlingAct.TEST:
            return replace(at, testing_since=on)
        case HandlingAct.END:
            return replace(at, mediation_ended_at=on)
        case HandlingAct.CLUE:
            return replace(at, clue_at=on, extended=at.extended - {CLUE_CLOCK})
        case HandlingAct.CHECKED:
            return replace(at, clue_at=None)
        case HandlingAct.EXTEND:
            return replace(at, extended=at.extended | {_extendable(at)})
        case HandlingAct.ASSIGN:
            return replace(at, handler_id=done.handler_id)
        case HandlingAct.TELL | HandlingAct.NOT_FILE:
            return replace(at, closed_at=on)
        case HandlingAct.CLOSE:
            return replace(at, closed_at=on, recovered_cents=done.recovered_cents)
    return at


def _extendable(at: Standing) -> str:
    """The clock that an extension is for: a clue's check, a report's."""
    return CLUE_CLOCK if at.clue_at else CLOCK_OF_STATE.get((at.kind, at.state), "")


def why_not(at: Standing, act: HandlingAct) -> RuleBroken | None:
    """Why the act may not follow now, whatever is written with it; None when it may."""
    return refusal_of(lambda: _require_move(at, act))


def may_follow(kind: ComplaintKind, state: HandlingState, act: HandlingAct) -> bool:
    """Whether the act leads on from this state, as far as the state alone tells."""
    move = MOVES[kind].get(act)
    return act is HandlingAct.UNDO or (move is not None and state in move[0])


def _fits(at: Standing, act: HandlingAct) -> bool:
    if at.state not in MOVES[at.kind][act][0]:
        return False
    match act:
        case HandlingAct.CLUE:
            return at.clue_at is None
        case HandlingAct.CHECKED:
            return at.clue_at is not None
        case HandlingAct.EXTEND:
            clock = _extendable(at)
            return clock in (CLUE_CLOCK, "decide_case") and clock not in at.extended
    return True


def require_act(dues: Dues, at: Standing, done: Done, now: datetime) -> None:
    """Raise RuleBroken unless the act may follow now."""
    _require_move(at, done.act)
    if done.act in NEEDS_WORDS and not done.words.strip():
        raise RuleBroken("{act}要写明理由或者结果。", act=ACT_WORDS[done.act])
    _require_time(at, done, now)
    if done.act is HandlingAct.EXTEND:
        _require_extension(dues, at, done)
    if done.recovered_cents is not None and done.recovered_cents < 0:
        raise RuleBroken("挽回金额不能是负数。")


def _require_move(at: Standing, act: HandlingAct) -> None:
    if act is HandlingAct.UNDO:
        if at.last is None:
            raise RuleBroken("这件{kind}还没有办理过，没有可以撤回的。", kind=KIND_WORDS[at.kind])
        return
    if act not in MOVES[at.kind]:
        raise RuleBroken("{kind}不适用“{act}”。", kind=KIND_WORDS[at.kind], act=ACT_WORDS[act])
    if _fits(at, act):
        return
    if act is HandlingAct.EXTEND:
        _refuse_extension(at)
    if act is HandlingAct.CHECKED:
        raise RuleBroken("没有待核查的违法线索。")
    if act is HandlingAct.CLUE and at.clue_at:
        raise RuleBroken("已有一条违法线索正在核查，核查完毕后再登记新的。")
    raise RuleBroken("现在是“{state}”，不能办理“{act}”。", state=at.words, act=ACT_WORDS[act])


def _refuse_extension(at: Standing) -> None:
    if _extendable(at) in at.extended:
        raise RuleBroken("期限已经延长过一次，不能再延长。")
    if at.state in (HandlingState.MEDIATING, HandlingState.TESTING):
        raise RuleBroken("调解期限六十日没有延长的规定；检验、鉴定时间不计入。")
    raise RuleBroken("现在是“{state}”，没有可以延长的期限。", state=at.words)


def _require_time(at: Standing, done: Done, now: datetime) -> None:
    if done.done_on > now + timedelta(minutes=1):
        raise RuleBroken("办理时间不能晚于现在。")
    if is_before(done.done_on, at.registered_at.replace(second=0, microsecond=0), now):
        raise RuleBroken("办理时间不能早于登记时间（{at}）。", at=minute_zh(at.registered_at))
    if done.act in (HandlingAct.UNDO, _ASSIGN) or at.step is None:
        return
    if is_before(done.done_on, at.step.done_on.replace(second=0, microsecond=0), now):
        last = ACT_WORDS[at.step.act]
        when = minute_zh(at.step.done_on)
        raise RuleBroken("办理时间不能早于上一步（{last}，{at}）。", last=last, at=when)


def _require_extension(dues: Dues, at: Standing, done: Done) -> None:
    if not done.approved_by.strip():
        raise RuleBroken("延长期限须经负责人批准，请填写批准人。")
    ends = next(c.due_at for c in dues.clocks(at) if c.code == _extendable(at))
    assert ends  # while testing stops it, nothing is extended (MOVES)
    if done.done_on > ends:
        raise RuleBroken("期限已于{at}届满，不能再延长。", at=minute_zh(ends))
