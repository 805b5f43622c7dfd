"""Each figure has one meaning, and two that differ have two names."""

import pytest

from commandcenter.domain.figures_shown import FIGURES_SHOWN, Opens


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
