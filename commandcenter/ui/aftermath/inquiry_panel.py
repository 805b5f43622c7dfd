"""调查报告 and 总结评估报告: how far each is, what it says, and who is to do what."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
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
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

SHOWN = 1_500  # characters of a section beside the list; all of it is in the form


class InquiryPanel(LedgerPanel[InquiryBoard]):
    kinds = frozenset({"inquiry_report", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("inquiry_panel")
        self._drafts = {
            kind: self.ledger.add_button(
                f"draft_{kind.value}",
                self.tr("起草{report}").format(report=word(INQUIRY_WORDS[kind])),
                "add",
                primary=kind is InquiryKind.INVESTIGATION,
            )
            for kind in InquiryKind
        }
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)
        self.ledger.opened.connect(partial(self._on_act, "edit"))

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("调查报告和总结评估"),
            [
                Column(self.tr("报告"), stretch=True),
                Column(self.tr("状态"), 10),
                Column(self.tr("起草"), 8),
                Column(self.tr("应签发"), 8),
                Column(self.tr("签发"), 8),
            ],
            "note",
            self.tr(
                "响应终止后在这里起草：经过、损失、责任由记录自动填好，逐部分修改，由总指挥签发。"
            ),
        )

    def query(self) -> Query[InquiryBoard]:
        return partial(
            inquiry_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: InquiryBoard) -> None:
        begin = dict(answer.begin)
        for kind, button in self._drafts.items():
            show_offer(button, begin.get(kind))
        words = self.tr("{report}应于 {time} 前签发")
        self.ledger.set_note(
            self.tr("；").join(
                words.format(report=word(INQUIRY_WORDS[kind]), time=when(due, answer.now))
                for kind, due in answer.due
            )
        )
        super().show_answer(answer)

    def lines(self, answer: InquiryBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: InquiryLine, board: InquiryBoard) -> Line:
        now = board.now
        state, ink = self._state(line)
        title = word(INQUIRY_WORDS[line.kind])
        title = self.tr("{report}（补充）").format(report=title) if line.supplement else title
        due_ink = "danger" if line.overdue or line.late else ""
        cells = (
            Cell(title, bold=True),
            Cell(state, ink),
            by_at(line.drafted_by, line.drafted_at, now),
            Cell(when(line.due_at, now), due_ink),
            by_at(line.signature, line.signed_at, now),
        )
        texts = {
            "edit": self.tr("修改…"),
            "refresh": self.tr("按最新记录更新"),
            "sign": self.tr("签发…"),
        }
        return Line(line.id, cells, self._detail(line, board), line_acts(line.offers, texts))

    def _state(self, line: InquiryLine) -> tuple[str, str]:
        if line.signed_at:
            return (self.tr("已签发（逾期）"), "warn") if line.late else (self.tr("已签发"), "ok")
        if line.missing:
            return self.tr("起草中，缺 {n} 部分").format(n=len(line.missing)), "warn"
        return self.tr("待签发"), "link"

    def _detail(self, line: InquiryLine, board: InquiryBoard) -> tuple[tuple[str, str], ...]:
        nothing = self.tr("（待撰写）")
        pairs = [(self.tr("数据截至"), when(line.as_of, board.now))]
        for section in line.sections:
            text = section.text if len(section.text) <= SHOWN else f"{section.text[:SHOWN]}…"
            by = self.tr("　{who}撰写").format(who=section.by) if section.by_hand else ""
            pairs.append((f"{section.title}{by}", text or nothing))
        return tuple(pairs)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is None:
            return
        kind = InquiryKind(key.removeprefix("draft_"))
        command = partial(
            inquiry.draft, actor=self.seat.actor, incident_id=self.incident_id, kind=kind
        )
        self.seat.tasks.write(self, command, partial(self._open, InquiryForm))

    @Slot(str, int)
    def _on_act(self, key: str, report_id: int) -> None:
        line = self.ledger.line(report_id)
        if line is None or not any(act.key == key and not act.refusal for act in line.acts):
            return
        if key == "refresh":
            command = partial(inquiry.refresh, actor=self.seat.actor, report_id=report_id)
            self.seat.tasks.write(self, command, self._refreshed)
        else:
            self._open(SignInquiry if key == "sign" else InquiryForm, report_id)

    def _refreshed(self, result: object) -> None:
        self.seat.notices.info(self.tr("已按最新记录更新；人写的部分没有动。"))

    def _open(self, form: type[InquiryForm | SignInquiry], report_id: int) -> None:
        self.ledger.choose(report_id)
        query = partial(
            inquiry_text, actor=self.seat.actor, report_id=report_id, now=self.seat.clock()
        )

        def begin(text: Any) -> None:
            form(self.over, text).begin()

        self.seat.tasks.read(self, query, begin)
