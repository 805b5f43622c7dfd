"""What the plan's items on papers must fit, and how a series writes its numbers."""

from dataclasses import replace

import pytest

from commandcenter.domain.papers.paper import Life, PaperKind, PaperStep, Subject
from commandcenter.domain.papers.paper_items import (
    PaperFlow,
    PaperSeries,
    PaperTemplate,
    check_flows,
    check_papers,
)
from commandcenter.domain.rights import Action

S = PaperStep
SERIES = PaperSeries("daily", "日报", "日报第{number}期", "测试", {"2026": 37})
TEMPLATE = PaperTemplate("daily", "日报", "{office}日报", "测试")
FLOW = PaperFlow(
    PaperKind.DAILY, "日报", Subject.INCIDENT, (S.DRAFT, S.SIGN, S.NUMBER), Action.SIGN_PAPER,
    "测试", series="daily", template="daily",
)  # fmt: skip


def check(flow=FLOW, series=SERIES):
    check_papers({flow.code: flow}, {series.code: series}, {TEMPLATE.code: TEMPLATE})


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"steps": (S.DRAFT, S.SIGN), "series": ""},
        {"template": ""},
        {"life": Life.REPORT, "steps": (S.DRAFT, S.SIGN)},
        {"life": Life.RELEASE, "series": ""},
        {"life": Life.INQUIRY, "steps": (S.DRAFT, S.SIGN)},
    ],
)
def test_items_that_fit_each_other_are_taken(more):
    check(replace(FLOW, **more))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"steps": (S.SIGN, S.DRAFT, S.NUMBER)}, "daily: steps are out of order"),
        ({"steps": (S.DRAFT, S.NUMBER)}, "daily: steps are out of order, or lack draft or sign"),
        ({"steps": (S.DRAFT, S.SIGN)}, "daily: a number wants both the step and the series"),
        ({"series": ""}, "daily: a number wants both the step and the series"),
        ({"series": "other"}, "daily: no such series: other"),
        ({"template": "other"}, "daily: no such template: other"),
    ],
)
def test_an_item_that_does_not_fit_is_named_with_its_file(more, words):
    with pytest.raises(ValueError, match=f"papers.toml, {words}"):
        check(replace(FLOW, **more))


@pytest.mark.parametrize("pattern", ["日报", "第{number}期（{number}）", "第{year}期"])
def test_a_pattern_has_the_number_once(pattern):
    with pytest.raises(ValueError, match=r"daily: the pattern wants \{number\} once"):
        check(series=replace(SERIES, pattern=pattern))


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_of_paper_has_its_way(kind):
    check_flows(set(PaperKind))
    with pytest.raises(ValueError, match=f"nothing for {kind.value}$"):
        check_flows(set(PaperKind) - {kind})


def test_all_kinds_without_a_way_are_named():
    with pytest.raises(ValueError, match=r"papers\.toml, paper_flow: nothing for first, dutyday$"):
        check_flows(set(PaperKind) - {PaperKind.FIRST, PaperKind.DUTY_DAY})


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("澄市监发〔{year}〕{number}号", "澄市监发〔2026〕17号"),
        ("第{number}期", "第17期"),
        ("{year}-{number}{其他}", "2026-17{其他}"),
    ],
)
def test_a_number_is_written_as_its_series_has_it(pattern, written):
    assert replace(SERIES, pattern=pattern).written(2026, 17) == written


@pytest.mark.parametrize(("year", "last"), [(2026, 37), (2027, 0), (2025, 0)])
def test_a_series_goes_on_after_what_was_taken_before_and_begins_anew_each_year(year, last):
    assert SERIES.taken_in(year) == last
