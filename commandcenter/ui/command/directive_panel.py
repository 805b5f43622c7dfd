"""批示 of an incident: as they were written, who carries them out, and what was told back."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.directive import STANDING_WORDS, Standing
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.orders import DirectiveBoard, DirectiveLine, directive_board
from commandcenter.services.command import directives
from commandcenter.store.database import Query
from commandcenter.ui.command.directive_form import AssignDirective, RegisterDirective, TellBack
from commandcenter.ui.command.instruction_panel import INKS, reminder_words
from commandcenter.ui.frame.clock_panel import ClockPanel, due_cell, said
from commandcenter.ui.frame.offered_acts import ask_words, line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line


class DirectivePanel(ClockPanel[DirectiveBoard]):
    kinds = frozenset({"directive", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("directive_panel")
        self._board: DirectiveBoard | None = None
        self._register = self.ledger.add_button(
            "register", self.tr("登记批示…"), "directive", primary=True
        )
        self._register.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("批示"),
            [
                Column(self.tr("状态"), 6),
                Column(self.tr("批示原文"), stretch=True),
                Column(self.tr("批示人"), 8),
                Column(self.tr("承办"), 7),
                Column(self.tr("批示时间"), 7),
                Column(self.tr("办理时限"), 8),
            ],
            "directive",
            self.tr("还没有批示。上级的书面批示在这里照原文登记、交办、催办，办结后回告批示人。"),
        )

    def query(self) -> Query[DirectiveBoard]:
        return partial(
            directive_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: DirectiveBoard) -> None:
        self._board = answer
        show_offer(self._register, answer.register)
        parts = [self.tr("未办结 {n} 件").format(n=answer.open)] if answer.open else []
        if answer.overdue:
            parts.append(self.tr("超时 {n} 件").format(n=answer.overdue))
        if answer.untold:
            parts.append(self.tr("待回告 {n} 件").format(n=answer.untold))
        self.ledger.set_note(listed(parts))
        super().show_answer(answer)

    def lines(self, answer: DirectiveBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: DirectiveLine, board: DirectiveBoard) -> Line:
        now = board.now
        waits = line.done_at is not None and line.told_at is None
        state = self.tr("待回告") if waits else word(STANDING_WORDS[line.standing])
        ink = "warn" if waits else INKS[line.standing]
        cells = (
            Cell(state, ink, bold=line.standing is Standing.OVERDUE),
            Cell(line.words, tip=line.words),
            f"{line.from_person} {line.from_post}".strip(),
            self._carrier(line),
            short_zh(line.directed_at, now),
            due_cell(line.due_at, now, done=line.done_at is not None),
        )
        words = {
            "receive": self.tr("签收"),
            "report": self.tr("报办理结果…"),
            "tell": self.tr("回告批示人…"),
            "remind": self.tr("催办…"),
            "assign": self.tr("改派…"),
        }
        return Line(line.id, cells, self._detail(line, board), line_acts(line.acts, words))

    def _carrier(self, line: DirectiveLine) -> str:
        return word(GROUP_WORDS[line.group]) if line.group else line.to

    def _detail(self, line: DirectiveLine, board: DirectiveBoard) -> tuple[tuple[str, str], ...]:
        now = board.now
        return (
            (self.tr("批示原文"), line.words),
            (self.tr("批示人"), f"{line.from_person} {line.from_post}".strip()),
            (self.tr("所在文件"), line.document),
            (self.tr("批示时间"), short_zh(line.directed_at, now)),
            (self.tr("登记"), said(line.registered_at, line.registered_by, now)),
            (self.tr("承办"), self._carrier(line)),
            (self.tr("办理时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("签收"), said(line.received_at, line.received_by, now)),
            (self.tr("办理结果"), line.result),
            (self.tr("办结"), said(line.done_at, line.done_by, now)),
            (
                self.tr("回告"),
                f"{said(line.told_at, line.told_by, now)} {line.told_way}".strip(),
            ),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None:
            RegisterDirective(self.seat, self.incident_id, self.window()).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        line = (
            next((x for x in self._board.lines if x.id == line_id), None) if self._board else None
        )
        if line is None or self.incident_id is None:
            return
        seat, window = self.seat, self.window()
        actor = seat.actor
        match key:
            case "receive":
                seat.tasks.write(
                    self, partial(directives.receive, actor=actor, directive_id=line_id)
                )
            case "report":
                words = self.tr("报办理结果"), self.tr("报结果"), self.tr("办理结果")
                done = partial(directives.report_result, actor=actor, directive_id=line_id)
                ask_words(self, words, done, line.words)
            case "tell":
                TellBack(seat, line, window).begin()
            case "remind":
                words = self.tr("催办批示"), self.tr("催办"), self.tr("催办内容")
                chase = partial(directives.remind, actor=actor, directive_id=line_id)
                ask_words(self, words, chase, line.words)
            case "assign":
                AssignDirective(seat, self.incident_id, line, window).begin()
