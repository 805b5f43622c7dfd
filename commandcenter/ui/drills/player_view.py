"""What came to this player, newest first, each as a card: what it is, from when, and its limit.

A call is answered on the real form: the card tells what was said, nothing is entered for them.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.drills.drill import KIND_WORDS, DrillState, InjectKind, InjectState
from commandcenter.domain.times import hhmm
from commandcenter.queries.drills.board import DrillBoard, InjectLine
from commandcenter.ui import look
from commandcenter.ui.drills.clock_card import ClockCard
from commandcenter.ui.drills.drill_words import addressed, stands
from commandcenter.ui.drills.scrolled import scrolled
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag


class PlayerCard(Card):
    """One inject."""

    def __init__(self, line: InjectLine) -> None:
        open_ = line.state is InjectState.OPEN
        super().__init__("", "", ground="drill_soft" if open_ else "surface")
        self.line = line
        self.setObjectName(f"card_{line.id}")
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        kind = Tag(word(KIND_WORDS[line.kind]), "drill", "drill_text")
        head.addWidget(PlainLabel(hhmm(line.carried_out_at or line.at), Size.HEAD, BOLD))
        head.addWidget(kind)
        title = PlainLabel(line.title, 17, BOLD)
        title.setWordWrap(True)
        head.addWidget(title, 1)
        self._state = PlainLabel("", Size.TITLE, BOLD)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._state)
        self.body.addLayout(head)
        if line.words:
            words = PlainLabel(line.words, Size.TITLE)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(words)
        said = addressed(line)
        if said:
            self.body.addWidget(PlainLabel(said, Size.SMALL, ink="text_dim"))
        self.setAccessibleName(f"{hhmm(line.at)} {line.title}")

    def tick(self, now: datetime) -> None:
        words, ink = stands(self.line, now)
        self._state.setText(words)
        self._state.set_ink(ink)


class PlayerView(QWidget):
    """The clock without its buttons, and the cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("player_view")
        self.clock = ClockCard()
        self._cards: list[PlayerCard] = []
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, look.px(4), 0)
        self._lines.setSpacing(look.px(10))
        inside = QWidget()
        inside.setLayout(self._lines)
        self.area = scrolled(inside, self.tr("收到的注入"))
        self.area.setObjectName("player_cards")
        self.empty = Empty("drill", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.clock)
        box.addWidget(self.area, 1)
        box.addWidget(self.empty, 1)

    def show_board(self, board: DrillBoard) -> None:
        self.clock.show_board(board)
        # Complaints are where complaints always are: in the watch, and in their list.
        there = tuple(
            line
            for line in board.injects
            if line.state is not InjectState.COMING and line.kind is not InjectKind.COMPLAINTS
        )
        self.area.setVisible(bool(there))
        self.empty.setVisible(not there)
        begun = board.state is not DrillState.PREPARED
        waiting = self.tr("还没有收到给您的情况")
        hint = self.tr(
            "情况会像平时一样到来：来电、投诉、县区报告都在各自的页面上，按平时的做法处理。"
        )
        self.empty.set_text(waiting if begun else self.tr("演练还没有开始"), hint)
        if there != self._shown:
            self._shown = there
            self._fill(there)

    def _fill(self, lines: tuple[InjectLine, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        newest = sorted(lines, key=lambda line: line.carried_out_at or line.at, reverse=True)
        self._cards = [PlayerCard(line) for line in newest]
        for card in self._cards:
            self._lines.addWidget(card)
        self._lines.addStretch(1)

    def tick(self, now: datetime, real_now: datetime) -> None:
        self.clock.tick(now, real_now)
        for card in self._cards:
            card.tick(now)
