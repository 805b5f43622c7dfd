"""告警 on the 预案 page: kinds of alarms, how fast and to whom they climb, what sums up a flood."""

from commandcenter.ui.plan.alarm_values_form import ALARM_FORMS
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.widgets.ledger import Column


class AlarmValuesPanel(PlanValuesPanel):
    """What an alarm does takes the room of the source, which stands below with the rest."""

    object_name = "plan_alarm_panel"
    shown = ("alarm", "alarm_climb", "alarm_chain", "alarm_figure")
    forms = ALARM_FORMS

    def columns(self) -> list[Column]:
        source = self.tr("来源")
        return [column for column in super().columns() if column.title != source]
