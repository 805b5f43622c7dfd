"""停用: a planner takes a kind of alarm out of service, with the reason and until when."""

from commandcenter.queries.alarms.kinds import Kinds
from commandcenter.services.alarms import alarm_acts
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over


class TakeOutForm(Form):
    object_name, extent = "take_out_form", (560, 460)
    danger = True

    def __init__(self, over: Over, kinds: Kinds) -> None:
        explain = self.tr("停用期间这一类不再告警，记入全程记录；不写期限的，到恢复启用为止。")
        super().__init__(over, self.tr("停用一类告警"), self.tr("停用"), explain=explain)
        self.kind = self.choice("kind", self.tr("告警种类"), kinds, needed=True)
        self.why = self.text("why", self.tr("原因"), lines=3, needed=True)
        self.until = self.moment("until", self.tr("停用至"))

    def submit(self) -> None:
        why = self.why.toPlainText().strip()
        self.act(alarm_acts.take_out, str(self.kind.currentData()), why, self.until.value())
