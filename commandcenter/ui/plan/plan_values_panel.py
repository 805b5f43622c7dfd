"""Values of the plan with their sources: thresholds, limits, settings; and its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.plan.plan_changes import KIND_WORDS
from commandcenter.domain.plan.plan_words import (
    LOW_FIRST,
    PROPOSAL,
    SETTLED,
    Difference,
    limit_words,
)
from commandcenter.queries.offers import Offer
from commandcenter.queries.plan.plan_data import (
    LIST_WORDS,
    REPORTS,
    PlanBoard,
    ValueLine,
    VersionLine,
    plan_board,
    version_lines,
)
from commandcenter.queries.plan.revision_views import ComparedView, versions_view
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import dotted, joined
from commandcenter.ui.plan.kind_forms import KIND_FORMS, NewKindForm
from commandcenter.ui.plan.past_watch_form import PastWatchForm
from commandcenter.ui.plan.plan_days_form import NewPeriodForm, take_out
from commandcenter.ui.plan.plan_output import plan_sheet
from commandcenter.ui.plan.plan_values_form import FORMS, ValueForm
from commandcenter.ui.plan.revision_forms import CompareForm
from commandcenter.ui.texts import said, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class PlanValuesPanel(LinesPanel[PlanBoard, ValueLine]):
    """A subclass sets `shown`: the lists of items, of which one at a time is shown.

    `grows`: the one whose items may be added and taken out; `forms`: what an item is set with.
    """

    kinds = frozenset({"plan", "person"})
    shown: ClassVar[tuple[str, ...]]
    grows: ClassVar[str] = "sensitive"
    forms: ClassVar[Mapping[str, type[ValueForm]]] = FORMS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = None
        self._going: tuple[str, int] | None = None
        if len(self.shown) > 1:
            names = [(name, word(LIST_WORDS[name])) for name in self.shown]
            self._filter = self.ledger.set_filter(names)
        self.offer_button("add_period", self.add_words(), "add")
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.opened.connect(partial(self._on_act, "edit"))

    def add_words(self) -> str:
        return self.tr("增加敏感时段…")

    def new_form(self, seen: int) -> Form:
        """To add an item; `seen`: the version on the screen."""
        return NewPeriodForm(self.over, seen)

    @property
    def kind(self) -> str:
        return self._filter.key if self._filter else self.shown[0]

    def show_list(self, name: str) -> None:
        if self._filter is not None:
            self._filter.choose(name)
        if self.board is not None:
            self.show_answer(self.board)

    def go(self, name: str, number: int) -> None:
        """To a line of one of its lists, now or once they are here."""
        if self.board is None:
            self._going = (name, number)
            return
        lines = self.board.values[name]
        self.turn_to_part(next((line for line in lines if line.number == number), None))
        self.show_list(name)
        self.ledger.choose(number)

    def turn_to_part(self, line: ValueLine | None) -> None:
        """Of a list that is shown in parts, to the one with the line."""

    def show_answer(self, answer: PlanBoard) -> None:
        super().show_answer(answer)
        going, self._going = self._going, None
        if going is not None:
            self.go(*going)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("名称"), 14, cell=lambda line, _: line.title),
            self.column(self.tr("数值"), stretch=True, cell=lambda line, _: line.words),
            self.column(self.tr("状态"), 4, cell=lambda line, _: self._state(line)),
            self.column(self.tr("补预案"), 5, cell=lambda line, _: line.clause),
            self.column(self.tr("来源"), 16, cell=lambda line, _: Cell(line.source, "text_dim")),
        ]

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("预案数据"), self.columns(), "plan", self.tr("这个版本的预案没有这类数据。")
        )

    def query(self) -> Query[PlanBoard]:
        return self.seat.query(plan_board, self.seat.clock())

    def rows(self, board: PlanBoard) -> Sequence[ValueLine]:
        return board.values[self.kind]

    def number(self, line: ValueLine) -> int:
        return line.number

    def offers(self, board: PlanBoard) -> Sequence[Offer]:
        """Only what is in a list that grows may be added to, or taken out."""
        grows = self.kind == self.grows
        return [offer for offer in board.offers if grows or offer.key == "edit"]

    def note(self, board: PlanBoard) -> str:
        note = self.tr("{label}，{who}于 {time} 采用").format(
            label=board.label, who=board.adopted_by, time=when(board.adopted_at, board.now)
        )
        waiting = sum(line.proposal for line in board.values[self.kind])
        if waiting:
            note = dotted((note, self.tr("{n} 项建议值待本局批准").format(n=waiting)))
        return note

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def _state(self, line: ValueLine) -> Cell:
        return Cell(word(state_of(line)), "warn" if line.proposal else "ok")

    def detail(self, line: ValueLine, board: PlanBoard) -> Detail:
        item = line.item
        group = str(item.get("group", "") or item.get("who", {}).get("group", ""))
        note = str(item.get("detail", "") or item.get("note", ""))
        article = self.tr("{law} 第{article}条")
        law = article.format(law=word(item.get("law", "")), article=item.get("article"))
        return (
            (self.tr("名称"), line.title),
            (self.tr("数值"), self._values(line)),
            (self.tr("状态"), word(state_of(line))),
            (self.tr("来源"), line.source),
            (self.tr("依据"), law if item.get("law") else ""),
            (self.tr("预案条款"), line.clause),
            (self.tr("起算"), word(item.get("start", "")) if line.kind == "clock" else ""),
            (self.tr("工作组"), word(GROUP_WORDS[Group(group)]) if group else ""),
            (self.tr("说明"), word(note)),
        )

    def _values(self, line: ValueLine) -> str:
        """A level a line where they differ by level."""
        item, of_level = line.item, self.tr("{level}级  {words}")
        if line.kind == "threshold":
            levels = item["levels"]
            rows = [
                of_level.format(level=x.sign, words=word(levels[x.value]["words"]))
                for x in LOW_FIRST
                if x in levels
            ]
            hours = item.get("window_hours", 0)
            if hours:
                rows.append(self.tr("统计时段 {n} 小时").format(n=hours))
            return joined("\n", rows)
        if line.kind == "obligation":
            return joined(
                "\n",
                (of_level.format(level=x.sign, words=words) for x, words in limit_words(item)),
            )
        return said(line.words).replace(" · ", "\n")

    def acts(self, line: ValueLine, board: PlanBoard) -> tuple[LineAct, ...]:
        offers = [offer for offer in self.offers(board) if offer.key != "add_period"]
        out = self.tr("停用…") if line.kind == "kind" else self.tr("删除…")
        return line_acts(offers, {"edit": self.tr("修改…"), "take_out": out})

    def want(self, board: PlanBoard, key: str) -> None:
        self.new_form(board.seen).begin()

    def act(self, board: PlanBoard, key: str, line: ValueLine) -> None:
        if key not in {offer.key for offer in self.offers(board)}:
            return
        if key == "take_out":
            take_out(self.over, line, board.seen)
        else:
            self.forms[line.kind](self.over, board, line).begin()


def state_of(line: ValueLine) -> str:
    return PROPOSAL if line.proposal else SETTLED


class ThresholdsPanel(PlanValuesPanel):
    object_name = "plan_threshold_panel"
    shown = ("threshold", "context", "sensitive")


class LimitsPanel(PlanValuesPanel):
    object_name = "plan_limit_panel"
    shown = (REPORTS, "addressee", "kind", "obligation", "clock")
    grows = "kind"
    forms = FORMS | KIND_FORMS

    def add_words(self) -> str:
        return self.tr("增加事件种类…")

    def new_form(self, seen: int) -> Form:
        return NewKindForm(self.over, seen)


RISK_CODES = ("risk_", "known_", "link_", "abnormal_", "follow_", "due_soon_")


class SettingsPanel(PlanValuesPanel):
    """So many that they are parted: what the response needs, complaints and risk, the watch."""

    object_name = "plan_setting_panel"
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
        self._past = self.ledger.add_button("past_watch", self.tr("监测回测…"), "history")

    def show_answer(self, answer: PlanBoard) -> None:
        super().show_answer(answer)
        self._past.setVisible(self._parts.key == "watch")

    def turn_to_part(self, line: ValueLine | None) -> None:
        if line is not None:
            self._parts.choose(_part_of(line))

    def want(self, board: PlanBoard, key: str) -> None:
        if key != "past_watch":
            super().want(board, key)
            return
        PastWatchForm(self.over, board, self.rows(board)).begin()

    def columns(self) -> list[Column]:
        title, *others = super().columns()
        return [replace(title, width=22), *others]

    def rows(self, board: PlanBoard) -> Sequence[ValueLine]:
        """Those of the part, without the word that all of it begin with."""
        common = self.tr("监测：").rstrip()
        return [
            replace(line, title=word(line.title).removeprefix(common).lstrip())
            for line in super().rows(board)
            if _part_of(line) == self._parts.key
        ]


def _part_of(line: ValueLine) -> str:
    code = str(line.item["code"])
    return "watch" if code.startswith("watch_") else "risk" if code.startswith(RISK_CODES) else (
        "response"
    )  # fmt: skip


class VersionsPanel(LinesPanel[tuple[VersionLine, ...], VersionLine]):
    """Each version: who, when, why, what it changed, which incidents keep it."""

    object_name = "plan_versions_panel"
    kinds = frozenset({"plan", "plan_gap", "incident"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)

    def make_ledger(self) -> Ledger:
        empty = self.tr("数据库中还没有预案。")
        return Ledger(self.tr("预案版本"), self.columns(), "history", empty)

    def columns(self) -> list[Column]:
        return [
            self.column(
                self.tr("版本"), 9, cell=lambda x, _: Cell(self._label(x), bold=x.in_force)
            ),
            self.column(self.tr("采用时间"), 9, cell=lambda x, _: self._when(x)),
            self.column(self.tr("修订人"), 5, cell=lambda x, _: x.adopted_by),
            self.column(self.tr("理由"), stretch=True, cell=lambda x, _: self._reason(x)),
            self.column(
                self.tr("改动"),
                4,
                right=True,
                cell=lambda x, _: str(len(x.changes)) * bool(x.amends),
            ),
            self.column(
                self.tr("适用的事件"), 6, right=True, cell=lambda x, _: str(len(x.incidents) or "")
            ),
        ]

    def query(self) -> Query[tuple[VersionLine, ...]]:
        return version_lines

    def note(self, board: tuple[VersionLine, ...]) -> str:
        return self.tr("新登记的事件适用现行版本，已登记的事件仍用登记时的版本。")

    def detail(self, line: VersionLine, board: tuple[VersionLine, ...]) -> Detail:
        return (
            (self.tr("版本"), self._label(line)),
            (self.tr("修订"), f"{line.adopted_by} {self._when(line)}"),
            (self.tr("依据的版本"), line.amends),
            (self.tr("修改理由"), self._reason(line)),
            (self.tr("改动"), "\n\n".join(map(self._change, line.changes))),
            (self.tr("出自的修订"), line.revision),
            (self.tr("答复的预案缺口"), joined("\n", line.gaps)),
            (self.tr("适用的事件"), joined("\n", line.incidents)),
        )

    def acts(self, line: VersionLine, board: tuple[VersionLine, ...]) -> tuple[LineAct, ...]:
        whole = LineAct("print_plan", self.tr("制作全文…"), reads=True)
        if line.amends_id is None:
            return (whole,)
        return (LineAct("compare", self.tr("与前一版对照…"), reads=True), whole)

    def act(self, board: tuple[VersionLine, ...], key: str, line: VersionLine) -> None:
        if key == "print_plan":
            name = self.tr("预案全文（{label}）").format(label=line.label)
            self._output.begin(plan_sheet(name, version=line.id))
            return
        query = partial(_compared, line.id)
        self.seat.tasks.read(self, query, partial(self._show, line))

    def _show(self, line: VersionLine, view: ComparedView) -> None:
        form = CompareForm(self.over, view)
        name = self.tr("{after}修订对照表").format(after=line.label)
        sheet = plan_sheet(name, version=line.id, before=line.amends_id)
        form.kept.connect(lambda _: self._output.begin(sheet))
        form.begin()

    def _label(self, line: VersionLine) -> str:
        return self.tr("{label}（现行）").format(label=line.label) if line.in_force else line.label

    def _when(self, line: VersionLine) -> str:
        return when(line.adopted_at, self.seat.clock())

    def _reason(self, line: VersionLine) -> str:
        return line.reason or self.tr("首次采用")

    def _change(self, found: Difference) -> str:
        kind = word(KIND_WORDS.get(found.kind, found.kind))
        added, gone = self.tr("（新增）"), self.tr("（删除）")
        before, after = found.before or added, found.after or gone
        source = self.tr("来源：{source}").format(source=found.source) if found.after else ""
        what = self.tr("{kind}“{title}”").format(kind=kind, title=found.title)
        return joined("\n", filter(None, (what, before, f"→ {after}", source)))


def _compared(version: int, session: Any) -> ComparedView:
    return versions_view(session, version)
