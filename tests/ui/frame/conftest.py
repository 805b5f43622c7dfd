"""Both looks, and a way to keep a picture of a view."""

import os
import shutil
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commandcenter.store.database import open_database
from commandcenter.ui import theme
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.look import Kind, Look
from tests.city import City
from tests.ui.desk.conftest import at_desk, only_plain_labels, small_city

__all__ = ["at_desk", "only_plain_labels", "small_city"]


@pytest.fixture
def desk(qapp):
    look = Look(Kind.DESK)
    theme.apply(qapp, "light", look)
    return look


@pytest.fixture
def wall(qapp):
    look = Look(Kind.WALL)
    theme.apply(qapp, "dark", look)
    yield look
    theme.apply(qapp, "light")


@pytest.fixture(params=["desk", "wall"])
def look(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def show(qtbot):
    """Show a view at a size and wait until it is painted."""

    def show(view, width, height):
        qtbot.addWidget(view)
        view.resize(width, height)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show


@pytest.fixture
def picture(tmp_path):
    """Save what a view looks like; PANEL_PICTURES names a folder to keep the files in."""

    def picture(view, name):
        folder = Path(os.environ.get("PANEL_PICTURES", tmp_path))
        image = view.grab().toImage()
        assert image.save(str(folder / f"{name}.png"))
        seen = {
            image.pixel(x, y)
            for x in range(0, image.width(), 7)
            for y in range(0, image.height(), 7)
        }
        assert len(seen) > 4, "nothing is painted"
        return image

    return picture


@pytest.fixture
def plain_labels():
    """Say whether every label of a view shows plain text."""

    def check(view):
        labels = [label for label in view.findChildren(QLabel) if label.text()]
        return all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)

    return check


@pytest.fixture(scope="module")
def form_seat(themed, city_file, tmp_path_factory):
    """A seat at which every form can be opened; see made_forms."""
    path = shutil.copy(city_file, tmp_path_factory.mktemp("forms") / "center.db")
    db = open_database(f"sqlite:///{path}")
    seat = open_seat(City(db).chenyu, db, after=0)
    yield seat
    seat.close()
    for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
    db.close()
