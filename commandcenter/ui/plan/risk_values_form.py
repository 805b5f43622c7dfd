"""Values of the risk assessment are set: what a number is worth, known dates, standby lines."""

from collections.abc import Mapping
from typing import Any

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.services.plan import plan_data
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.plan.plan_values_form import ValueForm
from commandcenter.ui.texts import word


class RiskPointForm(ValueForm):
    """So many points for so much of a number, at most so many."""

    def build(self, item: Mapping[str, Any]) -> None:
        points, unit = self.tr("分"), word(str(item.get("unit", "")))
        self._numbers = dict(
            zip(
                ("each", "most", "step", "category_step", "least", "days"),
                [
                    *self.row(
                        ("each", self.tr("每档得分"), item["each"], points),
                        ("most", self.tr("最多得分"), item["most"], points),
                    ),
                    *self.row(
                        ("step", self.tr("每档数值"), item.get("step", 1), unit),
                        (
                            "category_step",
                            self.tr("消费类别每档（0 为相同）"),
                            item.get("category_step", 0),
                            unit,
                        ),
                    ),
                    *self.row(
                        ("least", self.tr("起算数值"), item.get("least", 0), unit),
                        ("days", self.tr("统计天数"), item["days"], self.tr("天")),
                    ),
                ],
                strict=True,
            )
        )

    def fields(self) -> dict[str, Any]:
        return {key: field.value() for key, field in self._numbers.items()}


class StandbyForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        self.name = self.line("standby_title", self.tr("事项"), str(item["title"]), needed=True)
        self.detail = self.line("standby_detail", self.tr("要求"), str(item["detail"]), needed=True)
        [self._days] = self.row(
            ("days_before", self.tr("节点首日前"), item["days_before"], self.tr("天"))
        )

    def fields(self) -> dict[str, Any]:
        return {
            "title": self.name.text().strip(),
            "detail": self.detail.text().strip(),
            "days_before": self._days.value(),
        }


class KnownDateForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        self.name = self.line("date_title", self.tr("节点"), str(item["title"]), needed=True)
        hint = self.tr("例：2027-03-14")
        self.first = self.line("first_day", self.tr("起"), str(item["first"]), hint, needed=True)
        self.last = self.line("last_day", self.tr("止"), str(item["last"]), hint, needed=True)
        self.side_by_side(self.first, self.last)
        self._numbers = self.row(
            ("factor", self.tr("预计为平时的"), item["factor"], "%"),
            ("remind_days", self.tr("提前提醒"), item.get("remind_days", 14), self.tr("天")),
            ("seats", self.tr("加席"), item.get("seats", 0), self.tr("席")),
        )

    def fields(self) -> dict[str, Any]:
        factor, remind, seats = (field.value() for field in self._numbers)
        return {
            "title": self.name.text().strip(),
            "first": self.first.text().strip(),
            "last": self.last.text().strip(),
            "factor": factor,
            "remind_days": remind,
            "seats": seats,
        }


RISK_FORMS: dict[str, type[ValueForm]] = {
    "known_date": KnownDateForm,
    "standby": StandbyForm,
    "risk_point": RiskPointForm,
}


class NewDateForm(Form):
    """A further known date; it gets the standby list that is for all."""

    object_name, kept_as, extent = "new_date_form", "known_date", (560, 640)

    def __init__(self, over: Over, seen: int) -> None:
        explain = self.tr("没有往年同期数据时，按“平时的百分之几”预计投诉量。")
        super().__init__(over, self.tr("增加备勤节点"), self.tr("存为新版本"), explain=explain)
        self._seen = seen
        today, hint = f"{self.seat.clock():%Y-%m-%d}", self.tr("例：2027-03-14")
        self.name = self.line("date_title", self.tr("节点"), needed=True)
        self.first = self.line("first_day", self.tr("起"), today, hint, needed=True)
        self.last = self.line("last_day", self.tr("止"), today, hint, needed=True)
        self.side_by_side(self.first, self.last)
        self.factor = self.number("factor", self.tr("预计为平时的"), 100, unit="%", needed=True)
        self.remind = self.number("remind_days", self.tr("提前提醒"), 14, unit=self.tr("天"))
        self.seats = self.number("seats", self.tr("12315加席"), 0, unit=self.tr("席"))
        self.side_by_side(self.factor, self.remind, self.seats)
        self.source = self.line("plan_source", self.tr("来源"), needed=True)
        self.proposal = self.tick("proposal", self.tr("建议值，未经本局批准"))
        self.reason = self.text("plan_reason", self.tr("修改理由"), lines=2, needed=True)

    def submit(self) -> None:
        first, title = self.first.text().strip(), self.name.text().strip()
        fields = {
            "title": title,
            "first": first,
            "last": self.last.text().strip(),
            "factor": self.factor.value(),
            "remind_days": self.remind.value() or 0,
            "seats": self.seats.value() or 0,
            "clause": "3.1",
            "source": self.source.text(),
            "proposal": self.proposal.isChecked(),
        }
        change = ItemChange("known_date", f"{first}.{title}"[:60], fields)
        self.act(plan_data.amend, [change], self.reason.toPlainText(), self._seen)
