"""The map of the watch: the last 24 hours, or any day of the last three months by a slider."""

from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from commandcenter.domain.times import day_in_year, local
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_map import map_span, monitor_map
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

DAYS_BACK = 90
STILL_MS = 120  # the slider stands still for so long before its day is asked for
PAGE_STEP = 7


class WatchMap(MapPanel):
    """Signals:
    place_clicked: args: kind and key as of MapView.clicked, since, until (datetime or None)
    """

    place_clicked = Signal(str, str, object, object)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, engine: str = "auto") -> None:
        super().__init__(seat, parent, engine=engine)
        self.wanted = ComplaintFilter()
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self.refresh)
        self.clicked.connect(self._on_place)
        self.body.addLayout(self._bar())
        self._show_day()

    def _bar(self) -> QHBoxLayout:
        """Day before, slider, day after, the day in words, back to the present."""
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("map_day")
        self.slider.setRange(-DAYS_BACK, 0)
        self.slider.setPageStep(PAGE_STEP)
        self.slider.setValue(0)
        self.slider.valueChanged.connect(self._on_day)
        self.day_label = PlainLabel("", Size.SMALL, ink="text_dim")
        self.day_label.setObjectName("map_day_label")
        self.day_label.setMinimumWidth(look.px(128))
        self.back = Button(self.tr("回到现在"), Kind.SECONDARY, size=Size.SMALL)
        self.back.setObjectName("map_now")
        self.back.clicked.connect(partial(self.slider.setValue, 0))
        stays = self.back.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(stays)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.slider, 1)
        row.addWidget(self.day_label)
        row.addWidget(self.back)
        return row

    @property
    def day(self) -> date | None:
        """The day that is shown; None: the last 24 hours."""
        back = self.slider.value()
        if not back:
            return None
        return local(self.seat.clock()).date() + timedelta(days=back)

    def span(self) -> tuple[datetime, datetime | None]:
        return map_span(self.day, self.seat.clock())

    @Slot(object)
    def look_at(self, wanted: ComplaintFilter) -> None:
        self.wanted = wanted
        self.refresh()

    def show_day(self, back: int) -> None:
        """So many days before today, without waiting; 0 is the last 24 hours."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(-back)
        self._show_day()
        self.refresh()

    @Slot()
    def _on_day(self) -> None:
        self._show_day()
        self._still.start()

    def _show_day(self) -> None:
        day = self.day
        words = self.tr("近 24 小时")
        if day is not None:
            words = self.tr("{day}全天").format(
                day=day_in_year(day, local(self.seat.clock()).date())
            )
        self.day_label.setText(words)
        self.slider.setAccessibleName(self.tr("地图日期"))
        self.slider.setAccessibleDescription(words)
        self.back.setVisible(day is not None)

    def query(self) -> Query[MapPicture]:
        self._silence.start()
        return partial(
            monitor_map,
            wanted=self.wanted,
            day=self.day,
            now=self.seat.clock(),
            actor=self.seat.actor,
        )

    @Slot(str, str)
    def _on_place(self, kind: str, key: str) -> None:
        self.place_clicked.emit(kind, key, *self.span())
