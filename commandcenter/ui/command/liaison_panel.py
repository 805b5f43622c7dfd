"""联络板: what each department was asked, promised and answered, with its clock; and 会商."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.command.liaison import CONTACT_WORDS, Contact
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.liaison import (
    ConsultationLine,
    Consultations,
    LiaisonBoard,
    LiaisonLine,
    consultations,
    liaison_board,
)
from commandcenter.services.command import liaison
from commandcenter.store.database import Query
from commandcenter.ui.command.instruction_panel import reminder_words
from commandcenter.ui.command.liaison_form import (
    AskDepartments,
    NotePromise,
    RecordConsultation,
)
from commandcenter.ui.frame.clock_panel import ClockPanel, due_cell, said
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import ask_words, line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    Contact.OVERDUE: "danger",
    Contact.ASKED: "warn",
    Contact.PROMISED: "",
    Contact.ANSWERED: "ok",
}


class LiaisonPanel(ClockPanel[LiaisonBoard]):
    """Above the lines: which departments that are always told have not been asked yet."""

    kinds = frozenset({"liaison", "incident", "person", "plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("liaison_panel")
        self._board: LiaisonBoard | None = None
        self._ask = self.ledger.add_button("ask", self.tr("联系部门…"), "liaison", primary=True)
        self._ask.hide()
        self._missing = ElidedLabel("", Size.SMALL, ink="warn", lines=2)
        self._missing.setObjectName("not_asked")
        self._ask_missing = Button(self.tr("联系这些部门…"), Kind.LINK, size=Size.SMALL)
        self._ask_missing.setObjectName("ask_missing")
        self._ask_missing.clicked.connect(self._on_missing)
        row = QHBoxLayout()
        row.addWidget(self._missing, 1)
        row.addWidget(self._ask_missing)
        self._bar = QWidget()
        self._bar.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._bar.hide()
        self.body.insertWidget(0, self._bar)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("联络板"),
            [
                Column(self.tr("状态"), 5),
                Column(self.tr("部门"), 8),
                Column(self.tr("请求事项"), stretch=True),
                Column(self.tr("联系"), 8),
                Column(self.tr("答应、答复"), 16),
                Column(self.tr("时限"), 8),
            ],
            "liaison",
            self.tr("还没有联系过部门。公安、卫健、宣传等部门的请求、答应和答复在这里计时。"),
        )

    def query(self) -> Query[LiaisonBoard]:
        return partial(
            liaison_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: LiaisonBoard) -> None:
        self._board = answer
        show_offer(self._ask, answer.ask)
        parts = [self.tr("未答复 {n} 项").format(n=answer.waiting)] if answer.waiting else []
        if answer.overdue:
            parts.append(self.tr("超时 {n} 项").format(n=answer.overdue))
        self.ledger.set_note(listed(parts))
        names = "、".join(department.title for department in answer.missing)
        self._missing.setText(self.tr("应当通报、尚未联系：{names}").format(names=names))
        self._bar.setVisible(bool(answer.missing))
        show_offer(self._ask_missing, answer.ask)
        super().show_answer(answer)

    def lines(self, answer: LiaisonBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: LiaisonLine, board: LiaisonBoard) -> Line:
        now, late = board.now, line.standing is Contact.OVERDUE
        reply = line.answer or line.promise
        cells = (
            Cell(word(CONTACT_WORDS[line.standing]), INKS[line.standing], bold=late),
            line.department,
            Cell(line.request, tip=line.request),
            said(line.asked_at, line.asked_by, now),
            Cell(reply, tip=reply),
            due_cell(line.clock, now, done=line.answered_at is not None),
        )
        detail = (
            (self.tr("部门"), line.department),
            (self.tr("请求事项"), line.request),
            (self.tr("联系"), f"{said(line.asked_at, line.asked_by, now)} {line.way}"),
            (self.tr("对方联系人"), line.contact),
            (self.tr("请求时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("答应"), line.promise),
            (self.tr("答应的时间"), self._promised(line, board)),
            (self.tr("答复"), line.answer),
            (self.tr("答复登记"), said(line.answered_at, line.answer_by, now)),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )
        words = {
            "answer": self.tr("登记答复…"),
            "promise": self.tr("登记答应…"),
            "remind": self.tr("催办…"),
        }
        return Line(line.id, cells, detail, line_acts(line.acts, words))

    def _promised(self, line: LiaisonLine, board: LiaisonBoard) -> str:
        if line.promised_at is None:
            return ""
        short = Moments(board.now, named=True).short
        words = short(line.promised_at)
        if line.promised_for is not None:
            until = self.tr("，{time} 前办到")
            words += until.format(time=short(line.promised_for))
        return words

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        self._begin_ask(())

    @Slot()
    def _on_missing(self) -> None:
        if self._board is not None:
            self._begin_ask(tuple(d.title for d in self._board.missing))

    def _begin_ask(self, chosen: tuple[str, ...]) -> None:
        if self.incident_id is not None and self._board is not None:
            AskDepartments(
                self.over, self.incident_id, self._board.departments, chosen=chosen
            ).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        line = (
            next((x for x in self._board.lines if x.id == line_id), None) if self._board else None
        )
        if line is None:
            return
        actor = self.seat.actor
        explain = self.tr("请求：{request}").format(request=line.request)
        match key:
            case "promise":
                NotePromise(self.over, line).begin()
            case "answer":
                words = self.tr("登记答复"), self.tr("登记"), self.tr("答复内容")
                answer = partial(liaison.note_answer, actor=actor, liaison_id=line_id)
                ask_words(self, words, answer, explain)
            case "remind":
                words = self.tr("催办"), self.tr("催办"), self.tr("催办内容")
                chase = partial(liaison.remind, actor=actor, liaison_id=line_id)
                ask_words(self, words, chase, explain)


class ConsultationPanel(LedgerPanel[Consultations]):
    """会商 records; one is named as the basis of a 定级建议."""

    kinds = frozenset({"consultation", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("consultation_panel")
        self._record = self.ledger.add_button(
            "record", self.tr("登记会商…"), "consult", primary=True
        )
        self._record.hide()
        self.ledger.wanted.connect(self._on_wanted)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("会商记录"),
            [
                Column(self.tr("时间"), 8),
                Column(self.tr("议题"), 16),
                Column(self.tr("结论"), stretch=True),
                Column(self.tr("主持"), 5),
                Column(self.tr("人数"), 3, right=True),
            ],
            "consult",
            self.tr("还没有会商记录。谁参加、议什么、结论是什么，记在这里，供定级建议引用。"),
        )

    def query(self) -> Query[Consultations]:
        return partial(
            consultations,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: Consultations) -> None:
        show_offer(self._record, answer.record)
        super().show_answer(answer)

    def lines(self, answer: Consultations) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: ConsultationLine, answer: Consultations) -> Line:
        now = answer.now
        cells = (
            short_zh(line.held_at, now),
            Cell(line.question, tip=line.question),
            Cell(line.conclusion, tip=line.conclusion),
            line.chair,
            str(len(line.members)),
        )
        detail = (
            (self.tr("会商"), f"{short_zh(line.held_at, now)} {line.place}"),
            (self.tr("主持人"), line.chair),
            (self.tr("参加人员"), "、".join(line.members)),
            (self.tr("议题"), line.question),
            (self.tr("各方意见"), line.opinions),
            (self.tr("会商结论"), line.conclusion),
            (self.tr("记录"), said(line.at, line.recorded_by, now)),
        )
        return Line(line.id, cells, detail)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None:
            RecordConsultation(self.over, self.incident_id).begin()
