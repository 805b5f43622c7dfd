"""Mappings made on screen: kept for every seat, journalled, before those of folder and program."""

from datetime import datetime

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.mapping import find_mapping, own_mapping
from commandcenter.offices.take_in import mappings
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.services.complaints.mappings import remove_mapping, save_mapping
from commandcenter.store.tables.every import JournalLineRow, SettingRow
from commandcenter.store.verify import verify

COLUMNS = {"number": ["编号"], "registered_at": ["时间"]}
KIND = {"kind": "complaint"}


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_one_that_is_saved_is_known_by_its_name_and_has_the_programs_words(city):
    city.do(save_mapping, "liwei", " 某系统 ", COLUMNS, KIND)
    [own] = city.ask(own_mappings)
    assert (own.name, own.by) == ("某系统", "李蔚")
    found = find_mapping("某系统", mappings(city.db))
    assert found.missing(["编号", "时间"]) == []
    assert found.values["channel"]["小程序"] == "mini"


def test_saving_again_changes_it_and_both_are_journalled(city):
    city.do(save_mapping, "liwei", "某系统", COLUMNS, KIND)
    city.do(save_mapping, "liwei", "某系统", COLUMNS | {"title": ["事由"]}, KIND)
    [own] = city.ask(own_mappings)
    assert own.data["columns"]["title"] == ["事由"]
    with city.db.read() as session:
        told = select(JournalLineRow).where(JournalLineRow.kind == "mapping")
        lines = session.scalars(told.order_by(JournalLineRow.number))
        assert [line.verb for line in lines] == ["saved", "saved"]
        assert verify(session).bad is None


def test_one_that_is_removed_is_gone(city):
    city.do(save_mapping, "liwei", "某系统", COLUMNS, KIND)
    city.do(remove_mapping, "liwei", "某系统")
    assert city.ask(own_mappings) == ()
    with pytest.raises(RuleBroken, match="某系统"):
        city.do(remove_mapping, "liwei", "某系统")


def test_an_own_one_goes_before_one_of_the_same_name(city):
    city.do(save_mapping, "liwei", "standard", COLUMNS, KIND)
    assert [m.code for m in mappings(city.db)].count("standard") == 1
    assert find_mapping("standard", mappings(city.db)).columns["number"] == ("编号",)


@pytest.mark.parametrize(
    ("login", "name", "columns", "words"),
    [
        ("liwei", " ", COLUMNS, "方案名称"),
        ("liwei", "x" * 41, COLUMNS, "方案名称"),
        ("liwei", "x", {"number": ["编号"]}, "登记日期"),
        ("admin", "x", COLUMNS, "。"),
    ],
)
def test_what_is_no_mapping_or_not_his_to_make_is_refused(city, login, name, columns, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(save_mapping, login, name, columns, KIND)
    assert city.ask(own_mappings) == ()


def test_data_that_is_no_mapping_is_refused_in_words():
    with pytest.raises(RuleBroken, match="没有名为“nonsense”的字段"):
        own_mapping("x", {"columns": {"nonsense": ["编号"]}, "defaults": {}})


def test_what_was_set_is_kept_whole_and_each_needed_field_has_a_column_or_a_word(city):
    columns = {"number": ("编号", "单号"), "registered_at": ["时间"], "kind": ["类别"]}
    values = {"kind": {"complaint": ("诉", "投"), "report": ["举"]}}
    name = "x" * 40
    assert (
        city.do(save_mapping, "liwei", f" {name} ", columns, {"channel": "phone"}, values) == name
    )
    [own] = city.ask(own_mappings)
    assert own.data["columns"] == {
        "number": ["编号", "单号"], "registered_at": ["时间"], "kind": ["类别"],
    }  # fmt: skip
    assert own.data["defaults"] == {"channel": "phone"}
    assert own.data["values"] == {"kind": {"complaint": ["诉", "投"], "report": ["举"]}}
    kept = city.ask(lambda s: s.get_one(SettingRow, f"mapping:{name}"))
    assert datetime.fromisoformat(kept.value["at"]) <= city.db.clock()
    assert (kept.value["by"], kept.source) == ("李蔚", "")
    city.do(save_mapping, "zhoulan", name, {}, dict.fromkeys(columns, "x"))
    [own] = city.ask(own_mappings)
    assert (own.by, own.data["columns"], own.data["values"]) == ("周岚", {}, {})
    for field in columns:
        less = {other: said for other, said in columns.items() if other != field}
        with pytest.raises(RuleBroken, match="必须有登记编号、登记日期和记录类型"):
            city.do(save_mapping, "liwei", name, less, {})
        city.do(save_mapping, "liwei", name, less, {field: "x"})
    with pytest.raises(RuleBroken, match="导入投诉由"):
        city.do(remove_mapping, "admin", name)
    city.do(remove_mapping, "liwei", name)
    with city.db.read() as session:
        told = select(JournalLineRow).where(JournalLineRow.kind == "mapping")
        lines = session.scalars(told.order_by(JournalLineRow.number))
        assert [line.verb for line in lines] == ["saved"] * 5 + ["removed"]


def test_one_that_another_saved_meanwhile_is_not_written_over(city):
    city.do(save_mapping, "liwei", "某系统", COLUMNS, KIND, seen="")
    [shown] = city.ask(own_mappings)
    city.do(save_mapping, "liwei", "某系统", COLUMNS | {"title": ["事由"]}, KIND)
    for seen in ("", shown.at.isoformat()):
        with pytest.raises(RuleBroken, match="列对应方案刚刚被他人改过"):
            city.do(save_mapping, "liwei", "某系统", COLUMNS, KIND, seen=seen)
    [own] = city.ask(own_mappings)
    assert "title" in own.data["columns"]
    city.do(save_mapping, "liwei", "某系统", COLUMNS, KIND, seen=own.at.isoformat())
