"""An inject of a script that is written on the screen: also complaints, so many about whom."""

from PySide6.QtCore import Slot

from commandcenter.domain.drills.burst import (
    LONGEST_MINUTES,
    MOST,
    OF_COMPLAINTS,
    Burst,
    read_burst,
)
from commandcenter.domain.drills.drill import InjectKind
from commandcenter.domain.drills.script import Inject
from commandcenter.queries.drills.inject_detail import InjectChoices
from commandcenter.ui.drills.inject_form import InjectFields
from commandcenter.ui.frame.seat import Over

USUAL_MINUTES = 60


class ScriptInjectForm(InjectFields):
    """`kept` tells the Inject; nothing is written. `before`: one that is changed."""

    object_name = "script_inject"

    def __init__(self, over: Over, choices: InjectChoices, before: Inject) -> None:
        title = self.tr("修改注入") if before.title else self.tr("增加注入")
        explain = self.tr("时限和分值是建议值。投诉由系统按件数编成，投诉人均为演练用的假名。")
        self._districts = choices.districts
        super().__init__(over, title, explain, tuple(InjectKind))
        self.show_choices(choices)
        self.fill(before)
        self._on_kind()

    def add_of_kind(self) -> None:
        self.count = self.number("count", self.tr("投诉件数"), unit=self.tr("件"))
        self.minutes = self.number(
            "minutes", self.tr("登记在此前"), USUAL_MINUTES, unit=self.tr("分钟之内")
        )
        self.side_by_side(self.count, self.minutes)
        self.trader = self.line("trader", self.tr("被投诉主体"))
        districts = [("", self.tr("不写明")), *self._districts]
        self.district = self.choice("district", self.tr("县（市、区）"), districts)
        self.side_by_side(self.trader, self.district)
        self.demand(self._no_count, self.count)
        self.demand(self._no_trader, self.trader)
        self.kind.currentIndexChanged.connect(self._on_kind)

    def fill(self, inject: Inject) -> None:
        super().fill(inject)
        burst = read_burst(inject.payload)
        if burst is not None:
            self.count.edit.setText(str(burst.count))
            self.minutes.edit.setText(str(burst.minutes))
            self.trader.setText(burst.trader)
            self.district.setCurrentIndex(max(0, self.district.findData(burst.district)))

    @Slot()
    def _on_kind(self) -> None:
        for editor in (self.count, self.minutes, self.trader, self.district):
            field = next(f for f in self._fields if f.editor is editor)
            field.setVisible(self._makes_complaints)

    @property
    def _makes_complaints(self) -> bool:
        """Those that stand in the script one by one stay as they are."""
        one_by_one = self._before is not None and "complaints" in self._before.payload
        return self.kind.currentData() == InjectKind.COMPLAINTS and not one_by_one

    def _no_count(self) -> str:
        if not self._makes_complaints:
            return ""
        if not 0 < (self.count.value() or 0) <= MOST:
            return self.tr("请填写件数，1 到 {n} 件。").format(n=MOST)
        if (self.minutes.value() or 0) > LONGEST_MINUTES:
            return self.tr("登记时间应在此前 {n} 分钟之内。").format(n=LONGEST_MINUTES)
        return ""

    def _no_trader(self) -> str:
        if self._makes_complaints and not self.trader.text().strip():
            return self.tr("请填写被投诉主体。")
        return ""

    def payload(self) -> dict[str, object]:
        if not self._makes_complaints:
            kept = super().payload()
            return kept if self.kind.currentData() == InjectKind.COMPLAINTS else _others(kept)
        burst = Burst(
            self.count.value() or 0, self.minutes.value() or 0, self.trader.text().strip(),
            self.words.toPlainText().strip(), self.district.currentData(),
        )  # fmt: skip
        return burst.as_payload()

    def submit(self) -> None:
        self.finish(self.inject())


def _others(payload: dict[str, object]) -> dict[str, object]:
    """Without what only complaints need."""
    return {key: value for key, value in payload.items() if key not in OF_COMPLAINTS}
