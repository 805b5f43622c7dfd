"""A question of the press: written down, and answered by what was signed."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit

from commandcenter.domain.command.answer import stands_since
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.plan.plan_words import due_words
from commandcenter.queries.releases.media import LineChoice, PressLine
from commandcenter.services.releases import media
from commandcenter.services.releases.media import NewQuestion
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import word


class PressForm(Form):
    """Three things are needed: who asks, what, when."""

    object_name, kept_as, extent = "press_form", "press", (600, 560)

    def __init__(self, over: Over, incident_id: int, usual: Due) -> None:
        super().__init__(over, self.tr("登记媒体提问"), self.tr("登记"), subject=incident_id)
        self._incident = incident_id
        self.outlet = self.line("outlet", self.tr("媒体"), needed=True)
        self.asker = self.line("asker", self.tr("记者"))
        self.question = self.text("question", self.tr("问题"), lines=4, needed=True)
        self.asked = self.moment("asked_at", self.tr("提问时间"), needed=True)
        hint = self.tr("不填即为：{due}").format(due=word(due_words(usual)))
        self.due = self.moment("due_at", self.tr("答复时限"), hint=hint)

    def submit(self) -> None:
        new = NewQuestion(
            outlet=self.outlet.text(),
            question=self.question.toPlainText(),
            asked_at=self.asked.edit.moment(),
            asker=self.asker.text(),
            due_at=self.due.value(),
        )
        self.act(media.register, self._incident, new)


class AnswerPress(Form):
    """The chosen 口径 stands above the answer; an earlier answer is put right openly."""

    object_name, kept_as, extent = "answer_press", "press_answer", (680, 700)

    def __init__(self, over: Over, line: PressLine, choices: Sequence[LineChoice]) -> None:
        self._amends = stands_since(line)
        self.keeps = self._amends is None
        title = self.tr("更正答复") if self._amends else self.tr("答复媒体")
        asked = headed(line.outlet, line.question)
        super().__init__(over, title, self.tr("登记答复"), explain=asked, subject=line.id)
        self._line, self._choices = line, {choice.id: choice for choice in choices}
        lines = [(c.id, f"{c.label} · {c.title}") for c in choices]
        self.follows = self.choice("follows", self.tr("依据"), lines, line.line_id, needed=True)
        self.basis = QPlainTextEdit()
        self.basis.setReadOnly(True)
        self.basis.setFixedHeight(look.line() * 7)
        self.add("basis", self.tr("所依据的全文"), self.basis)
        hint = self.tr("不得超出所依据的内容；不得出现个人信息和尚未公开的经营者名称")
        self.words = self.text("words", self.tr("答复"), line.answer, hint, lines=6, needed=True)
        self.follows.currentIndexChanged.connect(self._show_basis)
        self._show_basis()

    @Slot()
    def _show_basis(self) -> None:
        choice = self._choices.get(self.follows.currentData())
        self.basis.setPlainText(choice.text if choice else "")

    def submit(self) -> None:
        words, follows = self.words.toPlainText(), self.follows.currentData()
        self.act(media.answer, self._line.id, words, follows, amends=self._amends)
