"""The steps of the manual, done by following them to the letter at the demo's desk."""

import pytest

from commandcenter.offices.manual import manual
from tests.ui.manual.reading import steps_of
from tests.ui.manual.walker import act_of

TRIED = [page for page in manual().pages if page.tried]


def test_every_numbered_step_can_be_done_by_its_words(book):
    for page in book.pages:
        assert bool(steps_of(page)) or not page.tried, page.key
        for step in steps_of(page):
            act_of(step)


@pytest.mark.lot(21)
@pytest.mark.parametrize("page", TRIED, ids=lambda page: page.key)
def test_who_follows_the_page_comes_where_it_says(page, demo_desk):
    demo_desk(page.by).walk(page)
