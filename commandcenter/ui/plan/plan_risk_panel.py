"""风险与节点 on the 预案 page: known dates, their standby list, what a number is worth."""

from commandcenter.ui.frame.form import Form
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.plan.risk_values_form import RISK_FORMS, NewDateForm


class RiskValuesPanel(PlanValuesPanel):
    object_name = "plan_known_date_panel"
    shown = ("known_date", "standby", "risk_point")
    grows = "known_date"
    forms = RISK_FORMS

    def add_words(self) -> str:
        return self.tr("增加节点…")

    def new_form(self, seen: int) -> Form:
        return NewDateForm(self.over, seen)
