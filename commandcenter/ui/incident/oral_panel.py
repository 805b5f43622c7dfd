"""电话请示记录: what was decided by telephone, and what is still to be signed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.incident.oral import MATTER_WORDS, PENDING
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.orals import OralBoard, OralLine, oral_board
from commandcenter.services.incident import oral
from commandcenter.store.database import Query
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm
from commandcenter.ui.incident.oral_form import OralForm, SignOral
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct


class OralPanel(LedgerPanel[OralBoard]):
    """Of one incident: unsigned ones first. The decider signs or objects here."""

    kinds = frozenset({"oral_decision", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("oral_panel")
        self._board: OralBoard | None = None
        self._record = self.ledger.add_button(
            "record_call", self.tr("登记电话请示…"), "phone", primary=True
        )
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("电话请示记录"),
            [
                Column(self.tr("通话时间"), 8),
                Column(self.tr("事项"), 8),
                Column(self.tr("请示内容"), stretch=True),
                Column(self.tr("决定人"), 5),
                Column(self.tr("状态"), 14),
            ],
            "phone",
            self.tr(
                "还没有电话请示。领导在电话中作出决定时，由值班员或综合协调组在此登记，决定人补签。"
            ),
        )

    def query(self) -> Query[OralBoard]:
        return partial(
            oral_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: OralBoard) -> None:
        self._board = answer
        self._record.setVisible(answer.records)
        self._record.forbid(refusal(answer.refusal) if answer.refusal else "")
        note = self.tr("待补签 {n} 项").format(n=answer.pending) if answer.pending else ""
        if answer.overdue:
            note += self.tr("，其中逾期 {n} 项").format(n=answer.overdue)
        self.ledger.set_note(note)
        super().show_answer(answer)

    def lines(self, answer: OralBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: OralLine, board: OralBoard) -> Line:
        state, ink = self._state(line, board)
        matter = word(MATTER_WORDS[line.matter])
        if line.level:
            matter = self.tr("{matter}（{sign}级）").format(matter=matter, sign=line.level.sign)
        cells = (
            short_zh(line.called_at, board.now),
            matter,
            Cell(line.asked, tip=line.asked),
            line.decider,
            Cell(state, ink, bold=line.pending),
        )
        return Line(line.id, cells, self._detail(line, board, state), self._acts(line))

    def _state(self, line: OralLine, board: OralBoard) -> tuple[str, str]:
        if line.disputed_at:
            return self.tr("决定人有异议"), "danger"
        if line.signed_at:
            late = self.tr("已补签（逾期）") if line.signed_late else self.tr("已补签")
            return late, "warn" if line.signed_late else "text_dim"
        if line.overdue:
            return self.tr("{pending}，已逾期").format(pending=word(PENDING)), "danger"
        return word(PENDING), "warn"

    def _detail(self, line: OralLine, board: OralBoard, state: str) -> tuple[tuple[str, str], ...]:
        now = board.now
        signed = short_zh(line.signed_at, now) if line.signed_at else ""
        disputed = (
            f"{short_zh(line.disputed_at, now)}  {line.disputed_why}" if line.disputed_at else ""
        )
        return (
            (self.tr("状态"), state),
            (self.tr("请示内容"), line.asked),
            (self.tr("答复原话"), line.words),
            (self.tr("通话时间"), short_zh(line.called_at, now)),
            (self.tr("决定人"), line.decider),
            (self.tr("见证人"), line.witness),
            (self.tr("记录人"), f"{line.recorded_by}  {short_zh(line.at, now)}"),
            (self.tr("补签期限"), short_zh(line.due_at, now)),
            (self.tr("补签"), signed),
            (self.tr("异议"), disputed),
        )

    def _acts(self, line: OralLine) -> tuple[LineAct, ...]:
        """Only its decider is offered them: he alone may."""
        if not (line.pending and line.own):
            return ()
        why = refusal(line.refusal) if line.refusal else ""
        return (
            LineAct("sign_oral", self.tr("补签…"), why, primary=True),
            LineAct("dispute_oral", self.tr("有异议…"), why),
        )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None:
            OralForm(self.over, self.incident_id).begin()

    @Slot(str, int)
    def _on_act(self, key: str, oral_id: int) -> None:
        lines = self._board.lines if self._board else ()
        line = next((x for x in lines if x.id == oral_id), None)
        if line is None:
            return
        if key == "sign_oral":
            SignOral(self.over, line).begin()
        else:
            self._dispute(line)

    def _dispute(self, line: OralLine) -> None:
        WordsForm(
            self.seat,
            self.tr("对口头决定提出异议"),
            self.tr("提出异议"),
            self.tr("异议的内容"),
            self._dispute_verb(line.id),
            self.window(),
            explain=self.tr(
                "记录的原话与您的答复不符时使用。已经开始的处置继续进行，须另行决定才能改变；"
                "异议与记录一并存档。"
            ),
        ).begin()

    def _dispute_verb(self, oral_id: int) -> Callable[..., None]:
        actor = self.seat.actor

        def verb(session: Any, words: str) -> None:
            oral.dispute(session, actor, oral_id, words)

        return verb
