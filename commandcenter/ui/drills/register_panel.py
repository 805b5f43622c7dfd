"""演练 in a real store: the plan of the year, what was held, what is missing, what is mended."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.drills.drill import MODE_WORDS
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.papers.paper import PAPER_STATE_WORDS
from commandcenter.domain.times import date_zh, local, minute_zh
from commandcenter.offices import drill_results
from commandcenter.queries.drills.register import (
    DrillLine,
    DrillRegister,
    DueLine,
    MeasureLine,
    drill_register,
)
from commandcenter.queries.offers import Offer
from commandcenter.services.drills import register
from commandcenter.store.database import Query
from commandcenter.ui.drills.new_drill_form import NewDrillForm
from commandcenter.ui.drills.register_forms import (
    MeasureForm,
    PlanDrill,
    RecordDrill,
    mended_form,
)
from commandcenter.ui.drills.score_card import points_words
from commandcenter.ui.drills.script_form import ScriptForm
from commandcenter.ui.drills.ways import DrillWays
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses, joined, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

STATE_INKS = {"planned": "", "late": "danger", "held": "ok", "called_off": "text_faint"}
KINDS = frozenset({"drill_record", "document", "plan", "person"})


class DrillsPanel(LinesPanel[DrillRegister, DrillLine]):
    """Above the ledger stands what the rules of the bureau still ask for.

    Signals:
        report_wanted: The 评估报告 of a drill is to be drafted. arg: its id in the register
        paper_wanted: arg: the id of a paper
    """

    object_name = "drills_panel"
    kinds = KINDS
    report_wanted = Signal(int)
    paper_wanted = Signal(int)

    def __init__(self, seat: Seat, ways: DrillWays | None, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._ways = ways
        self.due = ElidedLabel("", Size.TEXT, lines=2)
        self.due.setObjectName("drills_due")
        self.body.insertWidget(0, self.due)
        self.offer_button("new_drill", self.tr("新建演练…"), "drill")
        self.offer_button("plan", self.tr("编入计划…"), "calendar")
        self.offer_button("script", self.tr("编写脚本…"), "edit")

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有计划或者举行过演练。编入计划后在此列出，办完登记结果。")
        return Ledger(self.tr("演练登记"), self.columns(), "drill", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("时间"), 7, cell=self._when),
            self.column(self.tr("演练"), stretch=True, cell=lambda line, _: line.title),
            self.column(self.tr("方式"), 5, cell=lambda line, _: word(MODE_WORDS[line.mode])),
            self.column(self.tr("得分"), 5, cell=self._score, right=True),
            self.column(self.tr("整改"), 5, cell=self._mended),
            self.column(self.tr("评估报告"), 5, cell=self._paper),
        ]

    def query(self) -> Query[DrillRegister]:
        return self.seat.query(drill_register)

    def offers(self, board: DrillRegister) -> tuple[Offer, ...]:
        """A drill is founded where the program can: at a desk."""
        return tuple(o for o in board.offers if o.key != "new_drill" or self._ways is not None)

    def note(self, board: DrillRegister) -> str:
        held = sum(line.state == "held" for line in board.lines)
        planned = sum(line.state in ("planned", "late") for line in board.lines)
        return self.tr("已办 {held} 次 · 计划 {n} 次").format(held=held, n=planned)

    def show_answer(self, answer: DrillRegister) -> None:
        super().show_answer(answer)
        self.due.setText(clauses(self._due(line) for line in answer.due))
        wanting = any(line.missing or line.remind for line in answer.due)
        self.due.set_ink("warn" if wanting else "text_dim")

    def _due(self, line: DueLine) -> str:
        mode = word(MODE_WORDS[line.mode])
        every = self.tr("{mode}每 {n} 个月至少一次").format(mode=mode, n=line.months)
        said, late = [every], self.tr("应于 {day}前举行，已逾期")
        if line.last_at is None:
            said.append(self.tr("还没有办过"))
            next_one = self.tr("应于 {day}前举行")
        else:
            said.append(self.tr("上次 {day}").format(day=date_zh(line.last_at)))
            next_one = self.tr("下次 {day}前")
        said.append((late if line.missing else next_one).format(day=date_zh(line.due_at)))
        if line.remind and not line.missing:
            said.append(self.tr("还没有编入计划"))
        return listed(said)

    def _state(self, line: DrillLine, _: DrillRegister) -> Cell:
        words = {
            "planned": self.tr("计划"),
            "late": self.tr("逾期未办"),
            "held": self.tr("已办"),
            "called_off": self.tr("已取消"),
        }
        return Cell(words[line.state], STATE_INKS[line.state], bold=line.state == "late")

    def _when(self, line: DrillLine, _: DrillRegister) -> str:
        at = line.held_at or line.planned_for
        return f"{local(at):%Y-%m-%d}" if at else ""

    def _score(self, line: DrillLine, _: DrillRegister) -> str:
        if line.held_at is None:
            return ""
        if line.score is None or line.full is None:
            return self.tr("未评")
        return f"{points_words(line.score)} / {points_words(line.full)}"

    def _mended(self, line: DrillLine, _: DrillRegister) -> Cell:
        done = sum(measure.done_at is not None for measure in line.measures)
        late = any(measure.late and measure.done_at is None for measure in line.measures)
        if not line.measures:
            return Cell("")
        words = self.tr("{done} / {all} 项").format(done=done, all=len(line.measures))
        return Cell(words, "danger" if late else "", bold=late)

    def _paper(self, line: DrillLine, _: DrillRegister) -> str:
        """Of the register of papers; before it is drafted whether there is anything to draft of."""
        if line.report is not None:
            return line.report.number or word(PAPER_STATE_WORDS[line.report.state])
        if line.held_at is None:
            return ""
        return self.tr("待起草") if line.paper else self.tr("待取入")

    def detail(self, line: DrillLine, board: DrillRegister) -> Detail:
        held = ""
        if line.held_at is not None and line.ended_at is not None:
            held = f"{minute_zh(line.held_at)}—{minute_zh(line.ended_at)}"
        off = ""
        if line.called_off_at is not None:
            off = f"{line.called_off_by} {minute_zh(line.called_off_at)}"
        players = self.tr("{n} 人").format(n=line.players) if line.held_at else ""
        measures = joined("\n", (self._measure(n, m) for n, m in enumerate(line.measures, 1)))
        return (
            (self.tr("演练"), line.title),
            (self.tr("计划时间"), minute_zh(line.planned_for) if line.planned_for else ""),
            (self.tr("取消"), with_note(line.called_off_why, off)),
            (self.tr("举行"), held),
            (self.tr("取自"), line.source),
            (self.tr("导调员"), line.conductor),
            (self.tr("参演"), players),
            (self.tr("存在的问题"), line.findings),
            (self.tr("整改措施"), measures),
            (self.tr("演练库"), line.store),
            (self.tr("日志末行"), f"{line.number} {line.head[:16]}" if line.number else ""),
        )

    def _measure(self, number: int, line: MeasureLine) -> str:
        words = self.tr("{n}. {words}（{group}，{day}前）")
        if line.done_at is not None:
            words = self.tr("{n}. {words}（{group}，{day}前，已完成）")
        group, day = word(GROUP_WORDS[line.group]), date_zh(line.due_at)
        return words.format(n=number, words=line.words, group=group, day=day)

    def acts(self, line: DrillLine, board: DrillRegister) -> tuple[LineAct, ...]:
        words = {
            "record": self.tr("登记结果…"),
            "call_off": self.tr("取消…"),
            "measure": self.tr("提出整改…"),
            "keep_course": self.tr("取入演练过程"),
            "draft_report": self.tr("起草评估报告…"),
        }
        acts = line_acts(line.offers, words)
        if line.report is not None:
            acts += (LineAct("report", self.tr("看评估报告"), reads=True),)
        if line.store and self._ways is not None:
            acts += (LineAct("open", self.tr("打开演练库"), reads=True),)
        return acts

    def want(self, board: DrillRegister, key: str) -> None:
        if key == "plan":
            PlanDrill(self.over).begin()
        elif key == "script":
            form = ScriptForm(self.over)
            form.kept.connect(self._found)
            form.begin()
        else:
            self._found(None)

    @Slot(object)
    def _found(self, script: Path | None) -> None:
        """新建演练; `script`: of a file that was just written."""
        if self._ways is None:
            return
        form = NewDrillForm(self.over, self._ways, script)
        form.kept.connect(self._on_founded)
        form.begin()

    def _on_founded(self, url: object) -> None:
        """The new store is there: its desk opens in a window of its own."""
        self.seat.notices.info(
            self.tr("演练库已建立，正在打开。导调员登录后可以修改注入，再开始。")
        )
        if self._ways is not None:
            self._ways.open(str(url))

    def act(self, board: DrillRegister, key: str, line: DrillLine) -> None:
        match key:
            case "record":
                RecordDrill(self.over, line).begin()
            case "call_off":
                words = Wording(self.tr("取消演练"), self.tr("取消演练"), self.tr("理由"))
                WordsForm(self.over, words, register.call_off, line.id).begin()
            case "measure":
                MeasureForm(self.over, line).begin()
            case "keep_course":
                take = partial(drill_results.take_course, self.seat.tasks.db, self.seat.actor, line)
                self.seat.tasks.work(self, lambda _progress: take(), self._on_taken)
            case "draft_report":
                self.report_wanted.emit(line.id)
            case "report" if line.report is not None:
                self.paper_wanted.emit(line.report.id)
            case "open" if self._ways is not None:
                self._ways.open(line.store)

    def _on_taken(self, _: object) -> None:
        self.seat.notices.info(
            self.tr("演练过程已取入。演练评估报告由综合协调组或者文秘起草，在公文登记中办理。")
        )


class MeasuresPanel(LinesPanel[DrillRegister, MeasureLine]):
    """整改措施 of all drills, those that are open first, by their date."""

    object_name = "drill_measures"
    kinds = KINDS

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有从演练中提出的整改措施。在“演练登记”中选一次演练提出后，列在这里。")
        return Ledger(self.tr("整改措施"), self.columns(), "drill", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("完成期限"), 9, cell=lambda line, _: date_zh(line.due_at)),
            self.column(self.tr("整改措施"), stretch=True, cell=lambda line, _: line.words),
            self.column(self.tr("责任组"), 7, cell=lambda line, _: word(GROUP_WORDS[line.group])),
            self.column(self.tr("演练"), 10, cell=self._drill),
        ]

    def query(self) -> Query[DrillRegister]:
        return self.seat.query(drill_register)

    def rows(self, board: DrillRegister) -> tuple[MeasureLine, ...]:
        found = [measure for line in board.lines for measure in line.measures]
        return tuple(sorted(found, key=lambda m: (m.done_at is not None, m.due_at, m.id)))

    def _state(self, line: MeasureLine, _: DrillRegister) -> Cell:
        if line.done_at is not None:
            return Cell(self.tr("已完成"), "ok")
        return Cell(self.tr("逾期"), "danger", bold=True) if line.late else Cell(self.tr("未完成"))

    def _drill(self, line: MeasureLine, board: DrillRegister) -> str:
        return next((d.title for d in board.lines if line in d.measures), "")

    def detail(self, line: MeasureLine, board: DrillRegister) -> Detail:
        done = f"{line.done_by} {date_zh(line.done_at)}" if line.done_at else ""
        return (
            (self.tr("整改措施"), line.words),
            (self.tr("责任组"), word(GROUP_WORDS[line.group])),
            (self.tr("完成期限"), minute_zh(line.due_at)),
            (self.tr("完成情况"), line.done_words),
            (self.tr("完成"), done),
        )

    def acts(self, line: MeasureLine, board: DrillRegister) -> tuple[LineAct, ...]:
        return line_acts(line.offers, {"measure_done": self.tr("登记完成…")})

    def act(self, board: DrillRegister, key: str, line: MeasureLine) -> None:
        mended_form(self.over, line.id, line.words).begin()
