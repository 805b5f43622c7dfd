"""The checklist under a person's hands: ticking, the menu, clauses, folding, countdowns."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.level import Level
from commandcenter.queries.command.checklist import Checklist
from commandcenter.ui.command.checklist_board import StepBoard
from commandcenter.ui.command.checklist_list import StepList
from commandcenter.ui.command.checklist_model import due_text, overdue
from commandcenter.ui.command.checklist_view import ChecklistView, StepAction, StepActs
from tests.ui import scenario_a


@pytest.fixture
def done():
    """What a hand on the list did, in turn: (what, with what)."""
    return []


@pytest.fixture
def acts(done):
    def keep(what):
        return lambda subject: done.append((what, subject))

    carry_out = {action: keep(action) for action in StepAction}

    def record(table, number):
        done.append(("act", (table, number)))

    return StepActs(carry_out, keep("open"), keep("clause"), record)


@pytest.fixture
def view(desk, show, acts):
    view = ChecklistView(acts)
    view.set_checklist(scenario_a.checklist())
    return show(view, 562, 466)


def rows(view):
    return view.findChild(StepList, "steps")


def titles(view):
    model = rows(view).model()
    return [model.index(row).data() for row in range(model.rowCount())]


def index_of(view, title):
    return rows(view).model().index(titles(view).index(title))


def click(qtbot, view, box):
    qtbot.mouseClick(rows(view).viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())


def test_a_click_on_the_circle_opens_the_form_of_its_act(qtbot, view, done):
    click(qtbot, view, rows(view).tick_box(index_of(view, "12315 增设 4 席")))
    assert done == [(StepAction.GO, 4)]


def test_what_no_record_proves_asks_for_its_sentence(qtbot, view, done):
    index = index_of(view, "推选消费者代表（2 人）")
    click(qtbot, view, rows(view).tick_box(index))
    click(qtbot, view, rows(view).act_box(index))
    assert done == [(StepAction.COMPLETE, 3)] * 2


def test_the_row_says_by_what_it_is_closed(view):
    lines = {line.id: line for line in view.model.lines}
    assert [view.act_words(lines[n]) for n in (1, 3, 7, 9)] == [
        "去办理", "登记完成情况…", "首报", "登记",
    ]  # fmt: skip


def test_who_may_not_is_offered_nothing(desk, show, acts):
    view = ChecklistView(acts, lambda step, action: False)
    view.set_checklist(scenario_a.checklist())
    show(view, 562, 466)
    assert {view.act_words(line) for line in view.model.lines if line.undone} == {""}


def test_a_done_row_opens_its_act(qtbot, view, done):
    index = index_of(view, "书面首报（市政府、省局）")
    rows(view).scrollTo(index)
    click(qtbot, view, rows(view).act_box(index))
    assert done == [("act", ("report_receipt", 3))]


def test_what_is_not_verified_is_never_called_late(view):
    grey = replace(scenario_a.checklist().steps[0], state=ObligationState.GREY, overdue=False)
    assert due_text(grey, scenario_a.NOW) == "10:40"
    assert not overdue(grey, scenario_a.NOW)


def test_before_the_grade_the_heading_names_the_level_it_runs_by(view):
    full = scenario_a.checklist()
    first = replace(full.steps[0], provisional=True, level=Level.III)
    view.set_checklist(replace(full, steps=(first, *full.steps[1:])))
    assert view.note.text() == "必办 4 / 10 · 1 项逾期 · 暂按Ⅲ级计时"


def test_space_closes_the_chosen_step(qtbot, view, done):
    rows(view).setCurrentIndex(index_of(view, "门店电子数据保全"))
    qtbot.keyClick(rows(view), Qt.Key.Key_Space)
    assert done == [(StepAction.COMPLETE, 5)]


def test_a_done_step_is_not_closed_again(qtbot, view, done):
    click(qtbot, view, rows(view).tick_box(index_of(view, "启动通知")))
    assert done == []


def test_a_click_on_the_clause_opens_the_plan(qtbot, view, done):
    click(qtbot, view, rows(view).clause_box(index_of(view, "推选消费者代表（2 人）")))
    assert done == [("clause", "4.1(3)")]


def test_a_setting_of_the_bureau_is_no_clause_to_click(view):
    assert rows(view).clause_box(index_of(view, "12315 增设 4 席")).isEmpty()


def test_a_double_click_opens_the_step(qtbot, view, done):
    place = rows(view).visualRect(index_of(view, "门店电子数据保全")).center()
    qtbot.mouseDClick(rows(view).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == [("open", 5)]


# Without a screen a menu cannot take the keyboard, and Qt says so.
with_a_menu = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


def menu_of(view, title):
    place = rows(view).visualRect(index_of(view, title)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, rows(view).viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(rows(view).viewport(), event)
    return view.findChild(QMenu, "step_menu")


@with_a_menu
def test_the_menu_of_a_done_step_can_bring_it_back(qtbot, view, done):
    menu = menu_of(view, "启动通知")
    qtbot.waitUntil(menu.isVisible)
    entries = {action.objectName(): action for action in menu.actions()}
    assert list(entries) == ["step_reopen", "step_note", "step_attach"]
    entries["step_reopen"].trigger()
    assert done == [(StepAction.REOPEN, 9)]
    menu.close()


@with_a_menu
def test_a_person_is_offered_only_what_he_may_do(qtbot, desk, show, acts, done):
    view = ChecklistView(acts, lambda step, action: action is StepAction.NOTE)
    view.set_checklist(scenario_a.checklist())
    show(view, 562, 466)
    menu = menu_of(view, "门店电子数据保全")
    assert [action.objectName() for action in menu.actions()] == ["step_note"]
    menu.actions()[0].trigger()
    menu.close()
    click(qtbot, view, rows(view).tick_box(index_of(view, "门店电子数据保全")))
    assert done == [(StepAction.NOTE, 5)]


def test_late_stands_first_and_done_last(view):
    assert titles(view)[0] == "通报网信、体育、信访"
    assert titles(view)[-1] == "电话报告总值班室"
    assert view.note.text() == "必办 4 / 10 · 1 项逾期"


def test_the_rest_is_folded_until_it_is_asked_for(qtbot, view):
    fold = view.findChild(QPushButton, "checklist_fold")
    assert fold.text() == "其余 3 项"
    assert "物资领用台账" not in titles(view)
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert "物资领用台账" in titles(view)
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert "物资领用台账" not in titles(view)


def test_one_group_can_be_looked_at_alone(view):
    view.findChild(QComboBox, "checklist_group").setCurrentIndex(2)
    assert titles(view) == ["推选消费者代表（2 人）", "抵达现场首次报告"]


def test_a_deadline_that_passes_between_two_answers_moves_its_line_up(view):
    view.tick(scenario_a.at(10, 58, 1))
    assert titles(view)[:2] == ["通报网信、体育、信访", "情况通报签发后发布"]
    assert view.note.text() == "必办 4 / 10 · 2 项逾期"


def test_the_chosen_step_stays_chosen_when_the_list_is_answered_anew(view):
    rows(view).setCurrentIndex(index_of(view, "门店电子数据保全"))
    full = scenario_a.checklist()
    steps = tuple(s for s in full.steps if s.id != 5)
    closed = replace(full.steps[4], state=full.steps[-1].state, done_at=scenario_a.NOW)
    view.set_checklist(replace(full, steps=(*steps, closed)))
    assert rows(view).currentIndex().data() == "门店电子数据保全"


def test_the_wall_shows_the_first_rows_and_counts_the_others(wall, show):
    view = ChecklistView()
    view.set_checklist(scenario_a.checklist())
    show(view, 616, 280)
    board = view.findChild(StepBoard, "step_board")
    shown, hidden = board.shown()
    assert [step.title for step in shown][:2] == ["通报网信、体育、信访", "情况通报签发后发布"]
    assert len(shown) + hidden == 9
    assert board.more_words() == f"还有 {hidden} 项"


def test_a_tall_wall_needs_no_count_of_others(wall, show):
    view = ChecklistView()
    view.set_checklist(scenario_a.checklist())
    show(view, 616, 900)
    assert view.findChild(StepBoard, "step_board").more_words() == ""


def test_an_empty_checklist_says_what_will_be_here(look, show, picture):
    view = ChecklistView()
    view.set_checklist(Checklist((), 0, 0, 0, scenario_a.NOW))
    picture(show(view, 562, 300), "checklist_empty")


def test_hostile_titles_are_painted_as_they_are(look, show, picture, plain_labels):
    full = scenario_a.checklist()
    steps = tuple(
        replace(s, title=scenario_a.LONG, person=scenario_a.HOSTILE, clause=scenario_a.HOSTILE)
        for s in full.steps
    )
    view = ChecklistView()
    view.set_checklist(replace(full, steps=steps))
    picture(show(view, 562, 300), "checklist_hostile")
    assert plain_labels(view)


@pytest.mark.parametrize(("kind", "width", "height"), [("desk", 562, 466), ("wall", 616, 280)])
def test_a_picture_of_the_checklist(request, show, picture, kind, width, height):
    request.getfixturevalue(kind)
    view = ChecklistView()
    view.set_checklist(scenario_a.checklist())
    picture(show(view, width, height), f"checklist_{kind}")
    assert not view.note.is_cut()


def test_the_mouse_over_a_clause_is_a_hand(qtbot, view):
    viewport = rows(view).viewport()
    box = rows(view).clause_box(index_of(view, "推选消费者代表（2 人）"))
    qtbot.mouseMove(viewport, box.center().toPoint())
    qtbot.waitUntil(lambda: viewport.cursor().shape() is Qt.CursorShape.PointingHandCursor)
    qtbot.mouseMove(viewport, QPoint(200, 10))
    qtbot.waitUntil(lambda: viewport.cursor().shape() is Qt.CursorShape.ArrowCursor)
