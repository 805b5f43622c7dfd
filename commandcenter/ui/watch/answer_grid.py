"""Questions and counted answers in a grid that is typed into: a row an answer.

A question stands in the first row of its answers; how many answered it and whether several
answers could be given stand beside it.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.ui import look

QUESTION, BASE, MANY, OPTION, COUNT, PROBLEM = range(6)
TICKS = (MANY, PROBLEM)
SPARE = 3  # empty rows below


class AnswerGrid(QTableWidget):
    """Signals:
    changed: Something else stands there.
    """

    changed = Signal()

    def __init__(self, questions: Iterable[Question], parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self.setFont(look.font())
        self.setAccessibleName(self.tr("题目和答卷计数"))
        self.setHorizontalHeaderLabels([
            self.tr("题目（同一题只写第一行）"), self.tr("作答人数"), self.tr("可多选"),
            self.tr("选项"), self.tr("人数"), self.tr("反映问题"),
        ])  # fmt: skip
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (QUESTION, OPTION):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(look.px(30))
        self.setTabKeyNavigation(False)
        self.show_questions(questions)
        self.itemChanged.connect(self._on_changed)

    def show_questions(self, questions: Iterable[Question]) -> None:
        self.blockSignals(True)
        self.setRowCount(0)
        for question in questions:
            for place, option in enumerate(question.options):
                first = place == 0
                self._add_row(
                    question.words if first else "",
                    str(question.base) if first else "",
                    option.words,
                    str(option.count),
                    many=first and question.many,
                    problem=option.problem,
                )
        for _ in range(SPARE):
            self._add_row()
        self.blockSignals(False)
        self.changed.emit()

    def _add_row(
        self, question: str = "", base: str = "", option: str = "", count: str = "",
        *, many: bool = False, problem: bool = False,
    ) -> None:  # fmt: skip
        row = self.rowCount()
        self.insertRow(row)
        texts = {QUESTION: question, BASE: base, OPTION: option, COUNT: count}
        for column in range(self.columnCount()):
            item = QTableWidgetItem(texts.get(column, ""))
            if column in TICKS:
                item.setFlags(
                    Qt.ItemFlag.ItemIsUserCheckable
                    | Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                )
                on = many if column == MANY else problem
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.setItem(row, column, item)

    def questions(self) -> tuple[Question, ...]:
        """Raises RuleBroken for what is no number, or an answer without a question."""
        found: list[Question] = []
        for row in range(self.rowCount()):
            words, option = self._text(row, QUESTION), self._text(row, OPTION)
            if not (words or option or self._text(row, COUNT)):
                continue
            if words:
                base = self._number(row, BASE)
                found.append(Question(words, base, (), self._ticked(row, MANY)))
            if not found:
                raise RuleBroken("第 {row} 行没有题目。", row=row + 1)
            last = found.pop()
            counted = Counted(option, self._number(row, COUNT), self._ticked(row, PROBLEM))
            options = (*last.options, counted)
            found.append(Question(last.words, last.base, options, last.many))
        return tuple(found)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item else ""

    def _ticked(self, row: int, column: int) -> bool:
        item = self.item(row, column)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _number(self, row: int, column: int) -> int:
        words = self._text(row, column).replace(",", "")
        if not (words.isascii() and words.isdecimal() and len(words) <= 9):
            name = self.tr("作答人数") if column == BASE else self.tr("人数")
            raise RuleBroken("第 {row} 行请填{name}（整数）。", row=row + 1, name=name)
        return int(words)

    def chosen_words(self) -> str:
        rows = range(self.rowCount())
        return "\n".join(
            "\t".join(
                [*(self._text(r, c) for c in (QUESTION, BASE, OPTION, COUNT)),
                 *("1" if self._ticked(r, c) else "" for c in TICKS)]
            )
            for r in rows
            if self._text(r, QUESTION) or self._text(r, OPTION)
        )  # fmt: skip

    @Slot()
    def _on_changed(self) -> None:
        last = self.rowCount() - 1
        if last < 0 or any(self._text(last, c) for c in (QUESTION, OPTION, COUNT)):
            self.blockSignals(True)
            self._add_row()
            self.blockSignals(False)
        self.changed.emit()
