"""What makes no whole plan is named: limits, titles, measures and releases that rest on nothing."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import in_list
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def shipped() -> Tables:
    return read_tables(RESOURCES / "plan")


def item(tables: Tables, kind: str, code: str) -> dict[str, Any]:
    return next(each for each in tables[kind] if each["code"] == code)


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("verify", {"title": "核" * 16}, None),
        ("verify", {"title": "核" * 17}, "title over 16"),
        ("verify", {"start": "verify"}, "start 'verify' is not understood"),
        ("verify", {"start": "report.first"}, "start 'report.first' is not understood"),
        ("verify", {"start": "act:report.first"}, None),
        ("verify", {"start": "activation", "grey": True}, "grey before the start"),
        ("verify", {"start": "received", "grey": True}, None),
        ("verify", {"listed": "seen"}, "listed 'seen' is not understood"),
        ("verify", {"until": "tomorrow"}, "until 'tomorrow' is not understood"),
        ("verify", {"until": "never"}, None),
        ("verify", {"until": "ended"}, None),
        ("verify", {"limit": "own"}, "limit 'own' is not understood"),
        ("verify", {"limit": "row"}, "a row that asks is missing for its limit"),
        ("verify", {"applies": {"kinds": ["food"]}}, "a case without words"),
        ("verify", {"applies": {"kinds": ["food"]}, "when": "涉及餐饮"}, None),
        ("verify", {"ends": ["verifed"]}, "no such sign: verifed"),
        ("verify", {"waive": ["verifed"]}, "no such sign: verifed"),
        ("verify", {"each": ["verifed"]}, "no such sign: verifed"),
        ("verify", {"after": {"sign": "verifed", "minutes": 5}}, "no such sign: verifed"),
        ("verify", {"round": {"III": 60}}, "round says nothing for I, II, IV"),
        ("verify", {"due": {}}, "due says nothing"),
        ("report_phone", {"to": {}}, "a report to nobody"),
    ],
)
def test_an_obligation_makes_sense_or_is_named(
    shipped: Tables, code: str, fields: dict[str, Any], words: str | None
) -> None:
    tables = copy.deepcopy(shipped)
    item(tables, "obligation", code).update(fields)
    if words is None:
        PlanData.from_tables(tables)
    else:
        with pytest.raises(ValueError, match=f"^obligations.toml, {code}: .*{words}"):
            PlanData.from_tables(tables)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"measures": [{"code": "stop", "title": "停供"}]}, "no such obligation: stop"),
        ({"stop": "halt"}, "no such obligation: halt"),
        ({"stop": "power", "measures": [{"code": "power", "title": "供电"}]}, None),
        ({"picture": "cases"}, "cases without a word for their places"),
        ({"picture": "cases", "sites": "学校"}, "cases without a word for their places"),
        ({"picture": "cases", "sites": "学校", "site": "甲校"}, None),
        ({"picture": "curve"}, "no such picture: curve"),
    ],
)
def test_a_kind_shows_what_there_is(
    shipped: Tables, fields: dict[str, Any], words: str | None
) -> None:
    tables = copy.deepcopy(shipped)
    item(tables, "kind", "price").update(fields)
    if words is None:
        PlanData.from_tables(tables)
    else:
        with pytest.raises(ValueError, match=f"^kinds.toml, price: {words}"):
            PlanData.from_tables(tables)


def test_a_kind_with_a_figure_twice_has_not_six(shipped: Tables) -> None:
    tables = copy.deepcopy(shipped)
    tiles = item(tables, "kind", "price")["tiles"]
    tiles.append(tiles[0])
    with pytest.raises(ValueError, match=r"kinds\.toml, price: not 6 figures"):
        PlanData.from_tables(tables)


SPOILED: list[tuple[Callable[[Tables], object], str]] = [
    (lambda t: t["release_limit"][0].update(step="X9"), r"no such obligation: X9"),
    (lambda t: t.update(release_phrase=[]), r"releases\.toml, release_phrase: nothing for "),
    (
        lambda t: [rule.update(levels=["I", "II", "III"]) for rule in t["release_rule"]],
        r"releases\.toml: nobody publishes a .* at IV",
    ),
    (
        lambda t: [rule.update(topics=["x"]) for rule in t["release_rule"]],
        r"releases\.toml: nobody publishes a ",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILED)
def test_releases_rest_on_obligations_and_somebody_publishes_each(
    shipped: Tables, spoil: Callable[[Tables], object], words: str
) -> None:
    tables = copy.deepcopy(shipped)
    spoil(tables)
    with pytest.raises(ValueError, match=words):
        PlanData.from_tables(tables)


def test_a_limit_is_asked_by_level_and_without_one_as_of_the_lowest(shipped: Tables) -> None:
    tables = copy.deepcopy(shipped)
    due = {"IV": 400, "III": 300, "II": 200, "I": 100}
    item(tables, "obligation", "power")["due"] = due
    plan = PlanData.from_tables(tables)
    assert {level.value: plan.limit_of("power", level) for level in Level} == due
    assert plan.limit_of("power", None) == 400
    assert plan.limit_of("taken_off_the_list", Level.I) == "none"


def test_what_must_be_done_at_a_level_stands_first_on_its_list(shipped: Tables) -> None:
    items = PlanData.from_tables(shipped).obligations
    three = [items[code] for code in ("power", "tell_departments", "verify")]
    assert items["tell_departments"].must >= {Level.III}
    assert in_list(three, Level.III) == {"tell_departments": 1, "power": 2, "verify": 3}
    assert in_list(three[:1], Level.III) == {"power": 1}
    assert in_list([], Level.III) == {}
