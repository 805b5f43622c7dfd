"""Who collected a piece, who handles a case: officers to choose, and others by name."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.phrases import enumerated

# The dot stands inside names; between two letters of a Latin name a space and the like do, too.
INSIDE, LATIN = r"[\s.'’-]", "[A-Za-zÀ-ɏ]"
BETWEEN = re.compile(
    rf"(?:(?<!{LATIN})(?<!{INSIDE}){INSIDE}++|{INSIDE}++(?!{LATIN})|(?:(?!{INSIDE})[^\w·])+)+"
)
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
        return (*self._chips.chosen(), *names_typed(self._others.text()))


def names_typed(text: str) -> tuple[str, ...]:
    return tuple(name for name in BETWEEN.split(text.strip()) if name)
