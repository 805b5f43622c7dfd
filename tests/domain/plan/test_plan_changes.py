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


def with_fields(tables, kind, code="", **fields):
    """The item of this code, or the first of the kind, with other values."""
    item = next(i for i in tables[kind] if i["code"] == code or not code)
    after = amended(tables, [ItemChange(kind, item["code"], {**fields, "source": "局务会议定"})])
    return next(i for i in after[kind] if i["code"] == item["code"])


NUMBERS = [
    ("threshold", "window_hours", 0, 2_160),
    ("clock", "amount", 1, 3_650),
    ("clock", "extension", 0, 3_650),
    ("setting:drill_months", "value", 1, 100_000),
    ("setting:stand_down_percent", "value", 1, 100),
    ("known_date", "factor", 10, 10_000),
    ("known_date", "remind_days", 0, 90),
    ("known_date", "seats", 0, 1_000),
    ("risk_point", "each", 0, 100),
    ("risk_point", "step", 1, 100_000),
    ("risk_point", "category_step", 0, 100_000),
    ("risk_point", "most", 0, 100),
    ("risk_point", "least", 0, 100_000),
    ("risk_point", "needs", 0, 100_000),
    ("risk_point", "days", 1, 3_650),
    ("standby", "days_before", 0, 90),
    ("skill", "tell_months", 0, 24),
    ("training_norm", "hours", 1, 400),
    ("training_norm", "from_month", 1, 12),
    ("partner_kind", "tell_months", 0, 24),
    ("publicity_template", "month", 1, 12),
    ("publicity_template", "day", 1, 31),
    ("publicity_line", "copies", 0, 1_000_000),
    ("publicity_line", "people", 0, 1_000_000),
    ("alarm", "soon_minutes", 0, 1_440),
    ("alarm", "due_minutes", 0, 1_440),
    ("alarm", "wait_minutes", 0, 1_440),
    ("alarm_figure", "value", 1, 1_440),
]


@pytest.mark.parametrize(("kind", "key", "low", "high"), NUMBERS)
def test_a_number_has_a_least_and_a_most(tables, kind, key, low, high):
    kind, _, code = kind.partition(":")
    for value in (low, high):
        assert with_fields(tables, kind, code, **{key: value})[key] == value
    for value in (low - 1, high + 1, True, str(low)):
        with pytest.raises(RuleBroken, match=rf"应为 {low} 至 {high:,} 的整数|数值写法不对"):
            with_fields(tables, kind, code, **{key: value})


def test_of_people_wanted_and_of_minutes_an_alarm_waits_each_has_a_least_and_a_most(tables):
    for least in (0, 1_000):
        assert with_fields(tables, "skill", wanted={"legal": least})["wanted"] == {"legal": least}
    for minutes in ([1], [1_440] * 6):
        assert with_fields(tables, "alarm_climb", minutes=minutes)["minutes"] == minutes
    for kind, fields in (
        ("skill", {"wanted": {"legal": -1}}),
        ("skill", {"wanted": {"legal": 1_001}}),
        ("alarm_climb", {"minutes": [0]}),
        ("alarm_climb", {"minutes": [1_441]}),
    ):
        with pytest.raises(RuleBroken, match=r"应为 [01] 至 1,(000|440) 的整数"):
            with_fields(tables, kind, **fields)
    for minutes in ([], [1] * 7, 1):
        with pytest.raises(RuleBroken, match="应为 1 至 6 个分钟数"):
            with_fields(tables, "alarm_climb", minutes=minutes)


TEXTS = [
    ("context", "words", 200),
    ("standby", "title", 30),
    ("standby", "detail", 200),
    ("calendar", "title", 30),
    ("sensitive", "title", 30),
    ("known_date", "title", 30),
    ("kind", "title", 10),
    ("paper_series", "title", 20),
    ("alarm", "todo", 80),
    ("setting:watch_illness_words", "value", 200),
]


@pytest.mark.parametrize(("kind", "key", "most"), TEXTS)
def test_a_text_is_some_signs_and_not_too_many(tables, kind, key, most):
    kind, _, code = kind.partition(":")
    for value in ("字", "字" * most):
        assert with_fields(tables, kind, code, **{key: value})[key] == value
    for value in ("", "字" * (most + 1)):
        with pytest.raises(RuleBroken, match=f"应为 1 至 {most} 字"):
            with_fields(tables, kind, code, **{key: value})


@pytest.mark.parametrize("key", ["head", "over", "signature", "issuer"])
def test_a_line_of_a_template_has_forty_signs_at_most(tables, key):
    assert with_fields(tables, "template", **{key: "字" * 40})[key] == "字" * 40
    with pytest.raises(RuleBroken, match="超过 40 字"):
        with_fields(tables, "template", **{key: "字" * 41})


@pytest.mark.parametrize("kind", ["sensitive", "known_date"])
def test_a_period_ends_after_it_began_and_within_a_month(tables, kind):
    for last in ("2027-01-01", "2027-01-31"):
        assert with_fields(tables, kind, first="2027-01-01", last=last)["last"] == last
    for first, last, words in (
        ("2027-01-01", "2027-02-01", "超过 31 天"),
        ("2027-01-02", "2027-01-01", "早于开始日期"),
        ("2027-02-29", "2027-03-01", "起止日期不对"),
        ("2027-02-01", "2027-02-29", "起止日期不对"),
    ):
        with pytest.raises(RuleBroken, match=words):
            with_fields(tables, kind, first=first, last=last)


@pytest.mark.parametrize("kind", ["calendar", "sensitive", "known_date"])
def test_a_day_that_was_taken_out_is_entered_again_whole(tables, kind):
    """With all that the bureau said of it: seats, the same days of earlier years."""
    for item in tables[kind]:
        fields = {key: value for key, value in item.items() if key != "code"}
        if kind == "sensitive":
            fields.pop("clause")  # the program's
        gone, again = ItemChange(kind, item["code"], None), ItemChange(kind, item["code"], fields)
        after = amended(tables, [gone, again])[kind]
        assert {**fields, "code": item["code"]} in after
        assert len(after) == len(tables[kind])


def test_the_same_days_of_earlier_years_are_days(tables):
    earlier = ["2025-03-15", "2024-03-15"]
    assert with_fields(tables, "known_date", earlier=earlier)["earlier"] == earlier
    with pytest.raises(RuleBroken, match="起止日期不对"):
        with_fields(tables, "known_date", earlier=["2025-02-29"])


def test_a_week_of_publicity_comes_on_a_day_that_every_year_has(tables):
    assert with_fields(tables, "publicity_template", month=2, day=28)["day"] == 28
    with pytest.raises(RuleBroken, match="没有2月29日这一天"):
        with_fields(tables, "publicity_template", month=2, day=29)
