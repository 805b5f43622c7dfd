"""How an instruction, a 批示 and a request to a department stand, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.directive import (
    Standing,
    Task,
    chase_refusal,
    require_after,
    require_deadline,
    require_done,
    require_open,
    require_past,
    require_receivable,
    require_unmoved,
    standing,
)
from commandcenter.domain.command.liaison import (
    Contact,
    Request,
    contact,
    due,
    names_in,
    require_promise_ahead,
    require_unanswered,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.rights import Action, Matter

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = Task(NOW - HOUR, NOW + HOUR, None, "", None, "")
SIGNED = replace(NEW, received_at=NOW, received_by="马骁")
DONE = replace(SIGNED, done_at=NOW, done_by="马骁")


@pytest.mark.parametrize(
    ("task", "stands"),
    [
        (NEW, Standing.WAITING),
        (SIGNED, Standing.WORKING),
        (replace(SIGNED, due_at=NOW - HOUR), Standing.OVERDUE),
        (replace(NEW, due_at=NOW - HOUR), Standing.OVERDUE),
        (replace(NEW, due_at=None), Standing.WAITING),
        (DONE, Standing.DONE),
        (replace(DONE, due_at=NOW - HOUR), Standing.LATE),
        (replace(DONE, due_at=NOW), Standing.DONE),
        (replace(DONE, due_at=None), Standing.DONE),
        (replace(DONE, due_at=NOW - HOUR, received_at=None), Standing.LATE),
        (replace(DONE, told_at=NOW), Standing.CLOSED),
    ],
)
def test_it_stands_by_its_limit_its_receipt_and_its_report(task, stands):
    assert standing(task, NOW) is stands


def test_it_is_not_late_at_the_second_of_its_limit():
    assert standing(replace(SIGNED, due_at=NOW), NOW) is Standing.WORKING


def test_it_is_signed_for_and_reported_on_once():
    require_receivable(NEW, "指令")
    require_open(SIGNED, "指令")
    with pytest.raises(RuleBroken, match=r"^指令已由马骁回报。$"):
        require_receivable(DONE, "指令")
    with pytest.raises(RuleBroken, match="指令已由马骁签收"):
        require_receivable(SIGNED, "指令")
    with pytest.raises(RuleBroken, match="批示已由马骁回报"):
        require_open(DONE, "批示")


def test_a_direction_is_told_back_once_and_with_its_result():
    with pytest.raises(RuleBroken, match="还没有办理结果"):
        require_done(SIGNED)
    require_done(DONE)
    with pytest.raises(RuleBroken, match="已经回告"):
        require_done(replace(DONE, told_at=NOW))


SECOND = timedelta(seconds=1)


def test_times_that_cannot_be_are_refused():
    for due_at in (NOW, NOW - SECOND):
        with pytest.raises(RuleBroken, match="应晚于现在"):
            require_deadline(due_at, NOW)
    require_deadline(NOW + SECOND, NOW)
    require_deadline(None, NOW)
    require_past(NOW, NOW, "批示时间")
    with pytest.raises(RuleBroken, match="批示时间不能晚于现在"):
        require_past(NOW + SECOND, NOW, "批示时间")
    require_after(NOW, NOW, NOW, "回告时间", "办理时间")
    with pytest.raises(RuleBroken, match=r"^回告时间不能早于办理时间。$"):
        require_after(NOW - SECOND, NOW, NOW, "回告时间", "办理时间")
    require_after(NOW - HOUR, NOW + HOUR, NOW, "回告时间", "办理时间")  # the clock was put back


CHASERS = {Role.COMMANDER, Role.DEPUTY, Role.CLERK, Role.DUTY}


@pytest.mark.parametrize("role", list(Role))
def test_who_gives_instructions_or_keeps_the_papers_may_chase(rights, role):
    actor = Actor(7, "x", "某人", frozenset({Grant(role)}))
    for first in (Action.GIVE_INSTRUCTION, Action.REGISTER_PAPER):
        refused = chase_refusal(rights, actor, Matter(), first)
        assert (refused is None) is (role in CHASERS)
        if refused is not None:
            assert str(refused) == str(rights.refusal(actor, first, Matter()))
    head = Actor(7, "x", "某人", frozenset({Grant(Role.LEADER, Group.COORDINATION)}))
    assert chase_refusal(rights, head, Matter(), Action.REGISTER_PAPER) is None


def test_the_second_of_two_is_told_that_it_moved():
    require_unmoved((1, None), (1, None), "班次")
    with pytest.raises(RuleBroken, match="刚刚被他人改过"):
        require_unmoved((1, None), (2, None), "班次")


ASKED = Request("公安机关", NOW - HOUR, NOW + HOUR)


@pytest.mark.parametrize(
    ("request_", "stands"),
    [
        (ASKED, Contact.ASKED),
        (replace(ASKED, due_at=NOW - HOUR), Contact.OVERDUE),
        (replace(ASKED, promised_at=NOW), Contact.PROMISED),
        (
            replace(ASKED, due_at=NOW - HOUR, promised_at=NOW, promised_for=NOW + HOUR),
            Contact.PROMISED,
        ),
        (replace(ASKED, promised_at=NOW, promised_for=NOW - HOUR), Contact.OVERDUE),
        (replace(ASKED, due_at=NOW - HOUR, answered_at=NOW), Contact.ANSWERED),
    ],
)
def test_a_department_is_late_by_what_it_promised_else_by_what_was_asked(request_, stands):
    assert contact(request_, NOW) is stands


def test_the_clock_runs_to_the_promise():
    assert due(replace(ASKED, promised_for=NOW)) == NOW
    assert due(replace(ASKED, due_at=None)) is None


def test_a_department_is_not_late_at_the_second_of_its_limit():
    limited = replace(ASKED, due_at=NOW)
    assert contact(limited, NOW) is Contact.ASKED
    assert contact(limited, NOW + SECOND) is Contact.OVERDUE
    assert contact(replace(ASKED, due_at=None), NOW) is Contact.ASKED


def test_an_answered_request_takes_nothing_more():
    require_unanswered(ASKED)
    with pytest.raises(RuleBroken, match="公安机关已经答复"):
        require_unanswered(replace(ASKED, answered_at=NOW))
    require_promise_ahead(None, NOW)
    require_promise_ahead(NOW + SECOND, NOW)
    for promised_for in (NOW, NOW - SECOND):
        with pytest.raises(RuleBroken, match="应晚于现在"):
            require_promise_ahead(promised_for, NOW)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公安机关、网信部门", ("公安机关", "网信部门")),
        ("公安机关，网信部门,信访部门；卫健部门;住建部门", (
            "公安机关", "网信部门", "信访部门", "卫健部门", "住建部门",
        )),
        ("公安机关\n 网信部门 \n\n公安机关、", ("公安机关", "网信部门")),
        ("市 12345 热线", ("市 12345 热线",)),
        (" 、，", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_names_stand_between_commas_or_on_lines_each_once(text, names):
    assert names_in(text) == names
