"""Which values of the plan may be set: at each end of what is allowed, and one beyond it."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange, amended
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN

WEEK = 7 * 24 * 60  # minutes


@pytest.fixture(scope="module")
def tables():
    return read_tables(PLAN)


def set_rule(tables, **fields):
    """The reporting rule of 较大 with other values."""
    item = next(item for item in tables["report_rule"] if item["code"] == "III")
    fixed = {"phone_minutes": 1, "written_minutes": WEEK, "source": "局务会议定"}
    changed = amended(tables, [ItemChange("report_rule", "III", fixed | fields)])
    assert item == next(i for i in tables["report_rule"] if i["code"] == "III")  # left as it was
    return next(i for i in changed["report_rule"] if i["code"] == "III")


@pytest.mark.parametrize(
    ("key", "words", "least", "most"),
    [
        ("phone_minutes", "电话报告时限", 1, WEEK),
        ("written_minutes", "书面报告时限", 1, WEEK),
        ("follow_up_minutes", "续报间隔", 0, WEEK),
        ("final_minutes", "终报时限", 1, 4 * WEEK),
        ("summary_days", "总结报告时限", 1, 366),
    ],
)
def test_a_time_limit_of_the_reports_has_a_least_and_a_most(tables, key, words, least, most):
    daily = {"daily_at": "16:30"}  # what stands for an interval of none
    for value in (least, most):
        assert set_rule(tables, **daily, **{key: value})[key] == value
    for value in (least - 1, most + 1):
        with pytest.raises(RuleBroken, match=f"{words}.*应为 {least} 至"):
            set_rule(tables, **daily, **{key: value})


@pytest.mark.parametrize(
    ("minutes", "fits"), [(0, False), (1, True), (86_400, True), (86_401, False)]
)
def test_a_limit_is_a_minute_at_least_and_sixty_days_at_most(tables, minutes, fits):
    item = next(s for s in tables["obligation"] if s["code"] == "power")
    change = ItemChange("obligation", "power", {"due": item["due"] | {"III": minutes}})
    if fits:
        changed = amended(tables, [change])["obligation"]
        assert next(s for s in changed if s["code"] == "power")["due"]["III"] == minutes
    else:
        with pytest.raises(RuleBroken, match="级时限（分钟）应为 1 至"):
            amended(tables, [change])
