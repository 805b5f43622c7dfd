"""What is entered in the register of drills: a plan, how one went, what is to be mended."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Slot

from commandcenter.domain.drills.drill import MODE_WORDS, Mode
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.times import minute_zh
from commandcenter.offices.drill_results import held_beside
from commandcenter.queries.drills.register import DrillLine
from commandcenter.services.drills import register
from commandcenter.services.drills.register import Held, NewMeasure
from commandcenter.ui.drills.score_card import points_words
from commandcenter.ui.frame.fact_grid import Facts
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import with_note
from commandcenter.ui.texts import word

MONTH = timedelta(days=30)


class PlanDrill(Form):
    """Into the plan of the year."""

    object_name, kept_as, extent = "plan_drill", "plan_drill", (560, 420)

    def __init__(self, over: Over) -> None:
        super().__init__(over, self.tr("编入演练计划"), self.tr("编入计划"))
        self.title_line = self.line("drill_title", self.tr("演练名称"), needed=True)
        modes = [(mode.value, word(words)) for mode, words in MODE_WORDS.items()]
        self.mode = self.chips("mode", self.tr("方式"), modes, [Mode.LIVE], single=True, columns=3)
        at = self.seat.clock() + MONTH
        self.planned = self.moment("planned_for", self.tr("计划时间"), at, needed=True)

    def submit(self) -> None:
        planned = self.planned.value()
        assert planned is not None  # needed
        self.act(
            register.plan, self.title_line.text(), Mode(self.mode.chosen()[0]), planned_for=planned
        )


class RecordDrill(Form):
    """How a drill went is read from its own store: nobody types a score.

    `line`: of the plan, or None for one that was not planned.
    """

    object_name, extent = "record_drill", (680, 620)

    def __init__(self, over: Over, line: DrillLine | None) -> None:
        explain = self.tr("得分、时间和参演人数取自演练库；演练库不会被改动。")
        super().__init__(over, self.tr("登记演练结果"), self.tr("登记"), explain=explain)
        self._planned = line.id if line else None
        self._held: tuple[Held, ...] = ()
        self.store = self.choice("store", self.tr("演练库"), (), needed=True)
        self.store.currentIndexChanged.connect(self._on_store)
        self.facts = Facts()
        self.body.addWidget(self.facts)
        self.facts.hide()
        self.findings = self.text(
            "findings", self.tr("存在的问题"), hint=self.tr("一行一个问题，写入评估报告"), lines=7
        )
        self.forbid(self.tr("正在查找已结束的演练…"))
        db = self.seat.tasks.db
        self.seat.tasks.read(self, lambda _session: held_beside(db), self._show)

    def _show(self, answer: tuple[Held, ...]) -> None:
        self._held = answer
        for held in answer:
            self.store.addItem(with_note(held.title, minute_zh(held.held_at)), held.store)
        nothing = self.tr("服务器上没有已经结束的演练。")
        if self.seat.tasks.db.embedded:
            nothing = self.tr("这台计算机上没有已经结束的演练；请在导调员的计算机上登记。")
        self.forbid("" if answer else nothing)

    @Slot(int)
    def _on_store(self, place: int) -> None:
        if not 0 <= place < len(self._held):
            return
        held = self._held[place]
        score = self.tr("未评")
        if held.score is not None and held.full is not None:
            score = f"{points_words(held.score)} / {points_words(held.full)}"
        self.facts.set_facts(
            (
                (self.tr("方式"), word(MODE_WORDS[held.mode])),
                (self.tr("导调员"), held.conductor),
                (self.tr("参演"), self.tr("{n} 人").format(n=held.players)),
                (self.tr("开始"), minute_zh(held.held_at)),
                (self.tr("结束"), minute_zh(held.ended_at)),
                (self.tr("得分"), score),
            )
        )
        self.facts.show()

    def submit(self) -> None:
        held = self._held[self.store.currentIndex()]
        found = replace(held, findings=self.findings.toPlainText())
        self.act(register.record, found, planned=self._planned)


class MeasureForm(Form):
    """整改措施: the bureau owes it from then on, with a date and a group that is responsible."""

    object_name, extent = "drill_measure", (600, 460)

    def __init__(self, over: Over, line: DrillLine) -> None:
        super().__init__(
            over, self.tr("提出整改措施"), self.tr("提出"), explain=line.title, subject=line.id
        )
        self._record = line.id
        self.words = self.text("words", self.tr("整改措施"), lines=4, needed=True)
        groups = [(group.value, word(GROUP_WORDS[group])) for group in Group]
        self.group = self.choice("group", self.tr("责任组"), groups, needed=True)
        due = self.seat.clock() + MONTH
        self.due = self.moment("due_at", self.tr("完成期限"), due, needed=True)
        self.side_by_side(self.group, self.due)
        self.demand(self._past, self.due)

    def _past(self) -> str:
        due = self.due.value()
        return self.tr("期限应在现在以后。") if due and due <= self.seat.clock() else ""

    def submit(self) -> None:
        due = self.due.value()
        assert due is not None  # needed
        words = self.words.toPlainText().strip()
        self.act(
            register.measure,
            self._record,
            NewMeasure(words, Group(self.group.currentData()), due),
        )


def mended_form(over: Over, measure: int, words: str) -> WordsForm:
    """What was done of a measure. `words`: what was to be done."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("MeasureForm", text)

    wording = Wording(tr("登记整改完成"), tr("登记"), tr("完成情况"), words)
    return WordsForm(over, wording, register.measure_done, measure)
