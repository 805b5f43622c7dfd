"""People to choose in a form: one by typing part of a name, or several as chips."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.phrases import with_note
from commandcenter.ui.widgets.choice_box import ChoiceBox

Choice = tuple[int, str, str]  # id, name, and what is read behind it: 现场处置组


class PersonBox(ChoiceBox):
    """One person. What was typed and is nobody's name chooses nobody.

    Signals:
        picked: A person was chosen. arg: their id
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.setFont(look.font())
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        assert completer is not None  # an editable box has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.activated.connect(self._on_activated)

    def set_people(self, people: Sequence[Choice], chosen: int | None = None) -> None:
        """What was typed before the names came is kept."""
        typed = self.currentText()
        self.clear()
        self._names = [name for _, name, _ in people]
        for person, name, note in people:
            self.addItem(with_note(name, note), person)
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        if chosen is not None:
            self.choose(chosen)

    def choose(self, person: int) -> None:
        self.setCurrentIndex(self.findData(person))

    def person(self) -> int | None:
        """By the whole entry, or by the name alone where only one is called so."""
        typed = self.currentText().strip()
        if not typed:
            return None
        named = [number for number, name in enumerate(self._names) if name == typed]
        exact = self.findText(typed, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        number = exact if exact >= 0 else named[0] if len(named) == 1 else -1
        return None if number < 0 else int(self.itemData(number))

    @Slot(int)
    def _on_activated(self, number: int) -> None:
        self.picked.emit(int(self.itemData(number)))


class Names(Chips):
    """Several people: a chip for each who was added; taken away by a click on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), parent, columns=3)
        self._known: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._wanted: tuple[str, ...] = ()

    def set_people(self, people: Sequence[Choice]) -> None:
        self._known = {str(person): with_note(name, note) for person, name, note in people}
        self._names = {str(person): name for person, name, _ in people}
        self.choose(*self._wanted)

    def choose(self, *keys: str) -> None:
        """Of a draft that comes back before the names are known they are chosen later."""
        self._wanted = tuple(dict.fromkeys(keys))
        self.set_choices([(key, self._known[key]) for key in self._wanted if key in self._known])
        super().choose(*self._wanted)

    @Slot(int)
    def add_person(self, person: int) -> None:
        self.choose(*self.chosen(), str(person))
        self.changed.emit()

    def people(self) -> tuple[int, ...]:
        return tuple(int(key) for key in self.chosen())

    def names(self) -> tuple[str, ...]:
        return tuple(self._names[key] for key in self.chosen())
