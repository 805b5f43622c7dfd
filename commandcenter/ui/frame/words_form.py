"""One field of words and what to do with them: a note, a reason, a report back."""

from collections.abc import Callable
from typing import Any, TypeVarTuple

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.services.command import obligations
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over

About = TypeVarTuple("About")


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
    """`verb(session, actor, *about, words)` is carried out with what was written."""

    object_name, extent = "words_form", (520, 340)

    def __init__(
        self,
        over: Over,
        wording: Wording,
        verb: Callable[[Any, Actor, *About, str], object],
        *about: *About,
    ) -> None:
        self._command: Callable[[str], Command] = lambda said: over.seat.command(verb, *about, said)
        super().__init__(over, wording.title, wording.primary, explain=wording.explain)
        self.words = self.text("words", wording.label, wording.text, lines=6, needed=wording.needed)
        self.words.setFocus()

    def submit(self) -> None:
        self.send(self._command(self.words.toPlainText().strip()))


class NoteForm(WordsForm):
    """A note on an obligation: it waits on this machine while the database is away."""

    def __init__(self, over: Over, obligation: int) -> None:
        wording = Wording(self.tr("任务备注"), self.tr("保存"), self.tr("备注"))
        super().__init__(over, wording, obligations.note, obligation)
        self._obligation = obligation

    def submit(self) -> None:
        words = self.words.toPlainText().strip()
        self.send_addition(Added.NOTE, additions.note(self._obligation, words), words)
