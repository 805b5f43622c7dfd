"""The frame of a page: a heading row with what can be done, and a body."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.labels import PlainLabel

MARGIN = 14


class Page(QWidget):
    """`heading` takes buttons at its right, `body` the contents."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        px = look.px
        self.heading = QHBoxLayout()
        self.heading.setSpacing(px(8))
        if title:
            self.heading.addWidget(PlainLabel(title, Size.HEAD, BOLD))
            self.heading.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(px(MARGIN), px(MARGIN), px(MARGIN), px(MARGIN))
        box.setSpacing(px(10))
        box.addLayout(self.heading)
        box.addLayout(self.body, 1)

    def least_height(self) -> int:
        """Of what cannot be less high in any window; then the page is scrolled."""
        return 0

    def turn_to(self, incident_id: int | None) -> None:
        """Another incident is chosen; a page about the whole city does nothing."""

    @property
    def tab(self) -> str:
        """The key of the tab that is shown; "" for a page without tabs."""
        return ""

    def show_tab(self, key: str) -> None:
        """Turn to the tab of this key."""

    def show_place(self, tab: str, book: str) -> None:
        """Turn to a tab, and to a book of it where one is named; a page without tabs stays."""
        if tab:
            self.show_tab(tab)


def panels_of(widget: QWidget) -> Iterator[LivePanel[object]]:
    """The live panels in it that can be seen; one behind another in a dock cannot."""
    found = [widget] if isinstance(widget, LivePanel) else []
    for panel in (*found, *widget.findChildren(LivePanel)):
        if panel.isVisible() and not panel.visibleRegion().isEmpty():
            yield panel


def all_answered(widget: QWidget) -> bool:
    """Whether every panel that can be seen has shown its first answer, a map its picture, too."""
    shown = list(panels_of(widget))
    return bool(shown) and all(panel.as_of is not None and panel.is_drawn() for panel in shown)
