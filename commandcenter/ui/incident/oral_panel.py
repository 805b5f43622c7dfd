"""电话请示记录: what was decided by telephone, and what is still to be signed."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.incident.oral import MATTER_WORDS, PENDING
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.orals import OralBoard, OralLine, oral_board
from commandcenter.services.incident import oral
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import stated, stated_briefly, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.incident.oral_form import OralForm, SignOral
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class OralPanel(LinesPanel[OralBoard, OralLine]):
    """Of one incident: unsigned ones first. The decider signs or objects here."""

    object_name = "oral_panel"
    kinds = frozenset({"oral_decision", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("record_call", self.tr("登记电话请示…"), "phone", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有电话请示。领导在电话中作出决定时，由值班员或综合协调组在此登记，决定人补签。"
        )
        return Ledger(self.tr("电话请示记录"), self.columns(), "phone", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("通话时间"), 8, cell=self._at),
            self.column(self.tr("事项"), 8, cell=self._matter),
            self.column(
                self.tr("请示内容"), stretch=True, cell=lambda x, _: Cell(x.asked, tip=x.asked)
            ),
            self.column(self.tr("决定人"), 5, cell=lambda line, _: line.decider),
            self.column(self.tr("状态"), 14, cell=self._state),
        ]

    def query(self) -> Query[OralBoard]:
        return self.asked(oral_board)

    def note(self, board: OralBoard) -> str:
        note = self.tr("待补签 {n} 项").format(n=board.pending) if board.pending else ""
        if board.overdue:
            note = listed((note, self.tr("其中逾期 {n} 项").format(n=board.overdue)))
        return note

    def _at(self, line: OralLine, board: OralBoard) -> Cell:
        return stated_briefly(line.called_at, line.entered, board.now)

    def _matter(self, line: OralLine, _: OralBoard) -> str:
        matter = word(MATTER_WORDS[line.matter])
        if not line.level:
            return matter
        return self.tr("{matter}（{sign}级）").format(matter=matter, sign=line.level.sign)

    def _state(self, line: OralLine, _: OralBoard) -> Cell:
        words, ink = word(PENDING), "warn"
        if line.disputed_at:
            words, ink = self.tr("决定人有异议"), "danger"
        elif line.signed_at:
            words = self.tr("已补签（逾期）") if line.signed_late else self.tr("已补签")
            ink = "warn" if line.signed_late else "text_dim"
        elif line.overdue:
            words, ink = self.tr("{pending}，已逾期").format(pending=words), "danger"
        return Cell(words, ink, bold=line.pending)

    def detail(self, line: OralLine, board: OralBoard) -> Detail:
        now = board.now
        disputed = f"{when(line.disputed_at, now)}  {line.disputed_why}" if line.disputed_at else ""
        return (
            (self.tr("状态"), self._state(line, board).words),
            (self.tr("请示内容"), line.asked),
            (self.tr("答复原话"), line.words),
            (self.tr("通话时间"), stated(line.called_at, line.entered, now)),
            (self.tr("决定人"), line.decider),
            (self.tr("见证人"), line.witness),
            (self.tr("记录人"), f"{line.recorded_by}  {short_zh(line.at, now)}"),
            (self.tr("补签期限"), short_zh(line.due_at, now)),
            (self.tr("补签"), when(line.signed_at, now)),
            (self.tr("异议"), disputed),
        )

    def acts(self, line: OralLine, board: OralBoard) -> tuple[LineAct, ...]:
        words = {"sign_oral": self.tr("补签…"), "dispute_oral": self.tr("有异议…")}
        return line_acts(line.offers, words, primary=frozenset({"sign_oral"}))

    def want(self, board: OralBoard, key: str) -> None:
        if self.incident_id is not None:
            OralForm(self.over, self.incident_id).begin()

    def act(self, board: OralBoard, key: str, line: OralLine) -> None:
        if key == "sign_oral":
            SignOral(self.over, line).begin()
        else:
            self._dispute(line)

    def _dispute(self, line: OralLine) -> None:
        explain = self.tr(
            "记录的原话与您的答复不符时使用。已经开始的处置继续进行，须另行决定才能改变；"
            "异议与记录一并存档。"
        )
        title, primary = self.tr("对口头决定提出异议"), self.tr("提出异议")
        wording = Wording(title, primary, self.tr("异议的内容"), explain)
        WordsForm(self.over, wording, oral.dispute, line.id).begin()
