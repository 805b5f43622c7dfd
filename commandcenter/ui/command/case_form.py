"""A case of the incident: registered, moved on, its acts with their limits of law."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
from commandcenter.services.command.casework import CaseMove, Extension, NewAct, NewCase
from commandcenter.ui import look
from commandcenter.ui.command.officer_fields import Officers
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word


class CaseForm(Form):
    """A clue becomes a case under check."""

    def __init__(
        self, seat: Seat, incident_id: int, choices: ShelfChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("登记案件"),
            self.tr("登记"),
            parent,
            explain=self.tr("从收到线索之日起算核查、决定是否立案的期限。"),
            size=(600, 700),
            form="case_file",
            subject=incident_id,
        )
        self.setObjectName("case_form")
        self._incident = incident_id
        self.party = self.line("party", self.tr("当事人"), needed=True)
        self.cause = self.line("cause", self.tr("案由"), needed=True)
        self.found_at = self.moment("found_at", self.tr("收到线索"), seat.clock(), needed=True)
        nothing = (None, self.tr("不关联"))
        self.subject = self.choice("subject", self.tr("经营主体"), [nothing, *choices.subjects])
        self.officers = Officers(
            self, self.tr("承办人"), choices.officers, self.tr("立案须有两名承办人")
        )
        self.case_number = self.line("number", self.tr("案号"), hint=self.tr("立案后填写也可以"))
        self.body.addStretch(1)

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
        self.send(
            partial(
                casework.register_case,
                actor=self.seat.actor,
                incident_id=self._incident,
                new=new,
            )
        )


class MoveForm(Form):
    """立案, 不予立案, 决定, 移送, 结案: as it stands in the case system."""

    def __init__(
        self, seat: Seat, case: CaseLine, choices: ShelfChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("变更案件状态"),
            self.tr("变更"),
            parent,
            explain=self.tr(
                "{case}，现为“{state}”。变更后，随状态而来的期限自动办结和起算。"
            ).format(
                case=f"{case.number} {case.party}".strip(), state=word(STATE_WORDS[case.state])
            ),
            size=(600, 700),
            form="case_move",
            subject=case.id,
        )
        self.setObjectName("move_form")
        self._case = case
        states = [(state.value, word(STATE_WORDS[state])) for state in NEXT[case.state]]
        self.to = Chips(states, columns=3, single=True)
        self.add("to", self.tr("变更为"), self.to, needed=True)
        self.at = self.moment("moved_at", self.tr("时间"), seat.clock(), needed=True)
        self.case_number = self.line("number", self.tr("案号"), case.number)
        self.officers = Officers(
            self, self.tr("承办人"), choices.officers, self.tr("立案须有两名承办人")
        )
        self.officers.choose(case.handlers)
        self.outcome = self.text("result", self.tr("处理结果或理由"), lines=3)
        self.body.addStretch(1)

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
        self.send(
            partial(casework.move_case, actor=self.seat.actor, case_id=self._case.id, move=move)
        )


class ActForm(Form):
    """An act of the case; the law sets by when the next is due."""

    def __init__(self, seat: Seat, case: CaseLine, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("登记措施"),
            self.tr("登记"),
            parent,
            explain=f"{case.number} {case.party}".strip(),
            size=(600, 580),
            form="case_act",
            subject=case.id,
        )
        self.setObjectName("act_form")
        self._case = case
        kinds = [(kind.value, word(ACT_WORDS[kind])) for kind in BY_HAND]
        self.kind = Chips(kinds, columns=4, single=True)
        self.add("kind", self.tr("措施"), self.kind, needed=True)
        self.urgent = self.tick(
            "urgent", self.tr("情况紧急，先采取后补批（另起二十四小时内补办批准的期限）")
        )
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        when_box, paper_box = QVBoxLayout(), QVBoxLayout()
        self.done_at = self.moment(
            "done_at", self.tr("采取时间"), seat.clock(), needed=True, into=when_box
        )
        self.document = self.line("document", self.tr("文书号"), into=paper_box)
        for column in (when_box, paper_box):
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.words = self.text("words", self.tr("内容"), lines=3, needed=True)
        self.body.addStretch(1)
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
        self.send(
            partial(casework.register_act, actor=self.seat.actor, case_id=self._case.id, new=new)
        )


class ExtendForm(Form):
    """Once, by whom the law names, before it runs out."""

    def __init__(self, seat: Seat, act: ActLine, parent: QWidget | None = None) -> None:
        due = short_zh(act.due_at, seat.clock()) if act.due_at else ""
        super().__init__(
            seat,
            self.tr("延长期限"),
            self.tr("延长"),
            parent,
            explain=self.tr("{act}，{due} 到期。依据：{law}").format(
                act=word(ACT_WORDS[act.kind]), due=due, law=act.law
            ),
            size=(520, 400),
            form="case_extend",
            subject=act.id,
        )
        self.setObjectName("extend_form")
        self._act = act
        self.approver = self.line("approver", self.tr("批准人"), needed=True)
        self.at = self.moment("approved_at", self.tr("批准时间"), seat.clock(), needed=True)
        self.document = self.line("approval_paper", self.tr("批准文书号"), needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        extension = Extension(self.approver.text(), at, self.document.text())
        self.send(
            partial(
                casework.extend_act,
                actor=self.seat.actor,
                act_id=self._act.id,
                extension=extension,
            )
        )


class SettleForm(Form):
    """The act is over, with what came of it."""

    def __init__(self, seat: Seat, act: ActLine, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("办结措施"),
            self.tr("办结"),
            parent,
            explain=f"{word(ACT_WORDS[act.kind])} {act.document}".strip(),
            size=(520, 380),
            form="case_settle",
            subject=act.id,
        )
        self.setObjectName("settle_form")
        self._act = act
        self.outcome = self.text("outcome", self.tr("办理结果"), lines=4, needed=True)
        self.at = self.moment("settled_at", self.tr("办结时间"), seat.clock(), needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                casework.settle_act,
                actor=self.seat.actor,
                act_id=self._act.id,
                outcome=self.outcome.toPlainText(),
                settled_at=self.at.value(),
            )
        )
