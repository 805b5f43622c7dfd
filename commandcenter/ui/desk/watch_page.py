"""监测: the whole city: today's numbers, the timeline, the map, the most complained about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.tops import TopsPanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.map_panel import MapPanel
from commandcenter.ui.panels.numbers_panel import NumbersPanel
from commandcenter.ui.panels.timeline_panel import TimelinePanel
from commandcenter.ui.seat import Seat


class WatchPage(Page):
    def __init__(
        self,
        seat: Seat,
        rows: Rows,
        look: Look = DESK,
        parent: QWidget | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        super().__init__("", look, parent)
        self.setObjectName("watch_page")
        self.setAccessibleName(self.tr("监测"))
        self.numbers = NumbersPanel(seat, look=look)
        self.timeline = TimelinePanel(seat, look=look)
        self.map = MapPanel(seat, look=look, engine=engine)
        self.tops = TopsPanel(seat, look=look)
        self.numbers.number_clicked.connect(rows.city_number)
        self.timeline.bin_clicked.connect(rows.city_bin)
        self.map.clicked.connect(rows.city_place)
        self.tops.subject_wanted.connect(rows.subject)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setHandleWidth(look.px(10))
        below.addWidget(self.map)
        below.addWidget(self.tops)
        below.setSizes([look.px(800), look.px(620)])
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(look.px(10))
        split.addWidget(self.timeline)
        split.addWidget(below)
        split.setSizes([look.px(330), look.px(470)])
        self.body.addWidget(self.numbers)
        self.body.addWidget(split, 1)
