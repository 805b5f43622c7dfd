"""Values of 人员保障 are set: people wanted by group, when it is told, hours of the year."""

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


SUPPORT_FORMS: dict[str, type[ValueForm]] = {
    "skill": SkillForm,
    "training_norm": NormForm,
    "partner_kind": PartnerKindForm,
}
