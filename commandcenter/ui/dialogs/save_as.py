"""Asks where a copy goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def save_as(owner: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> None:
    """Without blocking; `chosen` gets the path. `name` comes from outside: only its last part."""
    dialog = QFileDialog(owner, title, QDir.home().filePath(Path(name).name))
    dialog.setObjectName("save_as")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
