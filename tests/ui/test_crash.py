import logging
import sys
import threading

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from commandcenter.ui import crash
from commandcenter.ui.crash import CrashDialog, CrashHandler


@pytest.fixture
def log_file(tmp_path):
    path = tmp_path / "logs" / "commandcenter.log"
    handler = crash.open_log(path)
    yield path
    crash.close_log(handler)


@pytest.fixture
def handler(qtbot, log_file):
    handler = CrashHandler()
    handler.install()
    yield handler
    handler.uninstall()


def dialog():
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)), None)


def fail_with(error):
    try:
        raise error
    except type(error) as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_an_error_nobody_caught_is_recorded_and_shown(qtbot, handler, log_file):
    fail_with(KeyError("missing"))
    qtbot.waitUntil(lambda: dialog() is not None and dialog().isVisible())
    assert "builtins.KeyError: 'missing'" in log_file.read_text("utf-8")
    assert "test_crash.py" in log_file.read_text("utf-8")


def test_the_details_stand_behind_a_button(qtbot, handler):
    fail_with(KeyError("missing"))
    qtbot.waitUntil(lambda: dialog() is not None)
    details = dialog().findChild(QPlainTextEdit, "details")
    assert not details.isVisible()
    qtbot.mouseClick(dialog().findChild(QPushButton, "more"), Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert "KeyError" in details.toPlainText()


def test_work_goes_on_after_it(qtbot, handler):
    fail_with(KeyError("missing"))
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    qtbot.mouseClick(shown.findChild(QPushButton, "go_on"), Qt.MouseButton.LeftButton)
    assert not shown.isVisible()


def test_many_troubles_are_one_dialog(qtbot, handler):
    for _ in range(3):
        fail_with(ValueError("again"))
    qtbot.waitUntil(lambda: dialog() is not None and dialog()._times == 3)
    assert sum(isinstance(w, CrashDialog) for w in QApplication.topLevelWidgets()) == 1
    assert "已出现 3 次" in dialog()._text.text()


def test_a_trouble_that_was_put_away_does_not_come_back(qtbot, handler, log_file):
    for _ in range(2):
        fail_with(ValueError("again"))
        qtbot.waitUntil(lambda: dialog() is not None)
        QApplication.processEvents()
        dialog().accept()
    assert not dialog().isVisible()
    assert log_file.read_text("utf-8").count("builtins.ValueError: again") == 2
    fail_with(KeyError("new"))
    qtbot.waitUntil(lambda: dialog().isVisible())


def test_an_error_in_a_thread_is_recorded_too(qtbot, handler, log_file):
    def work():
        raise OSError("disk")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: dialog() is not None)
    assert "OSError: disk" in log_file.read_text("utf-8")


def test_the_wall_records_without_a_dialog(qtbot, log_file):
    handler = CrashHandler(dialogs=False)
    handler.install()
    with qtbot.waitSignal(handler.crashed):
        fail_with(KeyError("missing"))
    handler.uninstall()
    assert dialog() is None


def test_the_record_holds_nothing_about_people():
    name, phone = "王芳", "1" + "0" * 10

    try:
        raise ValueError(f"{name} {phone} [parameters: ({name!r}, {phone!r})]")
    except ValueError as error:
        text = crash.report(error)
    assert name not in text
    assert phone not in text
    assert "builtins.ValueError: · #" in text


def test_the_values_of_a_statement_are_left_out():
    message = "UNIQUE failed [SQL: INSERT …] [parameters: ('10012345678',)]"
    assert crash.careful(message) == "UNIQUE failed"
    assert crash.careful("duplicate key\nDETAIL:  Key (phone)=(100)") == "duplicate key·"


def test_what_led_to_an_error_is_in_its_record():
    try:
        try:
            raise OSError("disk full")
        except OSError as first:
            raise RuntimeError("not saved") from first
    except RuntimeError as error:
        text = crash.report(error)
    assert text.index("disk full") < text.index("not saved")


def test_what_qt_complains_about_goes_to_the_log(handler, log_file):
    qWarning("a layout is odd")
    assert "a layout is odd" in log_file.read_text("utf-8")


def test_the_hooks_are_given_back(qtbot, log_file):
    before = sys.excepthook, threading.excepthook
    handler = CrashHandler()
    handler.install()
    assert sys.excepthook != before[0]
    handler.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_log_is_kept_small(tmp_path, monkeypatch):
    monkeypatch.setattr(crash, "LOG_BYTES", 2_000)
    handler = crash.open_log(tmp_path / "x.log")
    for number in range(1000):
        logging.getLogger("commandcenter.test").info("line %d", number)
    crash.close_log(handler)
    assert len(list(tmp_path.iterdir())) == crash.LOG_FILES + 1
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir())
