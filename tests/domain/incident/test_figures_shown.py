"""Each figure has one meaning, and two that differ have two names."""

import pytest

from commandcenter.domain.figures_shown import (
    FIGURES_SHOWN,
    Opens,
    shown_as,
    told_as_whole,
)


def test_figures_of_one_name_are_one_figure():
    by_title = {}
    for shown in FIGURES_SHOWN.values():
        by_title.setdefault((shown.title, shown.unit), set()).add(
            (shown.population, shown.window, shown.rule)
        )
    assert all(len(meanings) == 1 for meanings in by_title.values())


@pytest.mark.parametrize("shown", FIGURES_SHOWN.values(), ids=lambda shown: shown.code)
def test_a_figure_opens_its_rows_or_says_why_not(shown):
    assert (shown.opens is Opens.NOTHING) == bool(shown.why)
    assert all((shown.title, shown.population, shown.window, shown.rule))
    if "24小时" in shown.window or "1小时" in shown.window:
        assert "小时" in shown.title


def test_what_a_figure_says_is_told_in_a_sentence():
    assert FIGURES_SHOWN["reports"].meaning == "全市投诉举报；今日0时至截至时间；记录类型为举报"


def test_only_what_people_tell_of_the_whole_incident_opens_each_word_on_it():
    told = {code for code in FIGURES_SHOWN if told_as_whole(code)}
    assert told == {code for code, each in FIGURES_SHOWN.items() if each.opens.value == "facts"}
    assert told
    assert not told_as_whole("weather")


@pytest.mark.parametrize("code", list(FIGURES_SHOWN))
def test_a_figure_of_the_last_hours_says_how_many(code):
    for hours in (24, 48):
        found = shown_as(code, hours)
        assert "{" not in found.title + found.window
        if "{hours}" in FIGURES_SHOWN[code].window:
            assert f"{hours}小时" in found.window
    assert shown_as(code).title == shown_as(code, 24).title
