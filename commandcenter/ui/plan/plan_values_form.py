"""A value of the plan is set: the value, where it comes from, why the plan is changed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import ADDRESSEE, CHAIN
from commandcenter.domain.plan.plan_changes import EDITABLE, KIND_WORDS, ItemChange
from commandcenter.domain.plan.plan_items import FactItem, TimeUnit
from commandcenter.domain.plan.plan_words import LOW_FIRST, UNIT_WORDS
from commandcenter.queries.plan.plan_data import PlanBoard, ValueLine
from commandcenter.services.plan import plan_data
from commandcenter.ui import look
from commandcenter.ui.frame.editors import NumberField
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.plan.typed_values import said_due, typed_due
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import PlainLabel

Read = Callable[[], dict[str, Any]]


class ValueForm(Form):
    """One item. `seen`: the version it was opened on; who changed it since is told by name.

    A subclass makes the editors of its kind in `build` and gives them in `fields`.
    """

    object_name, kept_as, extent = "plan_value_form", "plan_value", (620, 640)

    def __init__(self, over: Over, board: PlanBoard, line: ValueLine) -> None:
        title = self.tr("修改{kind}“{title}”").format(
            kind=word(KIND_WORDS[line.kind]), title=line.title
        )
        explain = self.tr(
            "现为 {words}（{label}）。修改后成为新版本，新登记的事件适用；"
            "已登记的事件仍用原来的版本。"
        ).format(words=line.words, label=board.label)
        subject = list(EDITABLE).index(line.kind) * 1_000 + line.number
        super().__init__(over, title, self.tr("存为新版本"), explain=explain, subject=subject)
        self.value, self.facts, self._seen = line, board.facts, board.seen
        self.build(line.item)
        hint = self.tr("现来源：{source}").format(source=line.source) if line.source else ""
        self.source = self.line("plan_source", self.tr("新的来源"), "", hint, needed=True)
        self.proposal = self.tick("proposal", self.tr("仍是建议值，未经本局批准"), line.proposal)
        self.reason = self.text("plan_reason", self.tr("修改理由"), lines=2, needed=True)

    def build(self, item: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def fields(self) -> dict[str, Any]:
        """The new values. Raises RuleBroken for what cannot be read."""
        raise NotImplementedError

    def submit(self) -> None:
        try:
            fields = self.fields()
        except RuleBroken as broken:
            self.say(refusal(broken))
            return
        fields |= {"source": self.source.text(), "proposal": self.proposal.isChecked()}
        change = ItemChange(self.value.kind, self.value.code, fields)
        self.act(plan_data.amend, [change], self.reason.toPlainText(), self._seen)

    def row(self, *numbers: tuple[str, str, int | None, str]) -> list[NumberField]:
        """Numbers side by side: (name, label, value, unit)."""
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        made = []
        for name, label, value, unit in numbers:
            column = QVBoxLayout()
            field = self.number(name, label, value, unit=unit, needed=True, into=column)
            field.edit.setFixedWidth(look.px(90))
            made.append(field)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        return made


class SettingForm(ValueForm):
    """A number, or words as a time of the day."""

    def build(self, item: Mapping[str, Any]) -> None:
        now = item["value"]
        self._number: NumberField | None = None
        self._words: QLineEdit | None = None
        if isinstance(now, int):
            unit = word(str(item.get("unit", "")))
            self._number = self.number("plan_number", self.tr("数值"), now, unit=unit, needed=True)
        else:
            self._words = self.line("plan_words", self.tr("数值"), str(now), needed=True)

    def fields(self) -> dict[str, Any]:
        if self._number is not None:
            return {"value": self._number.value()}
        assert self._words is not None
        return {"value": self._words.text().strip()}


class ClockForm(ValueForm):
    """A limit of law: how long, how far it may be extended."""

    def build(self, item: Mapping[str, Any]) -> None:
        unit = word(UNIT_WORDS[TimeUnit(item["unit"])])
        self._amount, self._extension = self.row(
            ("amount", self.tr("期限"), item["amount"], unit),
            ("extension", self.tr("可延长（0 为不可）"), item.get("extension", 0), unit),
        )
        self._remark = self.line("note", self.tr("说明"), str(item.get("note", "")))

    def fields(self) -> dict[str, Any]:
        return {
            "amount": self._amount.value(),
            "extension": self._extension.value() or 0,
            "note": self._remark.text(),
        }


class ObligationForm(ValueForm):
    """A deadline a level, and how often it comes again: of rounds of reports that is one."""

    def build(self, item: Mapping[str, Any]) -> None:
        again = item.get("round", {})
        self._rounds = item.get("per") == CHAIN and again == item["due"]
        self._due: dict[str, QLineEdit] = {}
        self._repeat: dict[str, NumberField] = {}
        listed = item.get("levels") or [level.value for level in Level]
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        for level in LOW_FIRST:
            column = QVBoxLayout()
            label = self.tr("{level}级间隔") if self._rounds else self.tr("{level}级时限")
            label = label.format(level=level.sign)
            words = said_due(item["due"][level.value])
            if level.value in listed:
                self._due[level.value] = self.line(
                    f"due_{level.value}", label, words, needed=True, into=column
                )
            row.addLayout(column, 1)
        self.body.addLayout(row)
        words = self.tr("写 120（分钟）、2小时、每日16:30、当日、终止当日或不设。")
        if item.get("per") in (ADDRESSEE, CHAIN):
            words = self.tr("写 120（分钟）或者 2小时。")
        if self._rounds:
            words = self.tr("写 240（分钟）、4小时，或者每日16:30。")
        self.body.addWidget(PlainLabel(words, Size.SMALL, ink="text_faint"))
        repeat = {
            code: minutes
            for code, minutes in again.items()
            if type(minutes) is int and not self._rounds
        }
        levels = [level for level in LOW_FIRST if level.value in repeat]
        made = self.row(
            *(
                (
                    f"repeat_{level.value}",
                    self.tr("{level}级每隔").format(level=level.sign),
                    repeat[level.value],
                    self.tr("分钟"),
                )
                for level in levels
            )
        )
        self._repeat = {x.value: field for x, field in zip(levels, made, strict=True)}

    def fields(self) -> dict[str, Any]:
        due = dict(self.value.item["due"])
        due |= {level: typed_due(edit.text()) for level, edit in self._due.items()}
        if self._rounds:
            return {"due": due, "round": due}
        again = dict(self.value.item.get("round", {}))
        for level, before in again.items():
            daily = str(before).startswith("daily@") and str(due[level]).startswith("daily@")
            again[level] = due[level] if daily else before
        again |= {level: field.value() for level, field in self._repeat.items()}
        return {"due": due, "round": again} if again else {"due": due}


class AddresseeForm(ValueForm):
    """Where a receiver of reports is rung."""

    def build(self, item: Mapping[str, Any]) -> None:
        hint = self.tr("值班电话，电话报告时显示；没有的留空")
        self._phone = self.line("phone", self.tr("电话"), str(item.get("phone", "")), hint=hint)

    def fields(self) -> dict[str, Any]:
        return {"phone": self._phone.text().strip()}


class ThresholdForm(ValueForm):
    """A row of the grading matrix: at each level its words and the numbers behind them."""

    def build(self, item: Mapping[str, Any]) -> None:
        [self._window] = self.row(
            ("window", self.tr("统计时段（0 为当时）"), item["window_hours"], self.tr("小时"))
        )
        self._words: dict[str, QLineEdit] = {}
        self._least: dict[str, list[Read]] = {}
        for level in LOW_FIRST:
            if level.value in item["levels"]:
                self._build_level(level, item["levels"][level.value])

    def _build_level(self, level: Level, condition: Mapping[str, Any]) -> None:
        label = self.tr("{level}级条件文字").format(level=level.sign)
        self._words[level.value] = self.line(
            f"words_{level.value}", label, condition["words"], needed=True
        )
        self._least[level.value] = least_editors(
            self, f"least_{level.value}", condition["any"], self.facts
        )

    def fields(self) -> dict[str, Any]:
        levels: dict[str, Any] = {}
        for level, condition in self.value.item["levels"].items():
            levels[level] = dict(condition) | {
                "words": self._words[level].text().strip(),
                "any": [read() for read in self._least[level]],
            }
        return {"window_hours": self._window.value() or 0, "levels": levels}


class ContextForm(ValueForm):
    """A circumstance shown beside the grade."""

    def build(self, item: Mapping[str, Any]) -> None:
        self._words = self.line("context_words", self.tr("提示文字"), item["words"], needed=True)
        self._least = least_editors(self, "least", item.get("any", ()), self.facts)

    def fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {"words": self._words.text().strip()}
        if self._least:
            fields["any"] = [read() for read in self._least]
        return fields


class PeriodForm(ValueForm):
    """Days in which an incident weighs more."""

    def build(self, item: Mapping[str, Any]) -> None:
        self._title = self.line("period_title", self.tr("名目"), item["title"], needed=True)
        hint = self.tr("例：2027-03-14")
        self._first_day = self.line("first_day", self.tr("起"), item["first"], hint, needed=True)
        self._last_day = self.line("last_day", self.tr("止"), item["last"], hint, needed=True)

    def fields(self) -> dict[str, Any]:
        return {
            "title": self._title.text().strip(),
            "first": self._first_day.text().strip(),
            "last": self._last_day.text().strip(),
        }


def least_editors(
    form: ValueForm, name: str, conditions: Any, facts: Mapping[str, FactItem]
) -> list[Read]:
    """One row a set of facts that hold together; each is read as {fact: at least}."""
    reads: list[Read] = []
    for number, wanted in enumerate(conditions):
        if number:
            form.body.addWidget(PlainLabel(form.tr("或者"), Size.SMALL, BOLD))
        names = [facts[fact].title if fact in facts else fact for fact in wanted]
        units = [facts[fact].unit if fact in facts else "" for fact in wanted]
        fields = form.row(
            *(
                (f"{name}_{number}_{fact}", form.tr("{fact} 不少于").format(fact=title), n, unit)
                for (fact, n), title, unit in zip(wanted.items(), names, units, strict=True)
            )
        )
        reads.append(partial(_values, tuple(wanted), fields))
    return reads


def _values(facts: tuple[str, ...], fields: list[NumberField]) -> dict[str, Any]:
    return {fact: field.value() for fact, field in zip(facts, fields, strict=True)}


FORMS: dict[str, type[ValueForm]] = {
    "setting": SettingForm,
    "clock": ClockForm,
    "obligation": ObligationForm,
    "addressee": AddresseeForm,
    "threshold": ThresholdForm,
    "context": ContextForm,
    "sensitive": PeriodForm,
}
