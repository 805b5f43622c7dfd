"""Asks where a copy goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from commandcenter.domain.file_naming import writable


def save_as(owner: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> None:
    """Without blocking; `chosen` gets the path. `name` comes from outside: what is safe of it."""
    dialog = QFileDialog(owner, title, QDir.home().filePath(writable(name)))
    dialog.setObjectName("save_as")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def choose_file(owner: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
    """Ask for one file without blocking; `chosen` gets it."""
    dialog = QFileDialog(owner, title)
    dialog.setObjectName("choose_file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
