"""What is no part of the first page is asked once, when nobody waits any more."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.ui.frame import behind
from commandcenter.ui.frame.behind import Behind, all_asked


class Asked:
    idle = False


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(behind, "EVERY_MS", 10)
    monkeypatch.setattr(behind, "ROUNDS", 100_000)


@pytest.fixture
def made(qtbot, themed, soon):
    owner, tasks, asked = QObject(), Asked(), []
    return owner, tasks, asked, Behind(owner, tasks, lambda: asked.append("asked"))


def test_it_waits_until_all_is_answered_and_asks_once(qtbot, made):
    _owner, tasks, asked, _behind = made
    qtbot.wait(50)
    assert asked == []
    tasks.idle = True
    qtbot.waitUntil(lambda: asked == ["asked"])
    qtbot.wait(50)
    assert asked == ["asked"]


def test_it_does_not_wait_for_good(qtbot, made, monkeypatch):
    _owner, _tasks, asked, _behind = made
    monkeypatch.setattr(behind, "ROUNDS", 3)
    qtbot.waitUntil(lambda: asked == ["asked"])


def test_who_stops_it_is_not_asked(qtbot, made):
    _owner, tasks, asked, stopped = made
    stopped.stop()
    tasks.idle = True
    qtbot.wait(50)
    assert asked == []


def test_a_picture_waits_for_what_is_asked_behind(qtbot, themed, soon):
    window, tasks = QWidget(), Asked()
    qtbot.addWidget(window)
    part, asked = QObject(window), []
    Behind(part, tasks, lambda: asked.append("asked"))
    assert not all_asked(window)
    tasks.idle = True
    qtbot.waitUntil(lambda: all_asked(window))
    assert asked == ["asked"]
