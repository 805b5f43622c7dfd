"""A clause or a task of the plan is set in the draft of a revision."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_words import LOW_FIRST
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP
from commandcenter.domain.plan.revision_words import START_WORDS
from commandcenter.queries.plan.revision_views import ClauseText, DraftView, StepText
from commandcenter.services.plan import revisions
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.plan.typed_values import said_due, typed_due
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import PlainLabel

NEW = ""  # of a choice: what is not there yet
STAYS = "\0"  # of a place: where it stands


class DraftForm(Form):
    """One item of the draft, chosen in `which` or new, and what becomes of it in `way`.

    A subclass builds the choices by `_build_item`, adds its fields, and ends with `_connect`; it
    says what it shows in `_on_which` and `_on_way`.
    """

    which: QComboBox
    way: QComboBox

    def _build_item(
        self,
        kind: str,
        label: str,
        known: Sequence[tuple[object, str]],
        new: str,
        ways: tuple[str, str],
    ) -> None:
        """`ways`: what changing it and taking it out is called."""
        self.which = self.choice(f"{kind}_which", label, [*known, (NEW, new)])
        changes, drops = ways
        both: list[tuple[object, str]] = [(True, changes), (False, drops)]
        self.way = self.choice(f"{kind}_way", self.tr("处理"), both)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._on_which)
        self.way.currentIndexChanged.connect(self._on_way)
        self._on_which()

    def choose(self, code: str) -> None:
        self.which.setCurrentIndex(max(0, self.which.findData(code)))

    def _adds(self) -> bool:
        return bool(self.which.currentData() == NEW)

    def _writes(self) -> bool:
        return self._adds() or bool(self.way.currentData())

    @Slot()
    def _on_which(self) -> None:
        """Show the item that is chosen."""
        raise NotImplementedError

    @Slot()
    def _on_way(self) -> None:
        """Show the fields that are to be filled in."""
        raise NotImplementedError

    def show_field(self, editor: QWidget, shown: bool) -> None:
        next(field for field in self._fields if field.editor is editor).setVisible(shown)

    def put(self, draft: DraftView, change: ItemChange) -> None:
        self.act(revisions.put, draft.id, [change], draft.seen)


class ClauseForm(DraftForm):
    """A clause is reworded, added, or taken out."""

    object_name, extent = "revision_clause", (720, 680)

    def __init__(self, over: Over, draft: DraftView) -> None:
        explain = self.tr("改动存入“{title}”，签发施行之前现行预案不变。").format(title=draft.title)
        super().__init__(over, self.tr("修订预案条文"), self.tr("存入修订稿"), explain=explain)
        self._draft = draft
        self._clauses: dict[str, ClauseText] = {each.code: each for each in draft.clauses}
        known = [(each.code, f"{each.code}  {each.title}") for each in draft.clauses]
        ways = (self.tr("改写"), self.tr("删除这一条"))
        self._build_item("clause", self.tr("条款"), known, self.tr("新增条款…"), ways)
        hint = self.tr("例：6.5、4.1(7)；按编号排在应在的位置")
        self.code = self.line("clause_code", self.tr("新条款的编号"), hint=hint, needed=self._adds)
        self.title = self.line("clause_title", self.tr("标题"), needed=self._writes)
        self.words = self.text("clause_words", self.tr("条文"), lines=11)
        self._connect()

    @Slot()
    def _on_which(self) -> None:
        found = self._clauses.get(str(self.which.currentData() or NEW))
        self.title.setText(found.title if found else "")
        self.words.setPlainText(found.text if found else "")
        self.show_field(self.code, self._adds())
        self.show_field(self.way, not self._adds())
        self._on_way()

    @Slot()
    def _on_way(self) -> None:
        for editor in (self.title, self.words):
            self.show_field(editor, self._writes())

    def submit(self) -> None:
        code = self.code.text().strip() if self._adds() else str(self.which.currentData())
        fields = {"title": self.title.text(), "text": self.words.toPlainText()}
        self.put(self._draft, ItemChange(CLAUSE, code, fields if self._writes() else None))


class StepForm(DraftForm):
    """A task of the list is reworded, moved, added, or taken out. Its limit, where a record of the
    program closes it, is set among the values of the plan.
    """

    object_name, extent = "revision_step", (720, 760)

    def __init__(self, over: Over, draft: DraftView) -> None:
        explain = self.tr(
            "改动存入“{title}”。已有任务凭办理的记录办结，时限在“时限”页修改；"
            "新增的任务由承办人写明办理情况后办结。"
        ).format(title=draft.title)
        super().__init__(over, self.tr("修订应办事项"), self.tr("存入修订稿"), explain=explain)
        self._draft = draft
        self._steps: dict[str, StepText] = {each.code: each for each in draft.steps}
        known = [(each.code, each.title) for each in draft.steps]
        ways = (self.tr("修改"), self.tr("删除这一项"))
        self._build_item("step", self.tr("任务"), known, self.tr("新增任务…"), ways)
        self._build_place(known)
        self.side_by_side(self.way, self.place)
        self.title = self.line("step_title", self.tr("名称"), needed=self._writes)
        self.detail = self.text("step_detail", self.tr("要求"), lines=3)
        self._build_doer()
        self._build_levels()
        clauses = [(each.code, f"{each.code}  {each.title}") for each in draft.clauses]
        nothing: list[tuple[object, str]] = [(NEW, self.tr("不引用"))]
        self.clause = self.choice("step_clause", self.tr("依据的条款"), [*nothing, *clauses])
        self.basis = self.line("step_basis", self.tr("依据"), needed=self._writes)
        self.proposal = self.tick("step_proposal", self.tr("建议值，未经本局批准"), on=True)
        self._connect()

    def _build_place(self, known: Sequence[tuple[str, str]]) -> None:
        behind = self.tr("列在“{title}”之后")
        places = [(code, behind.format(title=title)) for code, title in known]
        first: list[tuple[object, str]] = [(STAYS, self.tr("不变")), (NEW, self.tr("列在最前"))]
        self.place = self.choice("step_place", self.tr("次序"), [*first, *places])

    def _build_doer(self) -> None:
        groups = [(group.value, word(GROUP_WORDS[group])) for group in Group]
        self.group = self.choice("step_group", self.tr("由谁办理"), groups)
        starts = [(code, word(said)) for code, said in START_WORDS.items()]
        self.start = self.choice("step_start", self.tr("时限起算"), starts, items.ACTIVATION)
        self.side_by_side(self.group, self.start)

    def _build_levels(self) -> None:
        signs = [(x.value, self.tr("{level}级").format(level=x.sign)) for x in LOW_FIRST]
        every = [level.value for level in Level]
        self.levels = self.chips("step_levels", self.tr("适用级别"), signs, every, columns=4)
        self.must = self.chips("step_must", self.tr("必办"), signs, (), columns=4)
        self._due: dict[Level, QLineEdit] = {}
        for level in LOW_FIRST:
            label = self.tr("{level}级时限").format(level=level.sign)
            self._due[level] = self.line(f"step_due_{level.value}", label, said_due("none"))
        self.side_by_side(*self._due.values())
        words = self.tr("时限写 120（分钟）、2小时、当日、终止当日或者不设。")
        self._due_hint = PlainLabel(words, Size.SMALL, ink="text_faint")
        self.body.addWidget(self._due_hint)

    @Slot()
    def _on_which(self) -> None:
        found = self._steps.get(str(self.which.currentData() or NEW))
        self.title.setText(found.title if found else "")
        self.detail.setPlainText(found.detail if found else "")
        self.basis.setText(found.basis if found else "")
        self.levels.choose(*(found.levels if found else [level.value for level in Level]))
        self.must.choose(*(found.must if found else ()))
        self.clause.setCurrentIndex(max(0, self.clause.findData(found.clause if found else NEW)))
        self.proposal.setChecked(found.proposal if found else True)
        self.place.setCurrentIndex(0)
        self._on_way()

    @Slot()
    def _on_way(self) -> None:
        writes, adds = self._writes(), self._adds()
        self.show_field(self.way, not adds)
        for editor in (self.title, self.detail, self.place, self.levels, self.must, self.clause,
                       self.basis):  # fmt: skip
            self.show_field(editor, writes)
        for of_new in (self.group, self.start, *self._due.values()):
            self.show_field(of_new, adds)
        self._due_hint.setVisible(adds)
        self.proposal.setVisible(writes)

    def submit(self) -> None:
        try:
            change = self._change()
        except RuleBroken as broken:
            self.say(refusal(broken))
            return
        self.put(self._draft, change)

    def _change(self) -> ItemChange:
        code = self._draft.fresh if self._adds() else str(self.which.currentData())
        if not self._writes():
            return ItemChange(STEP, code, None)
        place = self.place.currentData()
        after = None if place == STAYS else str(place)
        if after == code:
            raise RuleBroken("任务不能列在自己之后，请重新选择次序。")
        return ItemChange(STEP, code, self._told(), after)

    def _told(self) -> dict[str, Any]:
        """What was changed of one that is there; all of a new one."""
        fields: dict[str, Any] = {
            "title": self.title.text().strip(),
            "detail": self.detail.toPlainText().strip(),
            "clause": str(self.clause.currentData() or ""),
            "levels": [each.value for each in Level if each.value in self.levels.chosen()],
            "must": [each.value for each in Level if each.value in self.must.chosen()],
            "basis": self.basis.text().strip(),
            "proposal": self.proposal.isChecked(),
        }
        if self._adds():
            due = {level.value: typed_due(edit.text()) for level, edit in self._due.items()}
            who = {"group": str(self.group.currentData())}
            start = str(self.start.currentData())
            return fields | {"due": due, "who": who, "start": start, "hand": True}
        found = self._steps[str(self.which.currentData())]
        was = {key: getattr(found, key) for key in fields}
        was |= {key: list(was[key]) for key in ("levels", "must")}
        return {k: value for k, value in fields.items() if _ordered(value) != _ordered(was[k])}


def _ordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
