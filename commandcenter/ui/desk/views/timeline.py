"""大事记: the incident's course from all records, and how long each county has been silent."""

from commandcenter.ui.aftermath.chronicle_panel import ChroniclePanel
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.watch.silence_panel import SilencePanel

SILENCE = "silence"


class TimelineView(WorkView):
    def build(self) -> None:
        self.chronicle = ChroniclePanel(self.seat)
        self.silence = SilencePanel(self.seat)
        self.chronicle.clause_clicked.connect(self.rows.clause)
        self.chronicle.record_wanted.connect(self.rows.record)
        self.chronicle.replay_wanted.connect(self.rows.moment_wanted)
        self.chronicle.faults_wanted.connect(self.rows.faults)
        self.add_tab("chronicle", self.tr("大事记"), self.chronicle)
        self.add_tab(SILENCE, self.tr("县区报送"), self.silence)

    def show_words(self, words: str) -> None:
        self.show_tab("chronicle")
        self.chronicle.show_words(words)

    def go(self, tab: str, subject: int) -> None:
        """A tab; or the lines that bear the clause named in its place."""
        if tab in ("", "chronicle", SILENCE):
            super().go(tab, subject)
            return
        self.show_tab("chronicle")
        self.chronicle.show_clause(tab)
