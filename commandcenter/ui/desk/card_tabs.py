"""The tabs of a page that has many: each holds its panel in a card, and has a key."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.widgets.card import Card


def padded(widget: QWidget) -> QWidget:
    """With room between it and the tabs."""
    around = QWidget()
    box = QVBoxLayout(around)
    box.setContentsMargins(0, look.px(10), 0, 0)
    box.addWidget(widget)
    return around


class CardTabs(QTabWidget):
    """`object_name`: by which a test finds it."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._keys: list[str] = []
        self.panels: dict[str, QWidget] = {}  # by their keys

    def add_plain(self, key: str, panel: QWidget, title: str) -> None:
        """One that fills the tab."""
        self.panels[key] = panel
        self._add_tab(key, panel, title)

    def _add_tab(self, key: str, inside: QWidget, title: str) -> None:
        self._keys.append(key)
        self.addTab(inside, title)

    def add(self, key: str, panel: QWidget, title: str) -> None:
        card = Card("", "")
        card.body.addWidget(panel)
        self.panels[key] = panel
        self._add_tab(key, padded(card), title)

    @property
    def key(self) -> str:
        return self._keys[self.currentIndex()]

    def show_tab(self, key: str) -> None:
        self.setCurrentIndex(self._keys.index(key))
