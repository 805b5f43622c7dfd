"""风险清单: traders and categories by their points; each with its reasons, and their rows."""

from functools import partial
from zlib import crc32

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.risk import (
    BAND_WORDS,
    JUDGEMENT_WORDS,
    SCOPE_WORDS,
    Band,
    JudgementAct,
    Measure,
    Reason,
    Scope,
)
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.inspection_choices import InspectionChoices, inspection_choices
from commandcenter.queries.watch.risk import Judgement, RiskBoard, RiskLine, risk_board
from commandcenter.services.watch import risk
from commandcenter.store.database import Query
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import clauses, headed, joined, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.watch.inspection_forms import InspectionForm
from commandcenter.ui.watch.risk_form import CorrectForm, MeasureForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {Band.HIGH: "danger", Band.WATCH: "warn", Band.NORMAL: ""}
COMPLAINTS = (Measure.PEOPLE, Measure.TREND)
ROWS = "rows_"
COUNTY = 3  # the column


def id_of(line: RiskLine) -> int:
    """A trader has one; a category gets one of its name, below all of the traders."""
    if line.scope is Scope.SUBJECT:
        return int(line.key)
    return -1 - (crc32(line.key.encode()) >> 1)  # 31 bits, as signals of Qt have


class RiskPanel(LinesPanel[RiskBoard, RiskLine]):
    """Signals:
    complaints_wanted: The complaints behind a number. args: title, ComplaintFilter
    rows_wanted: Other rows behind a number. args: title, scope, key, measure
    """

    object_name = "risk_panel"
    kinds = frozenset({
        "batch", "risk_record", "risk_judgement", "risk_finding", "incident", "warning",
        "case_file", "accountability", "plan", "person",
    })  # fmt: skip
    complaints_wanted = Signal(str, object)
    rows_wanted = Signal(str, object, str, object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        choices = [(scope.value, word(SCOPE_WORDS[scope])) for scope in Scope]
        self._filter = self.ledger.set_filter(choices)
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.opened.connect(partial(self._on_act, f"{ROWS}{Measure.PEOPLE.value}"))

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有风险线索。有投诉、巡查、调查或者以往事件的主体和类别在这里排出。")
        return Ledger(self.tr("风险清单"), self.columns(), "risk", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("分值"), 3, right=True, cell=self._points),
            self.column(self.tr("程度"), 3, cell=self._band),
            self.column(self.tr("名称"), 14, cell=self._name),
            self.column(self.tr("县区"), cell=lambda line, _: line.county),
            self.column(self.tr("投诉人"), 4, right=True, cell=lambda x, _: str(x.people or "")),
            self.column(self.tr("主要原因"), stretch=True, cell=self._reasons),
            self.column(self.tr("研判"), 7, cell=self._said),
        ]

    @property
    def scope(self) -> Scope:
        return Scope(self._filter.key)

    def query(self) -> Query[RiskBoard]:
        return self.seat.query(risk_board, self.scope, self.seat.clock())

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self.ledger.show_lines(())
        self.refresh()

    def show_answer(self, answer: RiskBoard) -> None:
        self.ledger.table.setColumnHidden(COUNTY, answer.scope is Scope.CATEGORY)
        super().show_answer(answer)

    def note(self, board: RiskBoard) -> str:
        bands = self.tr("{high} 分以上重点，{watch} 分以上关注")
        parts = [bands.format(high=board.high, watch=board.watch)]
        if board.own:
            parts.insert(0, self.tr("{county}部分").format(county=board.own))
        if not board.approved:
            parts.append(self.tr("分值为建议值，需经本局批准"))
        if board.more:
            parts.append(self.tr("还有 {n} 项分值较低").format(n=board.more))
        return listed(parts)

    def number(self, line: RiskLine) -> int:
        return id_of(line)

    def _points(self, line: RiskLine, _: RiskBoard) -> Cell:
        return Cell(str(line.points), INKS[line.band], bold=True)

    def _band(self, line: RiskLine, _: RiskBoard) -> Cell:
        return Cell(word(BAND_WORDS[line.band]), INKS[line.band])

    def _name(self, line: RiskLine, _: RiskBoard) -> Cell:
        return Cell(line.title, bold=line.band is Band.HIGH, tip=line.title)

    def _reasons(self, line: RiskLine, _: RiskBoard) -> Cell:
        why = clauses(reason.short for reason in line.reasons)
        return Cell(why, "text_dim", tip=joined("\n", (reason.words for reason in line.reasons)))

    def _said(self, line: RiskLine, _: RiskBoard) -> Cell:
        late = any(judgement.late for judgement in line.judgements)
        return Cell(self._newest(line), "danger" if late else "")

    def _newest(self, line: RiskLine) -> str:
        """The newest word on it, a measure that waits before all."""
        waiting = [j for j in line.judgements if j.act is JudgementAct.MEASURE and j.in_force]
        if waiting:
            late = any(j.late for j in waiting)
            words = self.tr("措施已逾期") if late else self.tr("措施待办 {n} 项")
            return words.format(n=len(waiting))
        if line.correction:
            return self.tr("已校正 {points:+d} 分").format(points=line.correction)
        stands = (j for j in line.judgements if j.act is not JudgementAct.WITHDRAWN)
        newest = next(stands, None)
        if newest is None:
            return ""
        act = word(JUDGEMENT_WORDS[newest.act])
        return self.tr("{who}{act}").format(who=newest.by, act=act)

    def detail(self, line: RiskLine, board: RiskBoard) -> Detail:
        points = {point.code: point for point in board.points}
        total = self.tr("{points} 分（{band}）").format(
            points=line.points, band=word(BAND_WORDS[line.band])
        )
        pairs = [(line.title, total)]
        for reason in line.reasons:
            of = points[reason.measure].title
            label = self.tr("{what}　{points} 分（最多 {most}）").format(
                what=of, points=reason.points, most=reason.most
            )
            pairs.append((label, reason.words))
        if line.correction:
            label = self.tr("人工校正　{points:+d} 分").format(points=line.correction)
            pairs.append((label, self._correction(line, board)))
        pairs += [self._judgement(j, board) for j in line.judgements if not self._shown(j, line)]
        return tuple(pairs)

    def _shown(self, judgement: Judgement, line: RiskLine) -> bool:
        """The correction in force already stands among the points."""
        return (
            judgement.act is JudgementAct.CORRECTED and judgement.in_force and bool(line.correction)
        )

    def _correction(self, line: RiskLine, board: RiskBoard) -> str:
        found = next(j for j in line.judgements if self._shown(j, line))
        return with_note(found.words, f"{found.by} {when(found.at, board.now)}")

    def _judgement(self, said: Judgement, board: RiskBoard) -> tuple[str, str]:
        head = f"{word(JUDGEMENT_WORDS[said.act])}　{said.by} {when(said.at, board.now)}"
        words = said.words or self.tr("同意 {points} 分").format(points=said.points)
        if said.done_at:
            done = f"{said.done_by} {when(said.done_at, board.now)}"
            withdrawn = said.act is JudgementAct.WITHDRAWN
            ended = (
                self.tr("已撤销（{who}）：{words}")
                if withdrawn
                else self.tr("已办结（{who}）：{words}")
            )
            words = joined("\n", (words, ended.format(who=done, words=said.done_words)))
        elif said.due_at:
            state = self.tr("已逾期") if said.late else self.tr("待办")
            words = joined("\n", (words, f"{when(said.due_at, board.now)} {state}"))
        return head, words

    def acts(self, line: RiskLine, board: RiskBoard) -> tuple[LineAct, ...]:
        rows = [
            LineAct(f"{ROWS}{reason.measure.value}", self._rows_words(reason, line), reads=True)
            for reason in line.reasons
            if reason.measure is not Measure.TREND
        ]
        words = {
            "inspect": self.tr("列入巡查…"),
            "confirm": self.tr("确认"),
            "correct": self.tr("校正…"),
            "measure": self.tr("记措施…"),
            "done": self.tr("办结措施…"),
            "withdraw": self.tr("撤销措施…"),
            "reopen": self.tr("恢复措施…"),
        }
        return (*rows, *line_acts(line.offers, words))

    def _rows_words(self, reason: Reason, line: RiskLine) -> str:
        if reason.measure is Measure.PEOPLE:
            return self.tr("看 {n} 件投诉").format(n=line.complaints)
        template = {
            Measure.INSPECTIONS: self.tr("看 {n} 次巡查"),
            Measure.OVERDUE: self.tr("看 {n} 项未复查"),
            Measure.SURVEYS: self.tr("看 {n} 次调查"),
            Measure.INCIDENTS: self.tr("看 {n} 起事件"),
            Measure.WARNINGS: self.tr("看 {n} 次预警"),
            Measure.PENALTIES: self.tr("看 {n} 件案件"),
        }[reason.measure]
        return template.format(n=reason.value)

    def act(self, board: RiskBoard, key: str, line: RiskLine) -> None:
        if key.startswith(ROWS):
            self._show_rows(line, Measure(key.removeprefix(ROWS)), board)
            return
        match key:
            case "inspect":
                self._inspect(line)
            case "confirm":
                self._confirm(line)
            case "correct":
                CorrectForm(self.over, line, board.valid_days).begin()
            case "measure":
                MeasureForm(self.over, line).begin()
            case "done":
                self._finish(line)
            case "withdraw":
                self._withdraw(line)
            case "reopen":
                self._reopen(line)

    def _show_rows(self, line: RiskLine, measure: Measure, board: RiskBoard) -> None:
        if measure in COMPLAINTS:
            title = self.tr("{title}：{people} 人，共 {n} 件").format(
                title=line.title, people=line.people, n=line.complaints
            )
            since = board.since[Measure.PEOPLE]
            wanted = (
                ComplaintFilter(subject_id=int(line.key), since=since)
                if line.scope is Scope.SUBJECT
                else ComplaintFilter(category=line.key, since=since)
            )
            self.complaints_wanted.emit(title, wanted)
        else:
            reason = next(r for r in line.reasons if r.measure is measure)
            title = headed(line.title, reason.words)
            self.rows_wanted.emit(title, line.scope, line.key, measure)

    def _inspect(self, line: RiskLine) -> None:
        """With the traders that the ranking names, and why."""
        query = self.seat.query(inspection_choices, line.scope, line.key, self.seat.clock())
        self.seat.tasks.read(self, query, self._begin_inspection)

    def _begin_inspection(self, choices: InspectionChoices) -> None:
        InspectionForm(self.over, choices).begin()

    def _confirm(self, line: RiskLine) -> None:
        verb = self.seat.command(risk.confirm, line.scope, line.key, line.points)
        told = self.tr("已确认：{title} {points} 分").format(title=line.title, points=line.points)
        self.seat.tasks.write(self, verb, lambda _: self.seat.notices.info(told))

    def _finish(self, line: RiskLine) -> None:
        measure = _measures(line, done=False)[-1]
        title, primary, label = self.tr("办结措施"), self.tr("办结"), self.tr("办理结果")
        wording = Wording(title, primary, label, measure.words)
        WordsForm(self.over, wording, risk.finish_measure, measure.id).begin()

    def _withdraw(self, line: RiskLine) -> None:
        """What was noted last: of an older one that is not wanted it is said how it ended."""
        measure = _measures(line, done=False)[0]
        title, primary, label = self.tr("撤销措施"), self.tr("撤销"), self.tr("撤销的理由")
        wording = Wording(title, primary, label, measure.words)
        WordsForm(self.over, wording, risk.withdraw_measure, measure.id).begin()

    def _reopen(self, line: RiskLine) -> None:
        measure = max(_measures(line, done=True), key=lambda j: (j.done_at, j.id))
        words = self.tr(
            "“{measure}”恢复为待办；{who}写的办理结果“{words}”保留在全程记录里。"
        ).format(measure=measure.words, who=measure.done_by, words=measure.done_words)
        command = self.seat.command(risk.reopen_measure, measure.id)
        Confirm(self.over, self.tr("恢复措施"), self.tr("恢复"), words, command).begin()


def _measures(line: RiskLine, *, done: bool) -> list[Judgement]:
    """The newest first."""
    return [
        j for j in line.judgements
        if j.act is JudgementAct.MEASURE and (j.done_at is not None) is done
    ]  # fmt: skip
