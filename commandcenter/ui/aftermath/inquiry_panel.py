"""调查报告 and 总结评估报告: how far each is, what it says, and who is to do what."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.queries.aftermath.inquiries import (
    InquiryBoard,
    InquiryLine,
    inquiry_board,
    inquiry_text,
)
from commandcenter.services.aftermath import inquiry
from commandcenter.store.database import Query
from commandcenter.ui.aftermath.inquiry_form import InquiryForm, SignInquiry
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import clauses
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

SHOWN = 1_500  # characters of a section beside the list; all of it is in the form


class InquiryPanel(LinesPanel[InquiryBoard, InquiryLine]):
    object_name = "inquiry_panel"
    kinds = frozenset({"inquiry_report", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        for kind in InquiryKind:
            words = self.tr("起草{report}").format(report=word(INQUIRY_WORDS[kind]))
            first = kind is InquiryKind.INVESTIGATION
            self.offer_button(f"draft_{kind.value}", words, "add", primary=first)
        self.ledger.opened.connect(partial(self._on_act, "edit"))

    def make_ledger(self) -> Ledger:
        empty = self.tr(
            "响应终止后在这里起草：经过、损失、责任由记录自动填好，逐部分修改，由总指挥签发。"
        )
        return Ledger(self.tr("调查报告和总结评估"), self.columns(), "note", empty)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("报告"), stretch=True, cell=self._title),
            self.column(self.tr("状态"), 10, cell=lambda x, _: Cell(*self._state(x))),
            self.column(
                self.tr("起草"),
                8,
                cell=lambda x, board: by_at(x.drafted_by, x.drafted_at, board.now),
            ),
            self.column(
                self.tr("应签发"),
                8,
                cell=lambda x, board: Cell(
                    when(x.due_at, board.now), "danger" if x.overdue or x.late else ""
                ),
            ),
            self.column(
                self.tr("签发"), 8, cell=lambda x, board: by_at(x.signature, x.signed_at, board.now)
            ),
        ]

    def _title(self, line: InquiryLine, board: InquiryBoard) -> Cell:
        title = word(INQUIRY_WORDS[line.kind])
        title = self.tr("{report}（补充）").format(report=title) if line.supplement else title
        return Cell(title, bold=True)

    def query(self) -> Query[InquiryBoard]:
        return self.asked(inquiry_board)

    def note(self, board: InquiryBoard) -> str:
        words = self.tr("{report}应于 {time} 前签发")
        return clauses(
            words.format(report=word(INQUIRY_WORDS[kind]), time=when(due, board.now))
            for kind, due in board.due
        )

    def acts(self, line: InquiryLine, board: InquiryBoard) -> tuple[LineAct, ...]:
        words = {
            "edit": self.tr("修改…"),
            "refresh": self.tr("按最新记录更新"),
            "sign": self.tr("签发…"),
        }
        return line_acts(line.offers, words)

    def _state(self, line: InquiryLine) -> tuple[str, str]:
        if line.signed_at:
            return (self.tr("已签发（逾期）"), "warn") if line.late else (self.tr("已签发"), "ok")
        if line.missing:
            return self.tr("起草中，缺 {n} 部分").format(n=len(line.missing)), "warn"
        return self.tr("待签发"), "link"

    def detail(self, line: InquiryLine, board: InquiryBoard) -> Detail:
        nothing = self.tr("（待撰写）")
        pairs = [(self.tr("数据截至"), when(line.as_of, board.now))]
        for section in line.sections:
            text = section.text if len(section.text) <= SHOWN else f"{section.text[:SHOWN]}…"
            by = self.tr("　{who}撰写").format(who=section.by) if section.by_hand else ""
            pairs.append((f"{section.title}{by}", text or nothing))
        return tuple(pairs)

    def want(self, board: InquiryBoard, key: str) -> None:
        if self.incident_id is not None:
            kind = InquiryKind(key.removeprefix("draft_"))
            command = self.seat.command(inquiry.draft, self.incident_id, kind)
            self.seat.tasks.write(self, command, partial(self._open, InquiryForm))

    def act(self, board: InquiryBoard, key: str, line: InquiryLine) -> None:
        if not any(offer.key == key and offer.refusal is None for offer in line.offers):
            return
        if key == "refresh":
            self.seat.tasks.write(
                self, self.seat.command(inquiry.refresh, line.id), self._refreshed
            )
        else:
            self._open(SignInquiry if key == "sign" else InquiryForm, line.id)

    def _refreshed(self, result: object) -> None:
        self.seat.notices.info(self.tr("已按最新记录更新；人写的部分没有动。"))

    def _open(self, form: type[InquiryForm | SignInquiry], report_id: int) -> None:
        self.ledger.choose(report_id)
        query = self.seat.query(inquiry_text, report_id, self.seat.clock())

        def begin(text: Any) -> None:
            form(self.over, text).begin()

        self.seat.tasks.read(self, query, begin)
