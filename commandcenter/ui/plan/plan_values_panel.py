"""Values of the plan with their sources: thresholds, limits, settings; and its versions."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.plan.plan_changes import KIND_WORDS
from commandcenter.domain.plan.plan_words import (
    LOW_FIRST,
    PROPOSAL,
    SETTLED,
    Difference,
    due_words,
)
from commandcenter.queries.plan.plan_data import (
    PlanBoard,
    ValueLine,
    VersionLine,
    plan_board,
    version_lines,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.plan.plan_days_form import NewPeriodForm, take_out
from commandcenter.ui.plan.plan_values_form import FORMS, ValueForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct


class PlanValuesPanel(LedgerPanel[PlanBoard]):
    """A subclass sets `shown`: the kinds of items, of which one at a time is listed.

    `grows`: the kind whose items may be added and taken out; `forms`: what an item is set with.
    """

    kinds = frozenset({"plan", "person"})
    shown: ClassVar[tuple[str, ...]]
    grows: ClassVar[str] = "sensitive"
    forms: ClassVar[Mapping[str, type[ValueForm]]] = FORMS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName(f"plan_{self.shown[0]}_panel")
        self._board: PlanBoard | None = None
        self._filter = None
        if len(self.shown) > 1:
            names = [(kind, word(KIND_WORDS[kind])) for kind in self.shown]
            self._filter = self.ledger.set_filter(names)
        self._add = self.ledger.add_button("add_period", self.add_words(), "add")
        self._add.hide()
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)
        self.ledger.opened.connect(partial(self._on_act, "edit"))

    def add_words(self) -> str:
        return self.tr("增加敏感时段…")

    def new_form(self, seen: int) -> Form:
        """To add an item; `seen`: the version on the screen."""
        return NewPeriodForm(self.seat, seen, self.window())

    @property
    def kind(self) -> str:
        return self._filter.key if self._filter else self.shown[0]

    def columns(self) -> list[Column]:
        return [
            Column(self.tr("名称"), 14),
            Column(self.tr("数值"), stretch=True),
            Column(self.tr("状态"), 4),
            Column(self.tr("补预案"), 5),
            Column(self.tr("来源"), 16),
        ]

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("预案数据"), self.columns(), "plan", self.tr("这个版本的预案没有这类数据。")
        )

    def query(self) -> Query[PlanBoard]:
        return partial(plan_board, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: PlanBoard) -> None:
        self._board = answer
        self._add.setVisible(answer.refusal is None and self.kind == self.grows)
        waiting = sum(line.proposal for line in answer.values[self.kind])
        note = self.tr("{label}，{who}于 {time} 采用").format(
            label=answer.label, who=answer.adopted_by, time=when(answer.adopted_at, answer.now)
        )
        if waiting:
            note += self.tr(" · {n} 项建议值待本局批准").format(n=waiting)
        self.ledger.set_note(note)
        super().show_answer(answer)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self._board is not None:
            self.show_answer(self._board)

    def lines(self, answer: PlanBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.values[self.kind]]

    def _line(self, line: ValueLine, board: PlanBoard) -> Line:
        state = word(PROPOSAL if line.proposal else SETTLED)
        cells = (
            line.title,
            line.words,
            Cell(state, "warn" if line.proposal else "ok"),
            line.clause,
            Cell(line.source, "text_dim"),
        )
        return Line(line.number, cells, self._detail(line, state), self._acts(board))

    def _detail(self, line: ValueLine, state: str) -> tuple[tuple[str, str], ...]:
        item = line.item
        group = str(item.get("group", ""))
        note = str(item.get("detail", "") or item.get("note", ""))
        article = self.tr("{law} 第{article}条")
        law = article.format(law=item.get("law"), article=item.get("article"))
        return (
            (self.tr("名称"), line.title),
            (self.tr("数值"), self._values(line)),
            (self.tr("状态"), state),
            (self.tr("来源"), line.source),
            (self.tr("依据"), law if item.get("law") else ""),
            (self.tr("预案条款"), line.clause),
            (self.tr("起算"), str(item.get("start", "")) if line.kind == "clock" else ""),
            (self.tr("工作组"), word(GROUP_WORDS[Group(group)]) if group else ""),
            (self.tr("说明"), note),
        )

    def _values(self, line: ValueLine) -> str:
        """A level a line where they differ by level."""
        item, said = line.item, self.tr("{level}级  {words}")
        if line.kind == "threshold":
            levels = item["levels"]
            rows = [
                said.format(level=x.sign, words=levels[x.value]["words"])
                for x in LOW_FIRST
                if x in levels
            ]
            hours = item.get("window_hours", 0)
            if hours:
                rows.append(self.tr("统计时段 {n} 小时").format(n=hours))
            return "\n".join(rows)
        if line.kind == "step":
            listed = item.get("levels") or list(Level)
            return "\n".join(
                said.format(level=x.sign, words=due_words(item["due"][x.value]))
                for x in LOW_FIRST
                if x in listed
            )
        return line.words.replace(" · ", "\n")

    def _acts(self, board: PlanBoard) -> tuple[LineAct, ...]:
        """Only who edits the plan is offered it."""
        if board.refusal is not None:
            return ()
        acts = (LineAct("edit", self.tr("修改…"), primary=True),)
        if self.kind == self.grows:
            return (*acts, LineAct("take_out", self.tr("删除…")))
        return acts

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self._board is not None:
            self.new_form(self._board.seen).begin()

    def _on_act(self, key: str, number: int) -> None:
        board = self._board
        if board is None or board.refusal is not None:
            return
        line = next((x for x in board.values[self.kind] if x.number == number), None)
        if line is None:
            return
        if key == "take_out":
            take_out(self.seat, line, board.seen, self.window())
        else:
            self.forms[line.kind](self.seat, board, line, self.window()).begin()


class ThresholdsPanel(PlanValuesPanel):
    shown = ("threshold", "context", "sensitive")


class LimitsPanel(PlanValuesPanel):
    shown = ("report_rule", "step", "clock")


RISK_CODES = ("risk_", "known_", "link_", "abnormal_", "follow_", "due_soon_")


class SettingsPanel(PlanValuesPanel):
    """So many that they are parted: what the response needs, complaints and risk, the watch."""

    shown = ("setting",)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._parts = self.ledger.set_filter(
            [
                ("response", self.tr("处置与信息")),
                ("risk", self.tr("投诉与风险")),
                ("watch", self.tr("自动监测")),
            ]
        )

    def columns(self) -> list[Column]:
        wide = super().columns()
        return [Column(wide[0].title, 22), *wide[1:]]

    def lines(self, answer: PlanBoard) -> list[Line]:
        """Without the word that all of a part begin with."""
        part = self._parts.key
        shown = [x for x in answer.values["setting"] if _part_of(x) == part]
        return [
            self._line(replace(x, title=x.title.removeprefix(self.tr("监测："))), answer)
            for x in shown
        ]


def _part_of(line: ValueLine) -> str:
    code = str(line.item["code"])
    return "watch" if code.startswith("watch_") else "risk" if code.startswith(RISK_CODES) else (
        "response"
    )  # fmt: skip


class VersionsPanel(LedgerPanel[tuple[VersionLine, ...]]):
    """Each version: who, when, why, what it changed, which incidents keep it."""

    kinds = frozenset({"plan", "incident"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("plan_versions_panel")

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("预案版本"),
            [
                Column(self.tr("版本"), 9),
                Column(self.tr("采用时间"), 9),
                Column(self.tr("修订人"), 5),
                Column(self.tr("理由"), stretch=True),
                Column(self.tr("改动"), 4, right=True),
                Column(self.tr("适用的事件"), 6, right=True),
            ],
            "history",
            self.tr("数据库中还没有预案。"),
        )

    def show_answer(self, answer: tuple[VersionLine, ...]) -> None:
        self.ledger.set_note(self.tr("新登记的事件适用现行版本，已登记的事件仍用登记时的版本。"))
        super().show_answer(answer)

    def query(self) -> Query[tuple[VersionLine, ...]]:
        return version_lines

    def lines(self, answer: tuple[VersionLine, ...]) -> list[Line]:
        return [self._line(line) for line in answer]

    def _line(self, line: VersionLine) -> Line:
        label = self.tr("{label}（现行）").format(label=line.label) if line.in_force else line.label
        first = self.tr("首次采用")
        cells = (
            Cell(label, bold=line.in_force),
            when(line.adopted_at, self.seat.clock()),
            line.adopted_by,
            line.reason or first,
            str(len(line.changes)) if line.amends else "",
            str(len(line.incidents)) if line.incidents else "",
        )
        detail = (
            (self.tr("版本"), label),
            (self.tr("修订"), f"{line.adopted_by} {when(line.adopted_at, self.seat.clock())}"),
            (self.tr("依据的版本"), line.amends),
            (self.tr("修改理由"), line.reason or first),
            (self.tr("改动"), "\n\n".join(map(self._change, line.changes))),
            (self.tr("适用的事件"), "\n".join(line.incidents)),
        )
        return Line(line.id, cells, detail)

    def _change(self, found: Difference) -> str:
        kind = word(KIND_WORDS.get(found.kind, found.kind))
        added, gone = self.tr("（新增）"), self.tr("（删除）")
        before, after = found.before or added, found.after or gone
        source = self.tr("来源：{source}").format(source=found.source) if found.after else ""
        return f"{kind}“{found.title}”\n{before}\n→ {after}\n{source}".rstrip()
