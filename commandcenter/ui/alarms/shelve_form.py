"""暂缓: an alarm is put aside for a while, with the reason, by who sits here."""

from datetime import timedelta

from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.services.alarms import alarm_acts
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over

MINUTES = (10, 30, 60)


class ShelveForm(Form):
    object_name, extent = "shelve_form", (520, 420)

    def __init__(self, over: Over, line: AlarmLine) -> None:
        words = self.tr("{title}。到时自动恢复提醒；暂缓人、原因和期限记入全程记录。")
        explain = words.format(title=line.title)
        super().__init__(over, self.tr("暂缓告警"), self.tr("暂缓"), explain=explain)
        self._line = line
        spans = [(str(n), self.tr("{n} 分钟").format(n=n)) for n in MINUTES]
        self.span = self.chips(
            "span", self.tr("暂缓时长"), spans, columns=3, single=True, needed=True
        )
        self.why = self.text("why", self.tr("原因"), lines=3, needed=True)
        self.show_consequence(self.tr("暂缓人：{name}").format(name=self.seat.actor.name))

    def submit(self) -> None:
        until = self.seat.clock() + timedelta(minutes=int(self.span.chosen()[0]))
        why = self.why.toPlainText().strip()
        self.act(alarm_acts.shelve, self._line.id, self._line.version, until, why)
