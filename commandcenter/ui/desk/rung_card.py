"""叫应 in the duty room: who was rung and is to be, and in one press whether they answered."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.command.duty_first import Rung
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

MISSES = 2  # times that a line says


class RungCard(Card):
    """Signals:
    called: They were rung just now. args: the Rung, whether they answered
    wanted: The form for the call is wanted. arg: the Rung
    """

    called = Signal(object, bool)
    wanted = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title, "")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.px(2))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_rung(self, rung: Sequence[Rung], now: datetime) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(rung))
        note = self.tr("应叫 {all} · 已应 {yes} · 未通 {no}")
        yes = sum(each.answered_at is not None for each in rung)
        no = sum(bool(each.missed) and each.answered_at is None for each in rung)
        self.set_note(note.format(all=len(rung), yes=yes, no=no))
        for each in rung:
            self._lines.addWidget(self._line(each, now))

    def _line(self, each: Rung, now: datetime) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(PlainLabel(each.person, Size.TEXT, BOLD))
        answered = each.answered_at is not None
        ink = "ok" if answered else "danger" if each.missed else "text_dim"
        row.addWidget(PlainLabel(self._state(each, now), Size.TEXT, ink=ink))
        more = each.answer if answered else each.post
        row.addWidget(ElidedLabel(more, Size.SMALL, ink="text_dim"), 1)
        if not answered:
            row.addWidget(PlainLabel(each.number, Size.SMALL))
            self._add_buttons(row, each)
        return line

    def _add_buttons(self, row: QHBoxLayout, each: Rung) -> None:
        for name, words, does in (
            ("reached", self.tr("接通"), partial(self.called.emit, each, True)),
            ("not_reached", self.tr("没打通"), partial(self.called.emit, each, False)),
            ("ring", self.tr("拨打"), partial(self.wanted.emit, each)),
        ):
            button = Button(words, Kind.SECONDARY, size=Size.SMALL)
            button.setObjectName(name)
            button.clicked.connect(does)
            row.addWidget(button)

    def _state(self, each: Rung, now: datetime) -> str:
        if each.answered_at is not None:
            return self.tr("{time} 已应").format(time=short_zh(each.answered_at, now))
        if not each.missed:
            return self.tr("待叫")
        times = enumerated(short_zh(at, now) for at in each.missed[-MISSES:])
        return self.tr("{time} 未接").format(time=times)
