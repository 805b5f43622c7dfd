"""How the city stands while there is no incident: the day's complaints and their traders."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.top_subjects import TopsPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.watch.timeline_panel import TimelinePanel


class QuietCity(QWidget):
    def __init__(self, seat: Seat, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quiet_city")
        self.timeline = TimelinePanel(seat)
        self.timeline.bin_clicked.connect(rows.city_bin)
        self.tops = TopsPanel(seat)
        self.tops.subject_wanted.connect(rows.subject)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.timeline, 5)
        box.addWidget(self.tops, 6)
