"""巡查计划: the plans, their traders with the results, and the tasks of what was found."""

from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.inspection import (
    FINDING_WORDS,
    PLAN_WORDS,
    TARGET_WORDS,
    FindingState,
    PlanState,
    TargetState,
)
from commandcenter.domain.watch.risk import RESULT_WORDS, RecordResult
from commandcenter.queries.watch.inspection_choices import InspectionChoices, inspection_choices
from commandcenter.queries.watch.inspection_lines import FindingLine, PlanLine, TargetLine
from commandcenter.queries.watch.inspections import InspectionBoard, inspection_board
from commandcenter.services.watch import findings, inspections
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import headed, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.watch.inspection_forms import (
    InspectionForm,
    MoreTargets,
    MoveInspection,
    RecheckForm,
    TaskForm,
)
from commandcenter.ui.watch.risk_output import inspections_sheet
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

KINDS = frozenset({"inspection_plan", "risk_finding", "risk_record", "subject", "person", "plan"})
PLAN_INKS = {
    PlanState.LATE: "danger", PlanState.RUNNING: "warn", PlanState.DONE: "ok",
    PlanState.CALLED_OFF: "text_faint",
}  # fmt: skip
TARGET_INKS = {
    TargetState.LATE: "danger", TargetState.WAITING: "warn", TargetState.DONE: "ok",
    TargetState.DROPPED: "text_faint",
}  # fmt: skip
FINDING_INKS = {
    FindingState.LATE: "danger", FindingState.OPEN: "warn", FindingState.CLOSED: "ok",
    FindingState.DROPPED: "text_faint",
}  # fmt: skip
RESULT_INKS = {
    RecordResult.CLEAN: "ok", RecordResult.PROBLEMS: "warn", RecordResult.UNREACHABLE: "danger",
}  # fmt: skip
ALL = "all"
LineType = TypeVar("LineType", PlanLine, TargetLine, FindingLine)


class _Inspections(LinesPanel[InspectionBoard, LineType]):
    """Of all three: one question, late ones with a red edge."""

    kinds = KINDS
    ticking = True
    late: ClassVar[frozenset[str]] = frozenset({"late"})

    def query(self) -> Query[InspectionBoard]:
        return self.seat.query(inspection_board, self.seat.clock())

    def edge(self, line: LineType, board: InspectionBoard) -> str:
        return "danger" if line.state.value in self.late else ""

    def ask(self, title: str, primary: str, about: str) -> Wording:
        return Wording(title, primary, self.tr("理由"), about)


class InspectionPanel(_Inspections[PlanLine]):
    """Signals:
    targets_wanted: The traders of a plan. arg: its id
    """

    object_name = "inspection_panel"
    targets_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self.offer_button("plan", self.tr("编制计划…"), "add", primary=True)
        self.ledger.opened.connect(self.targets_wanted)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有巡查计划。编制一个，或者在风险清单里选一项点“列入巡查”。")
        return Ledger(self.tr("巡查计划"), self.columns(), "checklist", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("期限"), 9, cell=lambda line, _: date_zh(line.due_at)),
            self.column(self.tr("计划"), stretch=True, cell=self._title),
            self.column(self.tr("负责"), 7, cell=lambda line, _: line.doer),
            self.column(self.tr("列入"), 3, right=True, adds=True, cell=self._traders),
            self.column(
                self.tr("已查"), 3, right=True, adds=True, cell=lambda line, _: str(line.done)
            ),
            self.column(self.tr("逾期"), 3, right=True, adds=True, cell=self._late),
            self.column(self.tr("状态"), 5, cell=self._state),
        ]

    def rows(self, board: InspectionBoard) -> tuple[PlanLine, ...]:
        return board.plans

    def note(self, board: InspectionBoard) -> str:
        n = board.numbers
        parts = [self.tr("列入 {n} 户，已查 {done} 户").format(n=n.planned, done=n.done)]
        if n.late:
            parts.append(self.tr("逾期未查 {n} 户").format(n=n.late))
        if n.findings:
            words = self.tr("整改任务 {n} 项，已销号 {done} 项")
            parts.append(words.format(n=n.findings, done=n.closed))
        return listed(parts) if board.plans or n.findings else ""

    def _title(self, line: PlanLine, _: InspectionBoard) -> Cell:
        return Cell(line.title, tip=line.why)

    def _traders(self, line: PlanLine, _: InspectionBoard) -> str:
        return str(line.traders - line.dropped)

    def _late(self, line: PlanLine, _: InspectionBoard) -> Cell:
        return Cell(str(line.late) if line.late else "", "danger")

    def _state(self, line: PlanLine, _: InspectionBoard) -> Cell:
        return Cell(word(PLAN_WORDS[line.state]), PLAN_INKS[line.state])

    def detail(self, line: PlanLine, board: InspectionBoard) -> Detail:
        now = board.now
        off = by_at(line.called_off_by, line.called_off_at, now)
        dropped = self.tr("不再巡查 {n} 户").format(n=line.dropped) if line.dropped else ""
        return (
            (line.title, self.tr("由{who}于{day}前完成").format(
                who=line.doer, day=date_zh(line.due_at))),
            (self.tr("消费类别"), line.category),
            (self.tr("理由"), line.why),
            (self.tr("进度"), listed([
                self.tr("列入 {n} 户，已查 {done} 户").format(
                    n=line.traders - line.dropped, done=line.done
                ),
                dropped,
            ])),
            (self.tr("编制"), by_at(line.planned_by, line.planned_at, now)),
            (self.tr("调整"), by_at(line.changed_by, line.changed_at, now)),
            (self.tr("完成"), by_at(line.done_by, line.done_at, now)),
            (self.tr("取消"), with_note(line.called_off_why, off) if off else ""),
        )  # fmt: skip

    def acts(self, line: PlanLine, board: InspectionBoard) -> tuple[LineAct, ...]:
        words = {
            "add": self.tr("增加主体…"),
            "change": self.tr("调整…"),
            "call_off": self.tr("取消…"),
        }
        rows = LineAct("rows", self.tr("看 {n} 户").format(n=line.traders), reads=True)
        sheet = LineAct("print", self.tr("印制…"), reads=True)
        return (rows, *line_acts(line.offers, words, frozenset({"call_off"})), sheet)

    def want(self, board: InspectionBoard, key: str) -> None:
        query = self.seat.query(inspection_choices, None, "", self.seat.clock())
        self.seat.tasks.read(self, query, self._begin_plan)

    def _begin_plan(self, choices: InspectionChoices) -> None:
        InspectionForm(self.over, choices).begin()

    def act(self, board: InspectionBoard, key: str, line: PlanLine) -> None:
        match key:
            case "rows":
                self.targets_wanted.emit(line.id)
            case "add":
                MoreTargets(self.over, line).begin()
            case "change":
                MoveInspection(self.over, board.doers, line).begin()
            case "call_off":
                wording = self.ask(self.tr("取消巡查计划"), self.tr("取消计划"), line.title)
                WordsForm(self.over, wording, inspections.call_off, line.id).begin()
            case "print":
                self._output.begin(inspections_sheet(line.title, self.seat.actor, line.id))


class TargetPanel(_Inspections[TargetLine]):
    """Signals:
    result_wanted: The form of an inspection. args: the trader's line
    """

    object_name = "inspection_targets"
    result_wanted = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._plan: int | None = None
        self._filter = self.ledger.set_filter([
            (ALL, self.tr("列入计划")),
            (TargetState.DONE.value, word(TARGET_WORDS[TargetState.DONE])),
            (TargetState.LATE.value, word(TARGET_WORDS[TargetState.LATE])),
            (TargetState.DROPPED.value, word(TARGET_WORDS[TargetState.DROPPED])),
        ])  # fmt: skip
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有这样的巡查对象。")
        return Ledger(self.tr("巡查对象"), self.columns(), "search", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("期限"), 9, cell=lambda line, _: date_zh(line.due_at)),
            self.column(self.tr("经营主体"), stretch=True, cell=self._name),
            self.column(self.tr("县区"), cell=lambda line, _: line.county),
            self.column(self.tr("负责"), 7, cell=lambda line, _: line.doer),
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("结果"), 6, cell=self._result),
            self.column(self.tr("整改中"), 4, right=True, adds=True, cell=self._tasks),
        ]

    def show_plan(self, plan: int | None) -> None:
        """The traders of one plan; None: of all."""
        self._plan = plan
        self._filter.choose(ALL)
        if self.board is not None:
            self.show_answer(self.board)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._plan = None
        if self.board is not None:
            self.show_answer(self.board)

    def show_answer(self, answer: InspectionBoard) -> None:
        numbers = answer.numbers
        for key, count in (
            (ALL, numbers.planned),
            (TargetState.DONE.value, numbers.done),
            (TargetState.LATE.value, numbers.late),
        ):
            name = self.tr("列入计划") if key == ALL else word(TARGET_WORDS[TargetState(key)])
            self._filter.set_word(key, f"{name} {count}")
        super().show_answer(answer)

    def rows(self, board: InspectionBoard) -> tuple[TargetLine, ...]:
        if self._plan is not None:
            return tuple(line for line in board.targets if line.plan_id == self._plan)
        if self._filter.key == ALL:
            return tuple(x for x in board.targets if x.state is not TargetState.DROPPED)
        return tuple(line for line in board.targets if line.state.value == self._filter.key)

    def note(self, board: InspectionBoard) -> str:
        if self._plan is None:
            return ""
        title = next((x.title for x in board.plans if x.id == self._plan), "")
        return self.tr("{plan}；点“列入计划”看全部").format(plan=title)

    def _name(self, line: TargetLine, _: InspectionBoard) -> Cell:
        return Cell(line.name, tip=line.reason)

    def _state(self, line: TargetLine, _: InspectionBoard) -> Cell:
        return Cell(word(TARGET_WORDS[line.state]), TARGET_INKS[line.state])

    def _result(self, line: TargetLine, _: InspectionBoard) -> Cell:
        if line.result is None:
            return Cell("")
        return Cell(word(RESULT_WORDS[line.result]), RESULT_INKS[line.result], tip=line.found)

    def _tasks(self, line: TargetLine, _: InspectionBoard) -> Cell:
        return Cell(str(line.tasks) if line.tasks else "", "warn")

    def detail(self, line: TargetLine, board: InspectionBoard) -> Detail:
        result = ""
        if line.inspected_at is not None and line.result is not None:
            result = headed(date_zh(line.inspected_at), word(RESULT_WORDS[line.result]))
        off = by_at(line.dropped_by, line.dropped_at, board.now)
        return (
            (line.name, line.credit_code or line.county or self.tr("没有信用代码")),
            (self.tr("计划"), line.plan),
            (self.tr("消费类别"), line.category),
            (self.tr("负责"), self.tr("{who}，{day}前").format(
                who=line.doer, day=date_zh(line.due_at))),
            (self.tr("列入理由"), line.reason),
            (self.tr("结果"), result),
            (self.tr("情况"), line.found),
            (self.tr("不再巡查"), with_note(line.dropped_why, off) if off else ""),
        )  # fmt: skip

    def acts(self, line: TargetLine, board: InspectionBoard) -> tuple[LineAct, ...]:
        words = {
            "result": self.tr("登记结果…"),
            "task": self.tr("下达整改…"),
            "drop": self.tr("不再巡查…"),
        }
        return line_acts(line.offers, words, frozenset({"drop"}))

    def act(self, board: InspectionBoard, key: str, line: TargetLine) -> None:
        match key:
            case "result":
                self.result_wanted.emit(line)
            case "task" if line.record_id is not None:
                TaskForm(self.over, line.record_id, line.name, line.found, board.doers).begin()
            case "drop":
                wording = self.ask(self.tr("不再巡查"), self.tr("不再巡查"), line.name)
                WordsForm(self.over, wording, inspections.drop_target, line.id).begin()


class FindingPanel(_Inspections[FindingLine]):
    """What inspections found, until each passes its 复查."""

    object_name = "inspection_findings"

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter([
            (ALL, self.tr("全部")),
            (FindingState.LATE.value, word(FINDING_WORDS[FindingState.LATE])),
            (FindingState.CLOSED.value, word(FINDING_WORDS[FindingState.CLOSED])),
        ])  # fmt: skip
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有整改任务。在发现问题的市场巡查上点“下达整改”，到期复查，通过即销号。")
        return Ledger(self.tr("整改任务"), self.columns(), "checklist", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("复查期限"), 9, cell=lambda line, _: date_zh(line.due_at)),
            self.column(self.tr("经营主体"), 12, cell=self._subject),
            self.column(self.tr("问题"), stretch=True, cell=self._words),
            self.column(self.tr("负责"), 7, cell=lambda line, _: line.doer),
            self.column(self.tr("复查"), 3, right=True, cell=self._checks),
            self.column(self.tr("状态"), 6, cell=self._state),
        ]

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def show_answer(self, answer: InspectionBoard) -> None:
        numbers = answer.numbers
        self._filter.set_word(ALL, self.tr("全部 {n}").format(n=numbers.findings))
        for state, count in (
            (FindingState.LATE, numbers.late_findings),
            (FindingState.CLOSED, numbers.closed),
        ):
            self._filter.set_word(state.value, f"{word(FINDING_WORDS[state])} {count}")
        super().show_answer(answer)

    def rows(self, board: InspectionBoard) -> tuple[FindingLine, ...]:
        if self._filter.key == ALL:
            return tuple(x for x in board.findings if x.state is not FindingState.DROPPED)
        return tuple(line for line in board.findings if line.state.value == self._filter.key)

    def _subject(self, line: FindingLine, _: InspectionBoard) -> Cell:
        return Cell(line.subject, tip=line.subject)

    def _words(self, line: FindingLine, _: InspectionBoard) -> Cell:
        return Cell(line.words, tip=line.words)

    def _checks(self, line: FindingLine, _: InspectionBoard) -> str:
        return str(len(line.checks)) if line.checks else ""

    def _state(self, line: FindingLine, _: InspectionBoard) -> Cell:
        return Cell(word(FINDING_WORDS[line.state]), FINDING_INKS[line.state])

    def detail(self, line: FindingLine, board: InspectionBoard) -> Detail:
        now = board.now
        off = by_at(line.dropped_by, line.dropped_at, now)
        return (
            (line.subject, line.words),
            (self.tr("巡查"), date_zh(line.inspected_at)),
            (self.tr("县区"), line.county),
            (self.tr("负责"), line.doer),
            (self.tr("复查期限"), date_zh(line.due_at)),
            (self.tr("下达"), by_at(line.by, line.at, now)),
            *(
                (with_note(self._how(each.passed), by_at(each.by, each.at, now)), each.words)
                for each in line.checks
            ),
            (self.tr("撤销"), with_note(line.dropped_why, off) if off else ""),
        )

    def _how(self, passed: bool) -> str:
        return self.tr("复查通过") if passed else self.tr("复查没有通过")

    def acts(self, line: FindingLine, board: InspectionBoard) -> tuple[LineAct, ...]:
        words = {"check": self.tr("登记复查…"), "drop": self.tr("撤销…")}
        return line_acts(line.offers, words, frozenset({"drop"}))

    def act(self, board: InspectionBoard, key: str, line: FindingLine) -> None:
        if key == "check":
            RecheckForm(self.over, line).begin()
        else:
            wording = self.ask(self.tr("撤销整改任务"), self.tr("撤销"), line.words)
            WordsForm(self.over, wording, findings.drop, line.id).begin()
