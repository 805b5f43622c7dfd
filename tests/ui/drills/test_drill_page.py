"""The page 演练 in a drill's store: the conductor leads it, players see what came to them."""

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QLabel

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.drills.drill import DrillState, InjectKind, InjectState, Mode
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.drills.board import drill_board
from commandcenter.queries.drills.cast import drill_cast, take_part
from commandcenter.services.command import duty
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.drills.drill_sign_on import DrillSignOn
from commandcenter.ui.drills.drill_words import speed_words
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.tasks import Tasks
from tests.city import KEY
from tests.services.drills.conftest import CONDUCTOR, OBSERVER, drill, found  # noqa: F401  fixtures
from tests.ui.desk.conftest import Desk
from tests.ui.drills import boards

pytestmark = pytest.mark.lot(2)  # the screens are the same on both databases


@pytest.fixture
def at_drill(qtbot, themed, drill, tmp_path):  # noqa: F811
    """`at_drill(login)` opens the desk of a person at the drill's store, on its page."""
    opened = []

    def at_drill(login):
        seat = open_seat(drill.actor(login), drill.db)
        kept = QSettings(str(tmp_path / f"{login}.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(seat, key=KEY, settings=kept, engine="native")
        opened.append((seat, window))
        window.show()
        desk = Desk(qtbot, window)
        desk.until(lambda: window.drill_head.board is not None)
        desk.until(lambda: window.pages.key == "drill")  # without an incident it begins there
        return desk

    yield at_drill
    for seat, window in opened:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices, seat.edges):
            shiboken6.delete(part)


def board(drill, login):  # noqa: F811
    return drill.ask(drill_board, drill.actor(login))


def said(desk):
    return " ".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def test_the_conductor_starts_it_and_goes_from_inject_to_inject(at_drill, drill):  # noqa: F811
    desk = at_drill(CONDUCTOR)
    desk.until(lambda: "校医来电" in said(desk))  # the cards are seen a moment after the head
    assert "演练库，不进实战记录，不对外发送" in said(desk)
    desk.click("drill_start")
    desk.until_sees("drill_next_inject")
    desk.click("drill_next_inject")
    desk.until(lambda: board(drill, CONDUCTOR).injects[0].carried_out_at is not None)
    desk.click("drill_pause")
    desk.until_sees("drill_resume")
    assert board(drill, CONDUCTOR).state is DrillState.PAUSED


def test_what_is_due_comes_by_itself_and_sets_the_clock_to_one(at_drill, drill):  # noqa: F811
    desk = at_drill(CONDUCTOR)
    desk.click("drill_start")
    desk.until_sees("speed_60")
    desk.click("speed_60")
    desk.until(lambda: board(drill, CONDUCTOR).speed == 60)
    desk.until(lambda: board(drill, CONDUCTOR).injects[0].state is InjectState.OPEN)
    desk.until(lambda: board(drill, CONDUCTOR).speed == 1)
    desk.until(lambda: "已自动转 ×1，应答后回到 ×60" in said(desk))


def test_a_player_sees_what_came_to_them_and_nothing_that_comes(at_drill, drill):  # noqa: F811
    drill.start()
    desk = at_drill("liwei")
    assert desk.sees("player_view")
    assert "校医来电" not in said(desk)
    assert not desk.sees("drill_next_inject")
    lead = at_drill(CONDUCTOR)
    lead.until_sees("drill_next_inject")
    lead.click("drill_next_inject")
    desk.until(lambda: "校医来电" in said(desk))
    desk.until(lambda: "来电：校医来电（10 分钟内应答）" in said(desk))  # on whatever page
    assert "致总指挥的通知" not in said(desk)
    drill.do(duty.write_entry, "liwei", duty.NewEntry(LogKind.CALL_IN, "校医来电", unit="校医"))
    desk.until(lambda: "分应答" in said(desk))


def test_an_inject_is_amended_before_it_comes(at_drill, drill):  # noqa: F811
    desk = at_drill(CONDUCTOR)
    first = board(drill, CONDUCTOR).injects[0]
    desk.click(f"inject_{first.id}")
    desk.click("inject_amend_inject")
    form = desk.widget("inject_form")
    desk.until(lambda: form.title_line.text() == first.title)
    form.title_line.setText("校长来电")
    desk.click("primary")
    desk.until(lambda: board(drill, CONDUCTOR).injects[0].title == "校长来电")
    kept = board(drill, CONDUCTOR).injects[0]
    assert (kept.kind, kept.limit, kept.to) == (InjectKind.CALL, first.limit, first.to)


def test_an_inject_is_added_and_one_is_skipped(at_drill, drill):  # noqa: F811
    desk = at_drill(CONDUCTOR)
    last = board(drill, CONDUCTOR).injects[-1]
    desk.click(f"inject_{last.id}")
    desk.click("inject_skip")
    desk.until(lambda: board(drill, CONDUCTOR).injects[-1].state is InjectState.SKIPPED)
    desk.click("drill_add_inject")
    form = desk.widget("inject_form")
    form.title_line.setText("市领导询问")
    desk.click("primary")
    desk.until(lambda: any(x.title == "市领导询问" for x in board(drill, CONDUCTOR).injects))


def test_it_is_asked_before_the_end_and_then_there_is_a_score(at_drill, drill):  # noqa: F811
    drill.start()
    desk = at_drill(CONDUCTOR)
    desk.click("drill_end")
    assert "还有 2 项没有注入" in desk.widget("consequence").text()
    desk.click_in("confirm", "primary")
    desk.until(lambda: board(drill, CONDUCTOR).state is DrillState.ENDED)
    desk.until(lambda: not desk.sees("drill_end"))
    assert desk.sees("drill_report")


def test_a_note_of_the_observer_is_kept(at_drill, drill):  # noqa: F811
    drill.start()
    desk = at_drill(CONDUCTOR)
    desk.click("drill_note")
    desk.fill("words", "李蔚接得及时")
    desk.click_in("words_form", "primary")
    desk.until(lambda: [n.words for n in board(drill, CONDUCTOR).notes] == ["李蔚接得及时"])
    desk.until_sees("drill_notes")
    desk.click("drill_notes")
    assert "李蔚接得及时" in said(desk)


def test_why_the_clock_runs_as_it_does_is_said():
    running = boards.BOARD
    assert speed_words(running) == "等应答时自动转 ×1，应答后回到 ×20"
    assert speed_words(boards.waiting()) == "等应答，已自动转 ×1，应答后回到 ×20"
    tabletop = replace(running, mark=replace(running.mark, mode=Mode.TABLETOP))
    assert speed_words(tabletop) == "桌面推演逐项推进，讨论完再按“下一注入”"


def test_an_observer_writes_notes_and_leads_nothing(at_drill, drill):  # noqa: F811
    drill.start()
    desk = at_drill(OBSERVER)
    assert desk.sees("conductor_view")
    assert not desk.sees("drill_end")
    desk.click("drill_note")
    desk.fill("words", "两人到场及时")
    desk.click_in("words_form", "primary")
    desk.until(lambda: [n.words for n in board(drill, OBSERVER).notes] == ["两人到场及时"])


def test_at_a_file_one_chooses_as_whom_to_take_part(qtbot, themed, drill):  # noqa: F811
    cast = drill.ask(drill_cast)
    assert [(line.login, line.part) for line in cast[:2]] == [
        (CONDUCTOR, "导调员"),
        (OBSERVER, "观察员"),
    ]
    tasks = Tasks(drill.db)
    dialog = DrillSignOn(tasks, drill.db.drill, cast)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.actor is not None)
    assert dialog.actor.login == CONDUCTOR
    tasks.shutdown()
    shiboken6.delete(tasks)


def test_nobody_takes_part_in_a_real_store(city):
    with pytest.raises(RuleBroken, match="自己的账号"):
        city.ask(take_part, "chenyu")


def test_every_label_of_the_page_is_plain_text(at_drill):
    desk = at_drill(CONDUCTOR)
    for label in desk.window.pages.drill.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
