"""Which paper a command asks for, and which options tell what it is about."""

import pytest

from commandcenter.domain.errors import AskedWrongly, refusal_of
from commandcenter.domain.papers.brief_kinds import PERIODS, require_fitting, require_kind
from commandcenter.domain.papers.paper import PaperKind


def test_a_paper_that_there_is_not_is_told_with_those_there_are():
    require_kind("daily")
    with pytest.raises(AskedWrongly, match=r"没有“diary”这种公文，现有：.*daily 日报"):
        require_kind("diary")


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("daily", {}),
        ("daily", {"incident": 1, "week": None, "month": ""}),
        ("watch", {"week": "202647"}),
        ("roster", {"week": "202647"}),
        ("monthly", {"month": "202610"}),
        ("dutyday", {"day": "20261124"}),
        ("notice", {"warning": 1}),
        ("drill", {"drill": 1}),
    ],
)
def test_an_option_tells_what_its_own_paper_is_about(kind, given):
    require_fitting(kind, **given)


ABOUT = {
    "week": {"watch", "roster"},
    "month": {"monthly"},
    "day": {"dutyday"},
    "warning": {"notice"},
    "drill": {"drill"},
    "liaison": {"letter"},
    "consultation": {"minutes"},
    "meeting": {"meeting"},
    "directive": {"transcript"},
}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_each_option_belongs_to_its_papers_alone(kind):
    def fits(option):
        return refusal_of(lambda: require_fitting(kind.value, **{option: 1})) is None

    assert {option for option in ABOUT if fits(option)} == {
        option for option, kinds in ABOUT.items() if kind.value in kinds
    }
    assert fits("incident") == (kind.value not in ("watch", "monthly", "dutyday", "drill"))
    require_kind(kind.value)


def test_papers_of_a_period_are_of_a_week_a_month_or_a_day():
    assert {kind: period.value for kind, period in PERIODS.items()} == {
        "watch": "week",
        "monthly": "month",
        "dutyday": "day",
    }


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("monthly", {"week": "202647"}, "公文“monthly”没有 --week 这一项"),
        ("watch", {"month": "202610"}, "公文“watch”没有 --month 这一项"),
        ("watch", {"incident": 1}, "公文“watch”没有 --incident 这一项"),
        ("drill", {"incident": 1}, "公文“drill”没有 --incident 这一项"),
        ("daily", {"day": "20261124"}, "公文“daily”没有 --day 这一项"),
        ("notice", {"incident": 1, "warning": 1}, "--incident 和 --warning 只能写一个"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(kind, given, words):
    with pytest.raises(AskedWrongly, match=words):
        require_fitting(kind, **given)
