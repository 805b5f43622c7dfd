"""巡查与调查: what was inspected, asked and said; what is to be looked at again, by when."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh, day_in_year, local
from commandcenter.domain.watch.risk import (
    RECORD_CLAUSES,
    RECORD_WORDS,
    RESULT_WORDS,
    RecordKind,
    RecordResult,
)
from commandcenter.queries.watch.inspection_lines import Doers, TargetLine
from commandcenter.queries.watch.inspections import doers_of
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
from commandcenter.ui.frame.line_order import MomentWords
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import clauses, joined, listed, with_note
from commandcenter.ui.texts import said, word
from commandcenter.ui.watch.inspection_forms import TaskForm
from commandcenter.ui.watch.risk_form import RecordForm
from commandcenter.ui.watch.risk_import_form import ImportRecords
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

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


class RecordPanel(LinesPanel[RecordBoard, RecordLine]):
    """Signals:
    answers_wanted: The counted answers of a survey. args: its title, its id
    """

    object_name = "record_panel"
    kinds = frozenset({"risk_record", "risk_finding", "subject", "person", "plan"})
    answers_wanted = Signal(str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter([
            ("all", self.tr("全部")),
            ("inspections", self.tr("市场巡查")),
            ("surveys", self.tr("社会调查")),
            ("late", self.tr("到期未复查")),
        ])  # fmt: skip
        self.offer_button("import", self.tr("导入…"), "import")
        self.offer_button("enter", self.tr("登记…"), "add", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有巡查和调查。登记一次，或者从双随机平台、问卷系统的文件导入。")
        return Ledger(self.tr("巡查与调查"), self.columns(), "search", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("日期"), 5, cell=lambda line, board: _day(line.held_at, board)),
            self.column(self.tr("类型"), 5, cell=lambda line, _: word(RECORD_WORDS[line.kind])),
            self.column(self.tr("主体、类别"), 12, cell=self._matter),
            self.column(self.tr("县区"), cell=lambda line, _: self._county(line)),
            self.column(self.tr("结果"), 6, cell=self._result),
            self.column(self.tr("情况"), stretch=True, cell=self._findings_cell),
            self.column(self.tr("复查"), 8, cell=self._again),
        ]

    def query(self) -> Query[RecordBoard]:
        return self.seat.query(record_board, self.seat.clock(), FILTERS[self._filter.key])

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self.refresh()

    def note(self, board: RecordBoard) -> str:
        parts = [self.tr("共 {n} 条").format(n=board.total)] if board.total else []
        if board.total > len(board.lines):
            parts.append(self.tr("列出最近 {n} 条").format(n=len(board.lines)))
        if board.late:
            parts.append(self.tr("到期未复查 {n} 条").format(n=board.late))
        return listed(parts)

    def acts(self, line: RecordLine, board: RecordBoard) -> tuple[LineAct, ...]:
        words = {
            "follow_up": self.tr("登记复查结果…"),
            "task": self.tr("下达整改…"),
            "answers": self.tr("录入答卷…"),
            "correct": self.tr("更正…"),
        }
        shown = tuple(x for x in line.offers if x.key != "answers" or not line.answered)
        acts = line_acts(shown, words)
        if not line.answered:
            return acts
        return (LineAct("answers", self.tr("看答卷"), reads=True), *acts)

    def _matter(self, line: RecordLine, _: RecordBoard) -> Cell:
        words = line.subject or line.category
        return Cell(words, tip=words)

    def _county(self, line: RecordLine) -> str:
        return line.county or self.tr("全市")

    def _result(self, line: RecordLine, _: RecordBoard) -> Cell:
        return Cell(word(RESULT_WORDS[line.result]), INKS[line.result])

    def _findings_cell(self, line: RecordLine, _: RecordBoard) -> Cell:
        return Cell(self._findings(line), "text_dim")

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
        return clauses(parts)

    def _begin_task(self, line: RecordLine, doers: Doers) -> None:
        subject = line.subject or line.category
        TaskForm(self.over, line.id, subject, line.findings, doers).begin()

    def _again(self, line: RecordLine, board: RecordBoard) -> Cell:
        if line.tasks:
            words = self.tr("整改中 {n} 项").format(n=line.tasks)
            return Cell(words, "danger" if line.late else "warn")
        if line.followed_at is not None:
            return Cell(self.tr("已复查"), "ok")
        if line.follow_up_at is None:
            return Cell("")
        day = _day(line.follow_up_at, board)
        if line.late:
            return Cell(self.tr("{day}到期").format(day=day), "danger")
        return Cell(day)

    def detail(self, line: RecordLine, board: RecordBoard) -> Detail:
        now = board.now
        number = f"{line.system or self.tr('本系统')} {line.number}"
        followed = by_at(line.followed_by, line.followed_at, now)
        problems = "" if line.problems is None else str(line.problems)
        return (
            (self.tr("类型"), f"{word(RECORD_WORDS[line.kind])}  {RECORD_CLAUSES[line.kind]}"),
            (self.tr("名称"), line.title),
            (self.tr("编号"), number),
            (self.tr("日期"), date_zh(line.held_at)),
            (self.tr("经营主体"), joined(" ", filter(None, (line.subject, line.credit_code)))),
            (self.tr("消费类别"), line.category),
            (self.tr("县区"), self._county(line)),
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

    def want(self, board: RecordBoard, key: str) -> None:
        if key == "import":
            ImportRecords(self.over, board).begin()
        else:
            surveys = self._filter.key == "surveys"
            kind = RecordKind.SURVEY if surveys else RecordKind.INSPECTION
            RecordForm(self.over, board, kind=kind).begin()

    def begin_result(self, target: TargetLine) -> None:
        """The form of an inspection that is the result of a trader of a plan."""
        query = self.seat.query(record_board, self.seat.clock())
        self.seat.tasks.read(self, query, partial(self._begin_result, target))

    def _begin_result(self, target: TargetLine, board: RecordBoard) -> None:
        RecordForm(self.over, board, target=target).begin()

    def act(self, board: RecordBoard, key: str, line: RecordLine) -> None:
        if key == "correct":
            RecordForm(self.over, board, line).begin()
        elif key == "answers":
            self.answers_wanted.emit(line.title, line.id)
        elif key == "task":
            self.seat.tasks.read(
                self,
                self.seat.query(doers_of, self.seat.clock()),
                partial(self._begin_task, line),
            )
        else:
            title, primary = self.tr("登记复查结果"), self.tr("登记结果")
            about = f"{line.subject or line.category}　{line.findings}"
            wording = Wording(title, primary, self.tr("复查、回访的结果"), about)
            WordsForm(self.over, wording, risk_records.follow_up, line.id).begin()


def _day(at: datetime, board: RecordBoard) -> str:
    """11月20日; of another year with it."""
    words = said(day_in_year(local(at).date(), local(board.now).date()))
    return MomentWords.of(words, at, date_zh(at))
