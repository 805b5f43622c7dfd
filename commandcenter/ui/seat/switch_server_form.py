"""The explicit switch to one server while the standby is away: a reason, and what it means."""

from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.services.seat.standby import switch_to_single
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat


class SwitchToSingle(Form):
    """Runs beside other writes: those hang on the standby, and are let go by this."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("切换为单机运行"),
            self.tr("切换"),
            parent,
            explain=self.tr(
                "切换后各席照常办理，新的记录只在一台服务器上；这台服务器损坏，这段时间的记录会丢失。"
                "备机恢复后请及时恢复双机运行。切换记入日志。"
            ),
            size=(560, 340),
            danger=True,
            form="switch_server",
            subject=0,
            keeps=False,
        )
        self.setObjectName("switch_form")
        self.reason = self.text("reason", self.tr("切换的原因"), lines=3, needed=True)
        self.body.addStretch(1)
        self.reason.setFocus()

    def submit(self) -> None:
        self.say("")
        seat = self.seat
        switch = partial(switch_to_single, seat.tasks.db, seat.actor, self.reason.toPlainText())
        seat.tasks.work(
            self,
            lambda progress: switch(),
            self.finish,
            self.refuse,
            busy=self.busy,
        )
