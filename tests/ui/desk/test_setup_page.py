"""本局设置: what was left at the founding is gone on with at the administrator's desk."""

from commandcenter.domain.org import Role
from commandcenter.queries.seat.setup_state import setup_items
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import membership
from commandcenter.ui.seat.founding_wizard import FoundingWizard


def test_without_a_commander_a_card_leads_to_what_is_left(small_city, monkeypatch):
    commander = small_city.chenyu.person_id
    # As an earlier version let it: the last commander is no more taken out of office.
    monkeypatch.setattr(membership, "_require_others", lambda *_: None)
    with small_city.db.write() as session:
        membership.end_role(session, PROGRAM, commander, Role.COMMANDER)
    found = small_city.ask(lambda s: list(setup_items(s, small_city.admin, small_city.db.clock())))
    assert [(each.title, each.detail) for each in found] == [("继续本局设置", "还没有总指挥。")]


def test_the_steps_open_where_something_is_left(at_desk, small_city):
    desk = at_desk("admin")
    desk.window.show_page("system")
    desk.window.pages.system.show_tab("setup")
    panel = desk.window.pages.system.tabs.setup
    desk.until(lambda: panel.board is not None)
    panel.want(panel.board, "go_on")
    desk.until(lambda: bool(desk.window.findChildren(FoundingWizard)))
    [wizard] = desk.window.findChildren(FoundingWizard)
    assert wizard.name.office.text() == "澄州市市场监督管理局"
    assert wizard.own is None
    wizard.name.phone.setText("0990-12345")
    wizard.show_step(len(wizard.pages) - 1)
    wizard.primary.click()
    desk.until(lambda: wizard.laid is not None)
    wizard.primary.click()
    line = next(each for each in panel.board.lines if each.title == "值班电话")
    desk.until(lambda: next(x for x in panel.board.lines if x.id == line.id).words == "0990-12345")
