"""In which order the list of an incident stands, whatever the order in which it is read."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.command.obligation import in_order
from tests.domain.command.book_facts import at, life, run, stored

NOW = 60
# As it must stand, an hour after the 接报.
LIST = {
    "late": {"due_at": at(50)},
    "less late": {"due_at": at(55)},
    "待核实, never called late": {"state": S.GREY, "due_at": at(10)},
    "to come": {"due_at": at(70)},
    "later": {"due_at": at(80)},
    "no limit": {"due_at": None},
    "waits for its case": {"state": S.WAITING, "due_at": at(5)},
    "done just now": {"state": S.DONE, "done_at": at(40), "due_at": at(30)},
    "not applicable": {"state": S.NOT_APPLICABLE, "na_at": at(35), "due_at": None},
    "done before": {"state": S.DONE, "done_at": at(20), "due_at": at(30)},
    "ceased": {"state": S.CEASED, "due_at": at(1)},
}


@pytest.fixture
def rows(plan):
    """The list, all of it equally far down in the plan."""
    [kept] = stored({"verify": run(plan, life())["verify//0"]})
    one = replace(kept.row, state=S.OPEN)
    return [replace(one, title=title, **fields) for title, fields in LIST.items()]


def test_what_is_late_stands_above_all_and_what_is_done_last(rows):
    assert [row.title for row in in_order(reversed(rows), at(NOW))] == list(LIST)


def test_of_two_alike_the_plan_says_which_is_first(rows):
    for row in rows:
        low, high = replace(row, position=2, id=8), replace(row, position=1, id=9)
        assert in_order([low, high], at(NOW)) == (high, low)
        again = replace(low, id=7)
        assert in_order([low, again], at(NOW)) == (again, low)
