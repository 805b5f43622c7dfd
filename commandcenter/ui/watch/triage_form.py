"""Disposing of a signal: words for each act, the other signal of a merge, an incident from it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.signal import SignalAct
from commandcenter.queries.watch.signal_kin import OpenIncident
from commandcenter.queries.watch.signals import SignalDetail
from commandcenter.queries.watch.warning_detail import WarningDetail
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.services.watch import signals, warnings
from commandcenter.services.watch.signals import Said
from commandcenter.store.database import Command
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import with_note
from commandcenter.ui.watch.signal_incident_form import FoundIncident

VERBS: dict[SignalAct, Callable[..., Any]] = {
    SignalAct.VERIFIED: signals.verify,
    SignalAct.EXCLUDED: signals.exclude,
    SignalAct.WATCHED: signals.watch,
    SignalAct.ASSESSED: signals.assess,
    SignalAct.TAKEN_OUT: signals.take_out,
}


def said(detail: SignalDetail, words: str) -> Said:
    """With what was on the screen, so that another's judgement is not written over."""
    return Said(words, detail.seen, detail.line.observed)


class TriageForm(Form):
    """One field of words for one act; kept as a draft, and refused when another was first."""

    def __init__(
        self, seat: Seat, detail: SignalDetail, act: SignalAct, parent: QWidget | None = None
    ) -> None:
        title, label, explain = self._texts(act)
        super().__init__(
            seat,
            title,
            title,
            parent,
            explain=explain,
            size=(560, 380),
            form=f"triage_{act.value}",
            subject=detail.line.id,
        )
        self.setObjectName("triage_form")
        self._detail, self._act = detail, act
        self.words = self.text("words", label, lines=6, needed=True)
        self.body.addStretch(1)

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
        verb = VERBS[self._act]
        words = said(self._detail, self.words.toPlainText().strip())
        self.send(partial(verb, actor=self.seat.actor, signal_id=self._detail.line.id, said=words))


class MergeForm(Form):
    """Which signal it belongs to, and why."""

    def __init__(self, seat: Seat, detail: SignalDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("并入其他提示"),
            self.tr("并入"),
            parent,
            explain=self.tr("并入后合并计数、一处办理；随时可以拆出，各自的投诉不会丢失。"),
            size=(600, 420),
            form="triage_merge",
            subject=detail.line.id,
        )
        self.setObjectName("merge_form")
        self._detail = detail
        choices = [(kin.id, with_note(kin.title, kin.usual)) for kin in detail.targets]
        self.target = self.choice("target", self.tr("并入"), choices, needed=True)
        self.words = self.text("words", self.tr("并入的理由"), lines=4, needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                signals.merge,
                actor=self.seat.actor,
                signal_id=self._detail.line.id,
                into=self.target.currentData(),
                said=said(self._detail, self.words.toPlainText().strip()),
            )
        )


class JoinForm(Form):
    """Which open incident it belongs to, and why. A subclass gives `command`."""

    def __init__(
        self,
        seat: Seat,
        incidents: Sequence[OpenIncident],
        form: str,
        subject: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            seat,
            self.tr("归入已有事件"),
            self.tr("归入"),
            parent,
            explain=self.tr("提示下的投诉并入该事件；每件投诉的法定期限照旧计算。"),
            size=(600, 420),
            form=form,
            subject=subject,
        )
        self.setObjectName("join_form")
        choices = [(each.id, each.title) for each in incidents]
        self.incident = self.choice("incident", self.tr("事件"), choices, needed=True)
        self.words = self.text("words", self.tr("归入的理由"), lines=4, needed=True)
        self.body.addStretch(1)

    def command(self, incident_id: int, words: str) -> Command:
        raise NotImplementedError

    def submit(self) -> None:
        self.send(self.command(self.incident.currentData(), self.words.toPlainText().strip()))


class JoinSignal(JoinForm):
    """A signal that was assessed."""

    def __init__(self, seat: Seat, detail: SignalDetail, parent: QWidget | None = None) -> None:
        super().__init__(seat, detail.incidents, "triage_join", detail.line.id, parent)
        self._detail = detail

    def command(self, incident_id: int, words: str) -> Command:
        return partial(
            signals.join_incident,
            actor=self.seat.actor,
            signal_id=self._detail.line.id,
            incident_id=incident_id,
            said=said(self._detail, words),
        )


class JoinWarning(JoinForm):
    """A warning in force; it holds on until it is lifted."""

    def __init__(self, seat: Seat, detail: WarningDetail, parent: QWidget | None = None) -> None:
        super().__init__(seat, detail.incidents, "warning_join", detail.line.id, parent)
        self._detail = detail
        self.explain.setText(
            self.tr("依据的提示下的投诉并入该事件；法定期限照旧计算；预警另行解除。")
        )

    def command(self, incident_id: int, words: str) -> Command:
        return partial(
            warnings.join_incident,
            actor=self.seat.actor,
            warning_id=self._detail.line.id,
            incident_id=incident_id,
            words=words,
            seen=self._detail.seen,
        )


class IncidentFromSignal(FoundIncident):
    """接报登记, filled from the signal; its complaints join the incident."""

    def __init__(self, seat: Seat, detail: SignalDetail, parent: QWidget | None = None) -> None:
        super().__init__(seat, detail.districts, parent)
        self._detail = detail
        self.form_title.setText(self.tr("转为事件：接报登记"))
        explained = self.tr("提示下的 {n} 件投诉并入新事件；报告时限从接报时间起算。")
        self.explain.setText(explained.format(n=detail.counts.complaints))
        self.brand.setText(detail.brand)
        self.fill_in(detail.line.title, detail.category, detail.line.words)

    def command(self, new: NewIncident) -> Command:
        return partial(
            signals.open_incident,
            actor=self.seat.actor,
            signal_id=self._detail.line.id,
            new=new,
            said=said(self._detail, self.reason()),
        )
