"""Who collected a piece, who handles a case: officers to choose, and others by name."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.phrases import enumerated

BETWEEN = re.compile(r"[^\w·]+")  # the dot stands inside names
SHOWN = 12


class Officers:
    """Two editors of a form: chips of the officers known, and a line for others."""

    def __init__(self, form: Form, label: str, known: Sequence[str], hint: str) -> None:
        names = list(known)[:SHOWN]
        self._chips = Chips([(name, name) for name in names], columns=6)
        form.add("officers", label, self._chips, hint)
        self._others: QLineEdit = form.line(
            "other_officers", form.tr("其他人员"), hint=form.tr("姓名之间用顿号隔开")
        )

    def choose(self, names: Sequence[str]) -> None:
        """Those that are no officers known go into the line."""
        self._chips.choose(*names)
        chosen = self._chips.chosen()
        self._others.setText(enumerated(name for name in names if name not in chosen))

    def names(self) -> tuple[str, ...]:
        others = BETWEEN.split(self._others.text().strip())
        return (*self._chips.chosen(), *(name for name in others if name))
