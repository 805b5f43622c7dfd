"""保障 and 宣传 on the 预案 page: certificates asked of whom, hours, partners, the week of 3·15."""

from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.plan.support_values_form import SUPPORT_FORMS


class SupportValuesPanel(PlanValuesPanel):
    object_name = "plan_skill_panel"
    shown = ("skill", "training_norm", "partner_kind", "publicity_template", "publicity_line")
    forms = SUPPORT_FORMS
