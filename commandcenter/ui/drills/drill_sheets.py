"""Sheets of a drill: one inject whole, what observers wrote, the past event beside this drill."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.drills.drill import KIND_WORDS
from commandcenter.domain.times import hhmm, span_zh
from commandcenter.queries.drills.board import (
    ClauseScore,
    DrillBoard,
    InjectLine,
    NoteLine,
    PastLine,
)
from commandcenter.ui import look
from commandcenter.ui.drills.drill_words import addressed, minutes, stands
from commandcenter.ui.drills.scrolled import scrolled
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

SKIP, SAY, AMEND = "skip", "say", "amend_inject"
RECORD = "record"


class InjectSheet(QWidget):
    """Signals:
    wanted: A button was pressed. args: skip, say, amend_inject or record; the InjectLine
    """

    wanted = Signal(str, object)

    def __init__(
        self,
        line: InjectLine,
        notes: Sequence[NoteLine],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inject_sheet")
        self.line = line
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        title = PlainLabel(line.title, Size.HEAD, BOLD)
        title.setWordWrap(True)
        box.addWidget(title)
        box.addLayout(self._facts(now))
        box.addWidget(scrolled(self._words(notes), self.tr("注入内容")), 1)
        box.addLayout(self._buttons())

    def _facts(self, now: datetime) -> QGridLayout:
        line, grid = self.line, QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setColumnStretch(1, 1)
        limit = self.tr("不设时限")
        if line.limit is not None:
            limit = self.tr("{n} 分钟内应答").format(n=minutes(line.limit))
        facts = (
            (self.tr("方式"), word(KIND_WORDS[line.kind])),
            (self.tr("时间"), hhmm(line.at)),
            (self.tr("对象"), addressed(line)),
            (self.tr("时限"), limit),
            (self.tr("情况"), stands(line, now)[0]),
        )
        for row, (name, words) in enumerate(facts):
            value = PlainLabel(words)
            value.setWordWrap(True)
            label = PlainLabel(name, Size.SMALL, ink="text_dim")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid

    def _words(self, notes: Sequence[NoteLine]) -> QWidget:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        for said in (self.line.words, *(f"{hhmm(n.at)} {n.by}　{n.words}" for n in notes)):
            if said:
                label = PlainLabel(said, Size.TITLE)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                box.addWidget(label)
        box.addStretch(1)
        return inside

    def _buttons(self) -> QHBoxLayout:
        words = {
            SAY: self.tr("记讨论…"),
            AMEND: self.tr("修改…"),
            SKIP: self.tr("跳过"),
            RECORD: self.tr("看记录"),
        }
        offers = {offer.key: offer for offer in self.line.offers}
        row = QHBoxLayout()
        row.addStretch(1)
        for key, text in words.items():
            button = Button(text, Kind.LINK if key == RECORD else Kind.SECONDARY)
            button.setObjectName(f"inject_{key}")
            button.clicked.connect(partial(self.wanted.emit, key, self.line))
            row.addWidget(button)
            if key == RECORD:
                button.setVisible(self.line.record is not None)
            else:
                show_offer(button, offers.get(key))
        return row


class LossSheet(QWidget):
    """Why a clause lost its points, each with its record.

    Signals:
        record_wanted: args: table and row
    """

    record_wanted = Signal(str, int)

    def __init__(self, score: ClauseScore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss_sheet")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(10))
        grid.setColumnStretch(1, 1)
        for row, loss in enumerate(score.losses):
            points = PlainLabel(f"−{loss.points:g}", Size.TITLE, BOLD, "danger")
            words = PlainLabel(loss.reason)
            words.setWordWrap(True)
            link = Button(self.tr("看记录"), Kind.LINK, size=Size.SMALL)
            link.setObjectName("loss_record")
            link.clicked.connect(partial(self.record_wanted.emit, *loss.record))
            for column, widget in enumerate((points, words, link)):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(score.losses), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inside, self.tr("扣分事项")))


class NotesSheet(QWidget):
    """What conductor and observers wrote, newest last."""

    def __init__(self, board: DrillBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes_sheet")
        titles = {line.id: line.title for line in board.injects}
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.px(10))
        for note in board.notes:
            about = titles.get(note.inject_id or 0, "")
            head = dotted((hhmm(note.at), note.by, about))
            lines.addWidget(PlainLabel(head, Size.SMALL, ink="text_dim"))
            words = PlainLabel(note.words, Size.TITLE)
            words.setWordWrap(True)
            lines.addWidget(words)
        lines.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inside, self.tr("观察记录")))


class PastSheet(QWidget):
    """The same acts in the past event and in this drill, each from its start."""

    def __init__(self, past: Sequence[PastLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("past_sheet")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(20))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(0, 1)
        for column, head in enumerate((self.tr("事项"), self.tr("原事件"), self.tr("本次演练"))):
            grid.addWidget(PlainLabel(head, Size.SMALL, ink="text_dim"), 0, column)
        for row, line in enumerate(past, start=1):
            title = PlainLabel(line.title)
            title.setWordWrap(True)
            grid.addWidget(title, row, 0)
            for column, span in ((1, line.then), (2, line.now)):
                label = PlainLabel(self._span(span), ink=self._ink(line) if column == 2 else "")
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label, row, column)
        grid.setRowStretch(len(past) + 1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inside, self.tr("与原事件对照")))

    def _span(self, span: timedelta | None) -> str:
        return self.tr("未办理") if span is None else span_zh(span)

    @staticmethod
    def _ink(line: PastLine) -> str:
        """Slower than it was, or not done though it was."""
        if line.then is None or (line.now is not None and line.now <= line.then):
            return ""
        return "danger"
