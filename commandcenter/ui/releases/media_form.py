"""A question of the press: written down, and answered by what was signed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commandcenter.queries.releases.media import LineChoice, PressLine
from commandcenter.services.releases import media
from commandcenter.services.releases.media import NewQuestion
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import headed


class PressForm(Form):
    """Three things are needed: who asks, what, when."""

    def __init__(
        self, seat: Seat, incident_id: int, hours: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("登记媒体提问"),
            self.tr("登记"),
            parent,
            size=(600, 560),
            form="press",
            subject=incident_id,
        )
        self.setObjectName("press_form")
        self._incident = incident_id
        self.outlet: QLineEdit = self.line("outlet", self.tr("媒体"), needed=True)
        self.asker: QLineEdit = self.line("asker", self.tr("记者"))
        self.question: QPlainTextEdit = self.text("question", self.tr("问题"), lines=4, needed=True)
        self.asked = self.moment("asked_at", self.tr("提问时间"), needed=True)
        hint = self.tr("不填按 {n} 小时").format(n=hours)
        self.due = self.moment("due_at", self.tr("答复时限"), hint=hint)
        self.body.addStretch(1)

    def submit(self) -> None:
        new = NewQuestion(
            outlet=self.outlet.text(),
            question=self.question.toPlainText(),
            asked_at=self.asked.edit.moment(),
            asker=self.asker.text(),
            due_at=self.due.value(),
        )
        self.send(
            partial(media.register, actor=self.seat.actor, incident_id=self._incident, new=new)
        )


class AnswerPress(Form):
    """The chosen 口径 stands above the answer; an earlier answer is put right openly."""

    def __init__(
        self,
        seat: Seat,
        line: PressLine,
        choices: Sequence[LineChoice],
        parent: QWidget | None = None,
    ) -> None:
        self._amends = line.answered_at is not None
        super().__init__(
            seat,
            self.tr("更正答复") if self._amends else self.tr("答复媒体"),
            self.tr("登记答复"),
            parent,
            explain=headed(line.outlet, line.question),
            size=(680, 700),
            form="press_answer",
            subject=line.id,
        )
        self.setObjectName("answer_press")
        self._line, self._choices = line, {choice.id: choice for choice in choices}
        self.follows = self.choice(
            "follows",
            self.tr("依据"),
            [(c.id, f"{c.label} · {c.title}") for c in choices],
            line.line_id,
            needed=True,
        )
        self.basis = QPlainTextEdit()
        self.basis.setReadOnly(True)
        self.basis.setFixedHeight(look.line() * 7)
        self.add("basis", self.tr("所依据的全文"), self.basis)
        self.words: QPlainTextEdit = self.text(
            "words",
            self.tr("答复"),
            line.answer,
            self.tr("不得超出所依据的内容；不得出现个人信息和尚未公开的经营者名称"),
            lines=6,
            needed=True,
        )
        self.follows.currentIndexChanged.connect(self._show_basis)
        self._show_basis()
        self.body.addStretch(1)

    @Slot()
    def _show_basis(self) -> None:
        choice = self._choices.get(self.follows.currentData())
        self.basis.setPlainText(choice.text if choice else "")

    def submit(self) -> None:
        self.send(
            partial(
                media.answer,
                actor=self.seat.actor,
                question_id=self._line.id,
                words=self.words.toPlainText(),
                line_id=self.follows.currentData(),
                amends=self._amends,
            )
        )
