"""A file for other programs leaves the desk: it is made, the person says where to, the journal has
it, and then it is written."""

from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from commandcenter.offices.leaving import Leaving, note_leaving
from commandcenter.store.database import Query
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.live_panel import LivePanel

T = TypeVar("T")


def take_out(panel: LivePanel[T], title: str, query: Query[Leaving]) -> None:
    """`title` stands over the dialog. Who may not, or what cannot leave, the query refuses."""
    panel.seat.tasks.read(panel, query, partial(_ask_where, panel, title), long=True)


def _ask_where(panel: LivePanel[T], title: str, leaving: Leaving) -> None:
    save_as(panel.window(), title, leaving.name, partial(_note, panel, leaving))


def _note(panel: LivePanel[T], leaving: Leaving, target: Path) -> None:
    note = panel.seat.command(note_leaving, leaving)
    panel.seat.tasks.write(panel, note, lambda _: _write(panel, leaving, target))


def _write(panel: LivePanel[T], leaving: Leaving, target: Path) -> None:
    words = QCoreApplication.translate("TakingOut", "已导出{what}，导出已记入日志。")
    put(panel.seat, target, leaving.data, words.format(what=leaving.words))
