"""Asks where a copy goes, and puts it there."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from commandcenter import own_files
from commandcenter.domain.file_naming import writable
from commandcenter.domain.file_trouble import why
from commandcenter.ui.frame.seat import Seat


def save_as(owner: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> None:
    """Without blocking; `chosen` gets the path. `name` comes from outside: what is safe of it."""
    dialog = _save_dialog(owner, title, name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def _save_dialog(owner: QWidget, title: str, name: str) -> QFileDialog:
    dialog = QFileDialog(owner, title, QDir.home().filePath(writable(name)))
    dialog.setObjectName("save_as")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def save_in_form(
    owner: QWidget,
    title: str,
    name: str,
    forms: Sequence[tuple[str, str]],
    chosen: Callable[[Path, int], object],
) -> None:
    """As `save_as`, in one of several forms, each with its words and its suffix; the first is that
    of `name`. `chosen` gets the path and which form it is.
    """
    words = [f"{each} (*{suffix})" for each, suffix in forms]
    dialog = _save_dialog(owner, title, name)
    dialog.setNameFilters(words)

    def turn(wanted: str) -> None:
        suffix = forms[words.index(wanted)][1]
        dialog.selectFile(str(Path(dialog.selectedFiles()[0]).with_suffix(suffix)))

    def accept(path: str) -> None:
        chosen(Path(path), words.index(dialog.selectedNameFilter()))

    dialog.filterSelected.connect(turn)
    dialog.fileSelected.connect(accept)
    dialog.open()


def put(seat: Seat, target: Path, data: bytes, said: str) -> None:
    """Whole or not at all; that it is there is said, or why it is not."""
    try:
        own_files.write(target, data)
    except OSError as error:
        words = QCoreApplication.translate("FileDialogs", "“{path}”无法写入：{why}。")
        seat.notices.refused(words.format(path=target, why=why(error)))
    else:
        seat.notices.info(said)


def choose_file(owner: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
    """Ask for one file without blocking; `chosen` gets it."""
    dialog = QFileDialog(owner, title)
    dialog.setObjectName("choose_file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
