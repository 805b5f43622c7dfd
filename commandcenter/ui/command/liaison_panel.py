"""联络板: what each department was asked, promised and answered, with its clock; and 会商."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.command.directive import STANDING_WORDS
from commandcenter.domain.command.liaison import CONTACT_WORDS, Contact
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.liaison import (
    AgreedLine,
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
    AgreeForm,
    AskDepartments,
    NotePromise,
    RecordConsultation,
)
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, stated, stated_briefly
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, joined, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    Contact.OVERDUE: "danger",
    Contact.ASKED: "warn",
    Contact.PROMISED: "",
    Contact.ANSWERED: "ok",
}


class LiaisonPanel(LinesPanel[LiaisonBoard, LiaisonLine]):
    """Above the lines: which departments that are always told have not been asked yet."""

    object_name = "liaison_panel"
    kinds = frozenset({"liaison", "incident", "person", "plan"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("ask", self.tr("联系部门…"), "liaison", primary=True)
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

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有联系过部门。公安、卫健、宣传等部门的请求、答应和答复在这里计时。")
        return Ledger(self.tr("联络板"), self.columns(), "liaison", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._standing),
            self.column(self.tr("部门"), 8, cell=lambda line, _: line.department),
            self.column(
                self.tr("请求事项"), stretch=True, cell=lambda x, _: Cell(x.request, tip=x.request)
            ),
            self.column(self.tr("联系"), 8, cell=lambda x, b: by_at(x.asked_by, x.asked_at, b.now)),
            self.column(self.tr("答应、答复"), 16, cell=self._reply),
            self.column(self.tr("时限"), 8, cell=self._due),
        ]

    def query(self) -> Query[LiaisonBoard]:
        return self.asked(liaison_board)

    def show_answer(self, answer: LiaisonBoard) -> None:
        names = enumerated(department.title for department in answer.missing)
        self._missing.setText(self.tr("应当通报、尚未联系：{names}").format(names=names))
        self._bar.setVisible(bool(answer.missing))
        show_offer(self._ask_missing, next(iter(answer.offers), None))
        super().show_answer(answer)

    def note(self, board: LiaisonBoard) -> str:
        parts = [self.tr("未答复 {n} 项").format(n=board.waiting)] if board.waiting else []
        if board.overdue:
            parts.append(self.tr("超时 {n} 项").format(n=board.overdue))
        return listed(parts)

    def _standing(self, line: LiaisonLine, _: LiaisonBoard) -> Cell:
        late = line.standing is Contact.OVERDUE
        return Cell(word(CONTACT_WORDS[line.standing]), INKS[line.standing], bold=late)

    def _reply(self, line: LiaisonLine, _: LiaisonBoard) -> Cell:
        reply = line.answer or line.promise
        return Cell(reply, tip=reply)

    def _due(self, line: LiaisonLine, board: LiaisonBoard) -> Cell:
        return due_cell(line.clock, board.now, done=line.answered_at is not None)

    def detail(self, line: LiaisonLine, board: LiaisonBoard) -> Detail:
        now = board.now
        return (
            (self.tr("部门"), line.department),
            (self.tr("请求事项"), line.request),
            (self.tr("联系"), f"{by_at(line.asked_by, line.asked_at, now)} {line.way}"),
            (self.tr("对方联系人"), line.contact),
            (self.tr("请求时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("答应"), line.promise),
            (self.tr("答应的时间"), self._promised(line, board)),
            (self.tr("答复"), line.answer),
            (self.tr("答复登记"), by_at(line.answer_by, line.answered_at, now)),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )

    def _promised(self, line: LiaisonLine, board: LiaisonBoard) -> str:
        if line.promised_at is None:
            return ""
        short = Moments(board.now, named=True).short
        words: str = short(line.promised_at)
        if line.promised_for is not None:
            until = self.tr("{time} 前办到").format(time=short(line.promised_for))
            words = listed((words, until))
        return words

    def acts(self, line: LiaisonLine, board: LiaisonBoard) -> tuple[LineAct, ...]:
        words = {
            "answer": self.tr("登记答复…"),
            "promise": self.tr("登记答应…"),
            "remind": self.tr("催办…"),
        }
        return line_acts(line.offers, words)

    def want(self, board: LiaisonBoard, key: str) -> None:
        self._begin_ask(())

    @Slot()
    def _on_missing(self) -> None:
        if self.board is not None:
            self._begin_ask(tuple(d.title for d in self.board.missing))

    def _begin_ask(self, chosen: tuple[str, ...]) -> None:
        if self.incident_id is not None and self.board is not None:
            AskDepartments(
                self.over, self.incident_id, self.board.departments, chosen=chosen
            ).begin()

    def act(self, board: LiaisonBoard, key: str, line: LiaisonLine) -> None:
        explain = self.tr("请求：{request}").format(request=line.request)
        match key:
            case "promise":
                NotePromise(self.over, line).begin()
            case "answer":
                words = self.tr("登记答复"), self.tr("登记"), self.tr("答复内容")
                wording = Wording(*words, explain)
                WordsForm(self.over, wording, liaison.note_answer, line.id).begin()
            case "remind":
                wording = Wording(self.tr("催办"), self.tr("催办"), self.tr("催办内容"), explain)
                WordsForm(self.over, wording, liaison.remind, line.id).begin()


class ConsultationPanel(LinesPanel[Consultations, ConsultationLine]):
    """会商 records; one is named as the basis of a 定级建议."""

    object_name = "consultation_panel"
    kinds = frozenset({"consultation", "instruction", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("record", self.tr("登记会商…"), "consult", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有会商记录。谁参加、议什么、结论是什么，记在这里，供定级建议引用。")
        return Ledger(self.tr("会商记录"), self.columns(), "consult", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 8, cell=self._held),
            self.column(self.tr("议题"), 16, cell=lambda x, _: Cell(x.question, tip=x.question)),
            self.column(
                self.tr("结论"),
                stretch=True,
                cell=lambda x, _: Cell(x.conclusion, tip=x.conclusion),
            ),
            self.column(self.tr("主持"), 5, cell=lambda line, _: line.chair),
            self.column(self.tr("人数"), 3, right=True, cell=lambda x, _: str(len(x.members))),
        ]

    def _held(self, line: ConsultationLine, board: Consultations) -> Cell:
        return stated_briefly(line.held_at, line.entered, board.now)

    def query(self) -> Query[Consultations]:
        return self.asked(consultations)

    def detail(self, line: ConsultationLine, board: Consultations) -> Detail:
        now = board.now
        return (
            (self.tr("会商"), f"{stated(line.held_at, line.entered, now)} {line.place}"),
            (self.tr("主持人"), line.chair),
            (self.tr("参加人员"), enumerated(line.members)),
            (self.tr("议题"), line.question),
            (self.tr("各方意见"), line.opinions),
            (self.tr("会商结论"), line.conclusion),
            (self.tr("议定事项"), joined("\n", (self._agreed(each, now) for each in line.agreed))),
            (self.tr("记录"), by_at(line.recorded_by, line.at, now)),
        )

    def _agreed(self, each: AgreedLine, now: datetime) -> str:
        until = (
            self.tr("，{time} 前").format(time=short_zh(each.due_at, now)) if each.due_at else ""
        )
        template = self.tr("{to}：{words}{until}（{standing}）")
        return template.format(
            to=word(each.to), words=each.words, until=until,
            standing=word(STANDING_WORDS[each.standing]),
        )  # fmt: skip

    def acts(self, line: ConsultationLine, board: Consultations) -> tuple[LineAct, ...]:
        return line_acts(line.offers, {"agree": self.tr("议定事项…")}, primary=frozenset())

    def act(self, board: Consultations, key: str, line: ConsultationLine) -> None:
        if self.incident_id is not None:
            AgreeForm(self.over, self.incident_id, line).begin()

    def want(self, board: Consultations, key: str) -> None:
        if self.incident_id is not None:
            RecordConsultation(self.over, self.incident_id).begin()
