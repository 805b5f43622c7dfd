"""Which paper a command asks for, and which options tell what it is about."""

import pytest

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.papers.brief_kinds import require_fitting, require_kind


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
