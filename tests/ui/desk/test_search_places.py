"""The pages, tabs and acts that the search knows are those that the pages have."""

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QTabWidget, QWidget

from commandcenter.domain.org import Role
from commandcenter.queries.plan.plan_data import plan_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.incident_page import MINE, PANELS
from commandcenter.ui.desk.search_commands import commands
from commandcenter.ui.desk.search_places import offered, places
from commandcenter.ui.desk.views import entries as view_entries
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.support.books import Books
from commandcenter.ui.widgets.buttons import Segments

# The head of the desk offers the same act, or another page the same ledger.
ELSEWHERE = {
    ("incident", "command", "instructions", "want_give"),
    ("incident", "command", "oral", "want_record_call"),
    ("incident", "assess", "facts", "want_state_facts"),
    ("duty", "calls", "want_complaint"),
    ("calls", "want_complaint"),
    ("people", "roster", "want_add"),
    ("publicity", "partners", "want_enter"),
    ("publicity", "partners", "want_import"),
    ("publicity", "partners", "want_template"),
    ("system", "state", "want_connection"),  # shown where a connection can be changed alone
    ("plan", "settings", "want_past_watch"),  # of one part of its list alone
    ("plan", "settings", "want_add_period"),
    ("plan", "alarms", "want_add_period"),
    ("plan", "papers", "want_add_period"),
    ("plan", "support", "want_add_period"),
    ("system", "seats", "want_decline"),  # where something was proposed
    ("incident", "assess", "sheets", "want_give"),  # a panel of 交接 that never offers it here
    *(
        ("warnings", "warnings", f"want_{kind}")  # of the warning that is chosen
        for kind in ("line", "name", "notice", "tip")
    ),
}
# Of one kind of incident, phase or chain; made or shown when somebody first may.
MADE_LATER = {"want_followup_city", "want_final_city", "want_phone_city"}


@pytest.fixture
def desk(at_desk, small_city):
    """Of somebody who has every page and tab."""
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("quanneng", "全能"))
        for role in (Role.COMMANDER, Role.ADMIN, Role.AUDITOR):
            people.grant_role(session, PROGRAM, person, role)
    small_city.activate(small_city.register())
    return at_desk("quanneng")


def words(button):
    """Without the key that presses it."""
    return re.sub(r" +F\d+$", "", button.text())


def words_of(segments):
    buttons = (segments._group.button(n) for n in range(len(segments._keys)))
    return {key: button.text() for key, button in zip(segments._keys, buttons, strict=True)}


def parts(view):
    """The tabs of a WorkView: path, title and panel, with the books in them."""
    for key, title, panel in view._tabs:
        yield (key,), title, panel
        if isinstance(panel, Books):
            for book, word, inside in panel._books:
                yield (key, book), word, inside


def there(window):
    """Path, title and widget of everything that can be turned to, page by page."""
    for entry in page_keys.entries():
        if entry.key not in window.pages.keys and entry.key != page_keys.CALLS:
            continue
        page = window.pages.page(entry.key)
        yield (entry.key,), entry.word, page
        if entry.key == page_keys.INCIDENT:
            yield from views_of(page)
        elif hasattr(page, "tabs") and hasattr(page.tabs, "_tabs"):
            for path, title, panel in parts(page.tabs):
                yield (entry.key, *path), title, panel
        elif hasattr(page, "tabs") and isinstance(page.tabs, QTabWidget):
            keys = getattr(page, "_keys", None) or tuple(
                place.path[1] for place in places() if place.path[0] == entry.key and place.path[1:]
            )
            assert len(keys) == page.tabs.count()
            for number, key in enumerate(keys):
                yield (entry.key, key), page.tabs.tabText(number), page.tabs.widget(number)
        else:
            for segments in page.findChildren(Segments):
                if segments.objectName() in TURNS:
                    for key, word in words_of(segments).items():
                        yield (entry.key, key), word, shown_by(page, key)


TURNS = ("people_tabs", "warning_page_tabs", "watch_views", "paper_books")


def shown_by(page, key):
    for holder in (getattr(page, "_shown", {}), getattr(page, "_views", {})):
        if key in holder:
            return holder[key]
    if hasattr(page, "books"):
        return page.books._panels[key]
    return {"signals": page.signals, "warnings": page.warnings}[key]


def views_of(page):
    titles = page.views._plain | page.views._folded
    for key in page.views.keys:
        yield ("incident", key), titles[key], None
        if key in (MINE, PANELS):
            continue
        view = page.view(key)
        for path, title, panel in parts(view):
            if len(view._tabs) > 1:
                yield ("incident", key, *path), title, panel
        if len(view._tabs) < 2:
            yield ("incident", key, ""), "", view


def test_every_page_and_tab_is_known_by_its_title(desk):
    known = {}
    for place in places():
        known.setdefault(place.path, place.words)
    real = {path: title for path, title, _ in there(desk.window) if path[-1]}
    assert real == known


def test_every_act_of_a_heading_is_known_by_the_words_of_its_button(desk):
    known, found = {}, {}
    for each in commands():
        if each.button not in MADE_LATER:
            known[(*each.path[:3], each.button)] = each.words
    lists = {(*c.path[:2], c.button) for c in commands() if c.path[:1] == ("plan",)}
    for path, _, widget in there(desk.window):
        if widget is None or (len(path) == 1 and path[0] != page_keys.CALLS):
            continue
        if isinstance(widget, Books):
            continue
        inside = widget.findChildren(QAbstractButton)
        for button in inside:
            name = button.objectName()
            if name.startswith("want_") and (*path, name) not in ELSEWHERE:
                found[(*[part for part in path if part], name)] = words(button)
    others = {key for key in known if not key[-1].startswith("want_")}
    for key in others:
        assert known[key]
    begun = {key for key in found if key[:2] == ("incident", "reports")}
    real = {key: words for key, words in found.items() if key not in begun}
    said = {(*key[:2], key[-1]) if (*key[:2], key[-1]) in lists else key: words
            for key, words in known.items() if key not in others}  # fmt: skip
    missing, strange = set(real.items()) - set(said.items()), set(said.items()) - set(real.items())
    assert (sorted(missing), sorted(strange)) == ([], [])


def test_every_other_button_is_on_the_page_that_it_is_said_to_be_on(desk):
    for each in commands():
        if not each.button.startswith("want_"):
            page = desk.window.pages.page(each.path[0])
            if each.path[0] == page_keys.INCIDENT:
                page = page.view(each.path[1])
            [button] = page.findChildren(QWidget, each.button)
            assert words(button) == each.words


def test_each_place_can_be_gone_to(desk):
    ways = desk.window.ways.search
    for place, _ in offered(desk.window.seat, desk.window.acts.head):
        ways.show_place(place.path)
        assert desk.window.pages.key == place.path[0]
    shown = desk.window.pages.plan.tabs
    assert shown.tabText(shown.currentIndex()) == "保障和宣传"


def test_what_the_bureau_sets_stands_in_some_list(desk, small_city):
    board = small_city.ask(plan_board, small_city.zhoulan, small_city.db.clock())
    page = desk.window.pages.plan
    shown = {name for panel in page.findChildren(PlanValuesPanel) for name in panel.shown}
    assert set(board.values) - shown == {"calendar"}


def test_the_views_of_a_phase_are_offered_in_it_alone(desk):
    paths = {place.path for place, _ in offered(desk.window.seat, desk.window.acts.head)}
    assert ("incident", "aftermath") not in paths
    assert ("incident", "reports") in paths
    assert {path[1] for path in paths if path[0] == "incident" and path[1:]} <= {
        MINE, PANELS, *(entry.key for entry in view_entries())
    }  # fmt: skip
    none = {place.path for place, _ in offered(desk.window.seat, None)}
    assert ("incident", MINE) not in none
