"""One field of words and what to do with them: a note, a reason, a report back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commandcenter.services.command import checklist
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat


class WordsForm(Form):
    """`verb(session, words=…)` is carried out with what was written."""

    def __init__(
        self,
        seat: Seat,
        title: str,
        primary: str,
        label: str,
        verb: Callable[..., Any],
        parent: QWidget | None = None,
        *,
        explain: str = "",
        needed: bool = True,
        words: str = "",
    ) -> None:
        super().__init__(seat, title, primary, parent, explain=explain, size=(520, 340))
        self.setObjectName("words_form")
        self._verb = verb
        self.words = self.text("words", label, words, lines=6, needed=needed)
        self.words.setFocus()
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(partial(self._verb, words=self.words.toPlainText().strip()))


class NoteForm(WordsForm):
    """A note on a step: it waits on this machine while the database is away."""

    def __init__(self, seat: Seat, step: int, parent: QWidget | None = None) -> None:
        verb = partial(checklist.add_note, actor=seat.actor, step_id=step)
        super().__init__(seat, self.tr("任务备注"), self.tr("保存"), self.tr("备注"), verb, parent)
        self._step = step

    def submit(self) -> None:
        words = self.words.toPlainText().strip()
        self.send_addition(Added.NOTE, additions.note(self._step, words), words)
