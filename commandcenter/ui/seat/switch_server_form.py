"""The explicit switch to one server while the standby is away: a reason, and what it means."""

from functools import partial

from commandcenter.services.seat.standby import switch_to_single
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over


class SwitchToSingle(Form):
    """Runs beside other writes: those hang on the standby, and are let go by this."""

    object_name = "switch_form"
    kept_as = "switch_server"
    extent = (560, 340)
    danger = True
    keeps = False

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("切换为单机运行"),
            self.tr("切换"),
            explain=self.tr(
                "切换后各席照常办理，新的记录只在一台服务器上；这台服务器损坏，这段时间的记录会丢失。"
                "备机恢复后请及时恢复双机运行。切换记入日志。"
            ),
            subject=0,
        )
        self.reason = self.text("reason", self.tr("切换的原因"), lines=3, needed=True)
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
