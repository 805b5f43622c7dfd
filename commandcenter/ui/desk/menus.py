"""Menus of the desk: a title that opens one, one that says why not, and the way to the search."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from commandcenter.ui import icons, look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import speaks_chinese
from commandcenter.ui.widgets.buttons import EnterButton
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip

SEARCH_WIDTH = 270
NARROW = 180  # where words are longer than Chinese ones: of the head, the title needs the room


class TitleMenu(EnterButton):
    """Painted as text, pressed as a button; Space, Enter and a click open the menu."""

    def __init__(
        self,
        size: Size = Size.HEAD,
        weight: QFont.Weight = BOLD,
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._ink = ink
        self._pitch = look.line(size)
        self._words = ""
        self.setFont(look.font(size, weight))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu_of = QMenu(self)
        self.setMenu(self.menu_of)

    def set_words(self, words: str) -> None:
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self._words = words
        self.updateGeometry()
        self._update_tip()

    @property
    def words(self) -> str:
        return self._words

    def _arrow(self) -> int:
        return look.px(18)

    def _shown(self) -> str:
        room = self.width() - self._arrow() - look.px(8)
        return QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room)

    def _update_tip(self) -> None:
        self.setToolTip(tip(self._words) if self._shown() != self._words else "")

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self._words)
        return QSize(wide + self._arrow() + look.px(10), self._pitch)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(80), self._pitch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(theme.color(self._ink))
        painter.setFont(self.font())
        left, shown = look.px(4), self._shown()
        room = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        size = self._arrow() - look.px(2)
        x = left + QFontMetrics(self.font()).horizontalAdvance(shown) + look.px(2)
        picture = icons.pixmap("down", "text_dim", size, self.devicePixelRatioF())
        painter.drawPixmap(x, (self.height() - size) // 2 + 1, picture)


class MoreMenu(QMenu):
    """Entries by key; a disabled one shows its reason under the pointer. Lives until it closes.

    Signals:
        wanted: arg: key of the chosen entry
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("more_menu")
        self.setToolTipsVisible(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(self, key: str, words: str, reason: str = "", icon: str = "") -> None:
        entry = self.addAction(words.replace("&", "&&"))
        entry.setObjectName(f"entry_{key}")
        if icon:
            entry.setIcon(icons.load(icon))
        entry.setEnabled(not reason)
        entry.setToolTip(tip(reason))
        entry.triggered.connect(partial(self._emit_wanted, key))

    def _emit_wanted(self, key: str) -> None:
        self.wanted.emit(key)


class SearchButton(EnterButton):
    """Looks like a field, opens the search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("search")
        self.setAccessibleName(self.tr("搜索（Ctrl+K）"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        picture = PlainLabel()
        size = look.px(17)
        picture.setPixmap(icons.pixmap("search", "text_faint", size, self.devicePixelRatioF()))
        self.words = ElidedLabel("", Size.SMALL, ink="text_faint")
        self.words.setText(self.tr("搜索页面、操作、事件、投诉…"))
        self._keys = keys = PlainLabel("Ctrl+K", Size.SMALL, ink="text_faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(10), 0)
        row.setSpacing(look.px(6))
        row.addWidget(picture)
        row.addWidget(self.words, 1)
        row.addWidget(keys)
        for label in (picture, self.words, keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._wide = SEARCH_WIDTH if speaks_chinese() else NARROW
        self.setFixedSize(look.px(self._wide), look.px(34))

    def fold(self, sign: bool) -> None:
        """A sign where there is no room for a field."""
        self.words.setVisible(not sign)
        self._keys.setVisible(not sign)
        self.setFixedWidth(look.px(37 if sign else self._wide))
        self.setToolTip(tip(self.accessibleName() if sign else ""))
