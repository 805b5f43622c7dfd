"""注入: what was put to the players and how it was answered, then what is to come."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.drills.drill import DrillState, InjectState
from commandcenter.domain.times import hhmm
from commandcenter.queries.drills.board import DrillBoard, InjectLine
from commandcenter.ui import icons, look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.drills.drill_words import STATE_ICONS, addressed, real_span, stands
from commandcenter.ui.drills.scrolled import scrolled
from commandcenter.ui.look import BOLD, REGULAR, Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

AHEAD = frozenset({InjectState.COMING})
LOUD = frozenset({InjectState.LATE, InjectState.OPEN})


class InjectRow(Ground):
    """One line; pressed by a click, Enter or Space.

    Signals:
        pressed: arg: id of the inject
    """

    pressed = Signal(int)

    def __init__(self, line: InjectLine, *, is_next: bool, over: bool) -> None:
        lit = is_next or (line.state is InjectState.OPEN and not over)
        super().__init__("drill_soft" if lit else "surface", Qt.Edge.BottomEdge)
        self.line, self._next = line, is_next
        self.setObjectName(f"inject_{line.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = look.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(6), px(10), px(6))
        row.setSpacing(px(12))
        time = PlainLabel(hhmm(line.at), Size.TITLE, BOLD)
        time.setMinimumWidth(time.sizeHint().width())
        row.addWidget(time)
        name, ink = ("deadline", "drill_ink") if is_next else STATE_ICONS[line.state]
        picture = PlainLabel()
        picture.setPixmap(icons.pixmap(name, ink, px(20), self.devicePixelRatioF()))
        row.addWidget(picture)
        row.addLayout(self._words(lit), 1)
        row.addLayout(self._times())

    def _words(self, lit: bool) -> QVBoxLayout:
        line, box = self.line, QVBoxLayout()
        box.setSpacing(0)
        loud = lit or line.state in LOUD
        ink = "text_faint" if line.state is InjectState.SKIPPED else ""
        title = ElidedLabel(line.title, Size.TITLE, BOLD if loud else REGULAR, ink)
        title.set_tip(headed(line.title, line.words) if line.words else line.title)
        box.addWidget(title)
        said = addressed(line)
        box.addWidget(ElidedLabel(said, Size.SMALL, ink="text_dim"))
        self.setAccessibleName(f"{hhmm(line.at)} {line.title} {said}")
        return box

    def _times(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(0)
        self._state = PlainLabel("", Size.TEXT)
        self._real = PlainLabel("", Size.SMALL, ink="text_dim")
        for label in (self._state, self._real):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            box.addWidget(label)
        self._real.setVisible(self._next)
        return box

    def tick(self, now: datetime, speed: int, *, over: bool) -> None:
        """`speed` 0: it stands. `over`: the drill is."""
        words, ink = stands(self.line, now, over=over)
        self._state.setText(words)
        self._state.set_ink("drill_ink" if self._next else ink)
        loud = self._next or self.line.state in LOUD
        self._state.setFont(look.font(Size.TEXT, BOLD if loud else REGULAR))
        if self._next:
            left = (self.line.at - now) / speed if speed else None
            words = self.tr("实际 {span}").format(span=real_span(left)) if left else ""
            self._real.setText(words or self.tr("等待继续"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.line.id)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self.line.id)
        else:
            super().keyPressEvent(event)


class InjectCard(Card):
    """Signals:
    pressed: An inject is to be looked at. arg: its id
    """

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("注入"), "", parent)
        self.setObjectName("drill_injects")
        self._board: DrillBoard | None = None
        self._shown: object = None
        self._rows: list[InjectRow] = []
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._lines)
        self.area = scrolled(inside, self.tr("注入"))
        self.area.setObjectName("inject_area")
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._turn_to_now)
        self.empty = Empty("drill", self.tr("还没有注入"))
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.empty, 1)

    def show_board(self, board: DrillBoard) -> None:
        self._board = board
        lines = board.injects
        come = [line for line in lines if line.state not in AHEAD]
        answered = sum(line.answered_at is not None for line in come)
        words = self.tr("共 {all} 项 · 已注入 {come} · 已应答 {n}")
        self.set_note(words.format(all=len(lines), come=len(come), n=answered))
        self.empty.setVisible(not lines)
        self.area.setVisible(bool(lines))
        if (lines, board.state) != self._shown:
            self._shown = (lines, board.state)
            self._fill(board)

    def _fill(self, board: DrillBoard) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        over = board.state is DrillState.ENDED
        coming = [line for line in board.injects if line.state in AHEAD]
        following = coming[0].id if coming and not over else None
        for line in board.injects:
            if coming and line is coming[0]:
                head = self.tr("未注入") if over else self.tr("待注入")
                label = PlainLabel(head, Size.SMALL, ink="text_dim")
                label.setContentsMargins(look.px(10), look.px(8), 0, look.px(4))
                self._lines.addWidget(label)
            row = InjectRow(line, is_next=line.id == following, over=over)
            row.pressed.connect(self.pressed)
            self._rows.append(row)
            self._lines.addWidget(row)
        self._lines.addStretch(1)
        self._turn.start()

    @Slot()
    def _turn_to_now(self) -> None:
        """What comes next, and the one after it, are in sight."""
        ahead = [row for row in self._rows if row.line.state in AHEAD][:2]
        if ahead:
            self.area.ensureWidgetVisible(ahead[-1], 0, look.px(4))

    def tick(self, now: datetime) -> None:
        board = self._board
        if board is None:
            return
        speed = 0 if board.state is not DrillState.RUNNING or board.paused else board.speed
        over = board.state is DrillState.ENDED
        for row in self._rows:
            row.tick(now, speed, over=over)
