"""The command structure as a card: who leads, who is on duty, how the six groups stand."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.org import ROLE_WORDS, Group, Role
from commandcenter.queries.command.command import CommandPicture, GroupLine, PersonLine
from commandcenter.ui import look, theme
from commandcenter.ui.command.command_cards import GroupCard, PersonBox
from commandcenter.ui.command.command_line import Heads
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.texts import word

COLUMNS = 3


class CommandView(ViewCard):
    """Shows one `CommandPicture`; `discreet` without names and without what is late.

    Signals:
        group_clicked: arg: the value of the Group whose card was clicked
        person_clicked: arg: the id of the person whose box was clicked
    """

    group_clicked = Signal(str)
    person_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, discreet: bool = False) -> None:
        super().__init__(self.tr("指挥体系"), "", parent)
        self.setObjectName("command")
        self.chart = OrgChart(discreet=discreet)
        self.chart.group_clicked.connect(self.group_clicked)
        self.chart.person_clicked.connect(self.person_clicked)
        self.body.addWidget(self.chart, 1)

    def set_picture(self, picture: CommandPicture) -> None:
        template = self.tr("应到 {expected} 实到 {present}")
        self.set_words(template.format(expected=picture.expected, present=picture.present))
        self.chart.set_picture(picture)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        self.chart.tick(now)


class OrgChart(QWidget):
    """Persons on top, groups below; on the desk the lines of command between them.

    Signals: as of CommandView.
    """

    group_clicked = Signal(str)
    person_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, discreet: bool = False) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._discreet = discreet
        self._persons: tuple[tuple[PersonLine, str], ...] = ()
        self._cards: dict[Group, GroupCard] = {}
        self._chief: PersonBox | None = None
        self._staff: list[PersonBox] = []
        self._heads = Heads()
        self._heads.setVisible(look.is_wall() and not discreet)
        self._row = QHBoxLayout()
        self._row.setSpacing(look.px(12))
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(10 if look.is_wall() else 14))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8 if look.is_wall() else 26))
        outer.addWidget(self._heads)
        if not look.is_wall():
            outer.addLayout(self._row)
        outer.addLayout(self._grid, 1)

    def set_picture(self, picture: CommandPicture) -> None:
        if not self._discreet:
            self._heads.set_picture(picture)
        if not self.wall and not self._discreet:
            self._set_persons(picture)
        for place, line in enumerate(picture.groups):
            self._set_group(place, line, picture.now)
        self.update()

    def tick(self, now: datetime) -> None:
        for card in self._cards.values():
            card.tick(now)

    def _set_group(self, place: int, line: GroupLine, now: datetime) -> None:
        if line.group in self._cards:
            self._cards[line.group].set_line(line, now)
            return
        card = GroupCard(line, now, discreet=self._discreet)
        card.clicked.connect(self._on_group)
        self._cards[line.group] = card
        self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)

    def _set_persons(self, picture: CommandPicture) -> None:
        """Boxes are made anew only when a person or a presence has changed."""
        persons = tuple(_offices(picture))
        if persons == self._persons:
            return
        self._persons = persons
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._chief, self._staff = None, []
        self._row.addStretch(1)
        for person, office in persons:
            self._row.addWidget(self._person_box(person, office, picture))
        self._row.addStretch(1)

    def _person_box(self, person: PersonLine, office: str, picture: CommandPicture) -> PersonBox:
        chief = person is picture.commander
        if chief and person.post:
            office = self.tr("{office} · {post}").format(office=office, post=person.post)
        box = PersonBox(person, office, chief=chief)
        box.clicked.connect(self._on_person)
        if chief:
            self._chief = box
        elif person in picture.deputies:
            self._staff.append(box)
        return box

    @Slot()
    def _on_group(self) -> None:
        card = self.sender()
        if isinstance(card, GroupCard):
            self.group_clicked.emit(card.line.group.value)

    @Slot()
    def _on_person(self) -> None:
        box = self.sender()
        if isinstance(box, PersonBox):
            self.person_clicked.emit(box.person.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wall or self._chief is None or not self._cards:
            return
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        chief = self._chief.geometry()
        for box in self._staff:
            self._link(painter, chief, box.geometry())
        self._comb(painter, chief)

    def _link(self, painter: QPainter, chief: QRect, other: QRect) -> None:
        y = chief.center().y()
        if other.left() > chief.right():
            painter.drawLine(QPoint(chief.right(), y), QPoint(other.left(), y))
        else:
            painter.drawLine(QPoint(other.right(), y), QPoint(chief.left(), y))

    def _comb(self, painter: QPainter, chief: QRect) -> None:
        """From the commander to a beam, from the beam down the gaps between the columns."""
        cards = [card.geometry() for card in self._cards.values()]
        top = min(card.top() for card in cards)
        beam = (chief.bottom() + top) // 2
        middle = chief.center().x()
        edges = sorted({(card.left(), card.right()) for card in cards})
        gaps = [(left + right) // 2 for (_, right), (left, _) in pairwise(edges)]
        painter.drawLine(middle, chief.bottom(), middle, beam)
        painter.drawLine(min([middle, *gaps]), beam, max([middle, *gaps]), beam)
        lowest = max(card.center().y() for card in cards)
        for x in gaps:
            painter.drawLine(x, beam, x, lowest)
            for y in {card.center().y() for card in cards}:
                painter.drawLine(x - self._grid.spacing() // 2, y, x + self._grid.spacing() // 2, y)


def _offices(picture: CommandPicture) -> list[tuple[PersonLine, str]]:
    """Half of the deputies on each side of the commander, those on duty at the ends. Who holds two
    offices stands there once, with both.
    """
    deputies = [(person, word(ROLE_WORDS[Role.DEPUTY])) for person in picture.deputies]
    half = (len(deputies) + 1) // 2
    row = deputies[:half]
    if picture.commander is not None:
        row.append((picture.commander, word(ROLE_WORDS[Role.COMMANDER])))
    row += deputies[half:]
    first, last = word(ROLE_WORDS[Role.LEAD_DUTY]), word(ROLE_WORDS[Role.DUTY])
    if picture.lead_duty is not None and not _also(row, picture.lead_duty, first):
        row.insert(0, (picture.lead_duty, first))
    if picture.duty is not None and not _also(row, picture.duty, last):
        row.append((picture.duty, last))
    return row


def _also(row: list[tuple[PersonLine, str]], person: PersonLine, office: str) -> bool:
    """Add an office to who stands there already; whether they do."""
    for place, (known, held) in enumerate(row):
        if known.id == person.id:
            row[place] = (known, f"{held} · {office}")
            return True
    return False
