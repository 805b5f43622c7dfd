"""A case of the incident: registered, moved on, its acts with their limits of law."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commandcenter.domain.command.casework import (
    ACT_WORDS,
    BY_HAND,
    NEXT,
    STATE_WORDS,
    ActKind,
    CaseState,
)
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.casework import ActLine, CaseLine
from commandcenter.queries.command.evidence import ShelfChoices
from commandcenter.services.command import casework
from commandcenter.services.command.casework import (
    CaseMove,
    Extension,
    NewAct,
    NewCase,
    Outcome,
)
from commandcenter.ui import look
from commandcenter.ui.command.officer_fields import Officers
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class CaseForm(Form):
    """A clue becomes a case under check."""

    object_name, kept_as, extent = "case_form", "case_file", (600, 700)

    def __init__(self, over: Over, incident_id: int, choices: ShelfChoices) -> None:
        title, primary = self.tr("登记案件"), self.tr("登记")
        explain = self.tr("从收到线索之日起算核查、决定是否立案的期限。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, now = incident_id, self.seat.clock()
        self.party = self.line("party", self.tr("当事人"), needed=True)
        self.cause = self.line("cause", self.tr("案由"), needed=True)
        self.found_at = self.moment("found_at", self.tr("收到线索"), now, needed=True)
        subjects = [(None, self.tr("不关联")), *choices.subjects]
        self.subject = self.choice("subject", self.tr("经营主体"), subjects)
        hint = self.tr("立案须有两名承办人")
        self.officers = Officers(self, self.tr("承办人"), choices.officers, hint)
        self.case_number = self.line("number", self.tr("案号"), hint=self.tr("立案后填写也可以"))

    def submit(self) -> None:
        at = self.found_at.value()
        assert at is not None
        new = NewCase(
            party=self.party.text(),
            cause=self.cause.text(),
            found_at=at,
            handlers=self.officers.names(),
            number=self.case_number.text(),
            subject_id=self.subject.currentData(),
        )
        self.act(casework.register_case, self._incident, new)


class MoveForm(Form):
    """立案, 不予立案, 决定, 移送, 结案: as it stands in the case system."""

    object_name, kept_as, extent = "move_form", "case_move", (600, 700)

    def __init__(self, over: Over, case: CaseLine, choices: ShelfChoices) -> None:
        explain = self.tr("{case}，现为“{state}”。变更后，随状态而来的期限自动办结和起算。").format(
            case=f"{case.number} {case.party}".strip(), state=word(STATE_WORDS[case.state])
        )
        title, primary = self.tr("变更案件状态"), self.tr("变更")
        super().__init__(over, title, primary, explain=explain, subject=case.id)
        self._case, now = case, self.seat.clock()
        states = [(state.value, word(STATE_WORDS[state])) for state in NEXT[case.state]]
        self.to = self.chips("to", self.tr("变更为"), states, columns=3, single=True, needed=True)
        self.at = self.moment("moved_at", self.tr("时间"), now, needed=True)
        self.case_number = self.line("number", self.tr("案号"), case.number)
        hint = self.tr("立案须有两名承办人")
        self.officers = Officers(self, self.tr("承办人"), choices.officers, hint)
        self.officers.choose(case.handlers)
        self.outcome = self.text("result", self.tr("处理结果或理由"), lines=3)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        move = CaseMove(
            to=CaseState(self.to.chosen()[0]),
            at=at,
            number=self.case_number.text(),
            handlers=self.officers.names(),
            result=self.outcome.toPlainText(),
        )
        self.act(casework.move_case, self._case.id, move)


class ActForm(Form):
    """An act of the case; the law sets by when the next is due."""

    object_name, kept_as, extent = "act_form", "case_act", (600, 580)

    def __init__(self, over: Over, case: CaseLine) -> None:
        title, primary = self.tr("登记措施"), self.tr("登记")
        explain = f"{case.number} {case.party}".strip()
        super().__init__(over, title, primary, explain=explain, subject=case.id)
        self._case, now = case, self.seat.clock()
        kinds = [(kind.value, word(ACT_WORDS[kind])) for kind in BY_HAND]
        self.kind = self.chips("kind", self.tr("措施"), kinds, columns=4, single=True, needed=True)
        urgent = self.tr("情况紧急，先采取后补批（另起二十四小时内补办批准的期限）")
        self.urgent = self.tick("urgent", urgent)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        self.done_at = self.moment("done_at", self.tr("采取时间"), now, needed=True, into=left)
        self.document = self.line("document", self.tr("文书号"), into=right)
        for column in (left, right):
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.words = self.text("words", self.tr("内容"), lines=3, needed=True)
        self.kind.changed.connect(self._on_kind)
        self._on_kind()

    def _on_kind(self) -> None:
        preserves = self.kind.chosen() == (ActKind.PRESERVE.value,)
        self.urgent.setVisible(preserves)
        if not preserves:
            self.urgent.setChecked(False)

    def submit(self) -> None:
        at = self.done_at.value()
        assert at is not None
        new = NewAct(
            kind=ActKind(self.kind.chosen()[0]),
            done_at=at,
            words=self.words.toPlainText(),
            document=self.document.text(),
            urgent=self.urgent.isChecked(),
        )
        self.act(casework.register_act, self._case.id, new)


class ExtendForm(Form):
    """Once, by whom the law names, before it runs out."""

    object_name, kept_as, extent = "extend_form", "case_extend", (520, 400)

    def __init__(self, over: Over, act: ActLine) -> None:
        now = over.seat.clock()
        due = short_zh(act.due_at, now) if act.due_at else ""
        explain = self.tr("{act}，{due} 到期。依据：{law}").format(
            act=word(ACT_WORDS[act.kind]), due=due, law=act.law
        )
        title, primary = self.tr("延长期限"), self.tr("延长")
        super().__init__(over, title, primary, explain=explain, subject=act.id)
        self._act = act
        self.approver = self.line("approver", self.tr("批准人"), needed=True)
        self.at = self.moment("approved_at", self.tr("批准时间"), now, needed=True)
        self.document = self.line("approval_paper", self.tr("批准文书号"), needed=True)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        extension = Extension(self.approver.text(), at, self.document.text())
        self.act(casework.extend_act, self._act.id, extension)


class SettleForm(Form):
    """The act is over, with what came of it; a transfer that was let go begins with that."""

    object_name, kept_as, extent = "settle_form", "case_settle", (520, 500)

    def __init__(self, over: Over, act: ActLine) -> None:
        title, primary = self.tr("办结措施"), self.tr("办结")
        explain = f"{word(ACT_WORDS[act.kind])} {act.document}".strip()
        super().__init__(over, title, primary, explain=explain, subject=act.id)
        self._act = act
        self.outcome = self.text("outcome", self.tr("办理结果"), lines=4, needed=True)
        label, now = self.tr("办结时间"), self.seat.clock()
        self.at = self.moment("settled_at", label, now, needed=True)
        self.document = self.line("document", self.tr("文书号"))
        self.approved = self.tick("approved", self.tr("批准移送公安机关（自批准起算移送的期限）"))
        self.approved.setVisible(act.kind is ActKind.POLICE_ASK)

    def submit(self) -> None:
        outcome = Outcome(
            words=self.outcome.toPlainText(),
            at=self.at.value(),
            approved=self.approved.isChecked(),
            document=self.document.text(),
        )
        self.act(casework.settle_act, self._act.id, outcome)
