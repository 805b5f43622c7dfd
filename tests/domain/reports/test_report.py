"""What a report is called, what its figures say, and when a text still states one."""

import pytest

from commandcenter.domain.reports.report import (
    OPEN_WORDS,
    REPORT_WORDS,
    STATE_WORDS,
    UNDER_CHECK,
    Element,
    ReportKind,
    ReportState,
    fact_of,
    figure_changes,
    figures_stated,
    names_in,
    report_label,
    still_stated,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("共84人", True),
        ("84", True),
        ("共840人", False),
        ("共184人", False),
        ("共84.5人", False),
        ("共2.84万人", False),
        ("84,115人", False),
        ("1,084人", False),
        ("投诉91件,84人,另有3人", True),
        ("", False),
    ],
)
def test_a_figure_is_still_said_only_as_a_whole_number(text, kept):
    assert still_stated((("people", 84),), text) == ((("people", 84),) if kept else ())


def test_a_figure_never_reported_before_says_so():
    words = figure_changes(("hurt",), {}, {"hurt": 3})
    assert words == "受伤害或就医3人（上次未报）"


@pytest.mark.parametrize(
    ("number", "label"), [(1, "续报一"), (10, "续报十"), (12, "续报十二"), (20, "续报二十")]
)
def test_follow_ups_are_numbered_in_words(number, label):
    assert report_label(ReportKind.FOLLOW_UP, number) == label


def test_offices_are_told_apart_however_they_are_set_apart():
    assert names_in(" 市信访局、市公安局，市商务局； ") == ("市信访局", "市公安局", "市商务局")


@pytest.mark.parametrize(
    ("key", "value", "text", "kept"),
    [
        ("people", 1234, "共1,234人", True),
        ("people", 234, "共1,234人", False),
        ("people", 1234567, "共1,234,567人", True),
        ("amount_cents", 214_060_000, "约214.06万元", True),
        ("amount_cents", 214_060_000, "约214.0万元", False),
        ("amount_cents", 86_000, "860元", True),
        ("amount_cents", 600_000, "6,000元", True),
        ("person_times", 95, "95人次", True),
        ("counties", 10, "10个县", True),
    ],
)
def test_a_number_may_be_set_apart_by_thousands(key, value, text, kept):
    assert still_stated(((key, value),), text) == (((key, value),) if kept else ())


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({}, {"dead": 1}, "死亡1人（上次未报）"),
        ({"dead": 1}, {"dead": 2}, "死亡2人（上次1人，增加1人）"),
        ({"dead": 2}, {"dead": 1}, "死亡1人（上次2人，减少1人）"),
        ({"dead": 1}, {"dead": 1}, ""),
        ({"dead": 1}, {}, ""),
        (
            {"amount_cents": 90_000},
            {"dead": 0, "amount_cents": 214_060_000},
            "死亡0人（上次未报）；涉及金额214.06万元（上次900元，增加213.97万元）",
        ),
    ],
)
def test_a_changed_figure_says_by_how_much(before, now, words):
    assert figure_changes(("hurt", "dead", "amount_cents"), before, now) == words


def test_figures_are_stated_in_the_words_of_a_report():
    keys = (
        "complaints", "person_times", "people", "hurt", "dead", "amount_cents", "counties",
        "on_site",
    )  # fmt: skip
    now = dict(zip(keys, (91, 95, 84, 3, 0, 860_00, 2, 40), strict=True))
    assert figures_stated(keys, now).split("；") == [
        "累计接到投诉举报91件", "投诉举报95人次", "去重后涉及消费者84人", "受伤害或就医3人",
        "死亡0人", "涉及金额860元", "涉及县（市、区）2个", "现场聚集40人",
    ]  # fmt: skip
    assert figures_stated(keys, {"dead": 0}) == "死亡0人"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (ReportKind.PHONE, "电话报告"),
        (ReportKind.FIRST, "首报"),
        (ReportKind.FOLLOW_UP, "续报三"),
        (ReportKind.FINAL, "终报"),
    ],
)
def test_a_follow_up_alone_has_a_number(kind, label):
    assert report_label(kind, 3) == label


def test_kinds_and_states_are_called_as_officials_call_them():
    assert " ".join(REPORT_WORDS[each] for each in ReportKind) == "电话报告 首报 续报 终报"
    assert " ".join(STATE_WORDS[each] for each in ReportState) == "待签发 待报送 已报送"
    assert set(OPEN_WORDS) == {"正在核查", "待明确", "待核实", "待补充"}


@pytest.mark.parametrize(
    ("text", "filled", "by_hand"),
    [
        ("城东区", "城东区", False),
        ("城东区建设路", "城东区", True),
        (UNDER_CHECK, "", False),
        ("城东区", "", True),
        (UNDER_CHECK, "城东区", True),
        ("", "", True),
    ],
)
def test_a_text_other_than_the_datas_was_written_by_hand(text, filled, by_hand):
    assert Element("place", "地点", text, filled=filled).by_hand is by_hand


def test_a_fact_is_the_same_in_each_kind_of_report():
    assert fact_of("first.place") == fact_of("final.place") == fact_of("place") == "place"
