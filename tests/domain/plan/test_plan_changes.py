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


def set_limit(tables, code, due, level="III", **more):
    """An obligation with another limit at a level; of rounds the same again."""
    item = next(item for item in tables["obligation"] if item["code"] == code)
    limits = item["due"] | {level: due}
    fields = {"due": limits, "source": "局务会议定", **more}
    if "round" in item:
        fields["round"] = limits
    changed = amended(tables, [ItemChange("obligation", code, fields)])
    assert item == next(i for i in tables["obligation"] if i["code"] == code)  # left as it was
    return next(i for i in changed["obligation"] if i["code"] == code)["due"][level]


@pytest.mark.parametrize(
    ("code", "level", "most"),
    [
        ("report_phone", "III", 60),  # that of the written report
        ("report_first", "III", WEEK),
        ("report_follow", "III", WEEK),
        ("report_final", "III", 4 * WEEK),
        ("inquiry_assessment", "III", 366 * 24 * 60),
    ],
)
def test_a_time_limit_of_the_reports_has_a_least_and_a_most(tables, code, level, most):
    for value in (30 if code == "report_first" else 1, most):
        assert set_limit(tables, code, value, level) == value
    for value in (0, most + 1):
        with pytest.raises(RuleBroken, match=r"应为 1 至|不能晚于书面首报"):
            set_limit(tables, code, value, level)


def test_one_rings_before_one_writes_whichever_is_set(tables):
    with pytest.raises(RuleBroken, match="Ⅲ级：电话报告（1 小时 1 分）不能晚于书面首报（1 小时）"):
        set_limit(tables, "report_phone", 61)
    with pytest.raises(RuleBroken, match="Ⅲ级：电话报告（30 分）不能晚于书面首报（29 分）"):
        set_limit(tables, "report_first", 29)


def test_rounds_of_a_report_come_after_a_time_or_daily(tables):
    assert set_limit(tables, "report_follow", "daily@18:00") == "daily@18:00"
    assert set_limit(tables, "report_follow", 360, "IV") == 360
    with pytest.raises(RuleBroken, match="16:30 的样子"):
        set_limit(tables, "report_follow", "daily@6:00")


@pytest.mark.parametrize("due", ["none", "same_day", "at_end"])
def test_a_report_has_a_limit_of_its_own(tables, due):
    with pytest.raises(RuleBroken, match="“续报”Ⅳ级须写明每隔多久，或者每日几时"):
        set_limit(tables, "report_follow", due, "IV")
    with pytest.raises(RuleBroken, match="“书面终报”Ⅲ级须写明多少时间以内"):
        set_limit(tables, "report_final", due)
    assert set_limit(tables, "power", due, "IV") == due


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


@pytest.mark.parametrize(
    ("words", "fits"), [("", False), (" ", False), ("字" * 200, True), ("字" * 201, False)]
)
def test_words_to_be_weighed_are_some_and_at_most_two_hundred(tables, words, fits):
    code = tables["context"][0]["code"]
    change = ItemChange("context", code, {"words": words, "source": "局务会议定"})
    if fits:
        [item] = [i for i in amended(tables, [change])["context"] if i["code"] == code]
        assert item["words"] == words
    else:
        with pytest.raises(RuleBroken, match="应为 1 至 200 字"):
            amended(tables, [change])
