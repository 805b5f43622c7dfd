"""A legal question, and its answer with the ground it rests on."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.command.legal import QuestionLine
from commandcenter.services.command import legal
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat


class QuestionForm(Form):
    """`usual`: the bureau's limit where none is set."""

    def __init__(
        self, seat: Seat, incident_id: int, usual: timedelta, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("提出法律问题"),
            self.tr("提出"),
            parent,
            explain=self.tr("由法律咨询组答复，写明法律依据。"),
            size=(560, 430),
            form="legal_question",
            subject=incident_id,
        )
        self.setObjectName("question_form")
        self._incident = incident_id
        self.question = self.text("question", self.tr("问题"), lines=6, needed=True)
        hint = self.tr("不填即为 {span}内").format(span=span_zh(usual))
        self.due_at = self.moment("due_at", self.tr("答复时限"), hint=hint)
        self.due_at.edit.set_moment(seat.clock() + usual)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                legal.ask,
                actor=self.seat.actor,
                incident_id=self._incident,
                question=self.question.toPlainText(),
                due_at=self.due_at.value(),
            )
        )


class AnswerForm(Form):
    """An answer; a given one is put right here, and keeps that it was."""

    def __init__(self, seat: Seat, line: QuestionLine, parent: QWidget | None = None) -> None:
        self._amends = line.answered_at is not None
        now = seat.clock()
        before = by_at(line.answered_by, line.answered_at, now)
        explain = self.tr("{who} 已答复，更正后以新的为准。").format(who=before)
        super().__init__(
            seat,
            self.tr("更正答复") if self._amends else self.tr("答复法律问题"),
            self.tr("更正") if self._amends else self.tr("答复"),
            parent,
            explain=f"{line.question}\n{explain}" if self._amends else line.question,
            size=(620, 560),
            form="legal_answer",
            subject=line.id,
        )
        self.setObjectName("answer_form")
        self._question = line.id
        self.words = self.text("answer", self.tr("答复"), line.answer, lines=7, needed=True)
        self.basis = self.text(
            "basis",
            self.tr("依据（法律和条款）"),
            line.basis,
            hint=self.tr("例：行政处罚法第五十六条"),
            lines=2,
            needed=True,
        )
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                legal.answer,
                actor=self.seat.actor,
                question_id=self._question,
                words=self.words.toPlainText(),
                basis=self.basis.toPlainText(),
                amends=self._amends,
            )
        )
