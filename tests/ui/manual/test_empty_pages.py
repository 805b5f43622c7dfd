"""At a bureau that was founded just now every empty place says what will come, or what to do."""

import pytest

from commandcenter.ui.desk.page_keys import entries
from commandcenter.ui.widgets.empty import Empty
from tests.ui.manual.test_reader import tabs_of

# What says that something comes, or what is to be done; “还没有记录。” alone helps nobody.
COMING = ("在此", "这里", "后", "请", "登记", "编制", "开始", "列出")
# What is wanting is said of a line itself.
OF_A_LINE = {"这项职责还没有佐证：没有任何记录显示它已履行。"}


def said(empty):
    return "".join(label.text() for label in (empty._text, empty._hint))


def silent(page):
    words = [said(empty) for empty in page.findChildren(Empty) if empty.isVisible()]
    return [w for w in words if w not in OF_A_LINE and not any(each in w for each in COMING)]


@pytest.mark.lot(7)
@pytest.mark.parametrize("key", [entry.key for entry in entries()])
def test_every_empty_place_of_a_page_says_what_comes(key, at_desk):
    desk = at_desk("chenyu")
    desk.window.show_page(key)
    page = desk.window.pages.page(key)
    for tab in tabs_of(page) or ("",):
        if tab:
            page.show_tab(tab)
        desk.settle_if_live()
        assert silent(page) == [], tab
