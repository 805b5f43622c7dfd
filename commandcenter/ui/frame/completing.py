"""Words that a line proposes while it is typed; what is not among them may be written, too."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def complete(editor: QLineEdit, words: Sequence[str]) -> None:
    completer = QCompleter(list(words), editor)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    editor.setCompleter(completer)
