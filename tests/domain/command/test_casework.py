"""The rules of a case's measures: when an extension of their limit is valid."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.casework import require_extension
from commandcenter.domain.errors import RuleBroken

END = datetime(2026, 11, 24, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def approved(at, *, by="", end=END, now=END + SECOND):
    require_extension("查封", by, end, at, now)


@pytest.mark.parametrize("at", [END - SECOND, END])
def test_an_extension_is_valid_up_to_the_very_end_of_the_limit(at):
    approved(at)


def test_after_the_end_it_is_void():
    with pytest.raises(RuleBroken, match="期限已届满"):
        approved(END + SECOND)


def test_it_may_be_approved_now_and_not_later():
    approved(END, now=END)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        approved(END, now=END - SECOND)


def test_there_is_one_extension_and_only_of_a_limit():
    with pytest.raises(RuleBroken, match="已由陈屿批准延长过一次"):
        approved(END, by="陈屿")
    with pytest.raises(RuleBroken, match="没有法定期限"):
        approved(END, end=None)
