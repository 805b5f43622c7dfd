"""角色确认 at the desk: what waits, for whom, and what becomes of it."""

import pytest

from commandcenter.domain.org import Role
from commandcenter.services.seat import people
from commandcenter.ui.seat.accounts_panel import AccountsPanel
from tests.ui.desk.own_window import OwnWindow


@pytest.fixture
def sit(at_desk):
    return lambda login, **how: OwnWindow(at_desk(login, **how))


@pytest.fixture
def grant(small_city):
    small_city.register()
    person = small_city.wuyue.person_id
    return small_city.do(people.grant_role, "admin", person, Role.DEPUTY)


def page(desk):
    desk.window.show_page("people")
    desk.window.pages.people.show_tab("grants")
    desk.settle()
    return desk.window.pages.people.grants


def row(panel, number=0):
    return [
        cell.words if hasattr(cell, "words") else cell for cell in panel.ledger.lines[number].cells
    ]


def test_the_commander_is_asked_and_confirms(sit, small_city, grant):
    desk = sit("chenyu")
    card = f"todo_confirm_role_{grant}"
    desk.until_sees(card)
    desk.widget(card).acted.emit("go")
    desk.settle()
    panel = desk.window.pages.people.grants
    desk.until(lambda: panel.ledger.chosen_id == grant)
    assert row(panel)[:3] == ["待确认", "吴越", "副总指挥"]
    desk.click("act_confirm")
    desk.until_sees("confirm")
    desk.click("primary")
    desk.until(lambda: row(panel)[0] == "已确认")
    desk.until(lambda: not desk.sees(card))
    assert small_city.wuyue.has(Role.DEPUTY)


def test_what_is_not_confirmed_says_why(sit, small_city, grant):
    desk = sit("chenyu")
    panel = page(desk)
    desk.click("act_refuse")
    desk.fill("words", "没有局务会决定")
    desk.click("primary")
    desk.until(lambda: any(line.cells[0].words == "不予确认" for line in panel.ledger.lines))
    assert not small_city.wuyue.has(Role.DEPUTY)


@pytest.mark.parametrize(("login", "seen"), [("wuyue", True), ("liwei", False)])
def test_who_must_confirm_elsewhere_sees_what_waits_and_can_do_nothing(sit, grant, login, seen):
    """Whose role it is, nobody else; the administrator sees it beside the account."""
    desk = sit(login)
    panel = page(desk)
    desk.until(lambda: panel.board is not None)
    assert bool(panel.ledger.lines) is seen
    assert not desk.sees("act_confirm")
    if seen:
        assert row(panel)[0] == "待确认"


def test_the_administrator_sees_beside_the_account_what_waits(sit, grant):
    desk = sit("admin")
    desk.window.show_page("system")
    desk.window.pages.system.show_tab("accounts")
    desk.settle()
    panel = desk.window.findChild(AccountsPanel)
    desk.until(lambda: panel.board is not None and panel.board.waiting == 1)
    said = [str(cell) for line in panel.ledger.lines for cell in line.cells]
    assert any("副总指挥（待确认）" in words for words in said)
