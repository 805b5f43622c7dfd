"""Values of 人员保障 and 宣传 are set: people wanted by group, when it is told, hours, weeks."""

from collections.abc import Mapping
from typing import Any

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.ui.plan.plan_values_form import ValueForm
from commandcenter.ui.texts import word


class SkillForm(ValueForm):
    """So many people of each group at least; 0 where none is wanted."""

    def build(self, item: Mapping[str, Any]) -> None:
        wanted, people = item.get("wanted", {}), self.tr("人")
        groups = list(Group)
        self._wanted = dict(zip(groups, [
            field
            for first in (groups[:3], groups[3:])
            for field in self.row(*(
                (f"wanted_{g.value}", word(GROUP_WORDS[g]), wanted.get(g.value, 0), people)
                for g in first
            ))
        ], strict=True))  # fmt: skip
        label, months = self.tr("到期前提醒"), self.tr("个月")
        [self._months] = self.row(("tell_months", label, item["tell_months"], months))

    def fields(self) -> dict[str, Any]:
        wanted = {group.value: field.value() for group, field in self._wanted.items()}
        kept = {group: least for group, least in wanted.items() if least}
        return {"wanted": kept, "tell_months": self._months.value()}


class NormForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        self._hours, self._month = self.row(
            ("hours", self.tr("每人每年"), item["hours"], self.tr("学时")),
            ("from_month", self.tr("起提醒"), item["from_month"], self.tr("月")),
        )

    def fields(self) -> dict[str, Any]:
        return {"hours": self._hours.value(), "from_month": self._month.value()}


class PartnerKindForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        label = self.tr("协议到期前提醒")
        [self._months] = self.row(
            ("tell_months", label, item["tell_months"], self.tr("个月"))
        )  # fmt: skip

    def fields(self) -> dict[str, Any]:
        return {"tell_months": self._months.value()}


class WeekDayForm(ValueForm):
    """The day in whose week it lies."""

    def build(self, item: Mapping[str, Any]) -> None:
        self._month, self._day = self.row(
            ("month", self.tr("中心日的月份"), item["month"], self.tr("月")),
            ("day", self.tr("中心日的日期"), item["day"], self.tr("日")),
        )

    def fields(self) -> dict[str, Any]:
        return {"month": self._month.value(), "day": self._day.value()}


class WeekLineForm(ValueForm):
    def build(self, item: Mapping[str, Any]) -> None:
        self._copies, self._people = self.row(
            ("copies", self.tr("发放"), item.get("copies", 0), self.tr("份")),
            ("people", self.tr("触达"), item.get("people", 0), self.tr("人次")),
        )

    def fields(self) -> dict[str, Any]:
        return {"copies": self._copies.value(), "people": self._people.value()}


SUPPORT_FORMS: dict[str, type[ValueForm]] = {
    "skill": SkillForm,
    "training_norm": NormForm,
    "partner_kind": PartnerKindForm,
    "publicity_template": WeekDayForm,
    "publicity_line": WeekLineForm,
}
