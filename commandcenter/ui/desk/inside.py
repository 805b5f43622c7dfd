"""All that stands in the window of the desk, and how the keyboard goes through it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from commandcenter.late import late_name

if TYPE_CHECKING:
    from commandcenter.ui.frame.tab_order import go_on
else:  # with whatever can be stopped at
    go_on = late_name("ui.frame.tab_order", "go_on")

KEY = "F6"


class Inside(QWidget):
    """Until a person goes somewhere nothing has the ring of the focus, and Tab begins with the
    page: what waits for them comes before the rail and the heads. F6 goes back there from
    anywhere, and from there to the rail.

    So it is again for who comes back from a form and finds gone what they pressed to open it: Qt
    would put them on what was made first, the rail.
    """

    def __init__(self, rail: QWidget) -> None:
        super().__init__()
        self._rail = rail
        self._page: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("工作区"))

    def begin_with(self, page: QWidget, pages: QStackedWidget) -> None:
        """`page` holds the `pages`, one at a time."""
        self._page = page
        pages.currentChanged.connect(self._on_page)
        QShortcut(QKeySequence(KEY), self).activated.connect(self._change_sides)
        self.setFocus()

    @Slot()
    def _on_page(self) -> None:
        """Another page is begun at its beginning; who walks along the rail stays there."""
        if not self._rail.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()

    @Slot()
    def _change_sides(self) -> None:
        at, page = QApplication.focusWidget(), self._page
        on_page = at is not None and page is not None and page.isAncestorOf(at)
        begin = self._rail if on_page else page
        self.setFocus()
        go_on(self, True, begin)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:  # before Qt gives the focus to what had it
            at = self.focusWidget()
            if at is None or not at.isVisibleTo(self):
                self.setFocus()
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's name
        return go_on(self, next, self._page)
