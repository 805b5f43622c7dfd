"""The dark rail at the left: the pages of the desk, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from commandcenter.ui import icons, look, theme
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.look import MEDIUM, REGULAR, Size
from commandcenter.ui.widgets.labels import tip

WIDTH = 76
HEIGHT = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its key, the word and the icon on the rail."""

    key: str
    word: str
    icon: str


class RailButton(QAbstractButton):
    """Icon over word; the chosen one has a mark at its left edge."""

    def __init__(self, entry: Entry, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._count = 0
        self.setObjectName(f"rail_{entry.key}")
        self.setText(entry.word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(tip(self.tr("{page}（Alt+{n}）").format(page=entry.word, n=number)))
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How much waits on the page; 0 shows nothing."""
        self._count = count
        name = self.tr("{page}，{n} 项") if count else "{page}"
        self.setAccessibleName(name.format(page=self.entry.word, n=count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(WIDTH), look.px(HEIGHT))

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
        size = px(22)
        picture = icons.pixmap(self.entry.icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap((area.width() - size) // 2, px(10), picture)
        painter.setFont(look.font(Size.SMALL, MEDIUM if self.isChecked() else REGULAR))
        painter.setPen(theme.color(ink))
        below = QRect(0, px(34), area.width(), px(20))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.entry.word)
        if self._count:
            self._paint_count(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), px(2)))
            painter.drawRoundedRect(area.adjusted(px(4), px(3), -px(3), -px(3)), px(6), px(6))

    def _paint_count(self, painter: QPainter) -> None:
        px = look.px
        text = str(self._count) if self._count < 100 else "99+"
        painter.setFont(look.font(11, MEDIUM))
        wide = max(px(17), painter.fontMetrics().horizontalAdvance(text) + px(9))
        box = QRect(self.width() // 2 + px(5), px(5), wide, px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger_fill"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.color("danger_fill_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Rail(Ground):
    """Alt+1 … Alt+9 choose; the arrow keys go up and down.

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
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.px(14), 0, look.px(14))
        box.setSpacing(0)
        for number, entry in enumerate(entries):
            button = RailButton(entry, number + 1, self)
            self._group.addButton(button, number)
            box.addWidget(button)
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self).activated.connect(button.click)
        box.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)

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
        place = self._group.checkedId() + step
        if step and 0 <= place < len(self._keys):
            self._group.button(place).setFocus()
            self._group.button(place).click()
        else:
            super().keyPressEvent(event)
