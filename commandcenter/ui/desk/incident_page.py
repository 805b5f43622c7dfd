"""事件: 现在, the four panels, or a view of one part of the work."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.late import late_name
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui import look
from commandcenter.ui.command.log_view import LogInput
from commandcenter.ui.desk import docks as places
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.docks import stood_out
from commandcenter.ui.desk.form_places import FormPlace
from commandcenter.ui.desk.overview import Overview
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.side import Side
from commandcenter.ui.desk.view_tabs import ViewTabs
from commandcenter.ui.desk.views import ViewEntry, concerns, entries
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.stacking import NARROW

if TYPE_CHECKING:
    from commandcenter.ui.desk.four_panels import FourPanels
    from commandcenter.ui.desk.views.base import WorkView
    from commandcenter.ui.desk.views.timeline import TimelineView
    from commandcenter.ui.frame.tab_order import bring_into_view
else:
    FourPanels = late_name("ui.desk.four_panels", "FourPanels")
    TimelineView = late_name("ui.desk.views.timeline", "TimelineView")
    bring_into_view = late_name("ui.frame.tab_order", "bring_into_view")

MINE, PANELS, TIMELINE = "mine", "panels", "timeline"


TABS = ("command", "reports")  # looked at all day; the others fold into 全部


class IncidentPage(QWidget):
    """`engine` chooses the map (see MapView). A view is made when it is first shown.

    Signals:
        step_wanted: A button of 下一步. args: DO, RING, REMIND or ACT, the NextStep
    """

    step_wanted = Signal(str, object)

    def __init__(
        self,
        seat: Seat,
        acts: Acts,
        rows: Rows,
        parent: QWidget | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("incident_page")
        self.setAccessibleName(self.tr("事件"))
        self.seat, self.acts, self.rows = seat, acts, rows
        self.numbers = NumbersPanel(seat)
        self.side = Side(seat, acts)
        self.overview = Overview(seat, acts, rows, engine=engine)
        self._entries: dict[str, ViewEntry] = {entry.key: entry for entry in entries()}
        self._made: dict[str, WorkView] = {}
        self._engine = engine
        self._settings: QSettings | None = None
        self._docks: FourPanels | None = None
        self._incident: int | None = None
        self._turned = False  # to an incident, or to none
        self._narrow = False
        self._head: DeskHead | None = None
        self._lay_out()
        self._connect()
        self.show_view(MINE)

    def _lay_out(self) -> None:
        px = look.px
        titles = {entry.key: entry.title for entry in self._entries.values()}
        words = {"command": self.tr("指挥"), "reports": self.tr("报告")}
        plain = [(MINE, self.tr("现在")), *((key, words[key]) for key in TABS)]
        folded = [(PANELS, self.tr("四个面板"))]
        folded += [(key, title) for key, title in titles.items() if key not in TABS]
        self.views = ViewTabs(plain, folded)
        self.views.setObjectName("views")
        self.views.chosen.connect(self.show_view)
        self.panels_button = Button(self.tr("四个面板"), Kind.LINK)
        self.panels_button.setObjectName("four_panels")
        self.panels_button.clicked.connect(self._show_panels)
        self.drawer = Button(self.tr("待办和动态"), Kind.LINK)
        self.drawer.setObjectName("side_drawer")
        self.drawer.setCheckable(True)
        self.drawer.toggled.connect(self._show_side)
        head = QHBoxLayout()
        head.addWidget(self.views)
        head.addStretch(1)
        head.addWidget(self.drawer)
        head.addWidget(self.panels_button)
        self.strip = QVBoxLayout()  # all live incidents stand here
        self.stack = QStackedWidget()
        self.stack.addWidget(self.overview)
        left = QVBoxLayout()
        left.setContentsMargins(px(14), px(8), px(14), px(12))
        left.setSpacing(px(8))
        left.addLayout(self.strip)
        left.addLayout(head)
        left.addWidget(self.numbers)
        left.addWidget(self.stack, 1)
        box = self._box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(left, 1)
        box.addWidget(self.side)

    def _connect(self) -> None:
        rows = self.rows
        self.numbers.number_clicked.connect(rows.number)
        self.overview.step_wanted.connect(self.step_wanted)
        self.overview.groups.group_clicked.connect(rows.group)

    @cached_property
    def docks(self) -> "FourPanels":
        """Made when they are first looked at."""
        titles = {
            places.MAP: self.tr("事件地图"),
            places.STEPS: self.tr("处置任务"),
            places.TIMELINE: self.tr("投诉时间线"),
            places.COMMAND: self.tr("指挥体系"),
        }
        docks = FourPanels(self.seat, self.rows, titles, engine=self._engine)
        self.stack.addWidget(docks)
        if self._settings is not None:
            docks.recall(self._settings)
        self._docks = docks
        docks.turn_to(self._incident)
        if self._head is not None:
            docks.allow(self._head)
        return docks

    @Slot(str)
    def show_view(self, key: str) -> None:
        self.views.choose(key)
        if key == PANELS:
            self.stack.setCurrentWidget(self.docks)
        else:
            self.stack.setCurrentWidget(self.overview if key == MINE else self.view(key))
        self._show_side()
        self._show_numbers()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look.px(NARROW) + self.side.width()
        if narrow is not self._narrow:
            self._narrow = narrow
            if narrow:
                self._box.removeWidget(self.side)
            else:
                self._box.addWidget(self.side)
        self._show_side()

    @Slot()
    def _show_side(self) -> None:
        """Beside the panels, or over them where there is no room and it is wanted."""
        panels = self.views.key == PANELS
        self.drawer.setVisible(panels and self._narrow)
        self.side.setVisible(panels and (self.drawer.isChecked() or not self._narrow))
        if self._narrow:
            top = self.stack.y()
            left = self.width() - self.side.width()
            self.side.setGeometry(left, top, self.side.width(), self.height() - top)
            self.side.raise_()

    def least_height(self) -> int:
        """Of the four panels: docks over their least height are cut."""
        if self._docks is None or self.views.key != PANELS:
            return 0
        around = self.minimumSizeHint().height() - self.stack.minimumSizeHint().height()
        return around + self._docks.minimumSizeHint().height()

    @Slot()
    def _show_panels(self) -> None:
        self.show_view(PANELS)

    def _show_numbers(self) -> None:
        """With an incident they stand in 当前态势 of 现在; the city's above it."""
        quiet = self.views.key == MINE and self._turned and self._incident is None
        self.numbers.setVisible(quiet or self.views.key == PANELS)

    def view(self, key: str) -> "WorkView":
        """The view of one part of the work, made now if it was not shown before."""
        if key not in self._made:
            view = self._entries[key].make(self.seat, self.acts, self.rows)
            view.setObjectName(f"view_{key}")
            view.setAccessibleName(self._entries[key].title)
            self._made[key] = view
            self.stack.addWidget(view)
            if self._head is not None:
                view.set_head(self._head)
            view.turn_to(self._incident)
        return self._made[key]

    @property
    def tab(self) -> str:
        """The view that is shown, and its own tab: "command:oral"."""
        view = self._made.get(self.views.key)
        return ":".join(filter(None, (self.views.key, view.tab if view else "")))

    def show_tab(self, key: str) -> None:
        view, _, tab = key.partition(":")
        self.show_place(view, tab)

    @Slot(str, str, int)
    def go(self, key: str, tab: str, subject: int) -> None:
        """Show a view at the line of `subject`."""
        self.show_view(key)
        self.view(key).go(tab, subject)

    def begin_log(self) -> None:
        """The field of 动态 gets the focus: the one that is shown, else that of 现在."""
        if not (shown := self._log_fields()):
            self.show_view(MINE)
            shown = self._log_fields()
        if shown:  # else it says there why nothing is written
            shown[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            bring_into_view(shown[0])

    def _log_fields(self) -> list[QLineEdit]:
        fields = (each.field for each in self.findChildren(LogInput))
        return [field for field in fields if field.isVisible() and field.window() is self.window()]

    def show_place(self, view: str, tab: str) -> None:
        self.show_view(view)
        if tab:
            self.view(view).show_tab(tab)

    def show_said(self, words: str) -> None:
        """大事记, with the lines that say so."""
        self.show_view(TIMELINE)
        view = self.view(TIMELINE)
        assert isinstance(view, TimelineView)
        view.show_words(words)

    def begin(self, place: FormPlace) -> None:
        """Open a form of a view, at the line that it is about."""
        self.show_view(place.view)
        self.view(place.view).begin(place.tab, place.subject, place.key)

    def turn_to(self, incident_id: int | None) -> None:
        self._incident, self._turned = incident_id, True
        for part in (self.views, self.panels_button):
            part.setVisible(incident_id is not None)  # quiet times show no tabs of an incident
        if incident_id is None:
            self.show_view(MINE)
        self._show_numbers()
        for view in self._made.values():
            view.turn_to(incident_id)
        self.numbers.incident_id = incident_id
        self.numbers.ask_anew()
        if self._docks is not None:
            self._docks.turn_to(incident_id)
        self.side.turn_to(incident_id)
        self.overview.turn_to(incident_id)

    def set_head(self, head: DeskHead) -> None:
        """What this person is offered to do to the steps; at level Ⅳ the county leads."""
        self._head = head
        for entry in self._entries.values():
            self.views.offer(entry.key, concerns(entry, head, self.seat.actor))
        for view in self._made.values():
            view.set_head(head)
        if self._docks is not None:
            self._docks.allow(head)

    def remember(self, settings: QSettings) -> None:
        if self._docks is not None:
            self._docks.remember(settings)

    def recall(self, settings: QSettings) -> None:
        """How the panels stood; one that stood on its own is there again at once."""
        self._settings = settings
        if stood_out(settings):
            _ = self.docks
