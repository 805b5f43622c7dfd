"""巡查与调查: what was inspected, asked and said; what is to be looked at again, by when."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh, local
from commandcenter.domain.watch.risk import (
    RECORD_CLAUSES,
    RECORD_WORDS,
    RESULT_WORDS,
    RecordKind,
    RecordResult,
)
from commandcenter.queries.watch.risk_records import (
    EVERY_RECORD,
    RecordBoard,
    RecordFilter,
    RecordLine,
    record_board,
)
from commandcenter.services.watch import risk_records
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import ask_words, line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.watch.risk_form import RecordForm
from commandcenter.ui.watch.risk_import_form import ImportRecords
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    RecordResult.CLEAN: "ok",
    RecordResult.PROBLEMS: "warn",
    RecordResult.UNREACHABLE: "danger",
}
FILTERS: dict[str, RecordFilter] = {
    "all": EVERY_RECORD,
    "inspections": RecordFilter(surveys=False),
    "surveys": RecordFilter(surveys=True),
    "late": RecordFilter(late=True),
}


class RecordPanel(LedgerPanel[RecordBoard]):
    kinds = frozenset({"risk_record", "subject", "person", "plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("record_panel")
        self._board: RecordBoard | None = None
        self._filter = self.ledger.set_filter([
            ("all", self.tr("全部")),
            ("inspections", self.tr("市场巡查")),
            ("surveys", self.tr("社会调查")),
            ("late", self.tr("到期未复查")),
        ])  # fmt: skip
        self._import = self.ledger.add_button("import", self.tr("导入…"), "import")
        self._enter = self.ledger.add_button("enter", self.tr("登记…"), "add", primary=True)
        for button in (self._import, self._enter):
            button.hide()
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("巡查与调查"),
            [
                Column(self.tr("日期"), 5),
                Column(self.tr("类型"), 5),
                Column(self.tr("主体、类别"), 12),
                Column(self.tr("县区")),
                Column(self.tr("结果"), 6),
                Column(self.tr("情况"), stretch=True),
                Column(self.tr("复查"), 8),
            ],
            "search",
            self.tr("还没有巡查和调查。登记一次，或者从双随机平台、问卷系统的文件导入。"),
        )

    def query(self) -> Query[RecordBoard]:
        return partial(
            record_board,
            actor=self.seat.actor,
            now=self.seat.clock(),
            wanted=FILTERS[self._filter.key],
        )

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self.refresh()

    def show_answer(self, answer: RecordBoard) -> None:
        self._board = answer
        show_offer(self._enter, answer.enter)
        show_offer(self._import, answer.enter)
        parts = [self.tr("共 {n} 条").format(n=answer.total)] if answer.total else []
        if answer.total > len(answer.lines):
            parts.append(self.tr("列出最近 {n} 条").format(n=len(answer.lines)))
        if answer.late:
            parts.append(self.tr("到期未复查 {n} 条").format(n=answer.late))
        self.ledger.set_note(listed(parts))
        super().show_answer(answer)

    def lines(self, answer: RecordBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: RecordLine, board: RecordBoard) -> Line:
        result = word(RESULT_WORDS[line.result])
        cells = (
            _day(line.held_at, board),
            word(RECORD_WORDS[line.kind]),
            Cell(line.subject or line.category, tip=line.subject or line.category),
            line.county or self.tr("全市"),
            Cell(result, INKS[line.result]),
            Cell(self._findings(line), "text_dim"),
            self._again(line, board),
        )
        words = {"follow_up": self.tr("登记复查结果…"), "correct": self.tr("更正…")}
        return Line(line.id, cells, self._detail(line, board), line_acts(line.offers, words))

    def _findings(self, line: RecordLine) -> str:
        parts = []
        if line.asked is not None:
            parts.append(
                self.tr("{asked} 人参加，{unhappy} 人反映问题").format(
                    asked=line.asked, unhappy=line.unhappy or 0
                )
            )
        if line.findings:
            parts.append(line.findings)
        return self.tr("；").join(parts)

    def _again(self, line: RecordLine, board: RecordBoard) -> Cell:
        if line.followed_at is not None:
            return Cell(self.tr("已复查"), "ok")
        if line.follow_up_at is None:
            return Cell("")
        day = _day(line.follow_up_at, board)
        if line.late:
            return Cell(self.tr("{day}到期").format(day=day), "danger")
        return Cell(day)

    def _detail(self, line: RecordLine, board: RecordBoard) -> tuple[tuple[str, str], ...]:
        now = board.now
        number = f"{line.system or self.tr('本系统')} {line.number}"
        followed = by_at(line.followed_by, line.followed_at, now)
        problems = "" if line.problems is None else str(line.problems)
        return (
            (self.tr("类型"), f"{word(RECORD_WORDS[line.kind])}  {RECORD_CLAUSES[line.kind]}"),
            (self.tr("名称"), line.title),
            (self.tr("编号"), number),
            (self.tr("日期"), date_zh(line.held_at)),
            (self.tr("经营主体"), " ".join(filter(None, (line.subject, line.credit_code)))),
            (self.tr("消费类别"), line.category),
            (self.tr("县区"), line.county or self.tr("全市")),
            (self.tr("人员"), line.officers),
            (self.tr("结果"), word(RESULT_WORDS[line.result])),
            (self.tr("问题数"), problems),
            (self.tr("情况"), self._findings(line)),
            (self.tr("复查日期"), date_zh(line.follow_up_at) if line.follow_up_at else ""),
            (self.tr("复查结果"), with_note(line.followed_words, followed) if followed else ""),
            (self.tr("登记"), by_at(line.by, line.at, now)),
            (self.tr("更正"), by_at(line.corrected_by, line.corrected_at, now)),
            (self.tr("导入文件"), line.file_name),
        )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        board = self._board
        if board is None:
            return
        if key == "import":
            ImportRecords(self.seat, board, self.window()).begin()
        else:
            surveys = self._filter.key == "surveys"
            kind = RecordKind.SURVEY if surveys else RecordKind.INSPECTION
            RecordForm(self.seat, board, None, self.window(), kind=kind).begin()

    @Slot(str, int)
    def _on_act(self, key: str, record_id: int) -> None:
        board = self._board
        line = next((x for x in board.lines if x.id == record_id), None) if board else None
        if board is None or line is None:
            return
        if key == "correct":
            RecordForm(self.seat, board, line, self.window()).begin()
        else:
            ask_words(
                self,
                (self.tr("登记复查结果"), self.tr("登记"), self.tr("复查、回访的结果")),
                partial(_followed, self.seat, line.id),
                f"{line.subject or line.category}　{line.findings}",
            )


def _followed(seat: Seat, record_id: int, session: Any, words: str) -> None:
    risk_records.follow_up(session, seat.actor, record_id, words)


def _day(at: datetime, board: RecordBoard) -> str:
    """11月20日; of another year with it."""
    there, here = local(at), local(board.now)
    if there.year != here.year:
        return date_zh(at)
    words = QCoreApplication.translate("RecordPanel", "{month}月{day}日")
    return words.format(month=there.month, day=there.day)
