"""演练 in a drill's store: the conductor's desk, or what came to this player."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.domain.drills.drill import DrillState
from commandcenter.offices.drill_results import Report, report_of_store
from commandcenter.queries.drills.board import ClauseScore, DrillBoard, InjectLine
from commandcenter.services.drills import conduct
from commandcenter.store.database import Command
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.drills import clock_card, conductor_view, drill_sheets
from commandcenter.ui.drills.conductor_view import ConductorView
from commandcenter.ui.drills.drill_head import DrillHead
from commandcenter.ui.drills.drill_sheets import InjectSheet, LossSheet, NotesSheet, PastSheet
from commandcenter.ui.drills.inject_form import InjectForm
from commandcenter.ui.drills.player_view import PlayerView
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import sentences

VERBS = {
    clock_card.START: conduct.start,
    clock_card.PAUSE: conduct.pause,
    clock_card.RESUME: conduct.resume,
    clock_card.NEXT: conduct.next_inject,
}


class DrillPage(Page):
    """It asks nothing: the head of the drill hears, and tells it."""

    def __init__(
        self, seat: Seat, head: DrillHead, rows: Rows, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("drill_page")
        self.setAccessibleName(self.tr("演练"))
        self.seat, self.head, self.rows = seat, head, rows
        self.board: DrillBoard | None = None
        self.conductor = ConductorView()
        self.player = PlayerView()
        self.views = QStackedWidget()
        self.views.addWidget(self.player)
        self.views.addWidget(self.conductor)
        self.body.addWidget(self.views, 1)
        view = self.conductor
        view.clock.wanted.connect(self._on_clock)
        view.clock.speed_wanted.connect(self._on_speed)
        view.injects.pressed.connect(self._show_inject)
        view.score.clause_wanted.connect(rows.clause)
        view.score.record_wanted.connect(self._show_record)
        view.score.losses_wanted.connect(self._show_losses)
        view.wanted.connect(self._on_wanted)
        head.told.connect(self.show_board)
        seat.ticker.join(self, self._on_second)
        if head.board is not None:
            self.show_board(head.board)

    @property
    def view(self) -> ConductorView | PlayerView:
        """When it is over everybody sees how it went."""
        whole = self.board and (self.board.sees_all or self.board.state is DrillState.ENDED)
        return self.conductor if whole else self.player

    @Slot(object)
    def show_board(self, board: DrillBoard) -> None:
        self.board = board
        self.views.setCurrentWidget(self.view)
        self.view.show_board(board)
        self._on_second(self.seat.clock())

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        if self.board is not None and self.isVisible():
            self.view.tick(now, self.head.real_now())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_second(self.seat.clock())

    def _act(self, command: Command) -> None:
        self.seat.tasks.write(self, command, self._done)

    def _done(self, _result: object) -> None:
        self.head.refresh()

    @property
    def over(self) -> Over:
        return Over(self.seat, self.window())

    @Slot(str)
    def _on_clock(self, key: str) -> None:
        if key == clock_card.END:
            self._ask_for_the_end()
        else:
            self._act(self.seat.command(VERBS[key]))

    def _ask_for_the_end(self) -> None:
        board = self.board
        assert board
        coming = sum(line.state == "coming" for line in board.injects)
        words = self.tr("演练时钟停止，按条款评分；结束后不能再继续。")
        if coming:
            words = sentences(self.tr("还有 {n} 项没有注入，将不再注入。").format(n=coming), words)
        form = Confirm(
            self.over,
            self.tr("结束演练并评分"),
            self.tr("结束并评分"),
            words,
            self.seat.command(conduct.end),
        )
        form.kept.connect(self._done)
        form.begin()

    @Slot(int)
    def _on_speed(self, speed: int) -> None:
        self._act(self.seat.command(conduct.set_speed, speed))

    @Slot(int)
    def _show_inject(self, inject: int) -> None:
        board = self.board
        line = next((x for x in board.injects if x.id == inject), None) if board else None
        if board is None or line is None:
            return
        if not board.may_conduct:  # who only watches changes nothing
            line = replace(line, offers=())
        notes = [note for note in board.notes if note.inject_id == inject]
        sheet = InjectSheet(line, notes, self.seat.clock())
        sheet.wanted.connect(self._on_inject)
        self.rows.sheet.show_content(self.tr("注入"), sheet)

    @Slot(str, int)
    def _show_record(self, table: str, row: int) -> None:
        """An inject's is its own sheet; what people entered is shown where it is kept."""
        if table == "drill_inject":
            self._show_inject(row)
        else:
            self.rows.record(table, row)

    @Slot(object)
    def _show_losses(self, score: ClauseScore) -> None:
        sheet = LossSheet(score)
        sheet.record_wanted.connect(self._show_record)
        title = self.tr("{clause} {title}").format(clause=score.clause, title=score.title)
        self.rows.sheet.show_content(title, sheet)

    @Slot(str, object)
    def _on_inject(self, key: str, line: InjectLine) -> None:
        self.rows.sheet.put_away()
        if key == drill_sheets.SKIP:
            self._act(self.seat.command(conduct.skip, line.id))
        elif key == drill_sheets.SAY:
            words = Wording(self.tr("记讨论"), self.tr("保存"), self.tr("讨论情况"), line.title)
            self._begin(WordsForm(self.over, words, conduct.said, line.id))
        elif key == drill_sheets.AMEND:
            self._begin(InjectForm(self.over, line.id))
        elif key == drill_sheets.RECORD and line.record is not None:
            self._show_record(*line.record)

    def _begin(self, form: Form) -> None:
        form.kept.connect(self._done)
        form.begin()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        board, sheet = self.board, self.rows.sheet
        if board is None:
            return
        if key == conductor_view.ADD:
            self._begin(InjectForm(self.over, 0))
        elif key == conductor_view.NOTE:
            words = Wording(self.tr("观察记录"), self.tr("保存"), self.tr("看到的情况"))
            self._begin(WordsForm(self.over, words, conduct.note))
        elif key == conductor_view.NOTES:
            sheet.show_content(self.tr("观察记录"), NotesSheet(board))
        elif key == conductor_view.PAST:
            sheet.show_content(self.tr("与原事件对照"), PastSheet(board.past), wide=True)
        elif key == conductor_view.REPORT:
            make = partial(report_of_store, self.seat.tasks.db)
            self.seat.tasks.work(self, lambda _progress: make(), self._save_report)

    def _save_report(self, report: Report) -> None:
        """What was found and is to be mended is entered in the register of the real store."""
        title = self.tr("另存评估报告")
        save_as(self.window(), title, report.name, partial(self._write, report))

    def _write(self, report: Report, path: Path) -> None:
        said = self.tr("评估报告已另存为 {path}。").format(path=path)
        put(self.seat, path, report.data, said)
