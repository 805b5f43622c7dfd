"""The table of complaints keeps Qt's contract and fetches page by page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt

from commandcenter.ui.complaints.complaint_model import Column, ComplaintModel, amount_text
from tests.ui import scenario_a


def lines(first, last):
    return [scenario_a.complaint(number) for number in range(first, last)]


@pytest.fixture
def model(qapp):
    model = ComplaintModel()
    model.set_lines(lines(1, 51), 120, scenario_a.NOW)
    return model


def test_the_model_keeps_qts_contract(qtmodeltester):
    model = ComplaintModel()
    model.set_lines(lines(1, 20), 19, scenario_a.NOW)
    qtmodeltester.check(model)


def test_the_next_page_is_asked_for_once_and_put_at_the_end(qtbot, model):
    with qtbot.waitSignal(model.more_wanted) as wanted:
        model.fetchMore(QModelIndex())
    assert wanted.args == [50]
    assert not model.canFetchMore(QModelIndex())
    with qtbot.waitSignal(model.rowsInserted):
        model.add_lines(lines(51, 101), 120, 50)
    assert model.rowCount() == 100
    assert model.canFetchMore(QModelIndex())


def test_a_page_that_does_not_fit_on_is_left_out(model):
    model.add_lines(lines(200, 210), 120, 100)
    assert model.rowCount() == 50


def test_an_end_that_is_reached_asks_for_nothing(model):
    model.set_lines(lines(1, 6), 5, scenario_a.NOW)
    assert not model.canFetchMore(QModelIndex())


def test_the_same_rows_again_repaint_only_what_changed(qtbot, model):
    changed = lines(1, 51)
    changed[3] = replace(changed[3], problem="其他")
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignal(model.dataChanged) as painted,
    ):
        model.set_lines(changed, 120, scenario_a.NOW)
    assert (painted.args[0].row(), painted.args[1].row()) == (3, 3)


def test_a_time_of_another_day_has_its_date(model):
    yesterday = replace(scenario_a.complaint(1), registered_at=scenario_a.at(9, 5, day=23))
    model.set_lines([scenario_a.complaint(1), yesterday], 2, scenario_a.NOW)
    assert model.index(0, Column.TIME).data() == "10:44"
    assert model.index(1, Column.TIME).data() == "11-23 09:05"


def test_hostile_text_is_one_plain_line_and_its_tooltip_is_escaped(model):
    evil = replace(scenario_a.complaint(1), title="a\n" + scenario_a.LONG)
    model.set_lines([evil], 1, scenario_a.NOW)
    cell = model.index(0, Column.TITLE)
    assert "\n" not in cell.data()
    assert "\u202e" not in cell.data()
    assert len(cell.data()) <= 500
    assert "<img" not in cell.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("cents", "words"), [(None, ""), (0, "0"), (298_000, "2,980"), (298_050, "2,980.50")]
)
def test_money_has_cents_only_where_there_are_some(cents, words):
    assert amount_text(cents) == words
