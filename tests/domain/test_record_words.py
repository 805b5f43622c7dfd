"""Tables, columns and values of the record as a fault or a change is told in words."""

from enum import StrEnum

import pytest

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.record_words import (
    CHOICES,
    COLUMNS,
    LEVELS,
    OF_TABLE,
    TABLES,
    VALUES,
    choice_word,
    column_word,
    table_word,
    value_word,
)
from commandcenter.domain.support.stock import BackState

CHOSEN = {
    "Channel", "ComplaintKind", "Source", "State", "Group", "Role", "PaperState", "PaperKind",
    "ReleaseKind", "ReleaseState", "ReportKind", "ReportState", "SignalState", "WarningState",
    "CaseState", "ActKind", "ObligationState", "Part", "Priority", "Standing", "AlarmAct",
    "StockKind", "StockMove", "InWay", "BackState",
}  # fmt: skip


def test_a_table_and_a_column_without_words_are_told_by_their_names():
    assert (table_word("incident"), table_word("weather")) == (TABLES["incident"], "weather")
    assert (column_word("incident", "onset_at"), column_word("incident", "rain")) == (
        "发病时间",
        "rain",
    )


class Weather(StrEnum):
    RAIN = "rain"


@pytest.mark.parametrize(("table", "column"), list(OF_TABLE))
def test_a_column_is_called_as_its_table_calls_it(table, column):
    assert column_word(table, column) == OF_TABLE[table, column]
    assert column_word("weather", column) == COLUMNS.get(column, column)


def test_a_value_is_told_where_it_has_a_word():
    for (table, column), words in VALUES.items():
        for value, said in words.items():
            assert value_word(table, column, value) == said
        assert value_word(table, column, "rain") is None
    assert value_word("batch", "state", "open") == "正在导入"
    assert value_word("weather", "state", "open") is None


@pytest.mark.parametrize(
    ("level", "said"), [("I", "Ⅰ级"), ("II", "Ⅱ级"), ("III", "Ⅲ级"), ("IV", "Ⅳ级"), ("V", "V")]
)
def test_a_level_is_told_with_its_sign(level, said):
    assert choice_word(Level, level) == said
    assert set(LEVELS) == {"I", "II", "III", "IV"}


def test_the_choices_of_these_kinds_are_told_in_words():
    assert {kind.__name__ for kind in CHOICES} == CHOSEN
    for kind in CHOICES:
        for each in kind:
            assert each.value.isdigit() or choice_word(kind, each.value) != each.value
        assert choice_word(kind, "rain") == "rain"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (State, "merged", "已并案"),
        (Group, "legal", "法律咨询组"),
        (Role, "lead_duty", "带班领导"),
        (BackState, "broken", "损坏"),
    ],
)
def test_a_choice_is_told_by_its_own_word(kind, value, said):
    assert choice_word(kind, value) == said


def test_a_choice_of_another_kind_is_told_as_it_stands():
    assert choice_word(Weather, "rain") == "rain"
