"""In a drill's store every form and dialog has the purple edge, and the mark in its title."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QDockWidget, QFileDialog, QMainWindow, QMenu, QWidget

from commandcenter.domain.drills.drill import DrillMark, Mode
from commandcenter.queries.drills.cast import CastLine
from commandcenter.ui import crash, look
from commandcenter.ui.drills.drill_sign_on import DrillSignOn
from commandcenter.ui.drills.edge import EDGE, Edges, Strip
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.seat.first_start_form import FirstStart
from commandcenter.ui.seat.server_password_form import ServerPassword
from commandcenter.ui.seat.sign_on_form import NewAccount, SignOn
from tests.ui.drills.edges import has_edge
from tests.ui.frame.conftest import form_seat  # noqa: F401  a seat for every form
from tests.ui.frame.made_forms import OPENED, Desk, named, ways

offscreen = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def desk(form_seat, monkeypatch):  # noqa: F811
    return Desk(form_seat, monkeypatch)


@pytest.fixture
def marked(themed):
    edges = Edges()
    yield edges
    edges.stop()


@pytest.mark.lot(3)
@pytest.mark.parametrize("kind", OPENED, ids=named)
def test_every_form_has_the_edge(desk, kind, marked):
    form = desk.open(kind, ways(kind, desk)[0])
    try:
        assert has_edge(form), form.windowTitle()
        assert form._foot.geometry().bottom() < form.height() - look.px(EDGE)
    finally:
        form.done(0)
        form.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialogs(tasks):
    """Those that are no form."""
    yield lambda: SignOn(tasks)
    yield lambda: NewAccount(tasks)
    yield lambda: DrillSignOn(
        tasks, DrillMark("校园食物中毒演练", Mode.LIVE), [CastLine(1, "li", "李", "导调员")]
    )
    yield lambda: FirstStart(lambda *_: None, False)
    yield lambda: ServerPassword("li", "db1", "", True)
    yield lambda: crash.CrashDialog()
    yield QDialog


def test_every_dialog_that_is_no_form_has_the_edge(qtbot, marked, seat):
    for make in dialogs(seat.tasks):
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        assert has_edge(dialog), type(dialog)
        dialog.close()


def test_a_file_is_asked_for_in_a_dialog_with_the_edge(qtbot, marked):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    save_as(window, "导出清单", "清单.xlsx", lambda _path: None)
    dialog = window.findChild(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert has_edge(dialog)
    dialog.close()


@offscreen
def test_what_drops_from_a_window_has_none(qtbot, marked):
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("甲")
    menu.popup(menu.pos())
    assert menu.findChildren(Strip) == []
    menu.close()


@offscreen
def test_a_dock_has_it_while_it_is_afloat(qtbot, marked):
    window, dock = QMainWindow(), QDockWidget("甲")
    qtbot.addWidget(window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    dock.setFloating(True)
    qtbot.waitUntil(lambda: has_edge(dock))
    dock.setFloating(False)
    qtbot.waitUntil(lambda: not [s for s in dock.findChildren(Strip) if s.isVisible()])
    assert dock.contentsMargins().left() == 0


def test_a_title_that_changes_stays_marked(qtbot, marked):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.setWindowTitle("(2) 应急指挥")
    assert window.windowTitle() == "演练 · (2) 应急指挥"
