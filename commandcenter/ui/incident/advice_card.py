"""What a grade rests on, in a form: conditions touched, what is unknown, how far the next is."""

from PySide6.QtWidgets import QWidget

from commandcenter.queries.incident.grading import GradeSheet
from commandcenter.ui.frame.fact_grid import Facts
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.look import MEDIUM, REGULAR, Size
from commandcenter.ui.phrases import clauses, joined
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

WAYS = 2  # the nearest ways to the next level


class AdviceCard(Card):
    """Filled anew with each sheet; every text is plain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, ground="surface_2")
        self.setObjectName("advice")
        self._facts = Facts(columns=4)
        self._facts.setObjectName("facts")
        self._lines: list[PlainLabel] = []
        self.body.addWidget(self._facts)

    def show_sheet(self, sheet: GradeSheet) -> None:
        known = [fact for fact in sheet.facts.values() if fact.held is not None]
        self._facts.set_facts(
            [(fact.title, said.value_words(fact)) for fact in known]
            or [(said.tr("事实"), said.tr("未知"))]
        )
        for label in self._lines:
            label.hide()
            label.deleteLater()
        self._lines = []
        advice = sheet.advice
        self._add_line(said.suggested_words(advice), ink="text", strong=True)
        for touched in advice.touched:
            words = said.touched_words(touched, sheet.facts)
            source = said.source_words(touched.source, touched.proposal)
            gravest = touched.level is advice.level
            self._add_line(f"{words}　{source}", ink="warn" if gravest else "text_dim")
        self._add_line(said.unknown_words(advice, sheet.facts))
        ways = [said.way_words(way, sheet.facts) for way in advice.ways[:WAYS]]
        if ways:
            words = self.tr("{next}：{ways}")
            self._add_line(words.format(next=said.distance_words(advice), ways=clauses(ways)))

    def words(self) -> str:
        """All that is said, for who reads it at once."""
        return joined("\n", (label.text() for label in self._lines))

    def _add_line(self, words: str, *, ink: str = "text_dim", strong: bool = False) -> None:
        weight = MEDIUM if strong else REGULAR
        label = PlainLabel(words, Size.SMALL, weight, ink=ink)
        label.setWordWrap(True)
        self._lines.append(label)
        self.body.addWidget(label)
