"""按条款评分: points of each clause, why some were lost, and the record that shows it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from commandcenter.queries.drills.board import ClauseScore, DrillBoard
from commandcenter.ui import look
from commandcenter.ui.drills.scrolled import scrolled
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

CLAUSE, TITLE, POINTS, REASON, RECORD = range(5)
USUAL = 9  # clauses; fewer are not drawn apart
POOR = 0.7  # of the full points: below it they stand in red


def points_words(points: float | None) -> str:
    """18; 7.5; a dash where there are none."""
    return "—" if points is None else f"{points:g}"


class ScoreCard(Card):
    """Signals:
    clause_wanted: arg: the clause
    record_wanted: args: table and row of the record of a lost point
    losses_wanted: Several points were lost, each has its record. arg: the ClauseScore
    """

    clause_wanted = Signal(str)
    record_wanted = Signal(str, int)
    losses_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("按条款评分"), "", parent)
        self.setObjectName("drill_score")
        self._shown: object = None
        self.total = PlainLabel("", Size.FIGURE, BOLD)
        self.total.setObjectName("score_total")
        self._full = PlainLabel("", Size.TEXT, ink="text_dim")
        self._full.setObjectName("score_full")
        sums = QHBoxLayout()
        sums.setSpacing(look.px(4))
        sums.addWidget(self.total)
        sums.addWidget(self._full, 0, Qt.AlignmentFlag.AlignBottom)
        self.heading.addLayout(sums)
        self.area = scrolled(QWidget(), self.tr("按条款评分"))
        self.empty = Empty("score", self.tr("还没有可以评分的条款"))
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.empty, 1)

    def show_board(self, board: DrillBoard) -> None:
        given = [score for score in board.scores if score.points is not None]
        left = len(board.scores) - len(given)
        words = self.tr("已评 {n} 条，扣分各有记录").format(n=len(given))
        self.set_note(listed((words, self.tr("未评 {n} 条").format(n=left) if left else "")))
        scored = board.total is not None
        self.total.setText(points_words(board.total) if scored else self.tr("未评"))
        self._full.setText(f"/ {points_words(board.full)}" if scored else "")
        self.area.setVisible(bool(board.scores))
        self.empty.setVisible(not board.scores)
        if board.scores != self._shown:
            self._shown = board.scores
            self.area.show_rows(self._table(board.scores))

    def _table(self, scores: tuple[ClauseScore, ...]) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, look.px(4), 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(TITLE, 2)
        grid.setColumnStretch(REASON, 4)
        for row, score in enumerate(scores):
            grid.setRowStretch(row, 1)
            self._add_row(grid, row, score)
        grid.setRowStretch(len(scores), max(0, USUAL - len(scores)))
        return inside

    def _add_row(self, grid: QGridLayout, row: int, score: ClauseScore) -> None:
        clause = Button(score.clause, Kind.LINK)
        clause.setObjectName("score_clause")
        clause.clicked.connect(partial(self.clause_wanted.emit, score.clause))
        grid.addWidget(clause, row, CLAUSE)
        grid.addWidget(ElidedLabel(score.title, Size.TEXT), row, TITLE)
        grid.addLayout(self._points(score), row, POINTS)
        reason = score.reason or (self.tr("未评：没有记录") if score.points is None else "")
        why = ElidedLabel(reason, Size.SMALL, ink="text_dim", lines=2)
        grid.setRowMinimumHeight(row, max(look.px(27), why.sizeHint().height() + look.px(4)))
        grid.addWidget(why, row, REASON)
        if score.record is not None:
            link = Button(self.tr("看记录"), Kind.LINK, size=Size.SMALL)
            link.setObjectName("score_record")
            if len(score.losses) > 1:  # each has its record
                link.setText(self.tr("看记录 {n}").format(n=len(score.losses)))
                link.clicked.connect(partial(self.losses_wanted.emit, score))
            else:
                link.clicked.connect(partial(self.record_wanted.emit, *score.record))
            grid.addWidget(link, row, RECORD)

    def _points(self, score: ClauseScore) -> QHBoxLayout:
        poor = score.points is not None and score.points < POOR * score.full
        ink = "danger" if poor else "text_faint" if score.points is None else ""
        words = self.tr("未评") if score.points is None else points_words(score.points)
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        row.addStretch(1)
        row.addWidget(PlainLabel(words, Size.TITLE, BOLD, ink))
        row.addWidget(PlainLabel(f"/ {points_words(score.full)}", Size.SMALL, ink="text_dim"))
        return row
