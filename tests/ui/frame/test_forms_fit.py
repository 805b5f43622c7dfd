"""Every form and dialog in every size of screen, in both languages and themes."""

import os
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication

from commandcenter.ui import texts, theme
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.widgets.fields import Field
from tests.ui.frame.form_room import crowded
from tests.ui.frame.made_forms import OPENED, Desk, named, settle, ways
from tests.ui.frame.other_dialogs import OTHERS, all_dialogs
from tests.ui.frame.sample_values import PLAIN, SHORT
from tests.ui.hands import faint

BAR = 40  # of the system, at the edge of the screen
SIZES = ((960, 540), (1366, 768), (1600, 1000))
LOOKS = [
    (size, lang, name) for size in SIZES for lang in ("zh", "en") for name in ("light", "dark")
]
NAME = "临江市永宁区石桥街道市场监督管理所"  # as long as names of offices are
# What is never as long: units, and numbers as they stand in a text.
SHORT_WORDS = {"unit": "公斤", "sites_word": "学校", "verdict_words": "不一致", "written": "1,034"}
PICTURES = os.environ.get("FORM_PICTURES", "")


def shown_as(value):
    return str(value[0]) if isinstance(value, tuple) else value


@pytest.fixture
def desk(form_seat, monkeypatch):
    monkeypatch.setitem(PLAIN, str, NAME)
    for part, words in SHORT_WORDS.items():
        monkeypatch.setitem(SHORT, part, words)
    return Desk(form_seat, monkeypatch)


@pytest.fixture
def looks(themed, desk):
    def looks(size, language, name):
        assert texts.install(themed, language)
        if theme.current().name != name or themed.styleSheet() != theme.style_sheet():
            theme.apply(themed, name)
        desk.room = QSize(size[0], size[1] - BAR)
        return desk

    yield looks
    texts.install(themed, "zh")
    theme.apply(themed, "light")


def laid_out():
    for _ in range(3):
        settle()
        QApplication.processEvents()


def states(form):
    """As it opens; with all that is folded away and all that it may have to say; as small as a
    person can make it.
    """
    laid_out()
    yield "opened"
    for fold in form.findChildren(Fold):
        if fold.button.isVisible():
            fold.button.setChecked(True)
    form.complete()
    laid_out()
    yield "pressed"
    form.resize(form.minimumSize())
    laid_out()
    yield "smallest"


def judged(dialog, desk, mark, shown):
    """What is wrong with it as it is now."""
    if PICTURES:
        dialog.grab().save(str(Path(PICTURES, f"{mark}-{shown}.png")))
    yield from (f"{mark}: {fault}" for fault in crowded(dialog, desk.room))
    if not mark.endswith("smallest"):
        for words, measured in faint(dialog).items():
            yield f"{mark}: faint, {measured} : 1: {words}"


def begun_aside(form):
    """The button that has the focus although there is something to fill in; a form that is about a
    file begins with the choice of it.
    """
    at = form.focusWidget()
    fields = [f for f in form.findChildren(Field) if f.isVisible() and f.editor.isEnabled()]
    pressed = isinstance(at, QAbstractButton) and not at.isCheckable()
    if fields and (at is None or (pressed and not at.objectName().startswith("choose"))):
        yield f"the focus is on {at and at.objectName()}"


def found_in(kind, desk, shown):
    for number, own in enumerate(ways(kind, desk)):
        form = desk.open(kind, own)
        try:
            yield from (f"{named(kind)}-{number}: {each}" for each in begun_aside(form))
            for state in states(form):
                yield from judged(form, desk, f"{named(kind)}-{number}-{state}", shown)
        finally:
            if shiboken6.isValid(form):
                form.done(0)
                form.deleteLater()


@pytest.mark.lot(16)
@pytest.mark.parametrize(("size", "language", "name"), LOOKS, ids=shown_as)
@pytest.mark.parametrize("module", sorted({kind.__module__ for kind in OPENED}))
def test_no_form_is_crowded(module, size, language, name, looks):
    desk = looks(size, language, name)
    shown = f"{size[0]}-{language}-{name}"
    kinds = [kind for kind in OPENED if kind.__module__ == module]
    found = [each for kind in kinds for each in found_in(kind, desk, shown)]
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)


def test_every_dialog_that_is_no_form_is_in_the_list():
    assert all_dialogs() == set(OTHERS)


@pytest.mark.lot(12)
@pytest.mark.parametrize(("size", "language", "name"), LOOKS, ids=shown_as)
def test_no_other_dialog_is_crowded(size, language, name, looks, monkeypatch):
    desk = looks(size, language, name)
    monkeypatch.setattr(desk.seat.tasks, "draw", lambda *_: None)
    shown, found = f"{size[0]}-{language}-{name}", []
    for kind, make in OTHERS.items():
        monkeypatch.setattr(kind, "screen", lambda _dialog: desk, raising=False)
        dialog, states = make(desk)
        dialog.show()
        for state in states:
            laid_out()
            found += judged(dialog, desk, f"{named(kind)}-{state}", shown)
        dialog.done(0)
        dialog.deleteLater()
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)
