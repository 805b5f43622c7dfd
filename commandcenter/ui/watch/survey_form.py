"""答卷 of a survey: typed question by question, or read from a file and looked at first."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.survey import require_answers
from commandcenter.intake.survey_file import SurveyFile, read_survey
from commandcenter.offices.progress import Progress
from commandcenter.queries.watch.survey_answers import SurveyBoard
from commandcenter.services.watch import survey_answers
from commandcenter.ui.frame.file_way import LIST_FILES, FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import enumerated, joined, with_note
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.watch.answer_grid import AnswerGrid
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


class SurveyForm(Form):
    """What a file says stands in the grid first, and may be put right there."""

    object_name, extent, keeps = "survey_form", (900, 760), False
    kept_as = "survey_answers"

    def __init__(self, over: Over, board: SurveyBoard) -> None:
        title = self.tr("录入答卷：{title}").format(title=board.title)
        explain = self.tr(
            "逐题录入各选项的人数，或者导入问卷系统的文件（逐份答卷的自动计数）；只保存计数，"
            "不保存个人答卷。标明“反映问题”的选项写进风险清单的依据。"
        )
        primary, subject = self.tr("保存"), board.record_id
        super().__init__(over, title, primary, explain=explain, subject=subject)
        self._board, self._file = board, ""
        self.pick = Button(self.tr("导入文件…"), Kind.SECONDARY, icon="import")
        self.pick.setObjectName("choose")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择问卷文件"), self.tr("问卷文件"), LIST_FILES)
        FileWay(self, wanted, one(self.look_at), self.say, button=self.pick)
        self.outcome = PlainLabel("", ink="text_dim")
        self.outcome.setObjectName("outcome")
        self.outcome.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.pick)
        row.addWidget(self.outcome, 1)
        self.body.addLayout(row)
        self.grid = AnswerGrid(board.questions)
        field = self.add("answer_grid", self.tr("答卷计数"), self.grid)
        self.body.setStretchFactor(field, 1)
        self.demand(self._wrong, self.grid)

    def _wrong(self) -> str:
        try:
            require_answers(self.grid.questions(), self._board.asked)
        except RuleBroken as broken:
            return refusal(broken)
        return ""

    def look_at(self, file: Path | str) -> None:
        """Read on a worker; what it says stands in the grid, nothing is stored."""
        self.say("")
        work = partial(_read, Path(file))
        self.seat.tasks.work(self, work, self._show_read, self.refuse, busy=self.busy)

    def _show_read(self, read: SurveyFile) -> None:
        self._file = read.name
        self.outcome.setText(self._said(read))
        self.grid.show_questions(read.questions)

    def _said(self, read: SurveyFile) -> str:
        if read.counted:
            words = self.tr("已读入“{name}”：{n} 道题目。请核对后保存。")
            return words.format(name=read.name, n=len(read.questions))
        words = self.tr("已读入“{name}”：{sheets} 份答卷，计数 {n} 道题目。请核对后保存。")
        parts = [words.format(name=read.name, sheets=read.sheets, n=len(read.questions))]
        left = [
            with_note(column.question.words, word(column.why_not))
            for column in read.columns
            if column.why_not
        ]
        if left:
            parts.append(self.tr("没有计数的列：{columns}。").format(columns=enumerated(left)))
        return joined("\n", parts)

    def submit(self) -> None:
        board = self._board
        questions = self.grid.questions()
        self.act(survey_answers.count, board.record_id, questions, board.edition, self._file)


def _read(path: Path, progress: Progress) -> SurveyFile:
    return read_survey(path, progress.cancelled)
