"""任务 n/m: what is a task, how many are done, late and open, and how one is called."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.command.tasks import (
    TaskCounts,
    counted,
    is_task,
    late_of,
    office_of,
    task_counts,
    tasks,
    title_of,
    titles_of,
)
from commandcenter.domain.org import Group, Role
from tests.domain.command.test_acts_of import AT, ROW

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        ("", True), ("city", True), ("city_duty_office", True), ("place:7", True),
        ("county:990102", True), ("county:990102/city_bureau", True),
        ("directive:12", False), ("instruction:3", False), ("release:4", False),
        ("places:7", False),
    ],
)  # fmt: skip
def test_what_the_plan_wants_of_a_group_is_a_task_and_what_a_record_asks_for_is_none(about, wanted):
    row = replace(ROW, about=about)
    assert is_task(row) is wanted
    assert tasks([row, ROW]) == ((row, ROW) if wanted else (ROW,))
    assert not is_task(replace(row, group=None, role=Role.COMMANDER))


def of(state, *, late=False, **more):
    """A row past its limit, or in time: done at AT, or looked at then."""
    done = AT if state is S.DONE else None
    due = AT - MINUTE if late else AT
    return replace(ROW, state=state, done_at=done, due_at=due, **more)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("state", list(S))
def test_each_row_is_counted_as_it_stands(state, late):
    """待核实 is open and never late; what waits for its case is not counted at all."""
    counts = counted([of(state, late=late)], AT)
    assert (
        counts
        == {
            S.GREY: TaskCounts(open=1),
            S.OPEN: TaskCounts(open=1, late=late),
            S.WAITING: TaskCounts(),
            S.DONE: TaskCounts(done=1, done_late=late),
            S.NOT_APPLICABLE: TaskCounts(aside=1),
            S.CEASED: TaskCounts(aside=1),
        }[state]
    )
    assert counts.asked == (1 if state in (S.GREY, S.OPEN, S.DONE) else 0)
    assert late_of([of(state, late=late)], AT) == (1 if late and state is S.OPEN else 0)


def test_of_all_tasks_and_of_those_that_must_be_done_the_numbers_are_apart():
    rows = [
        of(S.DONE), of(S.DONE, late=True, must=False), of(S.OPEN, late=True),
        of(S.OPEN, must=False), of(S.OPEN, late=True, about="directive:12"),
        of(S.OPEN, late=True, group=None),
    ]  # fmt: skip
    assert task_counts(rows, AT) == TaskCounts(done=2, done_late=1, open=2, late=1)
    assert task_counts(rows, AT, must=True) == TaskCounts(done=1, open=1, late=1)
    assert task_counts(rows, AT).asked == 4
    assert late_of(rows, AT) == 3  # 逾期 n 项: what a record asks for alike


EAST_SHOP = {"about": "place:7", "detail": "城东店：到场后一刻钟内报告"}
WEST_SHOP = {"about": "place:8", "detail": "城西店：到场后一刻钟内报告"}


def test_what_each_place_has_is_called_with_its_place():
    first = replace(ROW, title="首次报告")
    assert title_of(replace(first, **EAST_SHOP)) == "首次报告（城东店）"
    assert title_of(first) == "首次报告"
    told = replace(first, about="directive:12", detail="王市长：尽快办理")
    assert title_of(told) == "首次报告"


def test_what_is_called_alike_is_told_once_with_its_places():
    first, power = replace(ROW, title="首次报告"), replace(ROW, title="保障电源")
    rows = [replace(first, **EAST_SHOP), power, replace(first, **WEST_SHOP), power]
    assert titles_of(rows) == ["首次报告（城东店、城西店）", "保障电源"]
    assert titles_of([]) == []


def test_it_is_a_groups_else_a_roles_else_nobodys():
    assert office_of(replace(ROW, group=Group.LEGAL, role=Role.LEADER)) == "法律咨询组"
    assert office_of(replace(ROW, group=None, role=Role.COMMANDER)) == "总指挥"
    assert office_of(replace(ROW, group=None, role=None)) == ""
