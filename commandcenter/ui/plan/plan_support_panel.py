"""保障 on the 预案 page: which certificates are asked of whom, hours of training, partners."""

from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.plan.support_values_form import SUPPORT_FORMS


class SupportValuesPanel(PlanValuesPanel):
    object_name = "plan_skill_panel"
    shown = ("skill", "training_norm", "partner_kind")
    forms = SUPPORT_FORMS
