"""The steps of the manual, done by following them to the letter at the demo's desk."""

import pytest

from commandcenter.domain.manual.languages import LANGUAGES
from commandcenter.offices.manual import manual
from tests.ui.manual.reading import steps_of
from tests.ui.manual.walker import act_of

TRIED = {lang: [page for page in manual(lang).pages if page.tried] for lang in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_numbered_step_can_be_done_by_its_words(language):
    for page in manual(language).pages:
        assert bool(steps_of(page)) or not page.tried, page.key
        for step in steps_of(page):
            act_of(step, language)


@pytest.mark.lot(21)
@pytest.mark.parametrize("page", TRIED["zh"], ids=lambda page: page.key)
def test_who_follows_the_page_comes_where_it_says(page, demo_desk):
    demo_desk(page.by).walk(page)


@pytest.mark.lot(len(TRIED["en"]))
@pytest.mark.parametrize("page", TRIED["en"], ids=lambda page: page.key)
def test_who_follows_the_english_page_comes_where_it_says(page, demo_desk):
    demo_desk(page.by, "en").walk(page)
