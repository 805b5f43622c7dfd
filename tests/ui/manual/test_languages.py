"""The manual is the same book in each language, and its words are those of the screens in it."""

import re

import pytest

from commandcenter.domain.manual.languages import LANGUAGES
from commandcenter.domain.manual.pages import Command, Listing, Look
from commandcenter.offices.manual import FOLDER, manual
from tests.ui.manual.reading import steps_of, stretches_of
from tests.ui.manual.screen_words import bare, words_in
from tests.ui.manual.walker import act_of

OTHERS = sorted(set(LANGUAGES) - {"zh"})
HANZI = re.compile(r"[\u3400-\u9fff]")
SHOWN = re.compile(r"“[^”]*”")  # what the program or its data show, in their own language


def form_of(block):
    """What a translator may not change: points may be more or fewer, steps and lines not."""
    match block:
        case Listing(items=items, numbered=True):
            return "steps", len(items)
        case Command(lines=lines):
            return "command", len(lines)
    return type(block).__name__, getattr(block, "place", "")


@pytest.mark.parametrize("language", OTHERS)
def test_each_page_is_there_with_the_same_parts(language):
    for ours, theirs in zip(manual().pages, manual(language).pages, strict=True):
        assert (ours.key, ours.places, ours.by) == (theirs.key, theirs.places, theirs.by)
        assert list(map(form_of, ours.blocks)) == list(map(form_of, theirs.blocks)), ours.key
        assert links_of(ours) == links_of(theirs), ours.key


@pytest.mark.parametrize("language", OTHERS)
def test_each_step_is_the_same_act(language):
    for ours, theirs in zip(manual().pages, manual(language).pages, strict=True):
        acts = [act_of(step)[0] for step in steps_of(ours)]
        assert acts == [act_of(step, language)[0] for step in steps_of(theirs)], ours.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_source_is_left_that_no_chapter_names(language):
    files = {path.stem for path in (FOLDER / language).iterdir()}
    assert files == {page.key for page in manual(language).pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_manual_stand_on_the_screens(language):
    known = words_in(language)
    missing = [
        f"{page.key}: 「{stretch.text}」"
        for page in manual(language).pages
        for stretch in stretches_of(page)
        if stretch.look is Look.SCREEN and bare(stretch.text) not in known
    ]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_chinese_is_left_but_what_is_shown(language):
    left = {
        page.key
        for page in manual(language).pages
        if HANZI.search(SHOWN.sub("", page.text.replace("「", "").replace("」", "")))
    }
    assert left == set()
    titles = [chapter.title for chapter in manual(language).chapters]
    assert not HANZI.search("".join([manual(language).title, *titles]))


def links_of(page):
    return {stretch.page for stretch in stretches_of(page) if stretch.look is Look.LINK}
