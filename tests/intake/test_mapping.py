import re

import pytest

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.mapping import (
    amount_unit,
    find_mapping,
    guess_mapping,
    header_key,
    load_mappings,
    troubles,
    with_own,
)

PLATFORM = [
    "登记编号",
    "记录类型",
    "登记日期",
    "接收方式",
    "投诉人姓名",
    "涉及主体名称",
    "问题陈述",
]
HOTLINE = ["工单号", "诉求类型", "来电时间", "来电号码", "诉求标题", "诉求内容", "事发地址"]


@pytest.mark.parametrize(
    ("header", "source"), [(PLATFORM, Source.PLATFORM), (HOTLINE, Source.HOTLINE)]
)
def test_one_mapping_fits_the_exports_of_both_systems(header, source):
    mapping = guess_mapping(header)
    assert mapping.code == "standard"
    assert mapping.places(header).keys() >= {"number", "kind", "registered_at", "text"}
    assert mapping.source_of(header) is source


@pytest.mark.parametrize(
    "cell",
    [
        "登记编号",
        " 登记 编号 ",
        "*登记编号",
        "登记编号：",
        "登记编号（必填）",
        "\ufeff登记编号",
        "登记编号[号]",
    ],
)
def test_a_column_name_is_known_however_it_is_dressed(cell):
    assert header_key(cell) == "登记编号"


def test_the_unit_of_an_amount_is_read_from_its_column_name():
    assert amount_unit("涉及金额（万元）") == 1_000_000
    assert amount_unit("涉及金额(单位：万元)") == 1_000_000
    assert amount_unit("涉及金额（元）") == amount_unit("涉及金额") == 100


def test_the_better_of_two_names_of_a_field_counts():
    header = ["工单号", "登记编号", "记录类型", "登记日期"]
    assert guess_mapping(header).places(header)["number"] == 1


def test_a_header_that_fits_nothing_is_refused_with_the_missing_columns():
    with pytest.raises(RuleBroken) as refusal:
        guess_mapping(["编码", "登记日期", "备注"])
    sentence = str(refusal.value)
    assert "登记编号" in sentence
    assert "记录类型" in sentence
    assert "“登记日期”" not in sentence


def write(folder, text, name="own.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


OWN = """
code = "own"
name = "自建"
[columns]
number = "单号"
registered_at = ["日期"]
[defaults]
kind = "complaint"
source = "12345"
[values.channel]
phone = ["打电话"]
"""


def test_a_mapping_of_ones_own_is_preferred_when_it_fits(tmp_path):
    mappings = load_mappings(write(tmp_path, OWN))
    header = ["单号", "日期", "备注"]
    assert guess_mapping(header, mappings).code == "own"
    assert guess_mapping(PLATFORM, mappings).code == "standard"
    assert find_mapping("自建", mappings).source_of(header) is Source.HOTLINE


def test_a_mapping_of_the_same_code_replaces_the_programs_own(tmp_path):
    mappings = load_mappings(write(tmp_path, OWN.replace('"own"', '"standard"')))
    assert [mapping.name for mapping in mappings] == ["自建"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[columns", "有误"),
        ("code = 'x'", "columns"),
        ("[columns]\nnumbr = ['a']", "numbr"),
        ("[columns]\nnumber = 5", "5"),
        ("[columns]\nnumber = ['a']\n[values.kind]\nquarrel = ['吵架']", "quarrel"),
        ("[columns]\nnumber = ['a']\n[defaults]\nsource = '12300'", "12300"),
        ("needs = 5\n[columns]\nnumber = ['a']", "5"),
        ("needs = ['numbr']\n[columns]\nnumber = ['a']", "numbr"),
    ],
)
def test_a_wrong_mapping_is_refused_by_file_and_reason(tmp_path, text, word):
    mappings = load_mappings(write(tmp_path, text))
    for name in {"own", mappings[-1].name}:
        with pytest.raises(RuleBroken, match=r"own\.toml") as refusal:
            find_mapping(name, mappings)
        assert word in str(refusal.value)
    assert not re.search("[a-z]{4} [a-z]{2}", str(refusal.value))  # no English of Python's


@pytest.mark.parametrize("needs", ["needs = []", "needs = ['amount']", ""])
def test_no_mapping_does_without_number_day_and_kind(tmp_path, needs):
    """Found by made-up mappings: a table was taken that had no column of days."""
    columns = "[columns]\nnumber = '编号'\nregistered_at = '时间'\namount = '金额'\n"
    mappings = load_mappings(write(tmp_path, f"code = 'own'\n{needs}\n{columns}"))
    own = find_mapping("own", mappings)
    assert {"registered_at", "kind"} <= set(own.missing(["编号"]))
    assert ("amount" in own.missing(["编号", "时间"])) is ("amount" in needs)


def test_a_mapping_is_named_in_a_sentence_no_longer_than_one_can_read(tmp_path):
    """Found by made-up mappings."""
    text = f"code = '{'c' * 9_000}'\nname = '{'名' * 9_000}'\n[columns]\nnumber = '编号'\n"
    mappings = load_mappings(write(tmp_path, text))[:1]
    for refused in (lambda: guess_mapping(["甲"], mappings), lambda: find_mapping("x", mappings)):
        with pytest.raises(RuleBroken) as caught:
            refused()
        assert len(str(caught.value)) < 400
    assert find_mapping("名" * 9_000, mappings) is find_mapping("c" * 9_000, mappings)


def test_a_wrong_mapping_stops_no_other(tmp_path):
    (tmp_path / "bad.toml").write_text("[columns")
    mappings = load_mappings(write(tmp_path, OWN))
    assert [m.code for m in mappings if not m.trouble] == ["own", "standard"]
    assert guess_mapping(["单号", "日期"], mappings).code == "own"
    assert guess_mapping(PLATFORM, mappings).code == "standard"
    with pytest.raises(RuleBroken, match=r"列对应方案“bad\.toml”有误"):
        guess_mapping(["甲", "乙"], mappings)  # it may be the one that was meant
    with pytest.raises(RuleBroken, match=r"现有：own、standard。.*bad\.toml"):
        find_mapping("none", mappings)


def test_a_wrong_mapping_in_place_of_the_programs_own_is_said_when_it_is_asked_for(tmp_path):
    (tmp_path / "standard.toml").write_text("code = 5")
    mappings = load_mappings(tmp_path)
    assert guess_mapping(PLATFORM, mappings).code == "standard"
    with pytest.raises(RuleBroken, match=r"standard\.toml"):
        find_mapping("standard", mappings)


def test_a_wrong_mapping_that_was_made_on_screen_stops_no_other():
    mappings = with_own([("坏的", {"columns": {"numbr": ["a"]}})], load_mappings())
    assert guess_mapping(PLATFORM, mappings).code == "standard"
    with pytest.raises(RuleBroken, match="坏的"):
        find_mapping("坏的", mappings)


def test_an_unknown_mapping_is_refused_naming_those_there_are():
    with pytest.raises(RuleBroken, match="standard"):
        find_mapping("none", load_mappings())


def test_a_name_that_a_sentence_quotes_is_not_longer_than_one_can_read(tmp_path):
    (tmp_path / "own.toml").write_text(f'[columns]\nnumber = "编号"\n{"x" * 5_000} = "a"\n')
    (trouble,) = troubles(load_mappings(tmp_path))
    assert "xxx…”的字段" in trouble
    assert len(trouble) < 200


def test_a_mapping_that_would_fill_the_memory_is_refused(tmp_path):
    (tmp_path / "own.toml").write_text(f"columns.{'a.' * 20_000}a = 1\n")
    (trouble,) = troubles(load_mappings(tmp_path))
    assert "嵌套过深" in trouble


def test_brackets_that_nothing_closes_do_not_hold_the_reading_up():
    """Each was looked after to the end of the cell: a header of a hundred thousand took minutes."""
    assert header_key("编号（" + "(" * 100_000).startswith("编号")
    assert len(header_key("(" * 100_000)) == 300
    assert amount_unit("(" * 100_000 + "万") == 100
