"""告警 as a sheet: what stands now, what is put aside, and how the alarms of the shifts did."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.alarms.hub import Alarms
from commandcenter.ui.alarms.lines_panel import HERE, OTHERS, OUT, SHELVED, AlarmLines
from commandcenter.ui.alarms.statistics_panel import AlarmStatistics
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.buttons import Segments

STATISTICS = "statistics"


class AlarmSheet(QWidget):
    def __init__(self, seat: Seat, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarm_sheet")
        self.tabs = Segments(
            [
                (HERE, self.tr("当前")),
                (OTHERS, self.tr("其他席位")),
                (SHELVED, self.tr("暂缓")),
                (OUT, self.tr("停用")),
                (STATISTICS, self.tr("告警统计")),
            ]
        )
        self.tabs.setObjectName("alarm_tabs")
        self.lines = AlarmLines(seat, alarms)
        self.stack = QStackedWidget()
        self.statistics = AlarmStatistics(seat)
        self.stack.addWidget(self.lines)
        self.stack.addWidget(self.statistics)
        self.tabs.chosen.connect(self._turn)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(8))
        box.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.stack, 1)
        self.setFocusProxy(self.tabs)

    @Slot(str)
    def _turn(self, key: str) -> None:
        if key == STATISTICS:
            self.stack.setCurrentWidget(self.statistics)
        else:
            self.stack.setCurrentWidget(self.lines)
            self.lines.turn(key)
