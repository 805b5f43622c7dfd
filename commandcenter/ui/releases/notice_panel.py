"""消费警示 of a warning: the panel of releases, asked for a warning instead of an incident."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.queries.releases.releases import ReleaseBoard, notice_board
from commandcenter.services.releases import releases
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.releases.release_panel import ReleasePanel
from commandcenter.ui.widgets.ledger import Column, Ledger

DETAIL = 300


class NoticePanel(ReleasePanel):
    """Only 消费警示 is drafted here; nobody is named before an incident allows it."""

    kinds = ReleasePanel.kinds | frozenset({"warning", "signal"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        self.warning_id: int | None = None
        super().__init__(seat, parent)
        self.setObjectName("notice_panel")
        self.ledger.empty.set_text(
            self.tr("还没有消费警示"),
            self.tr("由舆情监测组起草，经合法性审核、保密审查、签发后在官方网站、微信公众号发布"),
        )

    def make_ledger(self) -> Ledger:
        """As of an incident, with less room."""
        ledger = Ledger(
            self.tr("消费警示"),
            [
                Column(self.tr("稿件"), 6),
                Column(self.tr("标题"), stretch=True),
                Column(self.tr("状态"), 6),
                Column(self.tr("下一步"), 7),
                Column(self.tr("应发时间"), 8),
            ],
            "release",
            "",
        )
        ledger.detail.setFixedWidth(look.px(DETAIL))
        return ledger

    def query(self) -> Query[ReleaseBoard]:
        actor, warning, now = self.seat.actor, self.warning_id, self.seat.clock()
        return partial(notice_board, actor=actor, warning_id=warning or 0, now=now)

    @Slot()
    def refresh(self) -> None:
        """Nothing is asked before a warning is chosen."""
        if self.warning_id is None:
            self.as_of = self.seat.clock()
        else:
            super().refresh()

    def show_answer(self, answer: ReleaseBoard) -> None:
        super().show_answer(answer)
        self._name.hide()
        for kind, button in self._drafts.items():
            button.setVisible(answer.may_draft and kind is ReleaseKind.TIP)

    def show_warning(self, warning_id: int) -> None:
        if warning_id != self.warning_id:
            self.warning_id = warning_id
            self.refresh()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.warning_id is None or ReleaseKind(key) is not ReleaseKind.TIP:
            return
        command = partial(releases.draft_notice, actor=self.seat.actor, warning_id=self.warning_id)
        busy = self._drafts[ReleaseKind.TIP].setDisabled
        self.seat.tasks.write(self, command, self._edit, busy=busy)
