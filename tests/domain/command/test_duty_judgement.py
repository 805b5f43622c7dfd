"""履职对照: whether a duty was done, by its records, its limits and how far the incident came."""

import pytest

from commandcenter.domain.command.duties import DutyRecord, DutyState, Life, Phase
from commandcenter.domain.command.duty_judgement import Standing, judge, require_nothing_open
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import DutyLine
from tests.domain.command.book_facts import at

RUNS = Life(State.RESPONDING, True, True, False, frozenset({Level.III}))
CALLED = Life(State.REPORTED, False, False, False, frozenset())


def line(phase=Phase.ACTIVATED, **more):
    return DutyLine("x", "2.2(1)", "综合协调", phase, **more)


def judged(stands=None, life=RUNS, stated="", of=None):
    found = judge(of or line(), life, stands or Standing(), stated)
    return found.state, str(found.words)


@pytest.mark.parametrize(
    ("stands", "judgement"),
    [
        (Standing(), (DutyState.EMPTY, "")),
        (Standing(done=1), (DutyState.DONE, "")),
        (Standing(done=2, late=1), (DutyState.PARTIAL, "尚有 1 项未办结")),
        (Standing(done=2, running=3), (DutyState.PARTIAL, "尚有 3 项未办结")),
        (Standing(begun=1), (DutyState.PARTIAL, "尚有 1 项未办结")),
        (Standing(done=1, begun=2, late=3, running=4), (DutyState.PARTIAL, "尚有 9 项未办结")),
        (Standing(late=2), (DutyState.EMPTY, "2 项逾期未办")),
        (Standing(late=2, running=1), (DutyState.EMPTY, "2 项逾期未办")),
        (Standing(running=1), (DutyState.PARTIAL, "尚有 1 项未办结")),
        (Standing(aside=("无伤员",)), (DutyState.NOT_APPLICABLE, "无伤员")),
        (Standing(aside=("无伤员", "无老人")), (DutyState.NOT_APPLICABLE, "无伤员；无老人")),
        (Standing(done=1, aside=("无伤员",)), (DutyState.DONE, "")),
        (Standing(running=1, aside=("无伤员",)), (DutyState.PARTIAL, "尚有 1 项未办结")),
    ],
)
def test_what_was_recorded_and_what_is_left_decide(stands, judgement):
    assert judged(stands) == judgement


def test_what_somebody_states_counts_after_the_records():
    not_here = (DutyState.NOT_APPLICABLE, "本事件无此情形")
    assert judged(stated="本事件无此情形") == not_here
    assert judged(Standing(done=1), stated="本事件无此情形") == (DutyState.DONE, "")
    assert judged(Standing(running=1), stated="本事件无此情形")[0] is DutyState.PARTIAL
    assert judged(Standing(late=1), stated="本事件无此情形")[0] is DutyState.EMPTY
    assert judged(Standing(aside=("无伤员",)), stated="本事件无此情形")[1] == "无伤员"
    assert judged(life=CALLED, stated="本事件无此情形") == not_here


def test_a_duty_of_levels_that_never_ran_does_not_apply():
    grave = line(levels=frozenset({Level.II, Level.I}))
    assert judged(of=grave) == (DutyState.NOT_APPLICABLE, "本事件未启动Ⅰ级、Ⅱ级响应")
    was_two = Life(State.RESPONDING, True, True, False, frozenset({Level.III, Level.II}))
    assert judged(of=grave, life=was_two) == (DutyState.EMPTY, "")
    assert judged(Standing(done=1), of=grave) == (DutyState.DONE, "")
    assert judged(of=grave, life=CALLED) == (DutyState.NOT_DUE, "启动响应后履行")


COMES = {
    Phase.RECEIVED: "接报", Phase.VERIFIED: "接报核实", Phase.ACTIVATED: "启动响应",
    Phase.ENDED: "响应终止",
}  # fmt: skip


@pytest.mark.parametrize(("n", "phase"), list(enumerate(Phase)))
def test_a_duty_is_due_once_its_phase_has_come(n, phase):
    """What runs before that is not yet work that lies."""
    for come in range(4):
        life = Life(State.RESPONDING, come >= 1, come >= 2, come >= 3, frozenset())
        has_come = come >= n
        waits = (DutyState.NOT_DUE, f"{COMES[phase]}后履行")
        assert judged(life=life, of=line(phase)) == ((DutyState.EMPTY, "") if has_come else waits)
        running = judged(Standing(running=1), life=life, of=line(phase))
        assert running == ((DutyState.PARTIAL, "尚有 1 项未办结") if has_come else waits)


def test_what_was_put_aside_says_nothing_of_what_is_still_to_come():
    stands = Standing(running=1, aside=("无伤员",))
    assert judged(stands, life=CALLED) == (DutyState.NOT_DUE, "启动响应后履行")
    assert judged(Standing(aside=("无伤员",)), life=CALLED)[1] == "无伤员"


@pytest.mark.parametrize("state", list(State))
def test_an_incident_that_ended_without_a_response_has_no_later_phase(state):
    words = {
        State.FALSE_ALARM: "事件误报，未启动响应",
        State.MERGED: "事件已并案，未启动响应",
        State.TRANSFERRED: "事件已移送，未启动响应",
    }
    found = judged(life=Life(state, True, False, False, frozenset()))
    if state in words:
        assert found == (DutyState.NOT_APPLICABLE, words[state])
    else:
        assert found == (DutyState.NOT_DUE, "启动响应后履行")


def test_where_no_record_need_come_its_lack_is_explained():
    quiet = line(none="本事件无新闻发布会")
    assert judged(of=quiet) == (DutyState.NOT_APPLICABLE, "本事件无新闻发布会")
    assert judged(Standing(late=1), of=quiet)[0] is DutyState.EMPTY
    assert judged(of=quiet, life=CALLED) == (DutyState.NOT_DUE, "启动响应后履行")


def test_a_duty_is_stated_not_to_apply_where_nothing_of_it_is_left():
    require_nothing_open("舆情监测", 0)
    words = r"^“舆情监测”还有 1 项应办事项没有办结，请逐项办理或者逐项注明不适用。$"
    with pytest.raises(RuleBroken, match=words):
        require_nothing_open("舆情监测", 1)


def test_a_record_says_its_words_without_the_title_before_them():
    record = DutyRecord("obligation", 3, "收集证据：已封存账册", "周明", at(5), about="收集证据")
    assert record.said == "已封存账册"
    other = DutyRecord("evidence", 3, "收集证据：已封存账册", "周明", at(5))
    assert other.said == "收集证据：已封存账册"
    assert DutyRecord("x", 3, "封存账册", "周明", at(5), about="收集证据").said == "封存账册"
