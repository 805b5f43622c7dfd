"""The models keep Qt's contract and repaint no more than what changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from commandcenter.ui.command.checklist_model import ChecklistModel, chosen
from commandcenter.ui.command.log_model import LogModel
from commandcenter.ui.widgets.line_model import LINE
from tests.ui import scenario_a


@pytest.fixture
def steps():
    model = ChecklistModel()
    model.tick(scenario_a.NOW)
    model.set_lines(scenario_a.checklist().steps)
    return model


@pytest.mark.parametrize("make", [ChecklistModel, LogModel])
def test_the_models_keep_qts_contract(qtmodeltester, make):
    model = make()
    lines = {ChecklistModel: scenario_a.checklist().steps, LogModel: scenario_a.log_lines()}
    model.set_lines(lines[make])
    qtmodeltester.check(model)


def test_a_changed_line_repaints_only_its_own_row(qtbot, steps):
    changed = list(steps.lines)
    changed[2] = replace(changed[2], notes=5)
    with (
        qtbot.assertNotEmitted(steps.modelReset),
        qtbot.waitSignal(steps.dataChanged) as painted,
    ):
        steps.set_lines(changed)
    assert (painted.args[0].row(), painted.args[1].row()) == (2, 2)


def test_a_second_repaints_only_rows_whose_words_change(qtbot, steps):
    rows = []
    steps.dataChanged.connect(lambda first, last, roles: rows.append(first.row()))
    steps.tick(scenario_a.at(10, 46, 9))
    assert rows == []
    steps.tick(scenario_a.at(10, 47, 1))
    open_with_deadline = [
        row for row, line in enumerate(steps.lines) if line.deadline_at and not line.done_at
    ]
    assert rows == open_with_deadline


def test_a_line_that_moves_keeps_its_selection(qtbot, steps):
    kept = QPersistentModelIndex(steps.index(1))
    line = steps.lines[1]
    with qtbot.assertNotEmitted(steps.modelReset):
        steps.set_lines([*steps.lines[:1], *steps.lines[2:], line])
    assert kept.row() == len(steps.lines) - 1
    assert kept.data(LINE).id == line.id


def test_new_log_lines_come_in_on_top_and_old_ones_leave_below(qtbot):
    model = LogModel()
    lines = scenario_a.log_lines()
    model.set_lines(lines[1:])
    kept = QPersistentModelIndex(model.index(0))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        model.set_lines(lines[:-1])
    assert [line.id for line in model.lines] == [5, 4, 3, 2]
    assert kept.data(LINE).id == 4


def test_late_steps_are_shown_even_where_the_rest_is_folded():
    late = scenario_a.step(
        30, "S1", "车辆", scenario_a.Group.LOGISTICS, "高原", "", scenario_a.at(10), must=False
    )
    lines = chosen((*scenario_a.checklist().steps, late), None, scenario_a.NOW, all_steps=False)
    assert [line.id for line in lines[:3]] == [1, 30, 2]
    assert 20 not in [line.id for line in lines]


def test_a_row_is_read_out_in_full(steps):
    spoken = steps.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "通报网信、体育、信访，综合协调组 周岚，逾期 6 分"


def test_hostile_words_in_a_tooltip_are_escaped():
    model = LogModel()
    model.set_lines([replace(scenario_a.log_lines()[0], text=scenario_a.LONG)])
    hint = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in hint
    assert len(hint) < 2_000
