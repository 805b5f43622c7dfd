"""Words to choose or to write that become part of a record."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from commandcenter.ui.texts import said
from commandcenter.ui.widgets.choice_box import ChoiceBox


class WordBox(ChoiceBox):
    """What it offers is shown in the language of the screen and kept in Chinese, as all records
    are; what a person writes stays as it was written.
    """

    def __init__(self, words: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        for each in words:
            self.offer(each)

    def offer(self, text: str) -> None:
        self.addItem(said(text), str(text))

    def written(self) -> str:
        """For the record."""
        at = self.findText(self.currentText())
        return self.currentText() if at < 0 else str(self.itemData(at))

    def set_written(self, text: str) -> None:
        """What a record has."""
        at = self.findData(str(text))
        self.setEditText(text if at < 0 else self.itemText(at))
