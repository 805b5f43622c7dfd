"""The traders for whom so many complaints are rarest, live."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.watch.monitor_subjects import SubjectTop, SubjectTops, subject_tops
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import Size
from commandcenter.ui.watch.subject_row import SubjectRow
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import ExportButton, Table

WINDOWS = (1, 3, 7)  # days
ONE_DAY = timedelta(days=1)


class SubjectsPanel(LivePanel[SubjectTops]):
    """Signals:
    rows_wanted: args: id, name, since, until (datetime) of the rows
    timeline_wanted: args: id, name
    """

    kinds = frozenset({"batch", "complaint", "subject"})
    ticking = True
    rows_wanted = Signal(int, str, object, object)
    timeline_wanted = Signal(int, str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("subjects")
        self._seconds = 0
        self._answer: SubjectTops | None = None
        words = (self.tr("近 24 小时"), self.tr("近 3 天"), self.tr("近 7 天"))
        self.windows = Segments([(str(n), text) for n, text in zip(WINDOWS, words, strict=True)])
        self.windows.setObjectName("subjects_window")
        self.windows.chosen.connect(self._on_window)
        note = self.tr("两件以上的主体，少见的在前；右侧为近 28 天，每 24 小时一柱")
        top = QHBoxLayout()
        top.addWidget(PlainLabel(note, Size.SMALL, ink="text_dim"))
        top.addStretch(1)
        top.addWidget(self.windows)
        self.export = ExportButton(self.heading, self._table)
        top.addWidget(self.export)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, look.px(4), 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        self.rows: list[SubjectRow] = []
        self._wholes: list[QWidget] = []
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        hint = self.tr("有主体被投诉两次以上时，按与平时相比的少见程度列在这里")
        self._empty = Empty("subject", self.tr("这段时间没有投诉集中的主体"), hint)
        self._empty.hide()
        self.body.addLayout(top)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._empty, 1)

    def heading(self) -> str:
        return self.tr("投诉集中的主体，与平时相比")

    def query(self) -> Query[SubjectTops]:
        return self.seat.query(subject_tops, int(self.windows.key), self.seat.clock())

    def show_answer(self, answer: SubjectTops) -> None:
        self._seconds = 0
        self._answer = answer
        self.set_note(as_of_text(answer.sources, answer.now))
        while len(self.rows) < len(answer.lines):
            self._add_row()
        for number, row in enumerate(self.rows):
            there = number < len(answer.lines)
            self._wholes[number].setVisible(there)
            if there:
                row.show_line(answer.lines[number])
        self._area.setVisible(bool(answer.lines))
        self._empty.setVisible(not answer.lines)
        self.export.allow(bool(answer.lines))

    def _table(self) -> Table:
        header = (
            self.tr("经营主体"),
            self.tr("县区"),
            self.tr("件数"),
            self.tr("人数"),
            self.tr("平时件数"),
        )
        lines = self._answer.lines if self._answer else ()
        return header, [_row(x) for x in lines]

    def _add_row(self) -> None:
        """A line and the way from it to the timeline."""
        whole = QWidget()
        row = SubjectRow()
        row.opened.connect(self._on_opened)
        link = Button(self.tr("看时间线"), Kind.LINK, size=Size.SMALL)
        link.clicked.connect(partial(self._on_timeline, row))
        box = QHBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(6))
        box.addWidget(row, 1)
        box.addWidget(link)
        self._lines.insertWidget(len(self.rows), whole)
        self.rows.append(row)
        self._wholes.append(whole)

    @Slot(str)
    def _on_window(self, key: str) -> None:
        self.refresh()

    def _on_timeline(self, row: SubjectRow) -> None:
        if row.line:
            self.timeline_wanted.emit(row.line.id, row.line.name)

    @Slot(object, object)
    def _on_opened(self, line: SubjectTop, back: int | None) -> None:
        assert self._answer
        since, until = self._answer.since, self._answer.now
        if back is not None:
            until = self._answer.now - back * ONE_DAY
            since = until - ONE_DAY
        self.rows_wanted.emit(line.id, line.name, since, until)

    def tick(self, now: datetime) -> None:
        """The window moves on with the time alone."""
        self._seconds += 1
        if self._seconds >= AGAIN_S:
            self._seconds = 0
            self.refresh()


def _row(line: SubjectTop) -> tuple[Cell, ...]:
    usual = None if line.usual is None else round(line.usual, 1)
    return line.name, line.district, line.count, line.people, usual
