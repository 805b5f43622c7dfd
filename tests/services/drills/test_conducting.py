"""Conducting a drill: its clock, its injects, and who may."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.drills.burst import Burst
from commandcenter.domain.drills.drill import DrillAct, DrillState, InjectKind, InjectState, Mode
from commandcenter.domain.drills.script import Inject
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.offices import drill_stores
from commandcenter.queries.drills.board import drill_board
from commandcenter.services.command import duty
from commandcenter.services.drills import conduct, injects
from commandcenter.services.guard import PROGRAM
from commandcenter.store.clock import HandClock
from commandcenter.store.database import Lost
from commandcenter.store.drills.course import acts_of_drill, course_of
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.drills.drill import DrillRow
from tests.services.drills.conftest import BEGINS, CONDUCTOR, OBSERVER

MINUTE = timedelta(minutes=1)
CALL = duty.NewEntry(LogKind.CALL_IN, "6名学生呕吐", unit="育新学校校医室")


@pytest.fixture
def url(sqlite_url):
    """Of the rules alone: what the databases do differently is tried in test_apart.py."""
    return sqlite_url


@pytest.fixture
def by_hand(drill):
    """The real clock below the drill's is moved by hand."""
    drill.db.clock.real = HandClock(drill.db.clock.real())
    return drill


def wait(drill, **span):
    drill.db.clock.real.at += timedelta(**span)


def carry_out_due(drill):
    return drill_stores.go_on(drill.db, drill.actor(CONDUCTOR))


def board(drill, login=CONDUCTOR):
    return drill.ask(drill_board, drill.actor(login))


def test_the_clock_runs_as_the_conductor_says_and_never_back(by_hand):
    by_hand.start(20)
    wait(by_hand, seconds=6)
    assert by_hand.db.clock() == BEGINS + 2 * MINUTE
    by_hand.do(conduct.pause, CONDUCTOR)
    wait(by_hand, hours=1)
    assert by_hand.db.clock() == BEGINS + 2 * MINUTE
    by_hand.do(conduct.resume, CONDUCTOR)
    by_hand.do(conduct.set_speed, CONDUCTOR, 60)
    wait(by_hand, seconds=1)
    assert by_hand.db.clock() == BEGINS + 3 * MINUTE
    found = board(by_hand)
    assert (found.state, found.speed, found.paused) == (DrillState.RUNNING, 60, False)


def test_the_next_inject_comes_at_once_and_no_inject_comes_before_its_time(by_hand):
    by_hand.start(1)
    assert by_hand.ask(injects.due) == []
    by_hand.do(conduct.next_inject, CONDUCTOR)
    assert by_hand.db.clock() == BEGINS + 5 * MINUTE
    carry_out_due(by_hand)
    assert [line.state for line in board(by_hand).injects] == [InjectState.OPEN, InjectState.COMING]


def test_an_inject_that_waits_sets_x1_and_its_answer_lets_the_clock_go_on(by_hand):
    by_hand.start(20)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    assert carry_out_due(by_hand) == 1
    found = board(by_hand)
    assert (found.speed, found.chosen_speed, found.waiting) == (1, 20, True)
    wait(by_hand, minutes=4)
    by_hand.do(duty.write_entry, "liwei", CALL)
    assert carry_out_due(by_hand) == 0
    found = board(by_hand)
    assert (found.speed, found.waiting) == (20, False)
    [call, _] = found.injects
    assert (call.state, call.took, call.answered_by) == (InjectState.DONE, 4 * MINUTE, "李蔚")
    assert (call.record or ("",))[0] == "duty_log"


def test_a_speed_chosen_against_one_that_waits_holds_for_that_one_alone(by_hand):
    """The next that waits slows the clock again, and the first does not keep it slow."""
    asks = {"signs": ("registered",), "limit_minutes": 30}
    second = Inject(BEGINS + 9 * MINUTE, InjectKind.MESSAGE, "登记事件", **asks)
    by_hand.do(conduct.add_inject, CONDUCTOR, second)
    by_hand.start(20)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    carry_out_due(by_hand)
    by_hand.do(conduct.set_speed, CONDUCTOR, 60)
    wait(by_hand, seconds=1)
    assert carry_out_due(by_hand) == 0
    assert board(by_hand).speed == 60
    by_hand.do(conduct.next_inject, CONDUCTOR)
    assert carry_out_due(by_hand) == 1
    assert (board(by_hand).speed, board(by_hand).waiting) == (1, True)
    by_hand.do(conduct.skip, CONDUCTOR, board(by_hand).injects[1].id)
    assert carry_out_due(by_hand) == 0
    assert (board(by_hand).speed, board(by_hand).waiting) == (60, False)


def test_a_late_answer_costs_the_points_of_the_inject_with_its_record(by_hand):
    by_hand.start(1)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    carry_out_due(by_hand)
    wait(by_hand, minutes=17)
    by_hand.do(duty.write_entry, "liwei", CALL)
    found = board(by_hand)
    assert found.injects[0].state is InjectState.LATE
    [answer] = found.answers
    assert (answer.took, answer.limit, answer.late) == (17 * MINUTE, 10 * MINUTE, True)
    scored = {line.clause: line for line in found.scores}
    lost = scored["4.1(1)"]
    assert (lost.points, lost.full) == (17, 20)
    assert [loss.record for loss in lost.losses] == [("drill_inject", found.injects[0].id)]
    assert scored["4.1(5)"].points is None, "no record, no score"
    assert (found.total, found.full) == (17, 20)


def test_players_see_what_came_for_them_and_nothing_of_what_comes(by_hand):
    by_hand.start(1)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    carry_out_due(by_hand)
    assert [line.title for line in board(by_hand, "liwei").injects] == ["校医来电"]
    assert board(by_hand, "chenyu").injects == ()
    assert len(board(by_hand, OBSERVER).injects) == 2
    assert board(by_hand, "liwei").scores == ()
    assert not board(by_hand, OBSERVER).may_conduct


def test_only_the_conductor_conducts_and_an_observer_takes_notes(by_hand):
    for login in ("liwei", OBSERVER):
        with pytest.raises(RuleBroken, match="只有导调员周岚"):
            by_hand.do(conduct.start, login)
    by_hand.start()
    by_hand.do(conduct.note, OBSERVER, "接得及时")
    with pytest.raises(RuleBroken, match="导调员和观察员"):
        by_hand.do(conduct.note, "liwei", "x")
    point = board(by_hand).injects[0].id
    by_hand.do(conduct.said, OBSERVER, point, "先报后查")
    notes = [(note.words, note.inject_id) for note in board(by_hand).notes]
    assert notes == [("接得及时", None), ("先报后查", point)]


def test_an_inject_is_added_amended_and_skipped_while_it_has_not_come(by_hand):
    by_hand.start()
    new = Inject(BEGINS + 9 * MINUTE, InjectKind.MEDIA, "记者到校门口")
    number = by_hand.do(conduct.add_inject, CONDUCTOR, new)
    by_hand.do(conduct.amend_inject, CONDUCTOR, number, replace(new, title="两名记者到校门口"))
    by_hand.do(conduct.skip, CONDUCTOR, number)
    found = {line.id: line for line in board(by_hand).injects}[number]
    assert (found.title, found.state) == ("两名记者到校门口", InjectState.SKIPPED)
    with pytest.raises(RuleBroken, match="不能再改"):
        by_hand.do(conduct.amend_inject, CONDUCTOR, number, new)
    with pytest.raises(RuleBroken, match="注入时间已过"):
        by_hand.do(conduct.add_inject, CONDUCTOR, replace(new, at=BEGINS - MINUTE))


def test_a_tabletop_stands_until_the_conductor_goes_on(found):
    drill = found(mode=Mode.TABLETOP)
    drill.db.clock.real = HandClock(drill.db.clock.real())
    drill.start()
    wait(drill, hours=2)
    assert drill.db.clock() == BEGINS
    drill.do(conduct.next_inject, CONDUCTOR)
    wait(drill, hours=2)
    assert drill.db.clock() == BEGINS + 5 * MINUTE
    with pytest.raises(RuleBroken, match="逐步推进"):
        drill.do(conduct.set_speed, CONDUCTOR, 20)


def test_an_ended_drill_stands_and_all_see_the_score(by_hand):
    by_hand.start(1)
    wait(by_hand, minutes=30)
    by_hand.do(conduct.end, CONDUCTOR)
    wait(by_hand, hours=3)
    found = board(by_hand, "liwei")
    assert (found.state, found.drill_now) == (DrillState.ENDED, BEGINS + 30 * MINUTE)
    assert len(found.scores) > 5
    assert found.injects == board(by_hand, CONDUCTOR).injects
    with pytest.raises(RuleBroken, match="没有在进行"):
        by_hand.do(conduct.next_inject, CONDUCTOR)
    inject = next(line for line in found.injects if line.state is InjectState.COMING)
    new = Inject(BEGINS + 9 * MINUTE, InjectKind.MEDIA, "记者到校门口")
    assert {o.key for line in found.injects for o in line.offers} <= {"say"}
    with pytest.raises(RuleBroken, match="演练已经结束"):
        by_hand.do(conduct.skip, CONDUCTOR, inject.id)
    with pytest.raises(RuleBroken, match="演练已经结束"):
        by_hand.do(conduct.amend_inject, CONDUCTOR, inject.id, new)
    assert board(by_hand, "liwei").scores == found.scores


def test_complaints_of_a_script_of_ones_own_come_in_with_their_inject(by_hand):
    burst = Burst(12, 30, "悦力工场健身（城东店）", "停业不退款")
    made = Inject(
        BEGINS + 2 * MINUTE, InjectKind.COMPLAINTS, "投诉到达", payload=burst.as_payload()
    )
    by_hand.do(conduct.add_inject, CONDUCTOR, made)
    by_hand.start(60)
    wait(by_hand, seconds=3)
    assert carry_out_due(by_hand) == 1
    rows = by_hand.ask(lambda s: s.scalars(select(ComplaintRow)).all())
    assert len(rows) == 12
    assert max(row.registered_at for row in rows) <= by_hand.db.clock()
    assert set(by_hand.ask(lambda s: s.scalars(select(BatchRow.opened_by)).all())) == {"周岚"}


def test_an_inject_whose_complaints_did_not_come_comes_again_and_nothing_twice(
    by_hand, monkeypatch
):
    burst = Burst(12, 30, "悦力工场健身（城东店）", "停业不退款")
    made = Inject(
        BEGINS + 2 * MINUTE, InjectKind.COMPLAINTS, "投诉到达", payload=burst.as_payload()
    )
    number = by_hand.do(conduct.add_inject, CONDUCTOR, made)
    by_hand.start(60)
    wait(by_hand, seconds=3)

    def lost(*_, **__):
        raise Lost

    with monkeypatch.context() as patched:
        patched.setattr(injects.book, "record", lost)  # after they were taken in
        with pytest.raises(Lost):
            carry_out_due(by_hand)
    assert by_hand.ask(injects.due) == [number]
    assert carry_out_due(by_hand) == 1
    assert by_hand.ask(lambda s: s.scalar(select(func.count(ComplaintRow.id)))) == 12


def test_a_drill_begins_once_and_at_a_speed_that_there_is(by_hand):
    with pytest.raises(RuleBroken, match="演练快慢可以是×1、×"):
        by_hand.start(7)
    assert board(by_hand).state is DrillState.PREPARED
    by_hand.start(20)
    wait(by_hand, seconds=6)
    with pytest.raises(RuleBroken, match="演练已经开始过了"):
        by_hand.start(1)
    with pytest.raises(RuleBroken, match="演练快慢可以是×1、×"):
        by_hand.do(conduct.set_speed, CONDUCTOR, 0)
    assert (board(by_hand).chosen_speed, by_hand.db.clock()) == (20, BEGINS + 2 * MINUTE)


def test_what_was_skipped_is_not_skipped_again_and_after_the_last_nothing_comes(by_hand):
    by_hand.start(1)
    first, second = (line.id for line in board(by_hand).injects)
    by_hand.do(conduct.skip, CONDUCTOR, first)
    with pytest.raises(RuleBroken, match="“校医来电”已经跳过"):
        by_hand.do(conduct.skip, CONDUCTOR, first)
    assert by_hand.do(conduct.next_inject, CONDUCTOR) == second
    carry_out_due(by_hand)
    at = by_hand.db.clock()
    with pytest.raises(RuleBroken, match="没有待注入的内容了"):
        by_hand.do(conduct.next_inject, CONDUCTOR)
    assert by_hand.db.clock() == at


def stands(drill):
    found = drill.ask(lambda s: course_of(acts_of_drill(s)))
    return found.state, drill.db.clock()


def test_each_act_of_the_conductor_has_its_time(by_hand):
    """Refused before and after, it changes nothing."""
    later = Inject(BEGINS + 9 * MINUTE, InjectKind.MEDIA, "记者到校门口")
    over = "演练已经结束"

    def refused(**said):
        before = stands(by_hand)
        for verb, words in said.items():
            more = {"set_speed": (20,), "add_inject": (later,)}.get(verb, ())
            with pytest.raises(RuleBroken, match=words):
                by_hand.do(getattr(conduct, verb), CONDUCTOR, *more)
        assert stands(by_hand) == before

    none = "演练没有在进行"
    refused(pause=none, resume="演练没有暂停", end=none, next_inject=f"{none}，不能注入")
    by_hand.start(1)
    refused(start="已经开始过", resume="演练没有暂停")
    by_hand.do(conduct.pause, CONDUCTOR)
    refused(start="已经开始过", pause=none)
    assert by_hand.do(conduct.end, CONDUCTOR) is None  # out of a pause, too
    assert stands(by_hand)[0] is DrillState.ENDED
    refused(
        start="已经开始过", pause=none, resume="演练没有暂停", end=none, next_inject=none,
        set_speed=over, add_inject=over,
    )  # fmt: skip


def test_what_stands_still_leaps_and_stands_still_and_goes_on_as_was_chosen_meanwhile(by_hand):
    by_hand.start(1)
    by_hand.do(conduct.pause, CONDUCTOR)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    by_hand.do(conduct.set_speed, CONDUCTOR, 60)
    wait(by_hand, hours=1)
    assert stands(by_hand) == (DrillState.PAUSED, BEGINS + 5 * MINUTE)
    by_hand.do(conduct.resume, CONDUCTOR)
    wait(by_hand, seconds=2)
    assert stands(by_hand) == (DrillState.RUNNING, BEGINS + 7 * MINUTE)


def test_while_an_answer_is_awaited_neither_a_pause_nor_a_leap_makes_time_run_faster(by_hand):
    def acts():
        kinds = [act.kind for act in by_hand.ask(acts_of_drill)]
        return kinds.count(DrillAct.SLOWED), kinds.count(DrillAct.WENT_ON)

    by_hand.start(20)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    carry_out_due(by_hand)
    for _ in range(3):
        wait(by_hand, seconds=1)
        carry_out_due(by_hand)
        by_hand.do(conduct.keep_pace, CONDUCTOR)
    assert acts() == (1, 0)  # nothing is written where nothing changes
    by_hand.do(conduct.pause, CONDUCTOR)
    assert by_hand.ask(conduct.pace) is None
    by_hand.do(conduct.resume, CONDUCTOR)
    wait(by_hand, seconds=7)
    assert by_hand.db.clock() == BEGINS + 5 * MINUTE + timedelta(seconds=10)
    by_hand.do(conduct.next_inject, CONDUCTOR)
    wait(by_hand, seconds=7)
    assert by_hand.db.clock() == BEGINS + 40 * MINUTE + timedelta(seconds=7)


def test_at_x1_and_at_a_table_no_answer_slows_anything(found):
    for mode, speed in ((Mode.LIVE, 1), (Mode.TABLETOP, 20)):
        drill = found(mode=mode)
        drill.start(speed)
        drill.do(conduct.next_inject, CONDUCTOR)
        carry_out_due(drill)
        assert drill.ask(conduct.pace) is None
        assert not board(drill).waiting


def test_an_inject_is_for_now_or_later_once_the_drill_runs_and_one_that_there_is(by_hand):
    late = Inject(BEGINS - MINUTE, InjectKind.MEDIA, "记者到校门口")
    by_hand.do(conduct.add_inject, CONDUCTOR, late)  # before the start any time will do
    by_hand.start(60)
    wait(by_hand, seconds=1)
    by_hand.do(conduct.add_inject, CONDUCTOR, replace(late, at=BEGINS + MINUTE))
    early = replace(late, at=BEGINS + MINUTE - timedelta(microseconds=1))
    with pytest.raises(RuleBroken, match="注入时间已过"):
        by_hand.do(conduct.add_inject, CONDUCTOR, early)
    carry_out_due(by_hand)
    came = next(x.id for x in board(by_hand).injects if x.state is not InjectState.COMING)
    with pytest.raises(RuleBroken, match="已经注入或者跳过，不能再改"):
        by_hand.do(conduct.amend_inject, CONDUCTOR, came, late)
    for verb, more in (("skip", ()), ("amend_inject", (late,)), ("said", ("先报后查",))):
        with pytest.raises(RuleBroken, match="没有编号为 99 的注入"):
            by_hand.do(getattr(conduct, verb), CONDUCTOR, 99, *more)


def test_the_program_conducts_a_drill_that_nobody_conducts(by_hand):
    with by_hand.db.write() as session:
        conduct.start(session, PROGRAM)
        conduct.note(session, PROGRAM, "按脚本进行")
    assert stands(by_hand) == (DrillState.RUNNING, BEGINS)


@pytest.mark.parametrize(
    ("login", "number", "sees"),
    [("zhoulan", 4, True), ("luomin", 2, True), ("liwei", 3, False), ("", 0, True)],
)
def test_conductor_observers_and_the_program_see_what_comes(login, number, sees):
    drill = DrillRow(conductor="zhoulan", observers=["luomin"])
    assert conduct.sees_all(drill, Actor(number, login, "某人")) is sees
