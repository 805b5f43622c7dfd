"""填报研判事实: a value or 正在核查 for each fact that is known, with source and as-of time."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout

from commandcenter.domain.incident.facts import CHECKING, Fact, NewFact
from commandcenter.domain.incident.offered_words import FACT_SOURCES
from commandcenter.queries.incident.grading import GradeSheet, grade_sheet
from commandcenter.services.incident.facts import state_facts
from commandcenter.ui import look
from commandcenter.ui.frame.editors import NumberField, restore, state_of
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip


class StateFacts(Form):
    """One source and one time for all that is filled in; what stays empty says nothing.

    `only`: the fact that is wanted, chosen in the view.
    """

    object_name, kept_as, extent = "state_facts", "facts", (820, 780)

    def __init__(self, over: Over, incident_id: int, *, only: str = "") -> None:
        title, primary = self.tr("填报研判事实"), self.tr("填报")
        explain = self.tr(
            "只填您知道的；还没有查清的选“正在核查”。来源不同的分次填报，此前的填报都保留。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, self._only = incident_id, only
        self._values: dict[str, NumberField | QComboBox] = {}
        self._checking: dict[str, QCheckBox] = {}
        self._kept: dict[str, object] = {}
        self.source = WordBox(FACT_SOURCES)
        self.source.setCurrentIndex(-1)
        self.add("source", self.tr("来源"), self.source, needed=True)
        now = self.seat.clock()
        self.as_of = self.moment("as_of", self.tr("截至时间"), now, needed=True)
        card = Card("", "", ground="surface_2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(3, 1)
        card.body.addLayout(self._grid)
        self.body.addWidget(card)
        self.seat.tasks.read(self, lambda s: grade_sheet(s, incident_id, now), self._show)

    def _show(self, sheet: GradeSheet) -> None:
        for row, item in enumerate(sheet.statable):
            self._add_row(row, sheet.facts[item.code], sheet)
        for name, state in self._kept.items():
            self._put_back(name, state)
        if self._only in self._values:
            self._values[self._only].setFocus()
        self._first = self._typed()

    def _add_row(self, row: int, fact: Fact, sheet: GradeSheet) -> None:
        title = PlainLabel(fact.title)
        title.setToolTip(tip(fact.words))
        value = self._editor(fact)
        value.setObjectName(f"value_{fact.code}")
        value.setAccessibleName(fact.title)
        title.setBuddy(value)
        tick = QCheckBox(word(CHECKING))
        tick.setObjectName(f"checking_{fact.code}")
        spoken = self.tr("{title}：{checking}")
        tick.setAccessibleName(spoken.format(title=fact.title, checking=word(CHECKING)))
        tick.setFont(look.font(Size.SMALL))
        tick.toggled.connect(value.setDisabled)
        now = self.tr("现：{value}　{reading}").format(
            value=said.value_words(fact), reading=said.reading_words(fact.held, sheet.now)
        )
        held = ElidedLabel(now, Size.SMALL, ink="text_faint")
        for column, widget in enumerate((title, value, tick, held)):
            self._grid.addWidget(widget, row, column)
        self._values[fact.code], self._checking[fact.code] = value, tick

    def _editor(self, fact: Fact) -> NumberField | QComboBox:
        if not fact.ranks:
            return NumberField(None, word(fact.unit))
        box = ChoiceBox()
        box.setFont(look.font())
        box.addItem(self.tr("不填"), None)
        for rank, words in enumerate(fact.ranks):
            box.addItem(word(words), rank)
        return box

    def _value(self, code: str) -> int | None:
        editor = self._values[code]
        if isinstance(editor, NumberField):
            return editor.value()
        found = editor.currentData()
        return None if found is None else int(found)

    def _stated_facts(self) -> list[NewFact]:
        as_of = self.as_of.value()
        assert as_of
        source = self.source.written()
        told = []
        for code in self._values:
            checking = self._checking[code].isChecked()
            value = None if checking else self._value(code)
            if checking or value is not None:
                told.append(NewFact(code, value, source, as_of))
        return told

    def submit(self) -> None:
        self.act(state_facts, self._incident, self._stated_facts())

    def _typed(self) -> str:
        filled = [f"{code}={self._value(code)}" for code in self._values]
        ticked = [code for code, tick in self._checking.items() if tick.isChecked()]
        return "\0".join([super()._typed(), *filled, *ticked])

    def _draft_state(self) -> dict[str, object]:
        rows = [*self._values.values(), *self._checking.values()]
        return super()._draft_state() | {w.objectName(): state_of(w) for w in rows}

    @Slot(object)
    def _on_draft(self, draft: object) -> None:
        """The rows come later than the draft: they are filled when they are there."""
        super()._on_draft(draft)  # type: ignore[arg-type]  # a Draft, as the keeper tells it
        self._kept = dict(getattr(draft, "data", {}))
        for name, state in self._kept.items():
            self._put_back(name, state)

    def _put_back(self, name: str, state: object) -> None:
        for widget in (*self._values.values(), *self._checking.values()):
            if widget.objectName() == name and state is not None:
                restore(widget, state)
