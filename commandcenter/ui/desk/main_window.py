"""The window of the desk: its parts put together, and who hears whom. No logic."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from commandcenter.late import collecting_later, late, late_name
from commandcenter.ui import look, screens, theme
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.bare_frame import DRILL_HEAD, BareFrame
from commandcenter.ui.desk.folding import SMALLEST, Folds, PageRoom
from commandcenter.ui.desk.inside import Inside
from commandcenter.ui.desk.rail import Rail
from commandcenter.ui.desk.sitters import decides
from commandcenter.ui.frame.at_once import AtOnce
from commandcenter.ui.frame.behind import Behind
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.manual.keys import manual_key

if TYPE_CHECKING:
    from commandcenter.queries.seat.desk import DeskHead
    from commandcenter.ui.desk import incident_page
    from commandcenter.ui.desk.acts import Acts
    from commandcenter.ui.desk.alarm_places import AlarmPlaces
    from commandcenter.ui.desk.alarming import DeskAlarms
    from commandcenter.ui.desk.desk_ways import DeskWays
    from commandcenter.ui.desk.header import HeadPanel
    from commandcenter.ui.desk.incident_strip import IncidentStrip
    from commandcenter.ui.desk.intake_acts import IntakeActs
    from commandcenter.ui.desk.keys import FreeKeys
    from commandcenter.ui.desk.locking import Locker
    from commandcenter.ui.desk.page import all_answered
    from commandcenter.ui.desk.pages import Pages
    from commandcenter.ui.desk.palette import Palette
    from commandcenter.ui.desk.replay_bar import ReplayBar
    from commandcenter.ui.desk.replaying import Replayer
    from commandcenter.ui.desk.rows import Rows
    from commandcenter.ui.desk.seat_menu import SeatMenu
    from commandcenter.ui.desk.sheet import Sheet
    from commandcenter.ui.desk.since_left import SinceLeftKeeper
    from commandcenter.ui.desk.status import StatusLine
    from commandcenter.ui.desk.todo_places import TodoPlaces
    from commandcenter.ui.desk.touring import Touring
    from commandcenter.ui.desk.watch_bar import WatchBar
    from commandcenter.ui.drills.conducting import Conducting
    from commandcenter.ui.drills.drill_head import DrillHead
    from commandcenter.ui.drills.ways import DrillWays
    from commandcenter.ui.seat.presence import Presence
    from commandcenter.ui.widgets.notice_area import NoticeArea
else:  # loaded behind the frame
    incident_page = late("ui.desk.incident_page")
    Acts = late_name("ui.desk.acts", "Acts")
    AlarmPlaces = late_name("ui.desk.alarm_places", "AlarmPlaces")
    DeskAlarms = late_name("ui.desk.alarming", "DeskAlarms")
    DeskWays = late_name("ui.desk.desk_ways", "DeskWays")
    HeadPanel = late_name("ui.desk.header", "HeadPanel")
    IncidentStrip = late_name("ui.desk.incident_strip", "IncidentStrip")
    IntakeActs = late_name("ui.desk.intake_acts", "IntakeActs")
    FreeKeys = late_name("ui.desk.keys", "FreeKeys")
    Locker = late_name("ui.desk.locking", "Locker")
    all_answered = late_name("ui.desk.page", "all_answered")
    Pages = late_name("ui.desk.pages", "Pages")
    Palette = late_name("ui.desk.palette", "Palette")
    ReplayBar = late_name("ui.desk.replay_bar", "ReplayBar")
    Replayer = late_name("ui.desk.replaying", "Replayer")
    Rows = late_name("ui.desk.rows", "Rows")
    SeatMenu = late_name("ui.desk.seat_menu", "SeatMenu")
    Sheet = late_name("ui.desk.sheet", "Sheet")
    SinceLeftKeeper = late_name("ui.desk.since_left", "SinceLeftKeeper")
    StatusLine = late_name("ui.desk.status", "StatusLine")
    TodoPlaces = late_name("ui.desk.todo_places", "TodoPlaces")
    Touring = late_name("ui.desk.touring", "Touring")
    WatchBar = late_name("ui.desk.watch_bar", "WatchBar")
    Conducting = late_name("ui.drills.conducting", "Conducting")
    DrillHead = late_name("ui.drills.drill_head", "DrillHead")
    Presence = late_name("ui.seat.presence", "Presence")
    NoticeArea = late_name("ui.widgets.notice_area", "NoticeArea")

SIZE = (1600, 1000)
GEOMETRY = "desk/geometry"
NOTICES_TOP = 74


class DeskWindow(QMainWindow):
    """`key`: the HMAC key of persons. Without it complaints are taken in with the database's own,
    without `settings` the window remembers in the person's own; `engine` chooses the map (see
    MapView), `lock_minutes` when the screen locks itself (see Locker); `drill_ways` how a drill is
    founded and opened. One that is `bare` shows its frame first, and loads what stands in it once
    that is seen.

    Signals:
        furnished: Its parts stand, and ask.
    """

    furnished = Signal()

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        key: bytes | None = None,
        settings: QSettings | None = None,
        engine: str = "auto",
        lock_minutes: int | None = None,
        drill_ways: "DrillWays | None" = None,
        bare: bool = False,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self.settings = settings or QSettings("commandcenter", "desk")
        self._key, self._lock_minutes = key, lock_minutes
        self._engine, self._drill_ways = engine, drill_ways
        self._shown: int | None = None
        self._heard = self._stands = False
        self._bare: BareFrame | None = None
        self.setObjectName("desk")
        self.setWindowTitle(self.tr("消费领域突发事件应急指挥"))
        self.rail = Rail(page_keys.entries())
        self._walk = Inside(self.rail)
        self.inside: QWidget = self._walk
        self._row = QHBoxLayout(self.inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        self._place()
        if bare:
            self._show_frame()
        else:
            self.furnish()

    def _show_frame(self) -> None:
        """Its parts are loaded and made once it is seen."""
        self._bare = BareFrame(look.px(DRILL_HEAD) if self.seat.drill else 0)
        self._bare.painted.connect(self.furnish, Qt.ConnectionType.QueuedConnection)
        self.rail.show_only(page_keys.keys_of(self.seat))
        self.rail.setEnabled(False)
        self._row.addWidget(self._bare, 1)
        self.setCentralWidget(self.inside)

    @Slot()
    def furnish(self) -> None:
        with collecting_later(), theme.unstyled():
            self.acts = Acts(self.seat, self)
            self.intake = IntakeActs(self.seat, self, self._key)
            self.alarms = DeskAlarms(self.seat, self, self.settings)
            self._build()
            self.escape = QShortcut(QKeySequence("Esc"), self, self._on_escape)
            self.escape.setEnabled(False)
            self.locker = Locker(self.seat, self, self.inside, self._lock_minutes)
            self.keys = FreeKeys(self)
            self.since = SinceLeftKeeper(self.seat, self.sheet, self.settings)
            self.menu_of_seat = SeatMenu(self.seat, self)
            self.presence = Presence(self.seat, self)
            self.conducting = Conducting(self.seat, self.drill_head) if self.drill_head else None
            self.ways = DeskWays(self, self)
            QShortcut(QKeySequence("F7"), self).activated.connect(self.ways.write_log)
            self.touring = Touring(self, self)
            manual_key().watch(self)
            self._connect()
            self.pages.incident.recall(self.settings)
            self._show_sight()
        self._folds = Folds(self.head, self.alarms.panel.bar)
        self._folds.fit(self.size())
        self._stands = True
        self.rail.setEnabled(True)
        self.furnished.emit()

    def _build(self) -> None:
        self.drill_head = DrillHead(self.seat) if self.seat.drill else None
        self.head = HeadPanel(self.seat)
        self.pages = Pages(self.seat, self.acts, engine=self._engine, drill_ways=self._drill_ways)
        self.status = StatusLine(self.seat)
        self.room = PageRoom(self.pages)
        self.sheet = Sheet(self.room)
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
        column.addWidget(self.room, 1)
        column.addWidget(self.status)
        if self._bare is not None:
            AtOnce(self, self.seat.tasks, self.settled)
            self._row.removeWidget(self._bare)
            self._bare.hide()
            self._bare.deleteLater()
        self._row.addLayout(column, 1)
        if self.centralWidget() is None:
            self.setCentralWidget(self.inside)
        self._walk.begin_with(self.room, self.pages)
        self.palette_of = Palette(self.seat, self.settings, self.inside)
        self.notices = NoticeArea(self.seat.notices, self.inside, top=self._under_heads())
        spared = (self.replay_bar, self.alarms.panel)
        self.replayer = Replayer(self.seat, self, self.inside, *spared)

    def _under_heads(self) -> int:
        return NOTICES_TOP + (DRILL_HEAD if self.drill_head else 0)

    def _connect(self) -> None:
        acts, rows = self.acts, self.rows
        self.rail.chosen.connect(self.show_page)
        if self.drill_head:
            self.drill_head.waiting.connect(partial(self.rail.set_count, page_keys.DRILL))
        self.head.told.connect(self._set_head)
        self.head.incident_chosen.connect(self.show_incident)
        self.strip.incident_chosen.connect(self.show_incident)
        self.head.move_wanted.connect(acts.move)
        self.head.search_wanted.connect(self.ways.search.open)
        self.head.clause_clicked.connect(rows.clause)
        self.palette_of.found.connect(self.ways.search.open_hit)
        rows.paper_wanted.connect(self.ways.show_paper)
        self.palette_of.deed.connect(self.ways.search.go)
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
        alarms.counted.connect(partial(self.rail.set_count, page_keys.DUTY))
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
        self.show_page(self.pages.key if self._heard else page_keys.INCIDENT)

    @Slot(str)
    def show_page(self, key: str) -> None:
        key = self.pages.nearest(key)
        if self.replayer.active and key not in page_keys.OF_INCIDENT:
            self.seat.notices.warn(self.tr("回看只有本事件的情况；要看其他页面，请先回到现在。"))
            self.rail.choose(self.pages.key)
            return
        self.sheet.put_away()
        self.rail.choose(key)
        self.pages.turn(key)
        self.watch_bar.show_always(key == page_keys.WATCH)
        self.strip.setVisible(key in page_keys.WITH_STRIP)
        # The conductor's desk has no incident of its own: the head of the drill stands alone.
        self.head.setVisible(key != page_keys.DRILL or self.drill_head is None)

    def show_panels(self) -> None:
        """The four panels of the incident, for a person who would see their own page first."""
        self.show_page(page_keys.INCIDENT)
        self.pages.incident.show_view(incident_page.PANELS)

    @Slot(int)
    def show_incident(self, incident_id: int) -> None:
        if incident_id != self.replayer.incident_id:
            self.replayer.leave()
        self.head.turn_to(incident_id)
        self.show_page(page_keys.INCIDENT)

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
    def _set_head(self, head: "DeskHead") -> None:
        """The first answer chooses the page: with an incident its own; else who decides keeps
        what waits for them, who works gets the watch, and a drill begins on its own page."""
        self.acts.set_head(head)
        self.pages.set_head(head)
        self.status.set_locks(head.locks)
        self.locker.set_locks(head.locks)
        self.rail.set_count(page_keys.WARNINGS, head.warnings)
        shown = self.acts.incident_id
        if shown != self._shown or not self._heard:
            self._shown = shown
            self.pages.show_incident(shown)
            self.strip.turn_to(shown)
        if not self._heard and shown is None:
            if self.drill_head or not decides(self.seat.actor):
                self.show_page(page_keys.DRILL if self.drill_head else page_keys.WATCH)
            self.pages.incident.overview.todo.refresh()  # the rail says how many wait
        if not self._heard:
            Behind(self.since, self.seat.tasks, self.since.offer)
        self._heard = True

    def manual_places(self) -> tuple[str, ...]:
        """See ui.manual.keys."""
        return self.ways.manual_places() if self._stands else ()

    @Slot(int)
    def _count(self, waiting: int) -> None:
        self.rail.set_count(page_keys.INCIDENT, waiting)

    def settled(self) -> bool:
        """Whether everything that can be seen has shown its first answer."""
        if not self._stands or not self.seat.tasks.idle or self.alarms.panel.as_of is None:
            return False
        return all_answered(self)

    def _place(self) -> None:
        self.setMinimumSize(*(look.px(n) for n in SMALLEST))
        self.resize(*SIZE)
        here = f"{GEOMETRY}/{screens.present_set()}"
        geometry = self.settings.value(here) or self.settings.value(GEOMETRY)
        if geometry is not None:
            self.restoreGeometry(geometry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._stands:
            self._folds.fit(self.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        escape = self._stands and event.key() == Qt.Key.Key_Escape
        if escape and self.notices.dismiss():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        manual_key().close()
        for place in (GEOMETRY, f"{GEOMETRY}/{screens.present_set()}"):
            self.settings.setValue(place, self.saveGeometry())
        if not self._stands:
            super().closeEvent(event)
            return
        self.pages.incident.remember(self.settings)
        self.touring.stop()
        self.locker.stop()
        self.alarms.stop()
        if self.conducting:
            self.conducting.stop()
        self.presence.stop()
        self.replayer.stop()
        self.since.note()
        super().closeEvent(event)
