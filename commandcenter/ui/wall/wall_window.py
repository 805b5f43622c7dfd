"""The wall's window: its fixed frame, and which incidents it shows."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.queries.incident.live import WallIncidents, wall_incidents
from commandcenter.store.database import Query
from commandcenter.ui import theme
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.reports.pending_panel import PendingPanel
from commandcenter.ui.wall.body import WallBody
from commandcenter.ui.wall.footer import WallFooter
from commandcenter.ui.wall.frame import HEIGHT, WIDTH, Frame, plan
from commandcenter.ui.wall.link_line import LinkLine
from commandcenter.ui.wall.pages import WallPage, picked
from commandcenter.ui.wall.room_alarms import RoomAlarms
from commandcenter.ui.widgets.hatch import Hatch


def kept_main(wanted: WallIncidents, shown: WallIncidents) -> WallIncidents:
    """The wanted incidents with the main one of now, if it is still among them; who pins one, or
    lets it go, has it so at once.
    """
    live = (wanted.main, *wanted.others)
    if shown.main is None or shown.main not in live or wanted.pinned or shown.pinned:
        return wanted
    others = tuple(each for each in live if each is not None and each != shown.main)
    foods = {*wanted.foods, *([wanted.main] if wanted.food else [])}
    kept = tuple(each for each in others if each in foods)
    return replace(wanted, main=shown.main, others=others, food=shown.food, foods=kept)


class _Subject(LivePanel[WallIncidents]):
    """Knows which incidents are the wall's. Shows nothing itself.

    Signals:
        chosen: Others are the wall's now. arg: WallIncidents
    """

    kinds = frozenset({"incident"})
    chosen = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(seat, parent)
        self._shown: WallIncidents | None = None

    def query(self) -> Query[WallIncidents]:
        return wall_incidents

    def show_answer(self, answer: WallIncidents) -> None:
        if answer != self._shown:
            self._shown = answer
            self.chosen.emit(answer)


class WallWindow(Frame):
    """The whole wall. No pointer, no dialog, no scroll bar; it changes when the incidents do."""

    def __init__(
        self,
        seat: Seat,
        *,
        engine: str = "auto",
        reception: bool = False,
        page: WallPage = WallPage.WHOLE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__((WIDTH, HEIGHT), parent)
        self.page = page
        self.seat, self._plan = seat, plan()
        self._engine, self._reception = engine, reception
        self.setObjectName("wall")
        self.setWindowTitle(self.tr("应急指挥大屏"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.content: WallBody | None = None
        self._subject = _Subject(seat, self)
        self._subject.chosen.connect(self._choose)
        self.put(self._subject, (0, 0, 1, 1))
        self.top = LinkLine(seat)
        # In 接待模式 its place stays empty: visitors are not told what waits.
        self.waiting = None if reception else PendingPanel(seat)
        self.footer = WallFooter(seat, discreet=reception)
        self.put(self.top, self._plan.link_line)
        self.put(self.footer, self._plan.last_line)
        if self.waiting:
            self.put(self.waiting, self._plan.waiting)
        self._shown: WallIncidents | None = None
        self._later: WallIncidents | None = None
        self._held = False
        self.room = RoomAlarms(seat, discreet=reception)
        self.room.held.connect(self._hold)
        if self.waiting:
            self.room.shown.connect(self.waiting.leave_right)
        self.put(self.room, self._plan.room)
        self.veil = Hatch(self)
        self.veil.hide()
        seat.feed.stale.connect(self._on_stale)

    @Slot(bool)
    def _hold(self, held: bool) -> None:
        """While an alarm of the room waits nothing turns, and the main incident stays it."""
        self._held = held
        if self.content:
            self.content.held = held
        if not held and self._later:
            later, self._later = self._later, None
            self._choose(later)

    @Slot(object)
    def _choose(self, wanted: WallIncidents) -> None:
        """Build the body anew for other incidents; the same ones only refresh."""
        wanted = picked(wanted, self.page)
        chosen = kept_main(wanted, self._shown) if self._held and self._shown else wanted
        self._later = wanted if chosen != wanted else None
        if chosen == self._shown:
            return
        self._shown = chosen
        old = self.content
        if old:
            self.take_out([old])
            old.hide()
            old.deleteLater()
        with theme.unstyled():
            self.content = WallBody(
                self.seat,
                chosen.main,
                chosen.others,
                food=chosen.food,
                engine=self._engine,
                reception=self._reception,
                page=self.page,
            )
        self.content.held = self._held
        self.put(self.content, self._plan.body)
        self.veil.raise_()

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        """All but the top line is dimmed and hatched; nothing moves."""
        self.veil.set_top(self.top.geometry().bottom() + 1)
        self.veil.setVisible(stale)
        self.veil.raise_()

    def settled(self) -> bool:
        """Whether all that is seen has shown its first answer."""
        lines = (self.top, self.waiting, self.room, self.footer)
        return (
            self.content is not None
            and all(line.as_of is not None for line in lines if line)
            and self.content.settled()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("ground"))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
