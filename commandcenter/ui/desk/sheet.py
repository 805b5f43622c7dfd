"""A sheet over the right side of the window: a clause's text, the rows behind a number."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel

NARROW = 460
WIDE = 980
SHADOW = 8


class Sheet(QWidget):
    """Shows one content at a time; Esc or the cross puts it away and gives the focus back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("sheet")
        self._wide = False
        self._content: QWidget | None = None
        self._before: QWidget | None = None
        self._title = ElidedLabel("", Size.HEAD, BOLD)
        self._title.setObjectName("sheet_title")
        close = Button("", Kind.QUIET, icon="close", tip_text=self.tr("关闭（Esc）"))
        close.setObjectName("sheet_close")
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._box = QVBoxLayout(self)
        px = look.px
        self._box.setContentsMargins(px(20) + px(SHADOW), px(12), px(16), px(16))
        self._box.setSpacing(px(8))
        self._box.addLayout(head)
        parent.installEventFilter(self)
        self.hide()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def content(self) -> QWidget | None:
        return self._content

    def show_content(self, title: str, content: QWidget, *, wide: bool = False) -> None:
        """Take `content` over and show it in place of what was shown before."""
        self._drop()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._title.setText(title)
        self.setAccessibleName(title)
        self._wide = wide
        self._content = content
        self._box.addWidget(content, 1)
        content.show()
        self._place()
        self.show()
        self.raise_()
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    @Slot()
    def put_away(self) -> None:
        self.hide()
        self._drop()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _drop(self) -> None:
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None

    def _place(self) -> None:
        around = self._around
        wanted = look.px(WIDE if self._wide else NARROW) + look.px(SHADOW)
        width = min(wanted, around.width())
        self.setGeometry(around.width() - width, 0, width, around.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shadow, area = look.px(SHADOW), QRectF(self.rect())
        shade = theme.color("shade")
        for step in range(shadow):
            shade.setAlphaF(0.10 * (step / shadow) ** 2)
            painter.fillRect(QRectF(step, 0, 1, area.height()), shade)
        body = area.adjusted(shadow, 0, 0, 0)
        painter.fillRect(body, theme.color("surface"))
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(body.topLeft(), body.bottomLeft())
