"""Every page in every size of window, theme and language: nothing over another, cut without a sign,
out of reach, or too faint to be read.
"""

import os
import subprocess
import sys

import pytest
import shiboken6
from PySide6.QtCore import Qt

from commandcenter.db.demo.acts_a import TITLE
from commandcenter.paths import ROOT
from commandcenter.queries.seat.desk import desk_head
from commandcenter.ui import texts, theme
from commandcenter.ui.desk.folding import SMALLEST
from commandcenter.ui.desk.rail import RailButton
from commandcenter.ui.desk.search_places import places
from commandcenter.ui.frame.seat import open_seat
from tests.stories.conftest import demo_folder, sit, tell, windows  # noqa: F401  fixtures
from tests.ui.crowding import cut, outside, overlapping
from tests.ui.desk.walking import every_tab, paths
from tests.ui.hands import faint

SIZES = (SMALLEST, (1366, 768), (1600, 1000), (2560, 1440))
# Who decides, keeps it together, has the duty, looks after accounts, after the plan, leads a group,
# answers the telephone.
LOGINS = ("chenyu", "zhoulan", "liwei", "zhengqi", "liangbo", "maxiao", "xiachan")
LANGUAGES, THEMES = ("zh", "en"), ("light", "dark")
# What an incident has only once its response has ended.
AFTERMATH = ("incident", "aftermath")
BEFORE_IT, LATER = "D7 16:30", "D7 19:00"
MOMENT = "D0 10:46"
AFTER_MS, LOOKS = 100, 10
SCALED = "QT_SCALE_FACTOR" in os.environ  # of a process of its own: one size fills its screen
# The thin strokes of small type never have all of a colour that stands out 4.5:1.
THIN = {"WenQuanYi Micro Hei": 4.2, "WenQuanYi Zen Hei": 3.8}
FONTS = tuple(THIN)
# Of one process: a word may still be drawn with the font that was the first before, as Qt keeps
# the one that it fell back to.
_drawn: set[str] = set()


@pytest.fixture
def language(request, qapp):
    """As a desk that is started with --lang."""
    assert texts.install(qapp, request.param)
    yield request.param
    texts.install(qapp, "zh")


def lasting(desk, font=FONTS[0]):
    """The faults that stay: what was answered just now is laid out in the loop's next turns."""
    found = None
    _drawn.add(font)
    for _ in range(LOOKS):
        desk.qtbot.wait(AFTER_MS)
        seen = faults(desk.window, min(THIN[each] for each in _drawn))
        found = seen if found is None else tuple(each for each in found if each in seen)
        if not found:
            break
    return found


def faults(window, thin):
    crowded = (*overlapping(window), *cut(window), *outside(window))
    told = faint(window, thin)
    told = {words: much for words, much in told.items() if not words.endswith(" —")}  # thin, too
    return (*crowded, *(f"faint: {words} {much}" for words, much in told.items()))


@pytest.mark.lot(len(LOGINS) * len(FONTS) * len(LANGUAGES) * len(THEMES))
@pytest.mark.parametrize("font", FONTS, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("login", LOGINS)
def test_no_page_is_crowded(tell, sit, login, colours, language, font):  # noqa: F811
    """One cell a day, each page in every size: it is the walk of a minute."""
    desk = sit(tell(MOMENT), login)
    if colours != theme.current().name:
        desk.window.menu_of_seat.change_theme()
    found = {}
    for name in every_tab(desk):
        for size in SIZES[:1] if SCALED else SIZES:
            desk.window.resize(*size)
            desk.settle()
            for fault in lasting(desk, font):
                found.setdefault(fault, (name, size))
    assert found == {}


@pytest.mark.nightly(minutes=2)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", LOGINS)
def test_no_page_is_crowded_at_200_per_cent(login, language):
    """1920 × 1080, in a process of its own: the scale holds from its first window on."""
    cell = f"{__file__}::test_no_page_is_crowded[{login}-light-{language}-{FONTS[0]}]"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", cell],
        env=os.environ | {"QT_SCALE_FACTOR": "2"}, cwd=ROOT, text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-4_000:]


@pytest.mark.nightly
@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
@pytest.mark.parametrize("size", SIZES)
def test_what_comes_after_the_response_is_not_crowded(tell, sit, size, language):  # noqa: F811
    story = tell(BEFORE_IT)
    story.live_to(LATER)
    desk = sit(story, LOGINS[0])
    desk.window.resize(*size)
    desk.turn_to(TITLE)  # nothing is live: it is chosen
    desk.settle()
    found, name = {}, ""
    for name in every_tab(desk, AFTERMATH):
        for fault in lasting(desk):
            found.setdefault(fault, name)
    assert name.startswith("incident/aftermath/")
    assert found == {}


@pytest.mark.lot(2)
def test_every_page_and_tab_is_walked_by_somebody(themed, tell):  # noqa: F811
    story = tell(MOMENT)
    walked = set()
    for login in LOGINS:
        seat = open_seat(story.actor(login), story.db)
        head = story.ask(desk_head, seat.actor, None, story.clock())
        walked.update(path[:length] for path in paths(seat, head) for length in (1, 2, 3))
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)
    left = {place.path for place in places()} - walked
    assert {path for path in left if path[:2] != AFTERMATH} == set()


def test_the_frame_is_whole_in_the_smallest_window(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    window = desk.window
    assert (window.width(), window.height()) == SMALLEST
    assert outside(window) == []
    entries = [b for b in window.rail.findChildren(RailButton) if b.isVisible()]
    assert len(entries) == len(window.pages.keys)
    assert all(b.toolTip() and b.accessibleName() for b in entries)
    assert desk.sees("search")
    assert desk.sees("seat_menu")
    desk.click("search")
    desk.until_sees("palette")


def test_a_page_that_was_wide_has_room_in_a_narrow_window_again(at_desk, small_city):
    """What was told to stand below each other while the window was laid out needs its height."""
    small_city.activate(small_city.register())
    desk = at_desk("chenyu")
    overview = desk.window.pages.incident.overview
    for size in (SMALLEST, (1366, 768), SMALLEST):
        desk.window.resize(*size)
        desk.settle()
    desk.until(lambda: overview.height() >= overview.minimumSizeHint().height())
    assert outside(desk.window) == []


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_in_a_narrow_window_the_title_stands_before_the_buttons(at_desk, small_city, language):
    small_city.activate(small_city.register())
    desk = at_desk("chenyu")
    buttons = [b for kind, b in desk.window.head._buttons.items() if desk.sees(f"move_{kind}")]
    desk.window.resize(*SMALLEST)
    desk.settle()
    assert len(buttons) > 1
    assert not buttons[-1].isVisible()
    offered = {entry.objectName() for entry in desk.window.head.more_menu().actions()}
    assert {f"entry_{kind}" for kind in ("register", "grade", "brief")} <= offered
    desk.window.resize(1600, 1000)
    desk.settle()
    assert all(button.isVisible() for button in buttons)


def test_what_has_no_room_beside_stands_below_and_is_scrolled_to(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    page = desk.window.pages.incident
    assert page.overview.next.y() > page.overview.standing.y()
    bar = desk.window.room.verticalScrollBar()
    assert bar.maximum() > 0
    desk.window.resize(1600, 1000)
    desk.settle()
    assert page.overview.next.y() == page.overview.standing.y()
    assert bar.maximum() == 0


def test_what_is_to_do_lies_over_the_four_panels_when_it_is_wanted(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    desk.window.show_panels()
    desk.settle()
    page = desk.window.pages.incident
    assert not page.side.isVisible()
    desk.click("side_drawer")
    assert page.side.isVisible()
    assert page.side.geometry().right() == page.width() - 1
    desk.window.resize(1600, 1000)
    desk.settle()
    assert page.side.isVisible()
    assert not desk.sees("side_drawer")


def test_alt_and_zero_chooses_the_tenth_page(at_desk, small_city):
    desk = at_desk("chenyu")
    keys = desk.window.pages.keys
    assert len(keys) >= 10
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.window.pages.key == keys[9])
