import itertools

from commandcenter.domain.level import Level, levels_zh, took_effect
from commandcenter.domain.times import from_local


def test_the_levels_stand_from_the_gravest_down():
    assert [(level.rank, level.sign) for level in Level] == [
        (1, "Ⅰ"),
        (2, "Ⅱ"),
        (3, "Ⅲ"),
        (4, "Ⅳ"),
    ]


def test_a_level_speaks_the_words_of_the_plan():
    assert [level.grade_title for level in Level] == [
        "特别重大（Ⅰ级）",
        "重大（Ⅱ级）",
        "较大（Ⅲ级）",
        "一般（Ⅳ级）",
    ]
    assert Level.III.response_title == "Ⅲ级响应"


def test_exactly_one_of_two_different_levels_is_graver():
    for one, other in itertools.combinations(Level, 2):
        assert one.graver_than(other)
        assert not other.graver_than(one)


def test_any_level_is_graver_than_none_and_none_than_itself():
    assert all(level.graver_than(None) and not level.graver_than(level) for level in Level)


def test_levels_are_told_from_the_lowest_up():
    assert levels_zh({Level.III, Level.IV}) == "Ⅳ级、Ⅲ级"
    assert levels_zh(Level) == "Ⅳ级、Ⅲ级、Ⅱ级、Ⅰ级"
    assert levels_zh(()) == ""


def test_a_decision_holds_from_what_was_decided_before_it_though_the_clock_was_put_back():
    nine, ten, eleven = (from_local(2026, 11, 24, hour) for hour in (9, 10, 11))
    assert list(took_effect([nine, eleven, ten])) == [nine, eleven, eleven]
