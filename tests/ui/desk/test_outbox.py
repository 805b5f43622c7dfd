"""A desk whose database goes away: what is added waits here, arrives, or comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from commandcenter.queries.command.running_log import log_lines
from commandcenter.services.incident import incident_moves
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import outgoing_of
from commandcenter.ui import texts
from tests.services.seat.test_outgoing import Ring


class Away:
    """The embedded file, moved aside and back."""

    def __init__(self, db):
        self._file = Path(db.engine.url.database)
        self._parts = [self._file.with_name(self._file.name + end) for end in ("", "-wal", "-shm")]

    def go(self):
        for part in self._parts:
            if part.exists():
                part.rename(part.with_suffix(part.suffix + "_away"))

    def come(self):
        for part in self._parts:
            away = part.with_suffix(part.suffix + "_away")
            if away.exists():
                away.rename(part)


@pytest.fixture
def away(small_city):
    return Away(small_city.db)


@pytest.fixture
def keeping(at_desk, small_city, tmp_path):
    """Who sits down at a desk that keeps what is added while the database is away."""

    def sit_down(login):
        outgoing = outgoing_of(small_city.db, tmp_path / "outbox", texts.refusal)
        return at_desk(login, outgoing=outgoing)

    return sit_down


def texts_of(city, incident):
    return [line.text for line in city.ask(log_lines, incident)]


def log_line(desk, words):
    field = desk.widget("log_input")
    field.setText(words)
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_line_written_while_the_database_is_away_waits_and_arrives(keeping, small_city, away):
    incident = small_city.register()
    small_city.suggest(incident)
    small_city.do_grade(incident)
    desk = keeping("maxiao")
    desk.window.show_panels()
    desk.until_sees("log_input")
    away.go()
    log_line(desk, "门口聚集 60 人")
    desk.until_sees("outbox_link")
    assert desk.widget("outbox_link").text() == "已暂存本机 1 条"
    assert desk.widget("log_input").text() == ""
    desk.click("outbox_link")
    desk.until_sees("outbox")
    away.come()
    desk.until(lambda: not desk.sees("outbox_link"))
    assert texts_of(small_city, incident) == ["门口聚集 60 人"]


def test_what_is_refused_on_arrival_can_be_seen_copied_and_put_away(keeping, small_city, away):
    incident = small_city.register(verified=False)
    desk = keeping("maxiao")
    desk.window.show_panels()
    desk.until_sees("log_input")
    away.go()
    log_line(desk, "到场，门已锁")
    desk.until_sees("outbox_link")
    away.come()
    small_city.do(incident_moves.dismiss, "chenyu", incident, "现场核实为误报")
    desk.until(lambda: desk.sees("outbox_link") and "被退回" in desk.widget("outbox_link").text())
    desk.click("outbox_link")
    desk.until_sees("outbox_refusal")
    assert texts_of(small_city, incident) == []
    desk.click("outbox_drop")
    desk.until(lambda: not desk.sees("outbox_link"))


def test_what_cannot_be_opened_is_said_and_stays(at_desk, small_city, tmp_path):
    incident, folder = small_city.register(), tmp_path / "outbox"
    before = outgoing_of(small_city.db, folder, texts.refusal, Ring())
    body = additions.log_line(incident, "到场")
    at = small_city.db.clock()
    before.send(small_city.maxiao, before.new(Added.LOG_LINE, body, "到场", at), away=True)
    after_the_loss = outgoing_of(small_city.db, folder, texts.refusal, Ring())
    desk = at_desk("maxiao", outgoing=after_the_loss)
    desk.until_sees("outbox_link")
    assert desk.widget("outbox_link").text() == "暂存打不开 1 条"
    desk.click("outbox_link")
    desk.until_sees("outbox_locked")
    assert str(folder) in desk.widget("outbox_locked").text()
    assert "已加密" in desk.widget("outbox_explain").text()
    assert [kept.addition.words for kept in before.kept()] == ["到场"]
