"""The pictures that the manual names can be drawn: of the demo, as the command draws them."""

from io import BytesIO

import pytest
from PIL import Image

from commandcenter.offices.manual import manual
from commandcenter.program.manual_pictures import SIZE, WALL, picture_at

DRAWN = [
    (page, picture) for page in manual().pages for picture in page.pictures if picture.place != WALL
]


@pytest.mark.lot(38)
@pytest.mark.parametrize(
    ("page", "picture"), DRAWN, ids=[f"{page.by} {shown.place}" for page, shown in DRAWN]
)
def test_a_picture_of_the_manual_is_drawn(page, picture, demo_desk):
    window = demo_desk(page.by).window
    window.resize(SIZE)
    with Image.open(BytesIO(picture_at(window, picture.place))) as image:
        assert image.width > 400
        colours = image.convert("RGB").getcolors(1 << 20)
    assert colours is not None
    assert len(colours) > 20  # something stands on it
    if not picture.place.startswith("move:"):
        page_key, _, tab = picture.place.partition(":")
        assert window.pages.key == page_key
        assert window.pages.page(page_key).tab.startswith(tab)


def test_every_page_for_a_part_of_the_screen_shows_or_does_something(book):
    """A page is no mere text: it has a picture or steps."""
    bare = [p.key for p in book.pages if not p.pictures and not p.tried]
    assert set(bare) <= {"alarms", "offline", "activate", "aftermath", "export", "seat"}
