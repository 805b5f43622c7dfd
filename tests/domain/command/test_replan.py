"""The checklist at a level change: what stays, comes, goes, and by when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.command.checklist import Step, StepState, replan, stops_at_end
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan import deadline_of, steps_for

AT = datetime(2026, 11, 26, 1, tzinfo=UTC)


def laid_out(plan, level, state=StepState.OPEN):
    return [
        Step(n, p.template.code, p.title, p.template.group, state, AT - timedelta(hours=1))
        for n, p in enumerate(steps_for(plan, level), 1)
    ]


def test_an_open_step_is_due_by_the_new_level_from_the_change_on(plan):
    again = replan(plan, Level.II, laid_out(plan, Level.III), AT)
    due = {k.step.code: k.deadline_at for k in again.kept}
    assert due["F1"] == AT + timedelta(minutes=30)
    assert due["C3"] == AT + timedelta(minutes=15)
    assert due["C10"] is None  # known only at the end


def test_what_is_done_keeps_its_deadline_and_state(plan):
    done = laid_out(plan, Level.III, StepState.DONE)
    again = replan(plan, Level.II, done, AT)
    assert {k.deadline_at for k in again.kept} == {AT - timedelta(hours=1)}
    assert not any(k.returns for k in again.kept)
    assert [p.template.code for p, _ in again.new] == ["O5"]


def test_a_press_conference_comes_with_level_two_and_goes_with_three(plan):
    up = replan(plan, Level.II, laid_out(plan, Level.III), AT)
    [(press, deadline)] = up.new
    assert (press.template.code, press.must) == ("O5", True)
    assert deadline == AT + timedelta(hours=24)
    down = replan(plan, Level.III, laid_out(plan, Level.II), AT)
    assert [step.code for step in down.dropped] == ["O5"]
    assert down.new == ()


def test_a_dropped_step_comes_back_and_a_done_one_is_not_dropped(plan):
    steps = [
        Step(s.id, s.code, s.title, s.group, StepState.DROPPED, None) if s.code == "O5" else s
        for s in laid_out(plan, Level.II)
    ]
    again = replan(plan, Level.II, steps, AT)
    assert [k.step.code for k in again.kept if k.returns] == ["O5"]
    assert again.new == ()
    done = laid_out(plan, Level.II, StepState.DONE)
    assert replan(plan, Level.III, done, AT).dropped == ()


def test_a_title_follows_the_amount_of_the_level(plan):
    again = replan(plan, Level.I, laid_out(plan, Level.IV), AT)
    assert {k.planned.title for k in again.kept if k.step.code == "S6"} == {"12315 增设 12 席"}


def test_only_what_comes_round_again_stops_at_the_end(plan):
    stopping = {s.code for s in laid_out(plan, Level.III) if stops_at_end(s, plan)}
    assert stopping == {"C7", "C9", "F10", "O2", "O6", "S9"}
    assert not any(stops_at_end(s, plan) for s in laid_out(plan, Level.III, StepState.DONE))


@pytest.mark.lot(2)
@pytest.mark.parametrize("level", Level)
@given(data=st.data())
def test_after_a_change_the_list_is_that_of_the_level_and_no_work_is_lost(plan, level, data):
    before = data.draw(st.sampled_from(list(Level)))
    steps = [
        Step(s.id, s.code, s.title, s.group, data.draw(st.sampled_from(StepState)), s.deadline_at)
        for s in laid_out(plan, before)
    ]
    again = replan(plan, level, steps, AT)
    wanted = {p.template.code for p in steps_for(plan, level)}
    listed = {k.step.code for k in again.kept} | {p.template.code for p, _ in again.new}
    assert listed == wanted
    assert all(s.state is StepState.OPEN for s in again.dropped)
    for kept in again.kept:
        if kept.step.state is not StepState.DONE:
            template = plan.steps[kept.step.code]
            assert kept.deadline_at == deadline_of(template, level, AT, AT)
