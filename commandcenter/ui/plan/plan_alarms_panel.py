"""告警 on the 预案 page: kinds of alarms, how fast and to whom they climb, what sums up a flood."""

from commandcenter.queries.plan.plan_data import PlanBoard, ValueLine
from commandcenter.ui.frame.lines_panel import Detail
from commandcenter.ui.plan.alarm_values_form import ALARM_FORMS
from commandcenter.ui.plan.plan_values_panel import PlanValuesPanel
from commandcenter.ui.widgets.ledger import Column


class AlarmValuesPanel(PlanValuesPanel):
    """What an alarm does takes the room of the source, which stands below with the rest."""

    object_name = "plan_alarm_panel"
    shown = ("alarm", "alarm_climb", "alarm_chain", "alarm_figure")
    forms = ALARM_FORMS

    def detail(self, line: ValueLine, board: PlanBoard) -> Detail:
        """What is to be done stands first of what an alarm says."""
        todo = str(line.item.get("todo", "")).format(
            what=self.tr("（事项）"), who=self.tr("（承办人）"), when=self.tr("（何时）")
        )
        title, *others = super().detail(line, board)
        return (title, (self.tr("处置要求"), todo), *others)

    def columns(self) -> list[Column]:
        source = self.tr("来源")
        return [column for column in super().columns() if column.title != source]
