"""责任追究: an operator's case, and the referral of a clue about an official."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from commandcenter.queries.aftermath.liability import LiabilityBoard, LiableLine
from commandcenter.services.aftermath import accountability
from commandcenter.ui.aftermath.recovery_form import yuan
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.widgets.choice_box import ChoiceBox


class OperatorForm(Form):
    """`line`: to be changed, None: a new one. Traders and cases of the incident are offered."""

    object_name, extent = "operator_form", (600, 720)

    def __init__(
        self, over: Over, incident_id: int, board: LiabilityBoard, line: LiableLine | None = None
    ) -> None:
        self.kept_as = "change_operator" if line else "operator"
        self.keeps = not line
        super().__init__(
            over,
            self.tr("修改经营者责任") if line else self.tr("登记经营者责任"),
            self.tr("保存修改") if line else self.tr("登记"),
            explain=self.tr(
                "案件和证据在办案系统办理，这里登记依据、案号、决定和金额（预案 5.2）。"
            ),
            subject=line.id if line else incident_id,
        )
        self._incident, self._board, self._line = incident_id, board, line
        self.name = self._open_choice([name for _, name in board.subjects])
        self.add("name", self.tr("经营者"), self.name, needed=True)
        self.basis = self.text("basis", self.tr("依据"), lines=2, needed=True)
        self.case = self._open_choice(list(board.cases))
        self.add("case_number", self.tr("案号"), self.case)
        self.decision = self.text("decision", self.tr("处理决定"), lines=3)
        self.penalty = self.line("penalty", self.tr("罚没金额（元）"))
        self.decided = self.moment(
            "decided", self.tr("决定时间"), line.decided_at if line else None
        )
        if line:
            self.name.setEditText(line.name)
            self.basis.setPlainText(line.basis)
            self.case.setEditText(line.case_number)
            self.decision.setPlainText(line.decision)
            self.penalty.setText(yuan(line.penalty_cents))
        self.demand(refused_by(cents_of, self.penalty), self.penalty)

    def _open_choice(self, words: list[str]) -> QComboBox:
        """Typed or chosen."""
        box = ChoiceBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(words)
        box.setCurrentIndex(-1)
        completer = box.completer()
        assert completer is not None  # an editable box has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        return box

    def _subject(self) -> int | None:
        """The trader of that very name, if the complaints know one."""
        name = self.name.currentText().strip()
        return next((number for number, words in self._board.subjects if words == name), None)

    def submit(self) -> None:
        cents = cents_of(self.penalty.text())
        liable = accountability.Liable(
            name=self.name.currentText(),
            basis=self.basis.toPlainText(),
            case_number=self.case.currentText(),
            decision=self.decision.toPlainText(),
            penalty_cents=cents,
            decided_at=self.decided.value(),
            subject_id=self._subject(),
        )
        actor, kept = self.seat.actor, self._line
        if kept is None:
            self.send(
                partial(
                    accountability.register_operator,
                    actor=actor,
                    incident_id=self._incident,
                    liable=liable,
                )
            )
        else:
            self.send(
                partial(
                    accountability.amend_operator,
                    actor=actor,
                    line_id=kept.id,
                    liable=liable,
                    seen=kept.version,
                )
            )


class OperatorDecision(Form):
    """What the case of an operator ended with, and when it was decided; the line is closed."""

    object_name, extent = "operator_decision", (560, 470)
    kept_as = "settle_operator"
    keeps = False

    def __init__(self, over: Over, line: LiableLine) -> None:
        super().__init__(
            over,
            self.tr("登记决定并办结"),
            self.tr("办结"),
            explain=self.tr("办结后不能再改。您将成为最后办结人时，不能再作为结案人。"),
            subject=line.id,
        )
        self._line = line
        self.decision = self.text(
            "decision", self.tr("处理决定"), line.decision, lines=4, needed=True
        )
        self.penalty = self.line("penalty", self.tr("罚没金额（元）"), yuan(line.penalty_cents))
        self.decided = self.moment("decided", self.tr("决定时间"), line.decided_at)
        self.demand(refused_by(cents_of, self.penalty), self.penalty)
        self.demand(self._undated, self.decided)

    def _undated(self) -> str:
        """The day of the decision is nobody's to guess, and not that of its entry."""
        return "" if self.decided.value() else self.tr("请填写决定时间。")

    def submit(self) -> None:
        decided = self.decided.value()
        assert decided is not None  # else it is not sent
        decision = accountability.Decision(
            self.decision.toPlainText(), decided, cents_of(self.penalty.text())
        )
        line = self._line
        self.act(accountability.settle_operator, line.id, decision, seen=line.version)


class ReferralForm(Form):
    """Only the referral is kept: what, on which ground, to whom, when. Never kept as a draft."""

    object_name = "referral_form"
    kept_as = "liability_referral"
    extent = (560, 560)
    keeps = False

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(
            over,
            self.tr("登记线索移送"),
            self.tr("登记移送"),
            explain=self.tr(
                "只登记移送情况，总指挥和监督评估可见；不写入调查报告和归档包，日志中不显示内容。"
            ),
            subject=incident_id,
        )
        self._incident = incident_id
        self.matter = self.text("matter", self.tr("线索概述"), lines=2, needed=True)
        self.basis = self.line("basis", self.tr("依据"), needed=True)
        self.to = self.line("referred_to", self.tr("受移送单位"), needed=True)
        self.at = self.moment("referred_at", self.tr("移送时间"), self.seat.clock(), needed=True)

    def submit(self) -> None:
        referral = accountability.Referral(
            matter=self.matter.toPlainText(),
            basis=self.basis.text(),
            referred_to=self.to.text(),
            referred_at=self.at.value() or self.seat.clock(),
        )
        self.act(accountability.refer_official, incident_id=self._incident, referral=referral)
