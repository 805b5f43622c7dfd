"""What the bureau sets of its alarms: how urgent and when, what to do, how fast and to whom."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, Priority
from commandcenter.domain.alarms.alarm_items import STAGE_WORDS, Stage
from commandcenter.domain.plan.plan_alarm_changes import (
    NEVER_SHELVED,
    ON_WORDS,
    minutes_of,
)
from commandcenter.ui.frame.editors import NumberField
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.plan.plan_values_form import ValueForm
from commandcenter.ui.plan.typed_values import said_chain, typed_chain
from commandcenter.ui.texts import word

MINUTES = ("soon_minutes", "due_minutes", "wait_minutes")


class AlarmValueForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        """Alarms go by the plan in force, whenever their incident was registered."""
        said = self.tr("现为 {words}。修改后成为新版本，此后的告警随之改变。")
        self.explain.setText(said.format(words=self.value.words))


class AlarmForm(AlarmValueForm):
    """A kind: the priority of each stage, the minutes before, what to do."""

    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        self._priorities: dict[str, QComboBox] = {}
        choices = [("", self.tr("不告警")), *((p.value, word(PRIORITY_WORDS[p])) for p in Priority)]
        limits = (Stage.SOON, Stage.DUE, Stage.OVERDUE)
        stages = (Stage.ON,) if Stage.ON in item["priority"] else limits
        for stage in stages:
            label = word(STAGE_WORDS[stage] or ON_WORDS)
            self._priorities[stage.value] = self.choice(
                f"priority_{stage.value}", label, choices, item["priority"].get(stage.value, "")
            )
        labels = (self.tr("时限前多久算临近"), self.tr("时限前多久算到时"), self.tr("等多久才告警"))
        shown = MINUTES[2:] if stages == (Stage.ON,) else MINUTES[:2]
        self._minutes: dict[str, NumberField] = dict(
            zip(
                shown,
                self.row(
                    *(
                        (name, label, item.get(name, 0), self.tr("分钟"))
                        for name, label in zip(MINUTES, labels, strict=True)
                        if name in shown
                    )
                ),
                strict=True,
            )
        )
        label = self.tr("处置要求（{what} 事项、{who} 由谁、{when} 何时）")
        self._todo = self.line("alarm_todo", label, str(item["todo"]), needed=True)
        self._room = self.tick("alarm_room", self.tr("上大屏"), bool(item.get("room")))
        self._shelvable = self.tick(
            "alarm_shelvable", self.tr("可以暂缓"), bool(item.get("shelvable"))
        )
        self._shelvable.setEnabled(item["code"] not in NEVER_SHELVED)

    def fields(self) -> dict[str, Any]:
        chosen = {stage: str(box.currentData() or "") for stage, box in self._priorities.items()}
        return {
            "priority": {stage: value for stage, value in chosen.items() if value},
            "todo": self._todo.text().strip(),
            "room": self._room.isChecked(),
            "shelvable": self._shelvable.isChecked(),
            **{name: field.value() or 0 for name, field in self._minutes.items()},
        }


class ClimbForm(AlarmValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        label = self.tr("没有人确认，几分钟后升级到下一人（顿号隔开，最后一个一直用下去）")
        said = enumerated(map(str, item["minutes"]))
        self._minutes = self.line("climb_minutes", label, said, needed=True)

    def fields(self) -> dict[str, Any]:
        return {"minutes": minutes_of(self._minutes.text())}


class ChainForm(AlarmValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        label = self.tr("升级的次序（如“值班员和带班领导 → 副总指挥 → 总指挥”）")
        self._steps = self.line("chain_steps", label, said_chain(item), needed=True)

    def fields(self) -> dict[str, Any]:
        return {"steps": typed_chain(self._steps.text())}


class FigureForm(AlarmValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        super().build(item)
        unit = word(str(item["unit"]))
        self._number = self.number(
            "figure_value", self.tr("数值"), item["value"], unit=unit, needed=True
        )

    def fields(self) -> dict[str, Any]:
        return {"value": self._number.value()}


ALARM_FORMS: dict[str, type[ValueForm]] = {
    "alarm": AlarmForm,
    "alarm_climb": ClimbForm,
    "alarm_chain": ChainForm,
    "alarm_figure": FigureForm,
}
