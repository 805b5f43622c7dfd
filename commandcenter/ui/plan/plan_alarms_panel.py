"""告警 on the 预案 page: kinds of alarms, how fast and to whom they climb, what sums up a flood."""

from commandcenter.ui.plan.alarm_values_form import ALARM_FORMS
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel


class AlarmValuesPanel(PlanValuesPanel):
    object_name = "plan_alarm_panel"
    shown = ("alarm", "alarm_climb", "alarm_chain", "alarm_figure")
    forms = ALARM_FORMS
