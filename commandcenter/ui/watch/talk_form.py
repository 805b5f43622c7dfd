"""约谈经营者: who talked with whom, what was asked and promised; later whether it was kept."""

from functools import partial

from commandcenter.queries.watch.signals import SignalDetail
from commandcenter.queries.watch.talks import TalkLine
from commandcenter.queries.watch.warning_detail import WarningDetail
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.services.watch import talks, warnings
from commandcenter.store.database import Command
from commandcenter.ui.command.officer_fields import Officers
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.watch.signal_incident_form import IncidentFromWatch


class TalkForm(Form):
    """For a warning, or for a signal before there is one. `kept` gives the id of the talk."""

    object_name, extent = "talk_form", (720, 780)

    def __init__(self, over: Over, about: WarningDetail | SignalDetail) -> None:
        of_signal = isinstance(about, SignalDetail)
        self.kept_as = "signal_talk" if of_signal else "trader_talk"
        title, primary, subject = self.tr("登记约谈"), self.tr("登记"), about.line.id
        explain = self.tr("两名以上执法人员；写明要求、承诺和期限，到期核对是否兑现。")
        super().__init__(over, title, primary, explain=explain, subject=subject)
        self._about, self._of_signal = about, of_signal
        self.talked_at = MomentEdit(self.seat.clock())
        self.add("talked_at", self.tr("约谈时间"), self.talked_at)
        self.place = self.line("place", self.tr("约谈地点"), needed=True)
        self.side_by_side(self.talked_at, self.place)
        self.officers = Officers(self, self.tr("约谈人员"), about.officers, self.tr("不少于两人"))
        hint = self.tr("姓氏和职务，例：法定代表人张某")
        self.trader = self.line("trader_side", self.tr("经营者一方"), hint=hint, needed=True)
        self.asked = self.text("asked", self.tr("提出的要求"), lines=3, needed=True)
        self.promised = self.text("promised", self.tr("承诺的事项"), lines=3)
        self.until = self.moment("promised_until", self.tr("承诺的期限"))

    def submit(self) -> None:
        talk = talks.Talk(
            place=self.place.text(),
            officers=self.officers.names(),
            trader_side=self.trader.text(),
            asked=self.asked.toPlainText(),
            talked_at=min(self.talked_at.moment(), self.seat.clock()),
            promised=self.promised.toPlainText(),
            promised_until=self.until.value(),
            warning_id=None if self._of_signal else self._about.line.id,
            signal_id=self._about.line.id if self._of_signal else None,
            subject_id=self._about.subject_id,
        )
        self.act(talks.hold, talk)


class SettleForm(Form):
    """核对承诺: kept or not, and how that was found out."""

    object_name, kept_as, extent = "settle_form", "settle_talk", (560, 420)

    def __init__(self, over: Over, talk: TalkLine) -> None:
        title, primary = self.tr("核对承诺"), self.tr("登记")
        super().__init__(over, title, primary, explain=talk.promised, subject=talk.id)
        self._talk = talk
        choices = [("kept", self.tr("已兑现")), ("broken", self.tr("未兑现"))]
        label = self.tr("核对结果")
        self.kept_or_not = self.chips("kept", label, choices, columns=2, single=True, needed=True)
        self.words = self.text("words", self.tr("核对情况"), lines=4, needed=True)

    def submit(self) -> None:
        kept = self.kept_or_not.chosen() == ("kept",)
        seen = self._talk.kept, self._talk.kept_at
        self.act(talks.settle, self._talk.id, kept, self.words.toPlainText(), seen=seen)


class TakeBackForm(WordsForm):
    """撤回核对, with the reason: it was another promise, or is not known after all."""

    object_name = "take_back_form"

    def __init__(self, over: Over, talk: TalkLine) -> None:
        title, primary, label = self.tr("撤回核对"), self.tr("撤回"), self.tr("撤回的原因")
        wording = Wording(title, primary, label, talk.kept_words)
        verb = partial(talks.take_back, seen=(talk.kept, talk.kept_at))
        super().__init__(over, wording, verb, talk.id)


class IncidentFromWarning(IncidentFromWatch):
    """接报登记 from a warning in force; the complaints of its signals join the incident."""

    def __init__(self, over: Over, detail: WarningDetail) -> None:
        super().__init__(over, detail.districts)
        self._detail = detail
        self.form_title.setText(self.tr("预警转为事件：接报登记"))
        self.explain.setText(
            self.tr("提示下的投诉并入新事件；报告时限从接报时间起算；预警另行解除。")
        )
        self.fill_in(detail.items.title, detail.items.category, detail.items.matters)

    def command(self, new: NewIncident) -> Command:
        warning, seen = self._detail.line.id, self._detail.seen
        return self.seat.command(warnings.open_incident, warning, new, self.reason(), seen)
