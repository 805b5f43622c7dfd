"""A live panel whose card is a view: the view knows how to show, the panel what to ask."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.widgets.hatch import Hatch

T = TypeVar("T")
AGAIN_S = 30  # seconds until counts that change with the time alone are asked for anew


class ViewPanel(LivePanel[T]):
    """The view's heading takes the words about age; it stays clear when the rest is hatched."""

    def __init__(self, seat: Seat, view: ViewCard, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.body.addWidget(view, 1)
        self.setAccessibleName(view.title.text())
        self.card = view
        self._hatch.deleteLater()
        self._hatch = Hatch(self, view.heading_height())
        self._hatch.hide()

    def take_words(self) -> None:
        """Put the view's own words at the right of its title, unless its age stands there."""
        assert isinstance(self.card, ViewCard)
        self.set_note(self.card.words)
