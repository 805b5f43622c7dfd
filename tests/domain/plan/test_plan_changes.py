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
    ("code", "due", "words"),
    [
        ("power", "soon", "“保障通信和备用电源”的Ⅲ级时限“soon”看不懂"),
        ("power", "daily@6:00", "16:30 的样子"),
        ("power", None, "看不懂"),
        ("tell_departments", "none", "“通报公安、网信、信访等”是Ⅲ级的必办任务，须有时限"),
        ("oral_signed", "same_day", "Ⅲ级须写明多少时间以内"),
    ],
)
def test_a_limit_that_says_nothing_is_refused(tables, code, due, words):
    with pytest.raises(RuleBroken, match=words):
        set_limit(tables, code, due)
    assert set_limit(tables, code, 60) == 60


def test_what_is_due_each_day_or_not_at_all_may_be_so_where_no_other_rule_forbids(tables):
    assert set_limit(tables, "power", "daily@16:00") == "daily@16:00"
    assert set_limit(tables, "tell_departments", "none", "IV") == "none"


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


def set_to(tables, kind, code, **fields):
    """The item with these fields, of a source of the bureau's own."""
    changed = amended(tables, [ItemChange(kind, code, {"source": "局务会议定", **fields})])
    return next(item for item in changed[kind] if item["code"] == code)


@pytest.mark.parametrize(
    ("kind", "code", "key", "least", "most"),
    [
        ("setting", "silent_county_minutes", "value", 1, 100_000),
        ("setting", "stand_down_percent", "value", 1, 100),
        ("clock", "check_clue", "amount", 1, 3_650),
        ("clock", "check_clue", "extension", 0, 3_650),
        ("threshold", "on_site", "window_hours", 0, 90 * 24),
        ("known_date", "2026.spring", "factor", 10, 10_000),
        ("known_date", "2026.spring", "remind_days", 0, 90),
        ("known_date", "2026.spring", "seats", 0, 1_000),
        ("risk_point", "people", "each", 0, 100),
        ("risk_point", "people", "step", 1, 100_000),
        ("risk_point", "people", "category_step", 0, 100_000),
        ("risk_point", "people", "most", 0, 100),
        ("risk_point", "people", "least", 0, 100_000),
        ("risk_point", "people", "needs", 0, 100_000),
        ("risk_point", "people", "days", 1, 3_650),
        ("standby", "inspect", "days_before", 0, 90),
        ("skill", "driving", "tell_months", 0, 24),
        ("training_norm", "year", "hours", 1, 400),
        ("training_norm", "year", "from_month", 1, 12),
        ("partner_kind", "police", "tell_months", 0, 24),
        ("publicity_template", "week315", "month", 1, 12),
        ("publicity_template", "week315", "day", 1, 31),
        ("publicity_line", "week315_media", "copies", 0, 1_000_000),
        ("publicity_line", "week315_media", "people", 0, 1_000_000),
        ("alarm", "signal", "soon_minutes", 0, 1_440),
        ("alarm", "signal", "due_minutes", 0, 1_440),
        ("alarm", "signal", "wait_minutes", 0, WEEK),
        ("alarm_figure", "shelve_minutes", "value", 1, 1_440),
    ],
)
def test_each_number_has_a_least_and_a_most(tables, kind, code, key, least, most):
    for number in (least, most):
        assert set_to(tables, kind, code, **{key: number})[key] == number
    for number in (least - 1, most + 1, str(least), True):
        with pytest.raises(RuleBroken, match=f"应为 {least} 至 {most:,} 的整数|数值写法不对"):
            set_to(tables, kind, code, **{key: number})


@pytest.mark.parametrize(
    ("kind", "code", "key", "least", "most"),
    [
        ("setting", "watch_illness_words", "value", 1, 200),
        ("setting", "watch_illness_words", "source", 1, 200),
        ("calendar", "2026.national", "title", 1, 30),
        ("sensitive", "2026.national", "title", 1, 30),
        ("known_date", "2026.national", "title", 1, 30),
        ("standby", "inspect", "title", 1, 30),
        ("standby", "inspect", "detail", 1, 200),
        ("kind", "food", "title", 1, 10),
        ("alarm", "signal", "todo", 1, 80),
        ("template", "dispatch", "head", 0, 40),
        ("template", "express", "over", 0, 40),
        ("template", "dispatch", "signature", 0, 40),
        ("template", "dispatch", "issuer", 0, 40),
        ("paper_series", "dispatch", "title", 1, 20),
    ],
)
def test_each_text_has_a_length(tables, kind, code, key, least, most):
    for length in (least, most):
        assert set_to(tables, kind, code, **{key: "字" * length})[key] == "字" * length
    for length in (most + 1, *range(least)):
        with pytest.raises(RuleBroken, match=rf"{most} 字|须注明来源"):
            set_to(tables, kind, code, **{key: "字" * length})


def levels(tables, code, **least):
    """The levels of a threshold with other numbers, and with words that say so."""
    before = next(item for item in tables["threshold"] if item["code"] == code)["levels"]
    told = {level: {"words": f"{n}人以上", "any": [{code: n}]} for level, n in least.items()}
    return before | told


@pytest.mark.parametrize(
    ("level", "least", "fits"),
    [
        ("IV", 29, True), ("IV", 30, False), ("III", 6, True), ("III", 5, False),
        ("III", 200, False), ("I", 201, True), ("I", 200, False),
    ],
)  # fmt: skip
def test_a_graver_level_asks_for_more_than_the_one_below_it(tables, level, least, fits):
    wanted = levels(tables, "on_site", **{level: least})
    if fits:
        assert set_to(tables, "threshold", "on_site", levels=wanted)["levels"] == wanted
    else:
        with pytest.raises(RuleBroken, match=r"级的数值（.*）应大于.*级的（"):
            set_to(tables, "threshold", "on_site", levels=wanted)


def test_levels_that_do_not_rise_are_named_with_their_numbers(tables):
    with pytest.raises(RuleBroken, match="：Ⅰ级的数值（1,000）应大于Ⅱ级的（2,000）"):
        set_to(tables, "threshold", "on_site", levels=levels(tables, "on_site", II=2_000))


def test_a_threshold_keeps_its_levels_and_says_what_each_asks_for(tables):
    wanted = levels(tables, "on_site", IV=6)
    wordless = wanted | {"IV": wanted["IV"] | {"words": " "}}
    fewer = {level: condition for level, condition in wanted.items() if level != "III"}
    before = next(item for item in tables["threshold"] if item["code"] == "on_site")
    unsaid = wanted | {"IV": wanted["IV"] | {"words": before["levels"]["IV"]["words"]}}
    for refused, words in (
        (fewer, "“现场聚集人数”不能少一级"),
        (wordless, "“现场聚集人数”Ⅳ级须写明条件"),
        (unsaid, "Ⅳ级的数值改了，条件文字“5人以上”也须一并修改"),
        (levels(tables, "on_site", IV=0), "应为 1 至"),
        (levels(tables, "on_site", I=10**12 + 1), "应为 1 至"),
    ):
        with pytest.raises(RuleBroken, match=words):
            set_to(tables, "threshold", "on_site", levels=refused)
    most = levels(tables, "on_site", IV=1, I=10**12)
    assert set_to(tables, "threshold", "on_site", levels=most)["levels"] == most


@pytest.mark.parametrize(("least", "fits"), [(0, False), (1, True), (10**12, True), (-1, False)])
def test_a_number_that_makes_one_weigh_is_one_at_least(tables, least, fits):
    if fits:
        assert set_to(tables, "context", "school", any=[{"school_hurt": least}])
    else:
        with pytest.raises(RuleBroken, match="“涉及学校”的数值（school_hurt）应为 1 至"):
            set_to(tables, "context", "school", any=[{"school_hurt": least}])


@pytest.mark.parametrize(("proposal", "fits"), [(True, True), (False, True), ("是", False)])
def test_a_value_is_a_proposal_or_not(tables, proposal, fits):
    if fits:
        item = set_to(tables, "clock", "accept", proposal=proposal)
        assert item["proposal"] is proposal
    else:
        with pytest.raises(RuleBroken, match="“决定是否受理并告知”须说明是否建议值"):
            set_to(tables, "clock", "accept", proposal=proposal)


@pytest.mark.parametrize("kind", ["calendar", "sensitive", "known_date"])
def test_a_period_ends_no_sooner_than_it_begins_and_within_a_month(tables, kind):
    days = {"first": "2026-07-01", "last": "2026-07-31"}
    for fitting in (days, days | {"last": "2026-07-01"}):
        assert set_to(tables, kind, "2026.national", **fitting)["last"] == fitting["last"]
    for wrong, words in (
        ({"last": "2026-08-01"}, "超过 31 天"),
        ({"last": "2026-06-30"}, "结束日期早于开始日期"),
        ({"last": "七月底"}, "起止日期不对"),
    ):
        with pytest.raises(RuleBroken, match=words):
            set_to(tables, kind, "2026.national", **(days | wrong))


def test_the_days_of_years_before_that_a_known_date_is_held_against_are_days(tables):
    days = ["2025-10-01", "2024-10-01"]
    assert set_to(tables, "known_date", "2026.spring", earlier=days)["earlier"] == days
    with pytest.raises(RuleBroken, match="“春节前后”的起止日期不对"):
        set_to(tables, "known_date", "2026.spring", earlier=["2025-10-01", "去年"])


def test_no_day_is_in_the_calendar_twice(tables):
    fields = {"title": "调休", "rest": True, "last": "2026-10-08"}
    after = set_to(tables, "calendar", "2026.more", first="2026-10-08", **fields)
    assert after["first"] == "2026-10-08"
    with pytest.raises(RuleBroken, match="工作日历中“国庆节”和“调休”有重叠的日期"):
        set_to(tables, "calendar", "2026.more", first="2026-10-07", **fields)


@pytest.mark.parametrize(
    ("month", "day", "fits"), [(2, 28, True), (2, 29, False), (4, 30, True), (4, 31, False)]
)
def test_a_week_of_publicity_is_about_a_day_of_every_year(tables, month, day, fits):
    if fits:
        item = set_to(tables, "publicity_template", "week315", month=month, day=day)
        assert (item["month"], item["day"]) == (month, day)
    else:
        with pytest.raises(RuleBroken, match=f"没有{month}月{day}日这一天"):
            set_to(tables, "publicity_template", "week315", month=month, day=day)


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("setting", "没有的设定", "本局设定中没有“没有的设定”"),
        ("clock", "没有的期限", "法定期限中没有“没有的期限”"),
        ("right", "edit_plan", "“right”不在可以修改的预案数据之内"),
    ],
)
def test_what_the_plan_has_not_is_neither_set_nor_taken_out(tables, kind, code, words):
    for fields in ({"source": "局务会议定"}, None):
        with pytest.raises(RuleBroken, match=words):
            amended(tables, [ItemChange(kind, code, fields)])


def test_only_what_the_bureau_added_or_may_add_is_taken_out(tables):
    with pytest.raises(RuleBroken, match="法定期限“决定是否受理并告知”不能删除"):
        amended(tables, [ItemChange("clock", "accept", None)])
    left = amended(tables, [ItemChange("sensitive", "2026.national", None)])["sensitive"]
    assert [item["code"] for item in left] == [
        item["code"] for item in tables["sensitive"] if item["code"] != "2026.national"
    ]


@pytest.mark.parametrize("key", ["recipients", "copies"])
def test_usual_receivers_of_a_paper_are_forty_at_most_each_with_a_name(tables, key):
    for names in ([], ["局" * 40] * 40):
        assert set_to(tables, "template", "dispatch", **{key: names})[key] == names
    for names in (["局"] * 41, ["局" * 41], ["市局", ""]):
        with pytest.raises(RuleBroken, match="最多 40 个，每个不超过 40 字"):
            set_to(tables, "template", "dispatch", **{key: names})


def test_a_receiver_of_reports_has_a_number_that_can_be_rung(tables):
    for phone in ("", "110", "（0999）" + "5" * 34):
        assert set_to(tables, "addressee", "city_duty_office", phone=phone)["phone"] == phone
    for phone in ("11", "打内线", "（0999）" + "5" * 35, "１１０"):
        with pytest.raises(RuleBroken, match="不像一个号码"):
            set_to(tables, "addressee", "city_duty_office", phone=phone)


def test_numbers_of_a_series_are_written_once_with_the_last_one_that_was_taken(tables):
    for fields in (
        {"pattern": "字{number}号"},
        {"pattern": "字〔{year}〕{number}号".ljust(40, "字")},
        {"taken": {"2026": 0, "2027": 999_999}},
    ):
        assert fields.items() <= set_to(tables, "paper_series", "dispatch", **fields).items()
    for fields in (
        {"pattern": "字{number}{number}号"},
        {"pattern": "字〔{year}〕〔{year}〕{number}号"},
        {"pattern": "字〔{year}〕{number}号".ljust(41, "字")},
        {"taken": {"2026": -1}},
        {"taken": {"2026": 1_000_000}},
        {"taken": {"2026": "1"}},
        {"taken": {"20261": 1}},
        {"taken": {"２０２６": 1}},
    ):
        with pytest.raises(RuleBroken, match=r"须有一个 \{number\}|应写成 2026=37"):
            set_to(tables, "paper_series", "dispatch", **fields)


def test_a_list_of_words_has_a_most_of_lines_and_a_line_of_signs(tables):
    for words in ([], ["布署→部署"] * 1_000, ["布署→" + "部" * 117]):
        assert set_to(tables, "word_list", "typos", words=words)["words"] == words
    for words, refusal in (
        (["布署→部署"] * 1_001, "“错别字”最多 1000 行"),
        (["布署→" + "部" * 118], "“错别字”每行应为 1 至 120 字"),
        (["布署→部署", ""], "“错别字”每行应为 1 至 120 字"),
    ):
        with pytest.raises(RuleBroken, match=refusal):
            set_to(tables, "word_list", "typos", words=words)


def test_words_with_a_colon_are_words_and_a_time_of_day_is_a_time(tables):
    words = "症状: 呕吐、腹泻"
    assert set_to(tables, "setting", "watch_illness_words", value=words)["value"] == words
    assert set_to(tables, "setting", "watch_nightly_at", value="03:15")["value"] == "03:15"
    for wrong in ("3点", "24:00", "03:15:00"):
        with pytest.raises(RuleBroken, match="应写成 16:30 的样子"):
            set_to(tables, "setting", "watch_nightly_at", value=wrong)


def test_a_risk_point_without_steps_is_changed_without_them(tables):
    point = next(item for item in tables["risk_point"] if "step" not in item)
    assert "step" not in set_to(tables, "risk_point", point["code"], most=9)


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
