"""The dark rail at the left: the pages of the desk, one below the other."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import icons, look, theme
from commandcenter.ui.desk.folding import RAIL_ENTRY
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.look import MEDIUM, REGULAR, Size
from commandcenter.ui.widgets.labels import tip

WIDTH = 76
SIGNS = 52  # wide where there is no height for its words
HEIGHT, LEAST = 64, 32  # of an entry; as a sign it is as low as this
INSIDE = 44  # of icon and word together
MARGIN = 14
KEYS = 10  # Alt+1 … Alt+9, Alt+0


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its key, the word and the icon on the rail."""

    key: str
    word: str
    icon: str


class RailButton(QAbstractButton):
    """Icon over word; the chosen one has a mark at its left edge."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._count = 0
        self.is_sign = False
        self.setObjectName(f"rail_{entry.key}")
        self.setText(entry.word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count(0)

    def set_number(self, number: int) -> None:
        """Its place among those that are shown, from 1: the key that chooses it."""
        words = self.tr("{page}（Alt+{n}）") if number <= KEYS else "{page}"
        self.setToolTip(tip(words.format(page=self.entry.word, n=number % KEYS)))

    def set_count(self, count: int) -> None:
        """How much waits on the page; 0 shows nothing."""
        self._count = count
        name = self.tr("{page}，{n} 项") if count else "{page}"
        self.setAccessibleName(name.format(page=self.entry.word, n=count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(LEAST), look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(LEAST), look.px(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, area = look.px, self.rect()
        lit = self.isChecked() or self.underMouse()
        if lit or self.isDown():
            painter.fillRect(area, theme.color("rail_active"))
        if self.isChecked():
            painter.fillRect(0, 0, px(3), area.height(), theme.color("rail_mark"))
        ink = "rail_active_text" if lit else "rail_text"
        size, top = px(22), self._top()
        picture = icons.pixmap(self.entry.icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap((area.width() - size) // 2, top, picture)
        painter.setFont(look.font(Size.SMALL, MEDIUM if self.isChecked() else REGULAR))
        painter.setPen(theme.color(ink))
        if not self.is_sign:
            below = QRect(0, top + px(24), area.width(), px(20))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.entry.word)
        if self._count:
            self._paint_count(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRoundedRect(area.adjusted(px(4), px(3), -px(3), -px(3)), px(6), px(6))

    def _top(self) -> int:
        return (self.height() - look.px(22 if self.is_sign else INSIDE)) // 2

    def _paint_count(self, painter: QPainter) -> None:
        px = look.px
        text = str(self._count) if self._count < 100 else "99+"
        painter.setFont(look.font(11, MEDIUM))
        wide = max(px(17), painter.fontMetrics().horizontalAdvance(text) + px(9))
        top = max(0, self._top() - px(5))
        left = min(self.width() // 2 + px(5), self.width() - wide - px(1))
        box = QRect(left, top, wide, px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger_fill"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.color("danger_fill_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Rail(Ground):
    """Alt+1 … Alt+9 and Alt+0 choose; the arrow keys go up and down. What is hidden is not chosen.

    Signals:
        chosen: arg: key of the page
    """

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__("rail", parent=parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("导航"))
        self.setFixedWidth(look.px(WIDTH))
        self._keys = [entry.key for entry in entries]
        self._group = QButtonGroup(self)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, look.px(MARGIN), 0, look.px(MARGIN))
        box.setSpacing(0)
        for number, entry in enumerate(entries):
            button = RailButton(entry, self)
            self._group.addButton(button, number)
            box.addWidget(button)
        for number in range(KEYS):
            key = QShortcut(QKeySequence(f"Alt+{(number + 1) % KEYS}"), self)
            key.activated.connect(partial(self._click, number))
        box.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)
        self.show_only(self._keys)

    def show_only(self, keys: Collection[str]) -> None:
        """The pages of who sits here."""
        for button in self._buttons():
            button.setVisible(button.entry.key in keys)
        self._shown = [each for each in self._buttons() if each.entry.key in keys]
        for number, button in enumerate(self._shown):
            button.set_number(number + 1)
        if self.isVisible():
            self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Without words where they have no height."""
        inside = self.height() - 2 * look.px(MARGIN)
        signs = inside < len(self._shown) * look.px(RAIL_ENTRY)
        wide = look.px(SIGNS if signs else WIDTH)
        if wide != self.maximumWidth():
            self.setFixedWidth(wide)
            self._box.setGeometry(QRect(0, 0, wide, self.height()))  # it was laid out before
        for button in self._shown:
            if button.is_sign is not signs:
                button.is_sign = signs
                button.update()

    def _buttons(self) -> list[RailButton]:
        return [each for each in self._group.buttons() if isinstance(each, RailButton)]

    @Slot(int)
    def _click(self, number: int) -> None:
        if number < len(self._shown):
            self._shown[number].click()

    @property
    def key(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, RailButton)
        button.set_count(count)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        keys = [button.entry.key for button in self._shown]
        place = keys.index(self.key) + step if self.key in keys else -1
        if step and 0 <= place < len(keys):
            self._shown[place].setFocus()
            self._shown[place].click()
        else:
            super().keyPressEvent(event)
