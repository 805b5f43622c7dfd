"""One field of words and what to do with them: a note, a reason, a report back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVarTuple, overload

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor
from commandcenter.services.command import checklist
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat

About = TypeVarTuple("About")
Verb = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a form of one field says; `text` stands in the field at first."""

    title: str
    primary: str
    label: str
    explain: str = ""
    text: str = ""
    needed: bool = True


class WordsForm(Form):
    """`verb(session, actor, *about, words)` is carried out with what was written.

    The second way to make it, with the words one by one and a `verb(session, words=…)`, goes
    with the last form that does so.
    """

    object_name, extent = "words_form", (520, 340)

    @overload
    def __init__(
        self,
        over: Over,
        wording: Wording,
        verb: Callable[[Any, Actor, *About, str], object],
        *about: *About,
    ) -> None: ...

    @overload
    def __init__(
        self,
        over: Seat,
        wording: str,
        verb: str,
        label: str,
        old_verb: Verb,
        parent: QWidget | None = None,
        *,
        explain: str = "",
        needed: bool = True,
        words: str = "",
    ) -> None: ...

    def __init__(  # type: ignore[misc]  # of two ways, one of which goes
        self, over: Any, wording: Any, verb: Any, *about: Any, **how: Any
    ) -> None:
        if isinstance(wording, str):  # as before Wording: title, primary, label, verb, window
            label, old_verb, *window = about
            over, explain, text = Over(over, *window), how.get("explain", ""), how.get("words", "")
            wording = Wording(wording, verb, label, explain, text, how.get("needed", True))
            self._command: Callable[[str], Command] = lambda said: partial(old_verb, words=said)
        else:
            self._command = lambda said: over.seat.command(verb, *about, said)
        super().__init__(over, wording.title, wording.primary, explain=wording.explain)
        self.words = self.text("words", wording.label, wording.text, lines=6, needed=wording.needed)
        self.words.setFocus()

    def submit(self) -> None:
        self.send(self._command(self.words.toPlainText().strip()))


class NoteForm(WordsForm):
    """A note on a step: it waits on this machine while the database is away."""

    def __init__(self, over: Over, step: int) -> None:
        wording = Wording(self.tr("任务备注"), self.tr("保存"), self.tr("备注"))
        super().__init__(over, wording, checklist.add_note, step)
        self._step = step

    def submit(self) -> None:
        words = self.words.toPlainText().strip()
        self.send_addition(Added.NOTE, additions.note(self._step, words), words)
