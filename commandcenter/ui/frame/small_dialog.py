"""A dialog of one width and as high as what is in it; the screen's height is the end of it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.form_body import FormBody

ABOVE = 60  # of the screen: the system's bar and the dialog's title


class SmallDialog(QDialog):
    """What it says goes into `box`, what never scrolls away into `foot`.

    It follows what is said: a refusal makes it higher, and what has no room is scrolled.
    """

    def __init__(self, width: int, pad: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(look.px(width))
        inside = QWidget()
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(*[look.px(pad)] * 4)
        self._body = FormBody(inside, narrowest=1)
        inside.installEventFilter(self)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(look.px(10))
        outer.addLayout(self.foot)

    def set_title(self, title: str) -> None:
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._body.setAccessibleName(title)

    def _fit(self) -> None:
        room = self.screen().availableSize().height() - ABOVE
        wrapped = self.box.totalHeightForWidth(self.width())  # -1 where nothing wraps
        wanted = wrapped if wrapped > 0 else self.box.totalSizeHint().height()
        self.setFixedHeight(max(1, min(wanted + self._beside(), room)))

    def _beside(self) -> int:
        """The height of what stands above and below what scrolls."""
        wide, high = self.width(), 0
        for number in range(self._outer.count()):
            item = self._outer.itemAt(number)
            if item is not None and item.widget() is not self._body:
                high += max(item.heightForWidth(wide), item.minimumSize().height())
        return high

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)
