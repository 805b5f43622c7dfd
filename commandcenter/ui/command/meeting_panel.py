"""会议: what is to come first; moved, called off, or recorded as the 会商 that it was."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.meeting import MEETING_WORDS, MeetingState
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.meetings import MeetingBoard, MeetingLine, meeting_board
from commandcenter.services.command import meetings
from commandcenter.store.database import Query
from commandcenter.ui.command.liaison_form import RecordConsultation
from commandcenter.ui.command.meeting_form import CallMeeting
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    MeetingState.COMING: "",
    MeetingState.PASSED: "warn",
    MeetingState.HELD: "ok",
    MeetingState.WITHDRAWN: "text_faint",
}


class MeetingPanel(LinesPanel[MeetingBoard, MeetingLine]):
    object_name = "meeting_panel"
    kinds = frozenset({"meeting", "consultation", "incident", "person"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("call", self.tr("召集会议…"), "consult", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有召集的会议。何时、何地、议什么、谁参加，记在这里，供起草会议通知。")
        return Ledger(self.tr("会议"), self.columns(), "consult", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("时间"), 8, cell=lambda x, b: when(x.meets_at, b.now)),
            self.column(self.tr("地点"), 9, cell=lambda x, _: Cell(x.place, tip=x.place)),
            self.column(
                self.tr("议题"), stretch=True, cell=lambda x, _: Cell(x.matter, tip=x.matter)
            ),
            self.column(self.tr("主持"), 5, cell=lambda line, _: line.chair),
        ]

    def _state(self, line: MeetingLine, _: MeetingBoard) -> Cell:
        return Cell(word(MEETING_WORDS[line.state]), INKS[line.state])

    def query(self) -> Query[MeetingBoard]:
        return self.asked(meeting_board)

    def detail(self, line: MeetingLine, board: MeetingBoard) -> Detail:
        now = board.now
        withdrawn = by_at(line.withdrawn_by, line.withdrawn_at, now) if line.withdrawn_at else ""
        return (
            (self.tr("会议"), f"{short_zh(line.meets_at, now)} {line.place}"),
            (self.tr("主持人"), line.chair),
            (self.tr("议题"), line.matter),
            (self.tr("参加"), enumerated(line.members)),
            (self.tr("准备事项"), line.bring),
            (self.tr("召集"), by_at(line.called_by, line.at, now)),
            (self.tr("变更"), by_at(line.edited_by, line.edited_at, now) if line.edited_at else ""),
            (self.tr("取消"), f"{withdrawn} {line.withdrawn_why}".strip()),
        )

    def acts(self, line: MeetingLine, board: MeetingBoard) -> tuple[LineAct, ...]:
        words = {
            "record": self.tr("登记会商…"),
            "change": self.tr("变更…"),
            "withdraw": self.tr("取消会议…"),
        }
        return line_acts(line.offers, words)

    def want(self, board: MeetingBoard, key: str) -> None:
        if self.incident_id is not None:
            CallMeeting(self.over, self.incident_id).begin()

    def act(self, board: MeetingBoard, key: str, line: MeetingLine) -> None:
        if self.incident_id is None:
            return
        match key:
            case "record":
                RecordConsultation(self.over, self.incident_id, line).begin()
            case "change":
                CallMeeting(self.over, self.incident_id, line).begin()
            case "withdraw":
                explain = self.tr("议题：{matter}").format(matter=line.matter)
                words = self.tr("取消会议"), self.tr("取消会议"), self.tr("取消的原因")
                WordsForm(self.over, Wording(*words, explain), meetings.withdraw, line.id).begin()
