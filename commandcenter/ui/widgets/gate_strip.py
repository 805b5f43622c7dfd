"""The gates of a release as a row of steps: passed by whom and when, waiting, or still to come."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.releases import GateMark, MarkState
from commandcenter.ui import icons, look
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import clauses, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

# Icon, its colour, and the colour of the words, by how the gate stands.
SHOWN: dict[MarkState, tuple[str, str, str]] = {
    MarkState.DONE: ("done", "ok", "text"),
    MarkState.NOW: ("deadline", "accent", "accent"),
    MarkState.LATER: ("open", "text_faint", "text_faint"),
    MarkState.BACK: ("overdue", "danger", "danger"),
}


class GateStrip(QWidget):
    """Shows no more than it is given; says all of it to who hears the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate_strip")
        self._shown: tuple[object, ...] = ()
        # Two lines of who and when, whether they are needed or not: the row never jumps.
        self.setFixedHeight(look.line() + 2 * look.line(Size.SMALL) + look.px(10))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, look.px(4), 0, look.px(4))
        self._row.setSpacing(look.px(10))

    def show_gates(self, gates: Sequence[GateMark], now: datetime) -> None:
        """In the order of the way; the same again is left as it is."""
        if self._shown == (*gates,):
            return
        self._shown = (*gates,)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for gate in gates:
            self._row.addWidget(self._step(gate, now), 1)
        self.setAccessibleName(clauses(self._accessible_text(gate, now) for gate in gates))

    def _step(self, gate: GateMark, now: datetime) -> QWidget:
        glyph, color, ink = SHOWN[gate.state]
        step = QWidget()
        step.setObjectName(f"gate_{gate.step.value}")
        picture = QLabel()
        size = look.px(18)
        picture.setPixmap(icons.pixmap(glyph, color, size, self.devicePixelRatioF()))
        weight = BOLD if gate.state is MarkState.NOW else MEDIUM
        label = PlainLabel(word(gate.label), Size.TEXT, weight, ink=ink)
        who = ElidedLabel(self._by_words(gate, now), Size.SMALL, ink="text_dim", lines=2)
        who.setWordWrap(True)  # else QLabel forgets that its height varies
        who.set_tip(self._accessible_text(gate, now))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label)
        words.addWidget(who)
        words.addStretch(1)
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return step

    @staticmethod
    def _by_words(gate: GateMark, now: datetime) -> str:
        """邓清 10:32; the words alone where nobody has done it."""
        if gate.at is None:
            return gate.words
        return f"{gate.by} {short_zh(gate.at, now)}"

    def _accessible_text(self, gate: GateMark, now: datetime) -> str:
        parts = [word(gate.label), self._by_words(gate, now)]
        return joined(" ", [*parts, gate.words] if gate.at and gate.words else parts).strip()
