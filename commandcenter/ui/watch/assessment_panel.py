"""定期评估: all assessments, and of one its lines as they stood, beside those of the one before."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.domain.watch.assessment import STATE_WORDS, AssessmentState, Movement
from commandcenter.domain.watch.risk import BAND_WORDS, SCOPE_WORDS, Band, Scope
from commandcenter.queries.watch.assessments import (
    AssessmentBoard,
    AssessmentLine,
    JudgedBoard,
    JudgedLine,
    assessment_board,
    judged_board,
)
from commandcenter.services.watch import assessments
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import headed, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.watch.assessment_forms import (
    BeginAssessment,
    ConcludeAssessment,
    JudgeLine,
    SignAssessment,
)
from commandcenter.ui.watch.risk_output import assessment_sheet
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

KINDS = frozenset({"risk_assessment", "person", "plan"})
STATE_INKS = {
    AssessmentState.DRAFT: "warn",
    AssessmentState.SUBMITTED: "warn",
    AssessmentState.SIGNED: "ok",
    AssessmentState.WITHDRAWN: "text_faint",
}
BAND_INKS = {Band.HIGH: "danger", Band.WATCH: "warn", Band.NORMAL: ""}
MOVED_INKS = {
    Movement.NEW: "danger", Movement.UP: "danger", Movement.DOWN: "ok", Movement.SAME: "text_dim",
    Movement.GONE: "text_dim",
}  # fmt: skip


class AssessmentPanel(LinesPanel[AssessmentBoard, AssessmentLine]):
    """Signals:
    lines_wanted: The lines of one. args: its title, its id
    """

    object_name, kinds = "assessment_panel", KINDS
    lines_wanted = Signal(str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self.offer_button("begin", self.tr("开始评估…"), "add", primary=True)
        self.ledger.opened.connect(self._on_opened)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有定期风险评估。开始一次，固定此刻的风险清单，研判后送签。")
        return Ledger(self.tr("定期风险评估"), self.columns(), "risk", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("评估"), 17, cell=self._title),
            self.column(self.tr("评估时点"), 13, cell=lambda line, _: minute_zh(line.as_of)),
            self.column(self.tr("条目"), 3, right=True, cell=lambda line, _: str(line.lines)),
            self.column(self.tr("重点"), 3, right=True, cell=self._high),
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("总体研判"), stretch=True, cell=self._summary),
        ]

    def query(self) -> Query[AssessmentBoard]:
        return self.seat.query(assessment_board, self.seat.clock())

    def note(self, board: AssessmentBoard) -> str:
        if board.due_at is None:
            return ""
        words = (
            self.tr("下一次应于{day}前签发")
            if not board.late
            else self.tr("应于{day}前签发，已逾期")
        )
        return words.format(day=date_zh(board.due_at))

    def edge(self, line: AssessmentLine, board: AssessmentBoard) -> str:
        waits = line.state in (AssessmentState.DRAFT, AssessmentState.SUBMITTED)
        return ("danger" if board.late else "warn") if waits else ""

    def _title(self, line: AssessmentLine, _: AssessmentBoard) -> Cell:
        return Cell(line.title, bold=True, tip=line.title)

    def _high(self, line: AssessmentLine, _: AssessmentBoard) -> Cell:
        return Cell(str(line.high), "danger" if line.high else "")

    def _state(self, line: AssessmentLine, _: AssessmentBoard) -> Cell:
        return Cell(word(STATE_WORDS[line.state]), STATE_INKS[line.state])

    def _summary(self, line: AssessmentLine, _: AssessmentBoard) -> Cell:
        words = " ".join(line.summary.split())
        return Cell(words, "text_dim", tip=line.summary)

    def detail(self, line: AssessmentLine, board: AssessmentBoard) -> Detail:
        now = board.now
        back = by_at(line.returned_by or "", line.returned_at, now)
        gone = by_at(line.withdrawn_by or "", line.withdrawn_at, now)
        return (
            (line.title, minute_zh(line.as_of)),
            (self.tr("比较"), line.before or self.tr("第一次评估，没有上一次")),
            (self.tr("总体研判"), line.summary or self.tr("尚未填写")),
            (self.tr("起草"), by_at(line.drafted_by, line.drafted_at, now)),
            (self.tr("送签"), by_at(line.submitted_by or "", line.submitted_at, now)),
            (self.tr("退回"), with_note(line.returned_why or "", back) if back else ""),
            (self.tr("签发"), by_at(line.signed_by or "", line.signed_at, now)),
            (self.tr("撤回"), with_note(line.withdrawn_why or "", gone) if gone else ""),
        )

    def acts(self, line: AssessmentLine, board: AssessmentBoard) -> tuple[LineAct, ...]:
        words = {
            "sign": self.tr("签发…"),
            "return": self.tr("退回…"),
            "conclude": self.tr("总体研判…"),
            "submit": self.tr("送签"),
            "withdraw": self.tr("撤回…"),
        }
        rows = LineAct("lines", self.tr("看 {n} 项").format(n=line.lines), reads=True)
        sheet = LineAct("print", self.tr("印制报告…"), reads=True)
        return (rows, *line_acts(line.offers, words, frozenset({"withdraw"})), sheet)

    def want(self, board: AssessmentBoard, key: str) -> None:
        BeginAssessment(self.over).begin()

    @Slot(int)
    def _on_opened(self, number: int) -> None:
        for line in self.board.lines if self.board else ():
            if line.id == number:
                self.lines_wanted.emit(line.title, line.id)

    def act(self, board: AssessmentBoard, key: str, line: AssessmentLine) -> None:
        match key:
            case "lines":
                self.lines_wanted.emit(line.title, line.id)
            case "print":
                self._output.begin(assessment_sheet(line.title, self.seat.actor, line.id))
            case "conclude":
                ConcludeAssessment(self.over, line).begin()
            case "sign":
                SignAssessment(self.over, line).begin()
            case "submit":
                self._submit(line)
            case "return":
                wording = Wording(
                    self.tr("退回风险评估"), self.tr("退回"), self.tr("意见"), line.title
                )
                verb = partial(assessments.send_back, seen=line.submitted_at)
                WordsForm(self.over, wording, verb, line.id).begin()
            case "withdraw":
                wording = Wording(
                    self.tr("撤回风险评估"), self.tr("撤回"), self.tr("理由"), line.title
                )
                WordsForm(self.over, wording, assessments.withdraw, line.id).begin()

    def _submit(self, line: AssessmentLine) -> None:
        told = self.tr("已送签：{title}").format(title=line.title)
        command = self.seat.command(assessments.submit, line.id)
        self.seat.tasks.write(self, command, lambda _: self.seat.notices.info(told))


class JudgedPanel(LinesPanel[JudgedBoard, JudgedLine]):
    """The lines of one assessment; one that is gone is named, with what it was before."""

    object_name, kinds = "judged_panel", KINDS

    def __init__(self, seat: Seat, assessment_id: int, parent: QWidget | None = None) -> None:
        self._assessment = assessment_id
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter(
            [(scope.value, word(SCOPE_WORDS[scope])) for scope in (Scope.CATEGORY, Scope.SUBJECT)]
        )
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.opened.connect(self._on_opened)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("评估的条目"), self.columns(), "risk", self.tr("这次评估没有这一类条目。")
        )

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("位次"), 2, right=True, cell=self._rank),
            self.column(self.tr("名称"), 10, cell=self._name),
            self.column(self.tr("分值"), 3, right=True, cell=self._points),
            self.column(self.tr("程度"), 3, cell=self._band),
            self.column(self.tr("与上次比"), 6, cell=self._moved),
            self.column(self.tr("研判"), stretch=True, cell=self._said),
        ]

    def query(self) -> Query[JudgedBoard]:
        return self.seat.query(judged_board, self._assessment, self.seat.clock())

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    @Slot(int)
    def _on_opened(self, number: int) -> None:
        self.begin("judge", number)

    def rows(self, board: JudgedBoard) -> tuple[JudgedLine, ...]:
        return tuple(line for line in board.lines if line.scope.value == self._filter.key)

    def note(self, board: JudgedBoard) -> str:
        about = board.about
        high = [x for x in board.lines if x.band is Band.HIGH and x.scope is Scope.CATEGORY]
        left = sum(not (x.judgement and x.measures) for x in high if not x.gone)
        draft = about.state is AssessmentState.DRAFT
        return listed(
            [
                word(STATE_WORDS[about.state]),
                self.tr("与《{title}》相比").format(title=about.before) if about.before else "",
                self.tr("重点类别还有 {n} 项没有写研判和措施").format(n=left)
                if draft and left
                else "",
            ]
        )

    def edge(self, line: JudgedLine, board: JudgedBoard) -> str:
        wanted = line.band is Band.HIGH and line.scope is Scope.CATEGORY and bool(line.offers)
        return "warn" if wanted and not (line.judgement and line.measures) else ""

    def _rank(self, line: JudgedLine, _: JudgedBoard) -> str:
        return "" if line.gone else str(line.rank)

    def _name(self, line: JudgedLine, _: JudgedBoard) -> Cell:
        ink = "text_dim" if line.gone else ""
        return Cell(line.title, ink, bold=line.band is Band.HIGH and not line.gone, tip=line.title)

    def _points(self, line: JudgedLine, _: JudgedBoard) -> Cell:
        return Cell("" if line.gone else str(line.points), BAND_INKS[line.band], bold=True)

    def _band(self, line: JudgedLine, _: JudgedBoard) -> Cell:
        return Cell("" if line.gone else word(BAND_WORDS[line.band]), BAND_INKS[line.band])

    def _moved(self, line: JudgedLine, _: JudgedBoard) -> Cell:
        if line.moved is None:
            return Cell("")
        return Cell(line.moved.short, MOVED_INKS[line.moved.movement], tip=line.moved.words)

    def _said(self, line: JudgedLine, _: JudgedBoard) -> Cell:
        return Cell(" ".join(line.judgement.split()), "text_dim", tip=line.judgement)

    def detail(self, line: JudgedLine, board: JudgedBoard) -> Detail:
        moved = line.moved.words if line.moved else ""
        if line.gone:
            return ((line.title, moved),)
        total = self.tr("第{rank}位，{points} 分（{band}）").format(
            rank=line.rank, points=line.points, band=word(BAND_WORDS[line.band])
        )
        return (
            (headed(line.title, line.county) if line.county else line.title, total),
            (self.tr("与上次比"), moved),
            *(self._reason(line)),
            (self.tr("研判"), line.judgement),
            (self.tr("措施"), line.measures),
            (self.tr("研判人"), by_at(line.judged_by or "", line.judged_at, board.now)),
        )

    def _reason(self, line: JudgedLine) -> list[tuple[str, str]]:
        points = self.tr("{n} 分（最多 {most}）")
        found = [
            (points.format(n=reason.points, most=reason.most), reason.words)
            for reason in line.reasons
        ]
        if line.correction:
            words = self.tr("{points:+d} 分").format(points=line.correction)
            found.append((self.tr("人工校正"), words))
        return found

    def acts(self, line: JudgedLine, board: JudgedBoard) -> tuple[LineAct, ...]:
        return line_acts(line.offers, {"judge": self.tr("研判和措施…")})

    def act(self, board: JudgedBoard, key: str, line: JudgedLine) -> None:
        JudgeLine(self.over, board.about.id, line).begin()
