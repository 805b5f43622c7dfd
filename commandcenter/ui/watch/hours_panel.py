"""The last seven days by the hour, live, with the rarest hours said in words."""

from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.queries.watch.monitor_hours import HourWeek, hour_week
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.watch.hours_view import HoursView, shown
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.list_export import ViewExport

RAREST = 6
PLACE = Qt.ItemDataRole.UserRole


class HoursPanel(LivePanel[HourWeek]):
    """Signals:
    hour_clicked: args: channel (Channel or None), the day (date), the hour
    """

    kinds = frozenset({"batch", "complaint"})
    ticking = True
    hour_clicked = Signal(object, object, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("hours")
        self._seconds = 0
        self.channel = QComboBox()
        self.channel.setObjectName("hours_channel")
        self.channel.setAccessibleName(self.tr("渠道"))
        self.channel.setFont(look.font(Size.SMALL))
        self.channel.addItem(self.tr("全部渠道"), None)
        for channel in Channel:
            self.channel.addItem(word(CHANNEL_WORDS[channel]), channel.value)
        self.channel.currentIndexChanged.connect(self.refresh)
        note = self.tr(
            "每格一小时，数字为件数。橙色多于平时，蓝色少于平时，越深越少见；平时指过去八周同一时段。"
        )
        top = QHBoxLayout()
        top.addWidget(ElidedLabel(note, Size.SMALL, ink="text_dim", lines=2), 1)
        top.addWidget(self.channel)
        self.view = HoursView()
        self.view.cell_clicked.connect(self._on_cell)
        self.rarest_title = PlainLabel(self.tr("最少见的时段"), Size.TEXT, BOLD)
        self.rarest = QListWidget()
        self.rarest.setObjectName("rarest_hours")
        self.rarest.setAccessibleName(self.rarest_title.text())
        self.rarest.setFont(look.font())
        self.rarest.setProperty("plain", "true")
        self.rarest.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rarest.setFixedHeight(look.px(34) * RAREST)
        self.rarest.itemActivated.connect(self._on_item)
        self.rarest.itemClicked.connect(self._on_item)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.addWidget(self.rarest_title, 1)
        below.addWidget(ViewExport(self.rarest))
        self.body.addLayout(below)
        self.body.addWidget(self.rarest)

    def heading(self) -> str:
        return self.tr("近七天各时段，与平时相比")

    def query(self) -> Query[HourWeek]:
        return partial(hour_week, channel=self._chosen(), now=self.seat.clock())

    def _chosen(self) -> Channel | None:
        key = self.channel.currentData()
        return Channel(key) if key else None

    def show_answer(self, answer: HourWeek) -> None:
        self._seconds = 0
        self.set_note(as_of_text(answer.sources, answer.now))
        self.view.set_week(answer)
        found = sorted(
            (cell.chance, -row, -hour)
            for row, cells in enumerate(answer.cells)
            for hour, cell in enumerate(cells)
            if cell is not None and shown(cell) and not cell.fewer
        )[:RAREST]
        self.rarest.clear()
        for _, row, hour in found:
            item = QListWidgetItem(self.view.words_of(-row, -hour))
            item.setData(PLACE, (answer.first + timedelta(days=-row), -hour))
            self.rarest.addItem(item)
        if not found:
            nothing = QListWidgetItem(self.tr("近七天没有明显多于平时的时段"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.rarest.addItem(nothing)

    @Slot(object, int)
    def _on_cell(self, day: date, hour: int) -> None:
        self.hour_clicked.emit(self._chosen(), day, hour)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        if (place := item.data(PLACE)) is not None:
            self._on_cell(*place)

    def tick(self, now: datetime) -> None:
        self._seconds += 1
        if self._seconds >= AGAIN_S:
            self._seconds = 0
            self.refresh()
