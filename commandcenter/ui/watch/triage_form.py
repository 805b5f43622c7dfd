"""Disposing of a signal: words for each act, the other signal of a merge, an incident from it."""

from collections.abc import Callable, Sequence
from typing import Any

from commandcenter.domain.org import Actor
from commandcenter.domain.watch.signal import SignalAct
from commandcenter.queries.watch.related_signals import OpenIncident
from commandcenter.queries.watch.signals import SignalDetail
from commandcenter.queries.watch.warning_detail import WarningDetail
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.services.watch import signals, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import with_note
from commandcenter.ui.watch.signal_incident_form import IncidentFromWatch

VERBS: dict[SignalAct, Callable[[Any, Actor, int, TriageNote], object]] = {
    SignalAct.VERIFIED: signals.verify,
    SignalAct.EXCLUDED: signals.exclude,
    SignalAct.WATCHED: signals.watch,
    SignalAct.ASSESSED: signals.assess,
    SignalAct.TAKEN_OUT: signals.take_out,
}


def triage_note(detail: SignalDetail, words: str) -> TriageNote:
    """With what was on the screen, so that another's judgement is not written over."""
    return TriageNote(words, detail.seen, detail.line.observed)


class TriageForm(Form):
    """One field of words for one act; kept as a draft, and refused when another was first."""

    object_name, extent = "triage_form", (560, 380)

    def __init__(self, over: Over, detail: SignalDetail, act: SignalAct) -> None:
        self.kept_as = f"triage_{act.value}"
        title, label, explain = self._texts(act)
        super().__init__(over, title, title, explain=explain, subject=detail.line.id)
        self._detail, self._act = detail, act
        self.words = self.text("words", label, lines=6, needed=True)

    def _texts(self, act: SignalAct) -> tuple[str, str, str]:
        """Title, label of the words, what follows."""
        return {
            SignalAct.VERIFIED: (
                self.tr("核实"),
                self.tr("核实情况"),
                self.tr("写明向谁核实、是否属实；核实后再排除、观察或研判。"),
            ),
            SignalAct.EXCLUDED: (
                self.tr("排除"),
                self.tr("排除的理由"),
                self.tr("排除后不再提醒；投诉继续增多时会重新提示。"),
            ),
            SignalAct.WATCHED: (
                self.tr("列入观察"),
                self.tr("观察的理由"),
                self.tr("暂不处置；比您现在看到的数量继续增多时会重新提示。"),
            ),
            SignalAct.ASSESSED: (
                self.tr("研判"),
                self.tr("研判意见"),
                self.tr("写明可能的走向和影响；研判后起草预警，或者转为事件。"),
            ),
            SignalAct.TAKEN_OUT: (
                self.tr("拆出"),
                self.tr("拆出的理由"),
                self.tr("拆出后重新待核实，各自的投诉分开计数。"),
            ),
        }[act]

    def submit(self) -> None:
        words = triage_note(self._detail, self.words.toPlainText().strip())
        self.act(VERBS[self._act], self._detail.line.id, words)


class RenameForm(Form):
    """What it is about, as people call it, and why."""

    object_name, kept_as, extent = "rename_form", "triage_rename", (560, 380)

    def __init__(self, over: Over, detail: SignalDetail) -> None:
        title, subject = self.tr("改名"), detail.line.id
        explain = self.tr("以后的投诉文字中出现这个名称，即按它归集；原来的文中名称不再作为名称。")
        super().__init__(over, title, title, explain=explain, subject=subject)
        self._detail = detail
        self.name = self.line("name", self.tr("名称"), needed=True)
        self.name.setText(detail.line.title)
        self.words = self.text("words", self.tr("改名的理由"), lines=4, needed=True)

    def submit(self) -> None:
        words = triage_note(self._detail, self.words.toPlainText().strip())
        self.act(signals.rename, self._detail.line.id, self.name.text().strip(), words)


class MergeForm(Form):
    """Which signal it belongs to, and why."""

    object_name, kept_as, extent = "merge_form", "triage_merge", (600, 420)

    def __init__(self, over: Over, detail: SignalDetail) -> None:
        title, primary, subject = self.tr("并入其他提示"), self.tr("并入"), detail.line.id
        explain = self.tr("并入后合并计数、一处办理；随时可以拆出，各自的投诉不会丢失。")
        super().__init__(over, title, primary, explain=explain, subject=subject)
        self._detail = detail
        choices = [(kin.id, with_note(kin.title, kin.usual)) for kin in detail.targets]
        self.target = self.choice("target", self.tr("并入"), choices, needed=True)
        self.words = self.text("words", self.tr("并入的理由"), lines=4, needed=True)

    def submit(self) -> None:
        words = triage_note(self._detail, self.words.toPlainText().strip())
        self.act(signals.merge, self._detail.line.id, self.target.currentData(), words)


class JoinForm(Form):
    """Which open incident it belongs to, and why. A subclass gives `command`."""

    object_name, extent = "join_form", (600, 420)

    def __init__(self, over: Over, incidents: Sequence[OpenIncident], subject: int) -> None:
        title, primary = self.tr("归入已有事件"), self.tr("归入")
        explain = self.tr("提示下的投诉并入该事件；每件投诉的法定期限照旧计算。")
        super().__init__(over, title, primary, explain=explain, subject=subject)
        choices = [(each.id, each.title) for each in incidents]
        self.incident = self.choice("incident", self.tr("事件"), choices, needed=True)
        self.words = self.text("words", self.tr("归入的理由"), lines=4, needed=True)

    def command(self, incident_id: int, words: str) -> Command:
        raise NotImplementedError

    def submit(self) -> None:
        self.send(self.command(self.incident.currentData(), self.words.toPlainText().strip()))


class JoinSignal(JoinForm):
    """A signal that was assessed."""

    kept_as = "triage_join"

    def __init__(self, over: Over, detail: SignalDetail) -> None:
        super().__init__(over, detail.incidents, detail.line.id)
        self._detail = detail

    def command(self, incident_id: int, words: str) -> Command:
        signal, why = self._detail.line.id, triage_note(self._detail, words)
        return self.seat.command(signals.join_incident, signal, incident_id, why)


class JoinWarning(JoinForm):
    """A warning in force; it holds on until it is lifted."""

    kept_as = "warning_join"

    def __init__(self, over: Over, detail: WarningDetail) -> None:
        super().__init__(over, detail.incidents, detail.line.id)
        self._detail = detail
        self.explain.setText(
            self.tr("依据的提示下的投诉并入该事件；法定期限照旧计算；预警另行解除。")
        )

    def command(self, incident_id: int, words: str) -> Command:
        warning, seen = self._detail.line.id, self._detail.seen
        return self.seat.command(warnings.join_incident, warning, incident_id, words, seen)


class IncidentFromSignal(IncidentFromWatch):
    """接报登记, filled from the signal; its complaints join the incident."""

    def __init__(self, over: Over, detail: SignalDetail) -> None:
        super().__init__(over, detail.districts)
        self._detail = detail
        self.form_title.setText(self.tr("转为事件：接报登记"))
        explained = self.tr("提示下的 {n} 件投诉并入新事件；报告时限从接报时间起算。")
        self.explain.setText(explained.format(n=detail.counts.complaints))
        self.brand.setText(detail.brand)
        self.fill_in(detail.line.title, detail.category, detail.line.words)

    def command(self, new: NewIncident) -> Command:
        signal, why = self._detail.line.id, triage_note(self._detail, self.reason())
        return self.seat.command(signals.open_incident, signal, new, why)
