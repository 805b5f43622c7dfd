"""套用样稿: the lines of a week with their days in its next year, changed before they are kept."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.publicity.activities import NewActivity
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.publicity.activities import WeekBoard, week_of
from commandcenter.services.publicity import activities
from commandcenter.ui import look
from commandcenter.ui.frame.editors import NumberField
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted, headed
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.press_row import open_by_press


@dataclass(frozen=True, slots=True)
class _Row:
    line: NewActivity
    tick: QCheckBox
    day: DayField
    topic: QLineEdit
    place: QLineEdit
    copies: NumberField


class WeekLines(QWidget):
    """A row for each line: whether it is taken, its day, topic, place and copies.

    Signals:
        changed: Something of it was changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(6))
        self._grid.setColumnStretch(2, 3)
        self._grid.setColumnStretch(3, 2)

    def set_lines(self, lines: Sequence[NewActivity]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = []
        heads = ("", self.tr("日期"), self.tr("主题"), self.tr("地点"), self.tr("份数"),
                 self.tr("承办组"))  # fmt: skip
        for column, words in enumerate(heads):
            self._grid.addWidget(PlainLabel(words, Size.SMALL, ink="text_faint"), 0, column)
        for number, line in enumerate(lines, 1):
            self._add(number, line)

    def _add(self, number: int, line: NewActivity) -> None:
        row = _Row(
            line, QCheckBox(), DayField(line.day, line.day), QLineEdit(line.topic),
            QLineEdit(line.place), NumberField(line.copies or None, self.tr("份")),
        )  # fmt: skip
        row.copies.edit.setFixedWidth(look.px(72))
        row.tick.setObjectName(f"take_{number}")
        row.tick.setAccessibleName(line.topic)
        row.tick.setChecked(True)
        row.tick.toggled.connect(self.changed)
        named = ((row.topic, self.tr("主题")), (row.place, self.tr("地点")))
        for editor, words in named:
            editor.setAccessibleName(headed(line.topic, words))
            editor.setFont(look.font())
            editor.setCursorPosition(0)
            editor.setMinimumHeight(look.px(32))
        group = PlainLabel(word(GROUP_WORDS[line.group]), ink="text_dim")
        cells = (row.tick, row.day, row.topic, row.place, row.copies, group)
        for column, widget in enumerate(cells):
            self._grid.addWidget(widget, number, column)
        for widget in (row.day, row.topic, row.place, row.copies):
            row.tick.toggled.connect(widget.setEnabled)
        self._rows.append(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        for row in self._rows:
            for field in (row.day, row.topic, row.place, row.copies):
                open_by_press(event, field, row.tick)

    def lines(self) -> tuple[NewActivity, ...]:
        """As they stand, those that are taken."""
        return tuple(
            replace(
                row.line,
                day=row.day.value() or row.line.day,
                topic=row.topic.text(),
                place=row.place.text(),
                copies=row.copies.value() or 0,
            )
            for row in self._rows
            if row.tick.isChecked()
        )

    def chosen_words(self) -> str:
        return " ".join(f"{line.day} {line.topic}" for line in self.lines())


class WeekForm(Form):
    """`weeks`: code and title of those of the plan."""

    object_name, extent, keeps = "week_form", (1_080, 560), False

    def __init__(self, over: Over, weeks: tuple[tuple[str, str], ...]) -> None:
        explain = self.tr("日期按工作日历排到最近的一年，逐项改好后一并编入计划；不办的去掉勾。")
        super().__init__(over, self.tr("套用样稿"), self.tr("编入计划"), explain=explain)
        self.week = self.choice("week", self.tr("样稿"), weeks)
        self.about = PlainLabel("", Size.SMALL, ink="text_faint")
        self.about.setObjectName("week_words")
        self.body.addWidget(self.about)
        self.lines = WeekLines()
        self.add("lines", self.tr("计划项目"), self.lines)
        self.demand(self._wrong)
        self.week.currentIndexChanged.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        code = str(self.week.currentData())
        query = partial(week_of, code=code, now=self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, board: WeekBoard) -> None:
        note = self.tr("样稿为建议值，须经本局批准") if board.proposal else ""
        words = self.tr("{year} 年 · {words}").format(year=board.year, words=board.words)
        self.about.setText(dotted((words, note)))
        self.lines.set_lines(board.lines)

    def _wrong(self) -> str:
        lines = self.lines.lines()
        if not lines:
            return self.tr("请至少选择一项编入计划。")
        if any(line.day < local(self.seat.clock()).date() for line in lines):
            return self.tr("有的日期已过，请改日期或者去掉勾。")
        empty = any(not line.topic.strip() or not line.place.strip() for line in lines)
        return self.tr("主题和地点不能空着。") if empty else ""

    def submit(self) -> None:
        self.act(activities.plan_all, self.lines.lines())
