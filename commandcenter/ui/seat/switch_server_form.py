"""The explicit switch to one server while the standby is away: a reason, and what it means."""

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from commandcenter.domain.seat.switching import needs_why_unreached
from commandcenter.services.seat.standby import switch_to_single
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over


class SwitchToSingle(Form):
    """Runs beside other writes: those hang on the standby, and are let go by this.

    The leader on duty says how the commander was called in vain.
    """

    object_name = "switch_form"
    kept_as = "switch_server"
    extent = (560, 460)
    danger = True
    keeps = False

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("切换为单机运行"),
            self.tr("切换"),
            explain=self.tr(
                "切换后各席照常办理，新的记录只在一台服务器上；这台服务器损坏，这段时间的记录会丢失。"
                "备机恢复后请及时恢复双机运行。切换记入日志，并告知总指挥。"
            ),
            subject=0,
        )
        self.reason = self.text("reason", self.tr("切换的原因"), lines=3, needed=True)
        self.unreached: QPlainTextEdit | None = None
        if needs_why_unreached(over.seat.actor):
            self.unreached = self.text(
                "unreached",
                self.tr("总指挥联系不上的情况"),
                "",
                self.tr("何时、怎样联系，如：08:10、08:14 两次拨打手机无人接听"),
                lines=3,
                needed=True,
            )
        self.reason.setFocus()

    def submit(self) -> None:
        self.say("")
        seat = self.seat
        said = self.unreached.toPlainText() if self.unreached else ""
        switch = partial(
            switch_to_single, seat.tasks.db, seat.actor, self.reason.toPlainText(), said
        )
        seat.tasks.work(
            self,
            lambda progress: switch(),
            self.finish,
            self.refuse,
            busy=self.busy,
        )
