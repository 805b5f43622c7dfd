"""公文 on the 预案 page: the office's templates, series of numbers, ways of kinds, 错敏词."""

from commandcenter.ui.plan.paper_values_form import PAPER_FORMS
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel


class PaperValuesPanel(PlanValuesPanel):
    object_name = "plan_template_panel"
    shown = ("template", "paper_series", "paper_flow", "word_list")
    forms = PAPER_FORMS
