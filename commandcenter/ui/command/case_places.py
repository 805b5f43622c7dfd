"""The schools and hospitals of which nobody said where they are, under the map that lacks them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.incident.kinds import FEW
from commandcenter.queries.incident.case_picture import CasePicture, CasePlace
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.map.scene import plain
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

COLUMNS = 2


class CasePlaces(QWidget):
    """Signals:
    clicked: A place was pressed. args: "case", the id of its number
    """

    clicked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_places")
        self._shown: tuple[CasePlace, ...] = ()
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(look.px(4), 0, look.px(4), 0)
        self._grid.setSpacing(look.px(4))
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.hide()

    def show_cases(self, cases: CasePicture | None, has_map: bool) -> None:
        """Those without a position; all of them where there is no map."""
        places = cases.places if cases else ()
        left = tuple(place for place in places if not (has_map and place.placed))
        if left != self._shown:
            self._shown = left
            self._fill(left, cases is not None and cases.public)
        self.setVisible(bool(left))

    def _fill(self, places: Sequence[CasePlace], public: bool) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._part(place, public) for place in places]
        for number, part in enumerate(self._parts):
            self._grid.addWidget(part, number // COLUMNS, number % COLUMNS)

    def _part(self, place: CasePlace, public: bool) -> QWidget:
        text = self._words(place, public)
        if look.is_wall():
            return ElidedLabel(text, Size.SMALL)
        button = Button(text, Kind.LINK, size=Size.SMALL)
        button.setObjectName(f"case_place_{place.id}")
        button.clicked.connect(lambda _=False: self.clicked.emit("case", str(place.id)))
        return button

    def _words(self, place: CasePlace, public: bool) -> str:
        name = plain(place.label) or self.tr("学校")
        if place.part is Part.SITE and not place.number:
            return self.tr("{name}（同源供餐）").format(name=name)
        few = public and 0 < place.number < FEW
        count = self.tr("<{n}").format(n=FEW) if few else str(place.number)
        return self.tr("{name} {count} 人").format(name=name, count=count)


class NothingTold(PlainLabel):
    """尚未通报, in the place of what nobody told yet."""

    def __init__(self, words: str) -> None:
        super().__init__(words, Size.TEXT, ink="text_dim")
        self.setObjectName("not_told")
        self.setWordWrap(True)
        self.hide()
