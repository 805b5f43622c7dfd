"""What must be read from the back of the room is painted as high as the rule asks."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSizeF
from PySide6.QtGui import QImage

from commandcenter.ui import look, theme
from commandcenter.ui.wall import reading
from commandcenter.ui.wall.frame import OWN_LINE
from commandcenter.ui.wall.reading import Picture, Room
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.ui.wall.several import poisoning

HD, UHD = Picture(1920, 1080), Picture(3840, 2160)
NEAR = 90  # of a colour, so that the edge of a character counts
INCHES, METRES = (55, 65, 75, 86, 98), (4, 6, 8)


def room(inches, metres, **more):
    return Room(inches=inches, distance_m=metres, **more)


def test_sixteen_minutes_of_arc_are_28_mm_at_6_m():
    assert [reading.wanted_mm(room(75, m)) for m in METRES] == [19, 28, 38]
    assert reading.wanted_mm(room(75, 6, arc_minutes=22)) == 39
    assert reading.wanted_mm(room(75, 6, scale=1.5)) == 42


def test_the_type_follows_the_screen_in_millimetres_not_in_pixels():
    """Twice the pixels, or each counted for two, on the same glass: as high."""
    for inches in INCHES:
        backs = {round(reading.back(room(inches, 6), picture), 3) for picture in (HD, UHD)}
        assert len(backs) == 1
    assert reading.back(room(75, 6), HD) == pytest.approx(look.FAR, abs=0.1)
    assert reading.back(room(55, 6), HD) > reading.back(room(98, 6), HD)


def test_a_screen_is_believed_that_can_be_a_wall():
    assert reading.believable(Picture(3840, 2160, 1660, 934))
    assert not reading.believable(Picture(3840, 2160))
    assert not reading.believable(Picture(1920, 1080, 160, 90))  # the shape in centimetres
    assert not reading.believable(Picture(1920, 1080, 508, 286))  # 96 dots an inch
    assert not reading.believable(Picture(1920, 1080, 1600, 1200))


def test_who_measured_knows_better_than_the_screen_and_the_screen_than_nobody():
    says = Picture(1920, 1080, 1904, 1071)  # 86 inches
    assert reading.width_mm(Room(), says) == 1904
    assert reading.width_mm(Room(), HD) == pytest.approx(1660, abs=1)  # 75
    assert reading.width_mm(room(55, 6), says) == pytest.approx(1218, abs=1)
    tiles = Room(inches=55, width_mm=4800)
    assert reading.width_mm(tiles, says) == 4800


class Screen:
    def geometry(self):
        return QRect(0, 0, 1920, 1080)

    def physicalSize(self):
        return QSizeF(1660, 934)


def test_a_screen_is_asked_for_its_pixels_and_its_size():
    assert reading.of_screen(Screen()) == Picture(1920, 1080, 1660, 934)


def ink(image, box, colour):
    """From the highest to the lowest pixel of a colour within a box."""
    seen = image.copy(box.intersected(image.rect())).convertToFormat(QImage.Format.Format_RGB32)
    shape = (seen.height(), seen.bytesPerLine() // 4, 4)
    pixels = np.frombuffer(seen.constBits(), np.uint8).reshape(shape)[:, : seen.width(), :3]
    wanted = np.array([colour.blue(), colour.green(), colour.red()], dtype=int)
    rows = np.flatnonzero((np.abs(pixels - wanted).max(axis=2) < NEAR).any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0


def cut(label):
    return (
        label.is_cut()
        if isinstance(label, ElidedLabel)
        else (label.sizeHint().width() > label.width())
    )


def box_of(wall, widget, inset=0):
    rect = QRect(widget.mapTo(wall, QPoint(0, 0)), widget.size())
    return rect.adjusted(inset, inset, -inset, -inset)


def labels(wall):
    """Labels of Chinese words that must be read, with their ink. A unit is one character, and not
    each is as high as most."""
    head, room = wall.content.head, wall.room
    yield head.title, "text", head.title.text()
    yield head.day, "text_dim", head.day.text()
    if room.line is not None:
        yield room.title, room.title.property("ink"), room.title.text()
    for tile in wall.content.numbers.findChildren(Figure):
        yield tile._name, "text_dim", tile._name.text()
    note = wall.content.map.card.note
    if note.isVisible():
        assert note.text().startswith("数据导至")
        yield note, "text_faint", note.text()


@pytest.fixture
def at_the_back(windows, tell):
    story = tell("D0 10:46")
    poisoning(story)

    def open_at(inches, metres, size):
        picture = Picture(*size)
        back = reading.back(room(inches, metres), picture)
        wall = windows.wall(story.db, size=size, view=look.wall(size[0], back))
        wide = reading.width_mm(room(inches, metres), picture)
        return wall, wide / size[0], reading.wanted_mm(room(inches, metres))

    return open_at


@pytest.mark.lot(10)
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("inches", INCHES)
@pytest.mark.parametrize("metres", METRES)
def test_what_must_be_read_is_painted_as_high_as_asked(at_the_back, inches, metres, size):
    wall, mm, wanted = at_the_back(inches, metres, size)
    most = look.FAR_MOST * reading.INK * size[0] / 1920 * mm  # what rows and tiles grow up to
    image = wall.grab().toImage()
    low = [
        (words, high)
        for label, colour, words in labels(wall)
        if (high := ink(image, box_of(wall, label), theme.color(colour)) * mm) + mm
        < min(wanted, most)
    ]
    assert low == []
    for tile in wall.content.numbers.findChildren(Figure):
        assert tile._unit.font().pixelSize() * reading.INK * mm + mm >= min(wanted, most)
    for tag, colour in ((wall.content.head.grade, "level_3_text"),
                        (wall.content.head.response, "level_3_ink")):  # fmt: skip
        inset = tag.height() // 7
        assert ink(image, box_of(wall, tag, inset), theme.color(colour)) * mm + mm >= min(
            wanted, most
        )
    clock = ink(image, box_of(wall, wall.top.clock), theme.color("text")) * mm
    own = OWN_LINE * reading.INK * size[0] / 1920 * mm
    assert clock + 2 * mm >= min(wanted, own)
    decision = box_of(wall, wall.waiting)
    assert ink(image, decision, theme.color("banner_text")) * mm + mm >= min(wanted, own)


def test_the_steps_and_the_lost_link_are_read_from_the_back(at_the_back):
    wall, mm, wanted = at_the_back(75, 6, (1920, 1080))
    image = wall.grab().toImage()
    [steps] = wall.content.band
    laid, rows = steps.view._laid(), [steps.view._row(line) for line in steps.view._lines()]
    assert len(rows) >= 2
    first = box_of(wall, steps.view)
    first.setHeight(round(laid.height(rows[0])))
    assert ink(image, first, theme.color("text")) * mm + mm >= wanted
    wall.seat.feed.stale.emit(True)
    wall.top._on_lost(True)
    assert wall.top.state.font().pixelSize() * reading.INK * mm >= wanted - 0.1
    assert not wall.top.state.is_cut()


@pytest.mark.lot(5)
@pytest.mark.parametrize("inches", INCHES)
@pytest.mark.parametrize("metres", METRES)
def test_nothing_that_must_be_read_is_cut_however_large_it_is(at_the_back, inches, metres):
    wall, _, _ = at_the_back(inches, metres, (1920, 1080))
    assert [label.text() for label, _, _ in labels(wall) if cut(label)] == []
    for head in wall.content.beside.heads:
        assert not head.title.is_cut()
        assert not head.line.is_cut()
    for tile in wall.content.beside.findChildren(Figure):
        if tile.isVisible():
            assert not tile._name.is_cut()
            assert not tile._unit.is_cut()
    steps = [*wall.content.band, *wall.content.beside.steps]
    assert all(panel.view._lines() for panel in steps)
    for panel in wall.content.panels():
        assert wall.rect().contains(panel.mapTo(wall, panel.rect().bottomRight())), panel
