"""The painted map answers to pictures, the mouse and the wheel."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.queries.command.map_picture import IncidentMark
from commandcenter.ui.map import shapes, stamps
from commandcenter.ui.map.native_map import NativeMap
from commandcenter.ui.map.tips import tip_html
from tests.heap import in_use, needs_a_heap
from tests.pace import Pace


@pytest.fixture
def native(qtbot, city, colors, words):
    native = NativeMap(words)
    qtbot.addWidget(native)
    native.resize(620, 460)
    native.set_colors(colors)
    native.set_boundaries(city)
    native.show()
    return native


def screen(native, lat, lon):
    return native._camera.screen(*shapes.world(lat, lon)).toPoint()


def wheel(native, at, clicks):
    event = QWheelEvent(
        QPointF(at),
        native.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(native, event)


def clicked(qtbot, native, at):
    with qtbot.waitSignal(native.clicked) as signal:
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=at)
    return signal.args


def test_a_click_on_a_county_names_it(qtbot, native, picture, towns):
    native.set_picture(picture)
    assert clicked(qtbot, native, screen(native, *towns["岚城街道"])) == ["district", "990121"]


def test_a_click_on_a_circle_names_incident_and_place(qtbot, native, picture, towns):
    native.set_picture(picture)
    assert clicked(qtbot, native, screen(native, *towns["创新街道"])) == ["incident", "1:3"]


def test_a_click_on_a_bubble_names_all_its_complaints(qtbot, native, with_points, towns):
    shown = with_points(500)
    native.set_picture(shown)
    bubble = native._scene.bubbles[-1]
    at = native._camera.screen(bubble.x, bubble.y).toPoint()
    kind, ids = clicked(qtbot, native, at)
    assert kind == "cluster"
    assert set(ids.split(",")) <= {str(p.id) for p in shown.points}
    assert len(ids.split(",")) == len(bubble.members) > 1


def test_a_click_beside_the_city_says_nothing(qtbot, native, picture):
    native.set_picture(picture)
    with qtbot.assertNotEmitted(native.clicked):
        qtbot.mouseClick(native, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_bubbles_fall_apart_into_points_on_coming_closer(native, with_points, towns):
    native.set_picture(with_points(200))
    far = len(native._scene.bubbles)
    for _ in range(12):
        wheel(native, screen(native, *towns["东湖街道"]), 1)
    assert len(native._scene.bubbles) > 2 * far
    assert sum(len(b.members) for b in native._scene.bubbles) == 200


def test_the_wheel_keeps_the_place_under_the_pointer(native, picture, towns):
    native.set_picture(picture)
    at = screen(native, *towns["东湖街道"])
    wheel(native, at, 3)
    assert (screen(native, *towns["东湖街道"]) - at).manhattanLength() <= 2


def test_the_map_is_shown_whole_again_only_for_another_set_of_incidents(native, picture, towns):
    native.set_picture(picture)
    before = native.fits
    wheel(native, screen(native, *towns["东湖街道"]), 4)
    more = replace(
        picture, districts=tuple(replace(d, count=d.count + 5) for d in picture.districts)
    )
    native.set_picture(more)
    native.set_picture(replace(more, incidents=more.incidents[:2]))
    assert native.fits == before  # a place fewer, but the same incident
    other = IncidentMark(2, 9, "某校", Level.II, *towns["石桥街道"], 0.5)
    native.set_picture(replace(more, incidents=(*more.incidents, other)))
    assert native.fits == before + 1


@pytest.mark.timing
def test_ten_thousand_points_are_answered_at_once(qtbot, native, with_points):
    shown = with_points(10_000)
    pace, start = Pace(), time.thread_time()
    native.set_picture(shown)
    native.grab()
    took = time.thread_time() - start
    assert took < pace.stretch(0.6)
    assert sum(len(b.members) for b in native._scene.bubbles) == 10_000


def test_a_county_on_the_wall_takes_no_pointer(qtbot, city, colors, words, picture):
    wall = NativeMap(words, interactive=False)
    qtbot.addWidget(wall)
    assert wall.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert wall.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_fullest_county_is_painted_in_the_strongest_colour(native, picture, colors):
    native.set_picture(replace(picture, incidents=(), teams=()))
    image = native.grab().toImage()
    lone = native._boundaries.districts[0]
    x, y = lone.rooms[-1]  # a place at the rim of 城东区, away from its name
    assert image.pixelColor(native._camera.screen(x, y).toPoint()) == QColor(colors["district_4"])


def test_ready_is_said_once_when_the_first_picture_is_painted(qtbot, city, colors, words, picture):
    native = NativeMap(words)
    qtbot.addWidget(native)
    native.set_colors(colors)
    native.set_boundaries(city)
    native.show()
    with qtbot.waitSignal(native.ready):
        native.set_picture(picture)
    with qtbot.assertNotEmitted(native.ready, wait=50):
        native.set_picture(picture)


def test_arrows_plus_minus_and_home_move_the_map(qtbot, native, picture):
    native.set_picture(picture)
    whole = native._camera
    qtbot.keyClick(native, Qt.Key.Key_Plus)
    qtbot.keyClick(native, Qt.Key.Key_Left)
    assert native._camera.pixels > whole.pixels
    assert native._camera.x < whole.x
    qtbot.keyClick(native, Qt.Key.Key_Home)
    assert native._camera == whole


def test_a_tooltip_shows_markup_as_text():
    assert tip_html("<b>退费</b>") == "<qt>&lt;b&gt;退费&lt;/b&gt;</qt>"


def test_a_file_without_counties_is_refused_in_words(native):
    with pytest.raises(RuleBroken, match="没有县区"):
        native.set_boundaries({"type": "FeatureCollection", "features": []})


def test_only_what_changed_is_drawn_anew(qtbot, native, picture):
    native.set_picture(picture)
    native.grab()
    made = native._stamps.made
    counts = [d.count for d in picture.districts]
    assert 141 not in counts
    first = replace(picture.districts[0], count=141)
    more = replace(picture, districts=(first, *picture.districts[1:]))
    native.set_picture(more)
    native.grab()
    assert native._stamps.made == made + 1  # the number; no name, border or hatching
    drawn = native._drawn
    native.set_picture(replace(more, now=more.now + timedelta(seconds=1)))
    native.grab()
    assert native._drawn is drawn  # the same again
    native.set_picture(picture)
    native.grab()
    assert native._stamps.made == made + 1
    wheel(native, native.rect().center(), 2)
    native.grab()
    assert native._stamps.made > made + 1  # borders stand elsewhere


def numbered(picture, count):
    return replace(picture, districts=(replace(picture.districts[0], count=count),))


def test_the_numbers_of_earlier_moments_are_not_kept(native, picture):
    kept = []
    for count in range(1_000, 1_040):
        native.set_picture(numbered(picture, count))
        native.grab()
        kept.append(len(native._stamps._kept))
    assert kept[-1] == kept[19]


@needs_a_heap
def test_a_word_of_the_map_weighs_no_more_than_its_picture(themed):
    font = QFont()
    font.setPixelSize(18)

    def drawn(numbers):
        return [
            stamps._drawn(str(n), font, QColor("black"), QPen(QColor("white"), 3), 1.0)[0]
            for n in numbers
        ]

    drawn(range(100))  # glyphs are loaded once
    before = in_use()
    kept = drawn(range(1_000, 1_100))
    assert in_use() - before < 3 * sum(image.sizeInBytes() for image in kept)
