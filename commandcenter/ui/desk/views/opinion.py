"""舆情发布: public opinion, releases on their way, questions of the press."""

from commandcenter.ui.command.opinion_panel import OpinionPanel
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.releases.media_panel import PressPanel
from commandcenter.ui.releases.release_panel import ReleasePanel


class OpinionView(WorkView):
    def build(self) -> None:
        self.items = OpinionPanel(self.seat)
        self.releases = ReleasePanel(self.seat)
        self.press = PressPanel(self.seat)
        self.add_tab("items", self.tr("舆情"), self.items)
        self.add_tab("releases", self.tr("发布"), self.releases)
        self.add_tab("press", self.tr("媒体问答"), self.press)
