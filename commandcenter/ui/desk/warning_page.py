"""预警: signals of the watch to be triaged, and the warnings with their measures."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.page_tabs import SIGNALS, WAITING_IN, WARNINGS
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.watch.signal_panel import SignalPanel
from commandcenter.ui.watch.warning_panel import WarningPanel
from commandcenter.ui.watch.warning_view import NOTICE, TALKS
from commandcenter.ui.widgets.buttons import Segments

TAB_OF = {TodoKind.NOTICE: NOTICE, TodoKind.PROMISE: TALKS}


class WarningPage(Page):
    def __init__(self, seat: Seat, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("warning_page")
        self.setAccessibleName(self.tr("预警"))
        self._rows = rows
        self.tabs = Segments([(SIGNALS, self.tr("监测提示")), (WARNINGS, self.tr("预警"))])
        self.tabs.setObjectName("warning_page_tabs")
        self.signals = SignalPanel(seat)
        self.warnings = WarningPanel(seat)
        self.heading.addWidget(self.tabs)
        self.heading.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.signals)
        self.stack.addWidget(self.warnings)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.signals.rows_wanted.connect(self._show_rows)
        self.signals.warning_wanted.connect(self.show_warning)
        self.signals.incident_wanted.connect(rows.incident_wanted)
        self.warnings.signal_wanted.connect(self.show_signal)
        self.warnings.incident_wanted.connect(rows.incident_wanted)

    @property
    def tab(self) -> str:
        return self.tabs.key

    @Slot(str)
    def show_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self.signals if key == SIGNALS else self.warnings)

    def show_place(self, tab: str, book: str) -> None:
        self.show_tab(tab)

    @Slot(int)
    def show_signal(self, signal_id: int) -> None:
        self.show_tab(SIGNALS)
        self.signals.go(signal_id)

    @Slot(int)
    def show_warning(self, warning_id: int) -> None:
        self.show_tab(WARNINGS)
        self.warnings.go(warning_id)

    def go(self, item: TodoItem) -> None:
        """Where a thing that waits is done."""
        if WAITING_IN[item.kind] == SIGNALS:
            self.show_signal(item.subject_id)
        else:
            self.show_warning(item.subject_id)
            self.warnings.detail.view.wanted_tab = TAB_OF.get(item.kind, "")

    @Slot(str, object)
    def _show_rows(self, title: str, ids: tuple[int, ...]) -> None:
        if ids:
            self._rows.show_rows(title, ComplaintFilter(ids=ids))
