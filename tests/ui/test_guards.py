import gc
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.ui import guards


def test_calls_into_qt_do_not_use_up_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert before - sys.getrefcount(None) < 50


def test_a_sound_pair_of_qt_and_python_is_let_in():
    guards.require_sound_qt()


def test_a_qt_that_loses_none_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(guards, "lost_nones", lambda: 500)
    with pytest.raises(RuleBroken, match=r"PySide6 .* 下运行几分钟就会崩溃"):
        guards.require_sound_qt()


class Knot(QWidget):
    """A widget with a live timer in a reference cycle: only the collector frees it."""

    def __init__(self, made):
        super().__init__()
        self.me = self
        self.timer = QTimer(self, interval=5)
        self.timer.timeout.connect(self.nothing)
        self.timer.start()
        QVBoxLayout(self).addWidget(QLabel("x", self))
        self.destroyed.connect(lambda: made.append(threading.current_thread()))

    def nothing(self):
        pass


@pytest.fixture
def collector(themed):
    collector = guards.Collector()
    collector.start()
    yield collector
    collector.stop()


def test_a_busy_worker_never_destroys_a_widget(qtbot, collector):
    stop, died_in = threading.Event(), []

    def build_lists():
        while not stop.wait(0.0005):
            _ = [[n] for n in range(2000)]

    workers = [threading.Thread(target=build_lists) for _ in range(2)]
    for worker in workers:
        worker.start()
    for _ in range(150):
        knots = [Knot(died_in) for _ in range(5)]
        for knot in knots:
            knot.show()
            knot.hide()
        del knot, knots
        qtbot.wait(1)
    stop.set()
    for worker in workers:
        worker.join()
    gc.collect()
    # With Python's own collector they die in the workers.
    assert set(died_in) == {threading.main_thread()}
    gc.collect()
    assert len(died_in) == 750
    assert set(died_in) == {threading.main_thread()}


def test_the_collector_frees_cycles_from_its_timer(qtbot, collector, monkeypatch):
    collector._timer.setInterval(10)
    gone = []
    Knot(gone)
    qtbot.waitUntil(lambda: len(gone) == 1)


def test_python_collects_again_when_the_guard_stops(collector):
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_another_thread_is_told_that_it_may_not(themed):
    caught = []

    def try_it():
        try:
            guards.require_gui_thread()
        except RuntimeError as error:
            caught.append(str(error))

    worker = threading.Thread(target=try_it)
    worker.start()
    worker.join()
    guards.require_gui_thread()
    assert caught == ["this must be done in the GUI thread"]


def test_a_crash_of_the_interpreter_leaves_its_stacks_in_a_file(tmp_path):
    path = tmp_path / "logs" / "faults.log"
    guards.record_faults(path)
    try:
        guards.faulthandler.dump_traceback(guards._fault_files[-1])
        assert "test_guards" in path.read_text()
    finally:
        guards.forget_faults()


def test_what_was_freed_is_given_back_to_the_system(collector):
    """Blocks between others that stay: the library keeps their holes until it is told."""
    kept = []
    for _ in range(3):
        blocks = [bytes(100_000) for _ in range(400)]  # below what has a mapping of its own
        kept += blocks[::200]
        del blocks
    filled = resident()
    for _ in range(guards.GIVE_BACK_EVERY):
        collector.collect()
    assert resident() < filled


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1])
