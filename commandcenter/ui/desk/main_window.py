"""The window of the desk: its parts put together, and who hears whom. No logic."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui import look, theme
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.desk import pages
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.alarm_places import AlarmPlaces
from commandcenter.ui.desk.alarming import DeskAlarms
from commandcenter.ui.desk.desk_ways import DeskWays
from commandcenter.ui.desk.header import HeadPanel
from commandcenter.ui.desk.incident_page import PANELS
from commandcenter.ui.desk.incident_strip import IncidentStrip
from commandcenter.ui.desk.intake_acts import IntakeActs
from commandcenter.ui.desk.keys import FreeKeys
from commandcenter.ui.desk.locking import USUAL_MINUTES, Locker
from commandcenter.ui.desk.overview import decides
from commandcenter.ui.desk.page import panels_of
from commandcenter.ui.desk.pages import Pages
from commandcenter.ui.desk.palette import Palette
from commandcenter.ui.desk.rail import Rail
from commandcenter.ui.desk.replay_bar import ReplayBar
from commandcenter.ui.desk.replaying import Replayer
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.seat_menu import SeatMenu
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.desk.since_left import SinceLeftKeeper
from commandcenter.ui.desk.status import StatusLine
from commandcenter.ui.desk.todo_places import TodoPlaces
from commandcenter.ui.desk.watch_bar import WatchBar
from commandcenter.ui.drills import drill_head
from commandcenter.ui.drills.conducting import Conducting
from commandcenter.ui.drills.drill_head import DrillHead
from commandcenter.ui.drills.ways import DrillWays
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.presence import Presence
from commandcenter.ui.widgets.notice_area import NoticeArea

SIZE = (1600, 1000)
SMALLEST = (1024, 680)
GEOMETRY = "desk/geometry"
NOTICES_TOP = 74


class DeskWindow(QMainWindow):
    """`key`: the HMAC key of persons. Without it complaints are taken in with the database's own,
    without `settings` the window remembers in the person's own; `engine` chooses the map (see
    MapView), `lock_minutes` when the screen locks itself (see Locker); `drill_ways` how a drill is
    founded and opened.
    """

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        key: bytes | None = None,
        settings: QSettings | None = None,
        engine: str = "auto",
        lock_minutes: int = USUAL_MINUTES,
        drill_ways: DrillWays | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self.settings = settings or QSettings("commandcenter", "desk")
        self._shown: int | None = None
        self._heard = False
        self.setObjectName("desk")
        self.setWindowTitle(self.tr("消费领域突发事件应急指挥"))
        self.acts = Acts(seat, self)
        self.intake = IntakeActs(seat, self, key)
        self.alarms = DeskAlarms(seat, self, self.settings)
        with theme.unstyled():
            self._build(engine, drill_ways)
        self.escape = QShortcut(QKeySequence("Esc"), self, self._on_escape)
        self.escape.setEnabled(False)
        self.locker = Locker(seat, self, self.inside, lock_minutes)
        self.keys = FreeKeys(self)
        self.since = SinceLeftKeeper(seat, self.sheet, self.settings)
        self.menu_of_seat = SeatMenu(seat, self)
        self.presence = Presence(seat, self)
        self.conducting = Conducting(seat, self.drill_head) if self.drill_head else None
        self.ways = DeskWays(self, self)
        self._connect()
        self._recall()
        self._show_sight()

    def _build(self, engine: str, drill_ways: DrillWays | None) -> None:
        self.inside = QWidget()
        self.rail = Rail(pages.entries())
        self.drill_head = DrillHead(self.seat) if self.seat.drill else None
        self.head = HeadPanel(self.seat)
        self.pages = Pages(self.seat, self.acts, engine=engine, drill_ways=drill_ways)
        self.status = StatusLine(self.seat)
        self.sheet = Sheet(self.pages)
        self.replay_bar = ReplayBar()
        self.watch_bar = WatchBar(self.seat)
        self.strip = IncidentStrip(self.seat)
        self.rows = Rows(self.seat, self.acts, self.sheet)
        self.pages.build(self.rows, self.drill_head, self.settled)
        self.alarms.set_sheet(self.sheet)
        self.alarm_places = AlarmPlaces(self.acts, self.pages, self.rows)
        self.todo_places = TodoPlaces(self.pages, self.rows)
        column = QVBoxLayout()
        column.setSpacing(0)
        if self.drill_head:
            column.addWidget(self.drill_head)
        for part in (self.head, self.alarms.panel, self.replay_bar, self.watch_bar, self.strip):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(self.inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(self.inside)
        # Until a person goes somewhere nothing has the ring of the focus.
        self.inside.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.inside.setFocus()
        self.palette_of = Palette(self.seat, self.inside)
        self.notices = NoticeArea(self.seat.notices, self.inside, top=self._under_heads())
        spared = (self.replay_bar, self.alarms.panel)
        self.replayer = Replayer(self.seat, self, self.inside, *spared)

    def _under_heads(self) -> int:
        return NOTICES_TOP + (drill_head.HEIGHT if self.drill_head else 0)

    def _connect(self) -> None:
        acts, rows = self.acts, self.rows
        self.rail.chosen.connect(self.show_page)
        if self.drill_head:
            self.drill_head.waiting.connect(partial(self.rail.set_count, pages.DRILL))
        self.head.told.connect(self._set_head)
        self.head.incident_chosen.connect(self.show_incident)
        self.strip.incident_chosen.connect(self.show_incident)
        self.head.move_wanted.connect(acts.move)
        self.head.search_wanted.connect(self.ways.open_search)
        self.head.clause_clicked.connect(rows.clause)
        self.palette_of.found.connect(self.ways.open_hit)
        rows.paper_wanted.connect(self.ways.show_paper)
        self.palette_of.deed.connect(acts.move)
        acts.incident_wanted.connect(self.show_incident)
        acts.page_wanted.connect(self.show_page)
        acts.page_wanted.connect(self.pages.show_work)
        acts.paper_wanted.connect(self.ways.make_paper)
        acts.pdf_wanted.connect(self.ways.save_report)
        acts.step_wanted.connect(rows.step)
        acts.steps.form_wanted.connect(self.ways.show_form)
        acts.steps.record_wanted.connect(rows.record)
        self.pages.incident.step_wanted.connect(acts.steps.begin)
        acts.complaint_wanted.connect(self.intake.enter)
        acts.import_wanted.connect(self.intake.take_in)
        rows.page_wanted.connect(self.show_page)
        rows.incident_wanted.connect(self.show_incident)
        rows.clause_page_wanted.connect(self.ways.show_clause_page)
        rows.view_wanted.connect(self.ways.show_view)
        rows.moment_wanted.connect(self.ways.look_back)
        self.seat.sitting.changed.connect(self._show_sight)
        self.since.counted.connect(self.status.set_since)
        self.since.incident_wanted.connect(self.ways.show_course)
        self.since.todo_wanted.connect(self.ways.show_todo)
        self.locker.locked_up.connect(self._on_locked)
        self.locker.opened.connect(self.since.offer)
        self.replayer.begun.connect(self._looking_back)
        self.replayer.ended.connect(self._looking_back)
        self.status.wanted.connect(self.ways.seat_act)
        self.presence.changed.connect(self.status.show_seats)
        self.presence.watched.connect(self.watch_bar.set_state)
        self.presence.start()
        self.seat.courier.wanted.connect(self.ways.show_outbox)
        self._connect_todo()
        self._connect_alarms()

    def _connect_todo(self) -> None:
        self.head.counted.connect(self.rail.set_count)
        self.todo_places.page_wanted.connect(self.show_page)
        self.todo_places.page_wanted.connect(self.pages.show_work)
        self.todo_places.incident_wanted.connect(self.show_incident)
        self.todo_places.paper_wanted.connect(self.ways.show_paper)
        for part in (self.pages.incident.side, self.pages.incident.overview):
            part.todo.counted.connect(self._count)
            part.todo.went.connect(self.todo_places.go)

    def _connect_alarms(self) -> None:
        alarms, places = self.alarms, self.alarm_places
        alarms.counted.connect(partial(self.rail.set_count, pages.DUTY))
        alarms.counted.connect(self.locker.screen.show_alarms)
        alarms.acting.connect(self.replayer.leave)
        alarms.act_wanted.connect(places.go)
        places.page_wanted.connect(self.show_page)
        places.incident_wanted.connect(self.show_incident)
        places.seat_wanted.connect(self.ways.seat_act)
        alarms.start(self.notices)

    @Slot()
    def _show_sight(self) -> None:
        """The pages of who sits here: at first, and when their rights are others."""
        self.rail.show_only(self.pages.keys)
        self.show_page(self.pages.key if self._heard else pages.INCIDENT)

    @Slot(str)
    def show_page(self, key: str) -> None:
        key = self.pages.nearest(key)
        if self.replayer.active and key not in pages.OF_INCIDENT:
            self.seat.notices.warn(self.tr("回看只有本事件的情况；要看其他页面，请先回到现在。"))
            self.rail.choose(self.pages.key)
            return
        self.sheet.put_away()
        self.rail.choose(key)
        self.pages.turn(key)
        self.watch_bar.show_always(key == pages.WATCH)
        self.strip.setVisible(key in pages.WITH_STRIP)
        # The conductor's desk has no incident of its own: the head of the drill stands alone.
        self.head.setVisible(key != pages.DRILL or self.drill_head is None)

    def show_panels(self) -> None:
        """The four panels of the incident, for a person who would see their own page first."""
        self.show_page(pages.INCIDENT)
        self.pages.incident.show_view(PANELS)

    @Slot(int)
    def show_incident(self, incident_id: int) -> None:
        if incident_id != self.replayer.incident_id:
            self.replayer.leave()
        self.head.turn_to(incident_id)
        self.show_page(pages.INCIDENT)

    @Slot(float)
    def _on_locked(self, idle: float) -> None:
        self.since.note(timedelta(seconds=idle))

    @Slot()
    def _looking_back(self) -> None:
        self.sheet.put_away()
        self.escape.setEnabled(self.replayer.active)

    @Slot()
    def _on_escape(self) -> None:
        if self.sheet.isVisible():
            self.sheet.put_away()
        elif not self.notices.dismiss():
            self.replayer.leave()

    @Slot(object)
    def _set_head(self, head: DeskHead) -> None:
        """The first answer chooses the page: with an incident its own; else who decides keeps
        what waits for them, who works gets the watch, and a drill begins on its own page."""
        self.acts.set_head(head)
        self.pages.set_head(head)
        self.status.set_locks(head.locks)
        self.locker.set_locks(head.locks)
        self.rail.set_count(pages.WARNINGS, head.warnings)
        shown = self.acts.incident_id
        if shown != self._shown or not self._heard:
            self._shown = shown
            self.pages.show_incident(shown)
            self.strip.turn_to(shown)
        if not self._heard and shown is None:
            if self.drill_head or not decides(self.seat.actor):
                self.show_page(pages.DRILL if self.drill_head else pages.WATCH)
            self.pages.incident.overview.todo.refresh()  # the rail says how many wait
        if not self._heard:
            self.since.offer()
        self._heard = True

    @Slot(int)
    def _count(self, waiting: int) -> None:
        self.rail.set_count(pages.INCIDENT, waiting)

    def settled(self) -> bool:
        """Whether everything that can be seen has shown its first answer."""
        if not self.seat.tasks.idle:
            return False
        shown = list(panels_of(self))
        maps = (panel for panel in shown if isinstance(panel, MapPanel))
        return (
            bool(shown)
            and self.alarms.panel.as_of is not None
            and all(panel.as_of is not None for panel in shown)
            and all(panel.is_drawn() for panel in maps)
        )

    def _recall(self) -> None:
        self.setMinimumSize(look.px(SMALLEST[0]), look.px(SMALLEST[1]))
        self.resize(*SIZE)
        geometry = self.settings.value(GEOMETRY)
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.pages.incident.recall(self.settings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.notices.dismiss():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue(GEOMETRY, self.saveGeometry())
        self.pages.incident.remember(self.settings)
        self.locker.stop()
        self.alarms.stop()
        if self.conducting:
            self.conducting.stop()
        self.presence.stop()
        self.replayer.stop()
        self.since.note()
        super().closeEvent(event)
