import json
import random
import shutil
from dataclasses import replace

import pytest

from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import (
    plan_from_items,
    plan_items,
    read_tables,
)


@pytest.fixture
def folder(tmp_path):
    """A copy of the plan's folder that a test may spoil."""
    return shutil.copytree(RESOURCES / "plan", tmp_path / "plan")


def test_the_plan_comes_back_from_its_rows(folder, plan):
    rows = plan_items(folder)
    random.Random(1).shuffle(rows)
    assert plan_from_items(rows) == plan
    assert PlanData.from_tables(read_tables(folder)) == plan


def test_the_rows_survive_json_with_sorted_keys(folder, plan):
    rows = plan_items(folder)
    kept = [replace(row, data=json.loads(json.dumps(row.data, sort_keys=True))) for row in rows]
    again = plan_from_items(kept)
    assert again == plan
    assert list(again.obligations) == list(plan.obligations)


def test_a_row_keeps_its_source_and_its_mark_apart(folder):
    (row,) = [row for row in plan_items(folder) if row.code == "silent_county_minutes"]
    assert (row.kind, row.position, row.proposal) == ("setting", 1, True)
    assert "建议值" in row.source
    assert row.data == {
        "title": "县区失联提醒",
        "value": 60,
        "unit": "分钟",
        "clause": "1.3(3)",
    }


DUE = "due = { IV = 120, III = 60, II = 30, I = 15 }"
SPOILED = [
    (
        "obligations.toml",
        'title = "核实接报"',
        'title = "一二三四五六七八九十一二三四五六七"',
        "verify: title over 16",
    ),
    ("obligations.toml", DUE, "due = { IV = 120 }", "due says nothing for I, II, III"),
    (
        "obligations.toml",
        DUE,
        'due = { IV = "soon", III = 1, II = 1, I = 1 }',
        "verify: due 'soon'",
    ),
    (
        "obligations.toml",
        DUE,
        'due = { IV = "daily@25:00", III = 1, II = 1, I = 1 }',
        "verify: due 'daily@25:00'",
    ),
    ("obligations.toml", DUE, "due = { IV = 0, III = 1, II = 1, I = 1 }", "verify: due 0"),
    ("obligations.toml", DUE, "due = { V = 120 }", "verify: due: 'V'"),
    (
        "obligations.toml",
        'group = "coordination"',
        'group = "kitchen"',
        "verify: who: group: 'kitchen'",
    ),
    (
        "obligations.toml",
        'clause = "1.4.2"',
        'clause = "9.9"',
        "verify: the plan has no clause 9.9",
    ),
    ("obligations.toml", 'code = "ring_lead"', 'code = "verify"', "verify: stands twice"),
    (
        "obligations.toml",
        'start = "received"',
        'start = "received"\nmust = ["IV"]',
        "7 musts at IV, at most 6",
    ),
    ("obligations.toml", 'start = "received"', 'begin = "received"', "verify: unknown key begin"),
    ("obligations.toml", 'start = "received"\n', "", "verify: missing key start"),
    ("obligations.toml", "proposal = true", "proposal = 1", "verify: proposal: 1 is not bool"),
    ("levels.toml", 'code = "I"', 'code = "0"', "levels.toml, 0: code"),
    ("levels.toml", "[[grade]]", "[[degree]]", "levels.toml: no such kind of item: degree"),
    (
        "command.toml",
        '[[group]]\ncode = "coordination"',
        '[[post]]\ncode = "coordination"',
        "coordination: (unknown|missing) key",
    ),
    (
        "thresholds.toml",
        "any = [{ complainants = 50 }]",
        "any = [{ people = 50 }]",
        "complainants: no such fact: people",
    ),
    (
        "thresholds.toml",
        "any = [{ complainants = 5 }]",
        'any = [{ complainants = "5" }]',
        "levels: IV: any: complainants: '5' is not int",
    ),
    (
        "obligations.toml",
        'to = { IV = ["city_bureau"',
        'to = { IV = ["mayor"',
        "report_phone: no such addressee: mayor",
    ),
    (
        "obligations.toml",
        'due = { IV = "daily@16:30"',
        'due = { IV = "daily@half"',
        "due 'daily@half' at IV is not understood",
    ),
    ("calendar_2026.toml", "2026-01-01", "2026-13-01", "2026.new_year: first"),
    ("settings.toml", 'source = "', 'sauce = "', "silent_county_minutes: unknown key sauce"),
    ("settings.toml", "[[setting]]", "[setting", "settings.toml: "),
    (
        "settings.toml",
        "[[setting]]",
        "x = 1\n[[setting]]",
        "settings.toml: no such kind of item: x",
    ),
    ("roles.toml", 'clause = "6.3"', 'clause = "6.9"', "see_picture: the plan has no clause 6.9"),
]


@pytest.mark.parametrize(("file", "good", "bad", "message"), SPOILED)
def test_a_spoiled_file_is_refused_by_name(folder, file, good, bad, message):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as refused:
        plan_items(folder)
    assert str(refused.value).startswith(file.removesuffix(".toml"))


def test_a_missing_file_is_named(folder):
    (folder / "reports.toml").unlink()
    with pytest.raises(ValueError, match=r"reports\.toml: the file is missing"):
        plan_items(folder)


@pytest.mark.parametrize("text", [f"x = {'[' * 20_000}", f"{'a.' * 20_000}a = 1"])
def test_a_file_that_nests_without_end_is_named(folder, text):
    """Found by made-up plans: one stopped the program, one took a quarter of a minute."""
    (folder / "kinds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^kinds\.toml: 嵌套过深"):
        plan_items(folder)


def test_a_single_table_in_place_of_a_list_is_named(folder):
    (folder / "settings.toml").write_text('[setting]\ncode = "x"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"settings\.toml: not a list of tables: setting"):
        plan_items(folder)


@pytest.mark.parametrize("kind", ["category", "grade", "warning", "response", "group"])
def test_a_level_a_group_or_a_category_that_is_left_out_is_named(folder, kind):
    tables = read_tables(folder)
    left_out = tables[kind].pop()["code"]
    with pytest.raises(ValueError, match=f"nothing for {left_out}"):
        PlanData.from_tables(tables)


def test_an_item_without_clause_and_source_is_named(folder):
    tables = read_tables(folder)
    tables["stand_down"][0]["source"] = ""
    with pytest.raises(ValueError, match=r"new_complainants: neither clause nor source"):
        PlanData.from_tables(tables)


def test_a_must_needs_a_deadline(folder):
    tables = read_tables(folder)
    (item,) = [row for row in tables["obligation"] if row["code"] == "press_conference"]
    item["must"] = ["III"]
    with pytest.raises(ValueError, match="press_conference: a must without deadline at III"):
        PlanData.from_tables(tables)


def test_an_unknown_kind_of_row_is_refused(folder):
    with pytest.raises(ValueError, match="no such kind of item: song"):
        PlanData.from_tables(read_tables(folder) | {"song": []})
