"""What a trial of other limits gave, as the reason of a new version of the plan."""

from datetime import date

import pytest

from commandcenter.domain.watch.tried_words import change_words, tried_words

LIMIT = {"code": "watch_burst_count", "title": "监测：短时突增，至少", "value": 5, "unit": "件"}
NIGHTS = (date(2026, 11, 1), date(2026, 11, 30))
TRIED = "。回测 2026-11-01 至 2026-11-30：每 30 夜 4.0 项改为 2.6 项"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "“短时突增，至少”由 5 改为 8 件"),
        ({"unit": ""}, "“短时突增，至少”由 5 改为 8"),
        ({"title": "早期信号"}, "“早期信号”由 5 改为 8 件"),
    ],
)
def test_a_change_is_said_from_what_to_what(changed, words):
    assert change_words(LIMIT | changed, 8) == words


def test_what_has_no_unit_ends_with_its_number():
    without = {key: value for key, value in LIMIT.items() if key != "unit"}
    assert change_words(without, 8) == "“短时突增，至少”由 5 改为 8"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "改0"), (3, "改0；改1；改2"), (4, "改动 4 项设定")]
)
def test_three_changes_are_told_one_by_one_and_of_more_their_number(number, words):
    changes = [f"改{n}" for n in range(number)]
    assert tried_words(changes, NIGHTS, 4, 2.6) == words + TRIED
