"""指挥 (plan 2.1): instructions, 批示, liaison, 会商, oral decisions, hand-overs."""

from commandcenter.ui.command.directive_panel import DirectivePanel
from commandcenter.ui.command.handover_panel import HandoverPanel
from commandcenter.ui.command.instruction_panel import InstructionPanel
from commandcenter.ui.command.liaison_panel import ConsultationPanel, LiaisonPanel
from commandcenter.ui.command.meeting_panel import MeetingPanel
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.incident.oral_panel import OralPanel


class CommandView(WorkView):
    def build(self) -> None:
        seat = self.seat
        self.add_tab("instructions", self.tr("指令"), InstructionPanel(seat))
        self.add_tab("directives", self.tr("批示"), DirectivePanel(seat))
        self.add_tab("liaison", self.tr("联络板"), LiaisonPanel(seat))
        self.add_tab("meetings", self.tr("会议"), MeetingPanel(seat))
        self.add_tab("consultations", self.tr("会商"), ConsultationPanel(seat))
        self.add_tab("oral", self.tr("电话请示"), OralPanel(seat))
        self.add_tab("handovers", self.tr("交接"), HandoverPanel(seat))
