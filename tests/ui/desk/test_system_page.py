"""系统: who sees it, and the desk of who keeps the system and sees no complaint."""

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.seat.sight import Sight
from commandcenter.offices import accounts as offices_accounts
from commandcenter.offices import backups
from commandcenter.queries.seat.backup_board import backup_board
from commandcenter.queries.seat.desk import desk_head
from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.since_left import since_left
from commandcenter.queries.seat.todo import todo
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import accounts, people
from commandcenter.store.people import actor_of
from commandcenter.store.read_rules import OPEN
from commandcenter.store.seat.narrowed import SHOWN, narrowed
from commandcenter.store.tables.every import Base
from commandcenter.ui.desk import page_keys

NAMES = ("悦力工场", "11·24", "王某", "E-1")


@pytest.fixture
def busy_city(small_city):
    """A bureau in the middle of an incident."""
    small_city.take_in(small_city.complaint("E-1"), small_city.complaint("E-2", 9))
    incident = small_city.register()
    small_city.activate(incident)
    return small_city


def shown_rail(desk):
    rail = desk.window.rail
    buttons = (rail.findChild(object, f"rail_{entry.key}") for entry in page_keys.entries())
    return [button.entry.key for button in buttons if button.isVisible()]


def give(city, login, role):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
        people.grant_role(session, PROGRAM, person, role)


def test_the_administrators_rail_has_the_plan_and_the_system(at_desk, busy_city):
    desk = at_desk("admin")
    assert shown_rail(desk) == ["plan", "system"]
    assert desk.window.rail.key == "system"
    for key in ("watch", "incident", "papers", "complaints"):
        desk.window.show_page(key)
        assert desk.window.rail.key == "system"


def test_no_word_of_an_incident_is_on_any_page_of_the_administrator(at_desk, busy_city):
    desk = at_desk("admin")
    said = []
    for key in ("plan", "system"):
        desk.click(f"rail_{key}")
        desk.settle()
        labels = desk.window.findChildren(QLabel)
        said += [label.text() for label in labels if label.isVisible()]
    assert not [name for name in NAMES if name in " ".join(said)]


def test_what_the_administrator_asks_of_a_file_tells_nothing(at_desk, busy_city):
    desk = at_desk("admin")
    seat, at = desk.window.seat, busy_city.db.clock()
    assert seat.sight is Sight.BUREAU
    with seat.tasks.db.read() as session:
        head = desk_head(session, seat.actor, None, at)
        assert (head.lines, head.situation, head.warnings) == ((), None, 0)
        for words in NAMES:
            assert not search(session, seat.actor, words)
        assert not [each for each in todo(session, seat.actor, at) if each.incident_id]
        assert since_left(session, seat.actor, at).incidents == ()
    with busy_city.db.read() as session:  # all of it is there
        assert search(session, busy_city.chenyu, "悦力工场")


def test_each_table_of_a_file_is_open_to_everybody_or_narrowed(busy_city):
    db = narrowed(busy_city.db, Sight.BUREAU, busy_city.admin.person_id)
    try:
        with db.read() as session, busy_city.db.read() as whole:
            for table in Base.metadata.sorted_tables:
                seen = session.scalar(select(func.count()).select_from(table))
                there = whole.scalar(select(func.count()).select_from(table))
                if table.name in OPEN:
                    assert seen == there, table.name
                elif table.name not in SHOWN[Sight.BUREAU]:
                    assert seen == 0, table.name
            plain = session.scalar(text("SELECT count(*) FROM complaint"))
            assert plain == 0
    finally:
        db.reader.dispose()


def test_the_commander_has_every_page_but_the_clerks_and_the_planner_not_the_system(
    at_desk, busy_city
):
    every = [entry.key for entry in page_keys.entries()]
    assert shown_rail(at_desk("chenyu")) == [key for key in every if key != "calls"]
    give(busy_city, "planner", Role.PLANNER)
    assert "system" not in shown_rail(at_desk("planner"))


def test_twelve_entries_fit_a_low_screen(at_desk, busy_city):
    desk = at_desk("chenyu", size=(1366, 700))
    last = desk.widget("rail_system")
    assert last.mapTo(desk.window, last.rect().bottomLeft()).y() <= 700
    assert last.height() >= 44


def test_a_role_that_is_given_while_the_window_is_open_opens_its_pages(at_desk, busy_city):
    desk = at_desk("admin")
    with busy_city.db.write() as session:
        people.grant_role(session, PROGRAM, busy_city.admin.person_id, Role.DUTY)
    desk.until(lambda: "incident" in shown_rail(desk))
    desk.settle()
    with desk.window.seat.tasks.db.read() as session:
        assert search(session, desk.window.seat.actor, "悦力工场")


def test_the_administrator_adds_a_person_whose_password_is_shown_once(at_desk, busy_city):
    desk = at_desk("admin")
    desk.window.pages.system.show_tab("accounts")
    desk.settle()
    desk.click("want_add")
    desk.until_sees("add_person")
    desk.type("login", "zhaomin")
    desk.type("name", "赵敏")
    form = desk.widget("add_person")
    form.roles.role.setCurrentIndex(form.roles.role.findData(Role.DUTY))
    desk.click_in("add_person", "primary")
    desk.until_sees("shown_once")
    password = desk.widget("password").text()
    desk.click_in("shown_once", "primary")
    desk.until_gone("shown_once")
    with busy_city.db.write() as session:
        who = accounts.sign_on(session, "zhaomin", password)
    assert who is not None
    assert who.has(Role.DUTY)


def test_a_role_that_decides_waits_and_the_change_is_shown_to_the_commander(at_desk, busy_city):
    desk = at_desk("admin")
    desk.window.pages.system.show_tab("accounts")
    desk.settle()
    panel = desk.widget("accounts_panel")
    panel.ledger.choose(busy_city.wuyue.person_id)
    desk.click("act_grant")
    desk.until_sees("grant_role")
    form = desk.widget("grant_role")
    form.roles.role.setCurrentIndex(form.roles.role.findData(Role.DEPUTY))
    assert form.roles.waits.isVisible()
    desk.click_in("grant_role", "primary")
    desk.until(lambda: panel.board.waiting == 1)
    assert not busy_city.wuyue.has(Role.DEPUTY)
    commander = at_desk("chenyu")
    desk.window.hide()
    commander.click("rail_system")
    commander.window.pages.system.show_tab("changes")
    commander.settle()
    line = commander.widget("changes_panel").board.lines[0]
    assert (line.by, line.about, line.more) == ("管理员", "吴越", "副总指挥")


def test_an_account_that_was_disabled_is_restored_with_its_roles(at_desk, busy_city):
    desk = at_desk("admin")
    desk.window.pages.system.show_tab("accounts")
    desk.settle()
    panel, person = desk.widget("accounts_panel"), busy_city.wuyue.person_id

    def line():
        return next(each for each in panel.board.lines if each.id == person)

    panel.ledger.choose(person)
    held = line().held
    desk.click("act_disable")
    desk.click_in("confirm", "primary")
    desk.until(lambda: not line().active)
    assert not desk.sees("act_disable")
    panel.ledger.choose(person)
    desk.click("act_enable")
    desk.click_in("confirm", "primary")
    desk.until(lambda: line().active)
    assert line().held == held
    with busy_city.db.write() as session, pytest.raises(RuleBroken, match="没有停用"):
        offices_accounts.enable(session, busy_city.admin, "wuyue")


def test_a_backup_is_made_and_tried_and_both_are_said(at_desk, busy_city, tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    desk = at_desk("admin")
    desk.window.pages.system.show_tab("backups")
    desk.settle()
    panel, file = desk.widget("backup_panel"), tmp_path / "copy.zip"
    panel._back_up(file)
    desk.until(lambda: str(file) in panel.backup.text())
    assert "含人员识别密钥" in panel.backup.text()
    panel._try(file)
    desk.until(lambda: len(panel.board.lines) == 1)
    [line] = panel.board.lines
    assert (line.whole, line.by, line.backup) == (True, "管理员", "copy.zip")
    assert line.rows > 0
    assert list((tmp_path / "data" / backups.PLACE).iterdir()) == []


def flipped(data):
    data[len(data) // 2] ^= 0xFF
    return data


@pytest.mark.parametrize("broken", [flipped, lambda data: data[: len(data) // 2]])
def test_a_broken_backup_fails_the_drill_and_that_is_kept(busy_city, tmp_path, monkeypatch, broken):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    file = tmp_path / "copy.zip"
    backups.noted_backup(busy_city.db, file)
    file.write_bytes(broken(bytearray(file.read_bytes())))
    tried = backups.restore_drill(busy_city.db, busy_city.admin, file)
    assert not tried.whole
    assert tried.words
    with busy_city.db.read() as session:
        board = backup_board(session, actor_of(session, "admin", busy_city.db.clock()))
    assert [line.whole for line in board.lines] == [False]
    assert not board.restore.ok


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"PK\x03\x04" + b"\0" * 26 + b"a.txt"])
def test_a_file_that_is_no_backup_is_refused_and_nothing_is_kept(busy_city, tmp_path, data):
    file = tmp_path / "photo.zip"
    file.write_bytes(data)
    with pytest.raises(RuleBroken, match="不是备份文件"):
        backups.restore_drill(busy_city.db, busy_city.admin, file)
    with busy_city.db.read() as session:
        board = backup_board(session, actor_of(session, "admin", busy_city.db.clock()))
    assert board.lines == ()


@pytest.mark.parametrize(("login", "offered"), [("admin", True), ("chenyu", False)])
def test_the_connection_of_this_machine_is_the_administrators(at_desk, busy_city, login, offered):
    desk = at_desk(login)
    desk.click("rail_system")
    panel = desk.widget("system_panel")
    desk.until(lambda: any(x.name == "自动监测" for x in panel.board or ()))
    desk.settle()
    assert panel.connection.isVisible() is offered
