"""The command in one line, for the wall: offices and names."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.queries.command.command import CommandPicture
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, REGULAR, Size
from commandcenter.ui.phrases import dotted, joined
from commandcenter.ui.widgets.painting import width_of, write

Office = tuple[str, str, str]  # what the office is called, who holds it, their post

GAP, APART = 7, 12  # after each word, and more after each office


class Heads(QWidget):
    """Names stand out from offices. Where not all has room posts are left out, then the right is
    cut.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices: tuple[Office, ...] = ()
        self.setObjectName("command_heads")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_picture(self, picture: CommandPicture) -> None:
        offices: list[Office] = []
        if picture.commander is not None:
            offices.append((self.tr("总指挥"), picture.commander.name, picture.commander.post))
        if picture.deputies:
            names = dotted(person.name for person in picture.deputies)
            offices.append((self.tr("副总指挥"), names, ""))
        if picture.duty is not None:
            offices.append((self.tr("值班"), picture.duty.name, ""))
        if tuple(offices) != self._offices:
            self._offices = tuple(offices)
            self.setAccessibleName(joined(" ", (joined(" ", office) for office in offices)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(300), look.line(Size.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0.0
        posts = self._width() <= self.width()
        for office, name, post in self._offices:
            for text, font, ink in self._parts(office, name, post if posts else ""):
                box = QRectF(x, 0, max(0.0, self.width() - x), self.height())
                x += write(painter, box, text, font, ink) + look.px(GAP)
            x += look.px(APART)

    @staticmethod
    def _parts(office: str, name: str, post: str) -> list[tuple[str, QFont, str]]:
        plain = look.font(Size.SMALL, REGULAR)
        parts = [(office, plain, "text_dim"), (name, look.font(Size.SMALL, BOLD), "text")]
        return [*parts, (post, plain, "text_dim")] if post else parts

    def _width(self) -> float:
        """Of all of it, posts too."""
        parts = [part for office in self._offices for part in self._parts(*office)]
        wide = sum(width_of(text, font) for text, font, _ in parts)
        return wide + len(parts) * look.px(GAP) + len(self._offices) * look.px(APART)
