"""接报登记 of what the watch found: filled beforehand, with the reason why it is an incident."""

from collections.abc import Sequence

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.offered_words import FOUND_BY_WATCH
from commandcenter.queries.incident.doubles import RegisterSheet
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.incident.register_form import RegisterIncident


class IncidentFromWatch(RegisterIncident):
    """A subclass gives `command`."""

    extent = (680, 720)  # the reason must be seen: it is what is missing
    of_call = False

    def __init__(self, over: Over, districts: Sequence[str]) -> None:
        super().__init__(over)
        self._found_in = tuple(districts)
        self.words = self.text("words", self.tr("转为事件的理由"), lines=3, needed=True)
        self.way.offer(FOUND_BY_WATCH)
        self.way.set_written(FOUND_BY_WATCH)
        self.categories.choose(Category.CLUSTER.value)

    def fill_in(self, title: str, topic: str, summary: str) -> None:
        self.title.setText(title)
        self.topic.setText(topic)
        self.summary.setPlainText(summary)
        self._on_title()

    def reason(self) -> str:
        return self.words.toPlainText().strip()

    def _show_sheet(self, found: RegisterSheet) -> None:
        super()._show_sheet(found)
        self.districts.choose(*self._found_in)
        self._first = self._typed()
