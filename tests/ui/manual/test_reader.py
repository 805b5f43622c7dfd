"""F1 opens the page of the manual about what is on the screen, in a window that loads nothing."""

import importlib
import pkgutil

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from commandcenter import ui
from commandcenter.domain.manual.pages import Look
from commandcenter.ui.desk.card_tabs import CardTabs
from commandcenter.ui.desk.page_keys import entries
from commandcenter.ui.desk.view_tabs import ViewTabs
from commandcenter.ui.manual.keys import manual_key
from commandcenter.ui.manual.reader import ManualReader
from tests.ui.manual.reading import stretches_of

# Dialogs that are about whatever lies behind them: F1 says what that is.
OF_WHAT_IS_BEHIND = {
    "frame.confirm.Confirm", "frame.form.Form", "frame.form_fields.FormFields",
    "frame.look_form.LookForm", "frame.signed_form.SignedForm", "frame.small_dialog.SmallDialog",
    "frame.words_form.WordsForm",
}  # fmt: skip


@pytest.fixture
def reader(qtbot, themed, book):
    reader = ManualReader(book)
    reader.show()
    yield reader
    if shiboken6.isValid(reader):
        reader.close()


def dialogs():
    for module in pkgutil.walk_packages(ui.__path__, "commandcenter.ui."):
        importlib.import_module(module.name)
    above, found = [QDialog], set()
    while above:
        for kind in above.pop().__subclasses__():
            if kind.__module__.startswith("commandcenter.ui."):
                found.add(f"{kind.__module__.removeprefix('commandcenter.ui.')}.{kind.__name__}")
            above.append(kind)
    return found


def test_every_dialog_has_its_page(book):
    known = {place for page in book.pages for place in page.places}
    lacking = {
        name
        for name in dialogs() - OF_WHAT_IS_BEHIND
        if not {f"form:{name}", f"form:{name.rpartition('.')[0]}"} & known
    }
    assert sorted(lacking) == []


def test_a_page_names_no_dialog_that_is_gone(book):
    found = dialogs()
    named = {name.rpartition(".")[0] for name in found} | found
    forms = {p.removeprefix("form:") for page in book.pages for p in page.places if "form:" in p}
    assert sorted(forms - named) == []


def test_every_page_of_the_rail_and_each_tab_has_a_page(at_desk, small_city, book):
    incident = small_city.register()
    small_city.activate(incident)
    known = {place for page in book.pages for place in page.places}
    window = at_desk("chenyu").window
    shown = set()
    for entry in entries():
        shown |= {f"{entry.key}:{tab}" for tab in tabs_of(window.pages.page(entry.key))}
        assert entry.key in known, entry.word
    of_pages = {p for p in known if p.partition(":")[0] in {e.key for e in entries()}}
    named = {p for p in of_pages if p.count(":") == 1}
    hidden = {"system:accounts", "system:setup", "system:changes"}  # the administrator's
    assert sorted(named - shown - hidden) == []


def tabs_of(page):
    """The keys of the tabs of a page of the desk."""
    views = getattr(page, "views", None)
    tabs = getattr(page, "tabs", None) or views or getattr(page, "books", None)
    if isinstance(views, ViewTabs):
        return views.keys
    if isinstance(tabs, CardTabs):
        return tuple(tabs._keys)
    segments = getattr(tabs, "_segments", None) or getattr(tabs, "tabs", tabs)
    return tuple(getattr(segments, "_keys", ()))


def test_f1_opens_the_page_about_what_is_on_the_screen(at_desk, small_city, qtbot):
    small_city.register()
    desk = at_desk("chenyu")
    desk.click("rail_duty")
    desk.settle()
    desk.window.pages.duty.show_tab("shifts")
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    reader = desk.widget("manual")
    assert reader.page.key == "shifts"
    assert "交接班" in reader.text.toPlainText()
    desk.window.show_page("plan")
    manual_key().open(desk.window)
    assert desk.widget("manual").page.key == "plan"
    desk.window.menu_of_seat.do("password")
    dialog = desk.dialog()
    manual_key().open(dialog)
    assert desk.widget("manual").page.key == "seat"
    dialog.reject()


def test_f1_of_an_english_desk_opens_the_english_manual(in_english, at_desk):
    desk = at_desk("chenyu")
    desk.window.show_page("plan")
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    reader = desk.widget("manual")
    assert (reader.windowTitle(), reader.page.key) == ("User manual", "plan")
    assert "Open the page ‘Plan’." in reader.text.toPlainText()
    reader.search.setText("Duty log")
    assert "call" in reader._items
    reader.close()


def test_the_menu_of_the_seat_has_the_help_too(at_desk):
    desk = at_desk("chenyu")
    desk.window.status.entries["manual"].trigger()
    assert desk.widget("manual").page.key == "now"
    desk.window.close()
    desk.until_gone("manual")


def test_the_contents_the_search_and_the_links_turn_the_pages(reader, qtbot):
    reader.search.setText("登记 来电")
    items = reader._items
    assert "calls" in items
    assert "wall" not in items
    assert reader.text.textCursor().hasSelection()
    reader.search.setText("没有这样的字")
    assert reader.none.isVisible()
    reader.search.clear()
    assert len(reader._items) == len(reader.manual.pages)
    reader.contents.setCurrentItem(reader._items["day_duty"])
    assert reader.page.key == "day_duty"
    reader.text.anchorClicked.emit(QUrl("#oral"))
    assert reader.page.key == "oral"
    reader.back.click()
    assert reader.page.key == "day_duty"


def test_nothing_is_loaded_and_no_link_leads_out(reader):
    before = reader.page
    for link in ("https://example.com/", "file:///etc/passwd", "#nowhere"):
        reader.text.anchorClicked.emit(QUrl(link))
        assert reader.page == before
    for kind in (
        QTextDocument.ResourceType.ImageResource,
        QTextDocument.ResourceType.HtmlResource,
    ):
        assert reader.text.loadResource(kind, QUrl("file:///etc/passwd")) is None
    assert not reader.text.openLinks()
    assert not reader.text.openExternalLinks()


def test_escape_closes_it(reader, qtbot):
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not shiboken6.isValid(reader) or not reader.isVisible()


def test_every_link_of_the_manual_leads_to_a_page(book):
    keys = [page.key for page in book.pages]
    links = {s.page for page in book.pages for s in stretches_of(page) if s.look is Look.LINK}
    assert links <= set(keys)
    assert len(set(keys)) == len(keys)
    assert all(page.title for page in book.pages)
