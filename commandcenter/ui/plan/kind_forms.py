"""A kind of incident is set, or added: what its limits run by before the grade, its six figures."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import TILE_WORDS
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_words import LOW_FIRST
from commandcenter.services.plan import plan_data
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.plan.plan_values_form import ValueForm
from commandcenter.ui.texts import word

USUAL_KIND: Mapping[str, Any] = {  # what most kinds have
    "provisional": Level.III.value,
    "report_as": Level.III.value,
    "tiles": ("complaints", "people", "amount", "on_site", "registered", "next_report"),
}


class KindChoices:
    """In a form: by which level a kind's limits run before the grade is decided, and its six
    figures.
    """

    def __init__(self, form: Form, item: Mapping[str, Any]) -> None:
        self._form, tr = form, partial(QCoreApplication.translate, "KindForm")
        said = tr("按{level}级")
        levels = [(level.value, said.format(level=level.sign)) for level in LOW_FIRST]
        self._levels = self._choices(
            ("provisional", tr("定级前各项时限"), levels, item["provisional"]),
            ("report_as", tr("定级前信息报告时限"), levels, item["report_as"]),
        )
        words = [(code, word(title)) for code, title in TILE_WORDS.items()]
        place = tr("第 {n} 个数字")
        named = [
            (f"tile_{n}", place.format(n=n), words, code) for n, code in enumerate(item["tiles"], 1)
        ]
        half = len(named) // 2
        self._tiles = [*self._choices(*named[:half]), *self._choices(*named[half:])]

    def _choices(self, *wanted: tuple[str, str, list[tuple[str, str]], str]) -> list[QComboBox]:
        """Side by side: (name, label, choices, value)."""
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        made = []
        for name, label, choices, value in wanted:
            column = QVBoxLayout()
            made.append(self._form.choice(name, label, choices, value, needed=True, into=column))
            row.addLayout(column, 1)
        self._form.body.addLayout(row)
        return made

    def fields(self) -> dict[str, Any]:
        provisional, report_as = (field.currentData() for field in self._levels)
        tiles = [field.currentData() for field in self._tiles]
        return {"provisional": provisional, "report_as": report_as, "tiles": tiles}


class KindForm(ValueForm):
    """A kind of incident that is there."""

    def build(self, item: Mapping[str, Any]) -> None:
        self._chosen = KindChoices(self, item)

    def fields(self) -> dict[str, Any]:
        return self._chosen.fields()


class NewKindForm(Form):
    """A further kind of incident."""

    object_name, kept_as, extent = "kind_form", "plan_kind", (620, 640)

    def __init__(self, over: Over, seen: int) -> None:
        explain = self.tr("新登记的事件可以选用；已登记的事件仍用原来的版本。")
        super().__init__(over, self.tr("增加事件种类"), self.tr("存为新版本"), explain=explain)
        self._seen = seen
        self.name = self.line(
            "kind_title", self.tr("名称"), hint=self.tr("1 至 10 字"), needed=True
        )
        self._chosen = KindChoices(self, USUAL_KIND)
        self.source = self.line("plan_source", self.tr("来源"), needed=True)
        self.proposal = self.tick("proposal", self.tr("建议值，未经本局批准"))
        self.reason = self.text("plan_reason", self.tr("修改理由"), lines=2, needed=True)

    def submit(self) -> None:
        title = self.name.text().strip()
        fields = {
            "title": title,
            "source": self.source.text(),
            "proposal": self.proposal.isChecked(),
        }
        change = ItemChange("kind", f"own_{title}", fields | self._chosen.fields())
        self.act(plan_data.amend, [change], self.reason.toPlainText(), self._seen)


KIND_FORMS: dict[str, type[ValueForm]] = {"kind": KindForm}
