"""The tour over this desk: what its stops are, and that it comes by itself only once."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.late import late_name
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.header import HeadPanel
from commandcenter.ui.desk.pages import Pages
from commandcenter.ui.desk.rail import Rail
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.desk.status import StatusLine

if TYPE_CHECKING:
    from commandcenter.ui.manual.tour import Stop, Tour
else:
    Stop = late_name("ui.manual.tour", "Stop")
    Tour = late_name("ui.manual.tour", "Tour")

SEEN = "desk/tour_seen"
LOOK_MS = 200


class TouredDesk(Protocol):
    """What it needs of the window."""

    inside: QWidget
    rail: Rail
    head: HeadPanel
    pages: Pages
    sheet: Sheet
    status: StatusLine
    settings: QSettings

    def show_page(self, key: str) -> None: ...
    def settled(self) -> bool: ...


class Touring(QObject):
    """Of one desk."""

    def __init__(self, desk: TouredDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tour: Tour | None = None
        self._waiting = QTimer(self, interval=LOOK_MS)
        self._waiting.timeout.connect(self._look)

    def begin_once(self) -> None:
        """Once all stands that it shows; never again on this machine, also where it is left."""
        if not self._desk.settings.value(SEEN):
            self._waiting.start()

    def stop(self) -> None:
        self._waiting.stop()

    @Slot()
    def _look(self) -> None:
        if self._desk.inside.isVisible() and self._desk.settled():
            self._waiting.stop()
            self.begin()

    def begin(self) -> None:
        self._desk.settings.setValue(SEEN, "1")
        if self._tour is not None:
            return
        self._desk.sheet.put_away()
        if page_keys.INCIDENT in self._desk.pages.keys:
            self._desk.show_page(page_keys.INCIDENT)
            self._desk.pages.incident.show_tab("mine")
        self._tour = Tour([s for s in self._stops() if s.shown.isVisible()], self._desk.inside)
        self._tour.ended.connect(self._on_end)

    @Slot()
    def _on_end(self) -> None:
        self._tour = None

    def _stops(self) -> list["Stop"]:
        desk = self._desk
        stops = [
            Stop(
                desk.rail,
                self.tr("左边是各页"),
                self.tr("一页一类工作，只列您用得到的。红色数字是等着办的件数。"),
            ),
            Stop(
                desk.head,
                self.tr("上边是当前事件"),
                self.tr(
                    "级别、名称、由谁负责、已过多久；按名称换一个事件。右边是搜索（Ctrl+K）和您能办的事。"
                ),
            ),
        ]
        if page_keys.INCIDENT in desk.pages.keys:
            stops += self._of_incident()
        stops.append(
            Stop(
                desk.status.who,
                self.tr("右下角是您和帮助"),
                self.tr(
                    "菜单里有离岗期间动态、锁定屏幕和帮助。哪里不明白，按 F1 看讲这个画面的一页。"
                ),
            )
        )
        return stops

    def _of_incident(self) -> list["Stop"]:
        overview = self._desk.pages.incident.overview
        stands = overview.standing or overview.duty
        stops = [
            Stop(
                overview.todo,
                self.tr("等您办的在左边"),
                self.tr("一张卡片一件事，最要紧的在上面；按蓝色按钮办理，办完自己消失。"),
            )
        ]
        if stands is not None:
            words = self.tr("每个数字、每根柱子都能按，列出它由哪些记录得来，两边总是一样。")
            stops.append(Stop(stands, self.tr("中间是现在怎样"), words))
        words = self.tr("各组的任务按时限排，逾期的红色。做过的事自己办结，不用打勾。")
        stops.append(Stop(overview.next, self.tr("右边是下一步"), words))
        return stops
