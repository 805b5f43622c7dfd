"""A legal question, and its answer with the ground it rests on."""

from commandcenter.domain.command.answer import stands_since
from commandcenter.domain.plan.due_words import Due, due_after
from commandcenter.domain.plan.plan_words import due_words
from commandcenter.queries.command.legal import QuestionLine
from commandcenter.services.command import legal
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class QuestionForm(Form):
    """`usual`: the bureau's limit where none is set."""

    object_name, kept_as, extent = "question_form", "legal_question", (560, 430)

    def __init__(self, over: Over, incident_id: int, usual: Due) -> None:
        title, primary = self.tr("提出法律问题"), self.tr("提出")
        explain = self.tr("由法律咨询组答复，写明法律依据。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self.question = self.text("question", self.tr("问题"), lines=6, needed=True)
        hint = self.tr("不填即为：{due}").format(due=word(due_words(usual)))
        self.due_at = self.moment("due_at", self.tr("答复时限"), hint=hint)
        due = due_after(usual, self.seat.clock())
        if due is not None:
            self.due_at.edit.set_moment(due)

    def submit(self) -> None:
        self.act(legal.ask, self._incident, self.question.toPlainText(), self.due_at.value())


class AnswerForm(Form):
    """An answer; a given one is put right here, and keeps that it was."""

    object_name, kept_as, extent = "answer_form", "legal_answer", (620, 560)

    def __init__(self, over: Over, line: QuestionLine) -> None:
        self._amends = stands_since(line)
        self.keeps = self._amends is None
        title = self.tr("更正答复") if self._amends else self.tr("答复法律问题")
        primary = self.tr("更正") if self._amends else self.tr("答复")
        before = by_at(line.corrected_by or line.answered_by, self._amends, over.seat.clock())
        explain = self.tr("{who} 已答复，更正后以新的为准。").format(who=before)
        shown = f"{line.question}\n{explain}" if self._amends else line.question
        super().__init__(over, title, primary, explain=shown, subject=line.id)
        self._question = line.id
        self.words = self.text("answer", self.tr("答复"), line.answer, lines=7, needed=True)
        label, hint = self.tr("依据（法律和条款）"), self.tr("例：行政处罚法第五十六条")
        self.basis = self.text("basis", label, line.basis, hint, lines=2, needed=True)

    def submit(self) -> None:
        words, basis = self.words.toPlainText(), self.basis.toPlainText()
        self.act(legal.answer, self._question, words, basis, amends=self._amends)
