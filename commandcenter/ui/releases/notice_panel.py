"""消费警示 of a warning: the panel of releases, asked for a warning instead of an incident."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.releases.releases import ReleaseBoard, notice_board
from commandcenter.services.releases import releases
from commandcenter.store.database import Query
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.releases.release_panel import ReleasePanel
from commandcenter.ui.widgets.ledger import Ledger


class NoticePanel(ReleasePanel):
    """Only 消费警示 is drafted here; nobody is named before an incident allows it."""

    object_name = "notice_panel"
    kinds = ReleasePanel.kinds | frozenset({"warning", "signal"})
    state_width, next_width = 6, 7

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        self.warning_id: int | None = None
        super().__init__(seat, parent)
        self.ledger.empty.set_text(
            self.tr("还没有消费警示"),
            self.tr("由舆情监测组起草，经合法性审核、保密审查、签发后在官方网站、微信公众号发布"),
        )

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("消费警示"), self.columns(), "release", "")

    def query(self) -> Query[ReleaseBoard]:
        return self.seat.query(notice_board, self.warning_id or 0, self.seat.clock())

    @Slot()
    def refresh(self) -> None:
        """Nothing is asked before a warning is chosen."""
        if self.warning_id is None:
            self.as_of = self.seat.clock()
        else:
            super().refresh()

    def show_warning(self, warning_id: int) -> None:
        if warning_id != self.warning_id:
            self.warning_id = warning_id
            self.refresh()

    def want(self, board: ReleaseBoard, key: str) -> None:
        if self.warning_id is not None:
            command = self.seat.command(releases.draft_notice, self.warning_id)
            self.draft(key, command)
