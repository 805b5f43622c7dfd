"""The watched folder of a duty seat: what came of the files is told where notices are told."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import Lost
from commandcenter.ui.desk import watched_folder
from commandcenter.ui.notices import Level


@pytest.fixture
def told(seat, monkeypatch):
    monkeypatch.setattr(watched_folder, "EVERY_MS", 10)
    heard = []
    seat.notices.listen(heard.append)
    return heard


def test_each_file_is_told_with_what_came_of_it(qtbot, seat, told):
    answers = [[("a.csv：入库 3。", True), ("b.csv：没有表头。", False)], []]

    def look(actor):
        assert actor == seat.actor
        return answers.pop(0) if answers else []

    looking = watched_folder.FolderLook(seat, look, seat.tasks)
    qtbot.waitUntil(lambda: not answers)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [(n.level, n.text) for n in told] == [
        (Level.INFO, "a.csv：入库 3。"),
        (Level.REFUSED, "b.csv：没有表头。"),
    ]
    looking._timer.stop()


def test_a_database_that_is_away_is_asked_again_and_a_missing_folder_told_once(qtbot, seat, told):
    trouble = [Lost("gone"), RuleBroken("文件夹“x”不存在。"), AssertionError("asked once more")]

    def look(_actor):
        raise trouble.pop(0)

    looking = watched_folder.FolderLook(seat, look, seat.tasks)
    qtbot.waitUntil(lambda: bool(told) and not looking._timer.isActive() and seat.tasks.idle)
    assert [n.text for n in told] == ["文件夹“x”不存在。"]
    assert len(trouble) == 1
