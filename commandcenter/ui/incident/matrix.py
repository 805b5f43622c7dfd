"""The matrix of the reference conditions: rows of indicators, a column a level, what is touched."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.domain.conditions import Outcome
from commandcenter.domain.incident.facts import Fact
from commandcenter.domain.incident.grading import Advice, RowAdvice
from commandcenter.domain.incident.grading import Cell as Met
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_items import GradeItem, GradeSide
from commandcenter.ui import look
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.look import BOLD, MEDIUM, REGULAR, Size
from commandcenter.ui.phrases import dotted, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel, tip
from commandcenter.ui.widgets.tag import LevelTag

NAME_WIDTH = 190
COLUMNS = tuple(reversed(Level))  # from Ⅳ to Ⅰ: graver to the right


class Cell(QFrame):
    """One condition: its words, and in words whether it is touched."""

    def __init__(self, met: Met | None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        box.setSpacing(0)
        touched = met is not None and met.outcome is Outcome.MET and not met.passed
        state, ink = self._state(met)
        weight = MEDIUM if touched else REGULAR
        words = PlainLabel(met.words if met else "—", Size.SMALL, weight, ink=ink)
        words.setWordWrap(True)
        box.addWidget(words)
        if state:
            box.addWidget(PlainLabel(state, Size.SMALL, weight, ink=ink))
        box.addStretch(1)
        self.setAccessibleName(f"{met.words} {state}" if met else "—")
        self.setProperty("ground", "warn_soft" if touched else "")
        self._touched = touched
        self.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def _state(self, met: Met | None) -> tuple[str, str]:
        if met is None:
            return "", "text_faint"
        if met.outcome is Outcome.MET:
            if met.passed:
                return self.tr("已超过"), "text_dim"
            return self.tr("● 已触及"), f"level_{met.level.rank}_ink"
        if met.outcome is Outcome.UNKNOWN:
            return self.tr("？尚不清楚"), "text_dim"
        if met.alone:
            return self.tr("数字已达到，须另有一项"), "warn"
        return "", "text_faint"


class Matrix(QWidget):
    """Built anew only when the advice changes: what is read stays under the eye.

    Signals:
        fact_clicked: The number of a fact was pressed. arg: its code
    """

    fact_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix")
        self._shown: object = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(2))
        self._grid.setVerticalSpacing(look.px(2))
        self._box.addLayout(self._grid)

    def show_advice(
        self, advice: Advice, facts: Mapping[str, Fact], words: Mapping[Level, GradeItem]
    ) -> None:
        shown = (advice, {code: (fact.value, said.opens(fact)) for code, fact in facts.items()})
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        self._add_heads()
        line = 1
        for side in GradeSide:
            rows = [row for row in advice.rows if row.side is side]
            if not rows:
                continue
            self._add_side(line, side, advice, words)
            for number, row in enumerate(rows, line + 1):
                self._add_row(number, row, facts)
            line += len(rows) + 1
        self._stretch()

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _stretch(self) -> None:
        for column in range(1, len(COLUMNS) + 1):
            self._grid.setColumnStretch(column, 1)

    def _add_heads(self) -> None:
        self._grid.addWidget(PlainLabel(self.tr("参考指标"), Size.SMALL, ink="text_dim"), 0, 0)
        for column, level in enumerate(COLUMNS, 1):
            tag = LevelTag(word(level.grade_title), level, filled=False, size=Size.SMALL)
            self._grid.addWidget(tag, 0, column, Qt.AlignmentFlag.AlignLeft)

    def _add_side(
        self, line: int, side: GradeSide, advice: Advice, words: Mapping[Level, GradeItem]
    ) -> None:
        """影响范围: in the plan's own words for the level it touches."""
        level = advice.sides.get(side)
        text = self.tr("{side}：{words}").format(
            side=said.side_words(side), words=said.side_level_words(side, level, words)
        )
        if level:
            text = with_note(text, self.tr("预案 1.4.2 {level}级原文").format(level=level.sign))
        label = PlainLabel(text, Size.TEXT, BOLD)
        label.setObjectName(f"side_{side.value}")
        label.setContentsMargins(0, look.px(8), 0, 0)
        self._grid.addWidget(label, line, 0, 1, len(COLUMNS) + 1)

    def _add_row(self, line: int, row: RowAdvice, facts: Mapping[str, Fact]) -> None:
        name = QWidget()
        name.setFixedWidth(look.px(NAME_WIDTH))
        box = QVBoxLayout(name)
        box.setContentsMargins(0, look.px(4), look.px(6), look.px(4))
        box.setSpacing(0)
        title = row.title
        if row.window_hours:
            title = with_note(title, self.tr("{n} 小时").format(n=row.window_hours))
        box.addWidget(PlainLabel(title, Size.SMALL, MEDIUM))
        now = said.row_values(row.code, row.facts, facts)
        for fact, words in now:
            if said.opens(fact):
                box.addWidget(self._link(fact.code, words), 0, Qt.AlignmentFlag.AlignLeft)
        if rest := [words for fact, words in now if not said.opens(fact)]:
            value = PlainLabel(self.tr("现：{value}").format(value=dotted(rest)), Size.SMALL)
            value.setWordWrap(True)
            box.addWidget(value)
        box.addStretch(1)
        name.setToolTip(tip(said.source_words(row.source, row.proposal)))
        self._grid.addWidget(name, line, 0)
        for column, level in enumerate(COLUMNS, 1):
            cell = _Ground(Cell(row.cells.get(level)))
            self._grid.addWidget(cell, line, column)

    def _link(self, code: str, words: str) -> Button:
        """The number opens what it is made of."""
        link = Button(self.tr("现：{value}").format(value=words), Kind.LINK, size=Size.SMALL)
        link.setObjectName(f"fact_{code}")
        link.clicked.connect(partial(self.fact_clicked.emit, code))
        return link


class _Ground(Card):
    """A soft ground under a condition that is touched; none under the others."""

    def __init__(self, cell: Cell) -> None:
        ground = "warn_soft" if cell.property("ground") else "surface"
        super().__init__("", "", ground=ground)
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(cell)
        self.setAccessibleName(cell.accessibleName())
