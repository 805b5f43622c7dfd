"""Where the places of a 病例通报 are: one is named, a known spot chosen or its degrees typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import position_at
from commandcenter.queries.incident.case_choices import Spot
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, with_note
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import PlainLabel


class SpotField(QWidget):
    """Signals:
    changed: Another place has a position now.
    """

    changed = Signal()

    def __init__(self, spots: Sequence[Spot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots = {spot.words: spot for spot in spots}
        self._said: dict[str, Spot] = {}
        self.which, self.where = ChoiceBox(), ChoiceBox()
        self.mark = Button(self.tr("标注"), Kind.SECONDARY)
        self.said = PlainLabel("", Size.SMALL, ink="text_dim")
        self.said.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.which.setObjectName("spot_which")
        self.which.setAccessibleName(self.tr("标注哪一处"))
        self.where.setObjectName("spot_where")
        self.where.setAccessibleName(self.tr("在哪里"))
        self.where.setEditable(True)
        self.where.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.where.addItems(list(self._spots))
        self.where.setCurrentIndex(-1)
        line, completer = self.where.lineEdit(), self.where.completer()
        assert line is not None  # an editable box has both
        assert completer is not None
        line.setPlaceholderText(self.tr("选街道或已知地点，或写 30.2741, 120.1551"))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.mark.setObjectName("spot_mark")
        self.mark.clicked.connect(self._on_mark)
        self.said.setObjectName("spot_said")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(8))
        for column, (part, share) in enumerate(((self.which, 2), (self.where, 3), (self.mark, 0))):
            if isinstance(part, QComboBox):
                part.setFont(look.font())
                part.setMinimumWidth(look.px(160))
            grid.addWidget(part, 0, column)
            grid.setColumnStretch(column, share)
        grid.addWidget(self.said, 1, 0, 1, 3)
        self.said.hide()

    def set_names(self, names: Sequence[tuple[str, bool]]) -> None:
        """Those of the form as they are typed, and whether their position is known without this;
        of what has none the first one is proposed."""
        chosen = self.which.currentData()
        blocked = QSignalBlocker(self.which)
        self.which.clear()
        for name, known in names:
            there = known or name in self._said
            self.which.addItem(
                self.tr("{name}（已标注）").format(name=name) if there else name, name
            )
        blocked.unblock()
        lacking = [n for n, (name, known) in enumerate(names) if not known]
        lacking = [n for n in lacking if names[n][0] not in self._said]
        at = self.which.findData(chosen) if chosen else -1
        self.which.setCurrentIndex(at if at in lacking else min(lacking, default=max(at, 0)))
        self.setEnabled(bool(names))

    def positions(self) -> Mapping[str, Spot]:
        """What was said here, by name."""
        return self._said

    def wrong(self) -> str:
        """A spot was typed and belongs to nothing yet."""
        if not self.where.currentText().strip():
            return ""
        return self.tr("位置还没有标注：请按“标注”，或清空。")

    def chosen_words(self) -> str:
        return self.where.currentText().strip() + "".join(self._said)

    @Slot()
    def _on_mark(self) -> None:
        name, words = self.which.currentData(), self.where.currentText().strip()
        if not name or not words:
            return
        try:
            self._said[name] = self._spots.get(words) or Spot(words, None, *position_at(words))
        except RuleBroken as broken:
            self._show(refusal(broken), ink="danger")
            return
        self.where.setCurrentIndex(-1)
        self.where.setEditText("")
        told = (with_note(place, spot.words) for place, spot in self._said.items())
        self._show(self.tr("已标注：{places}").format(places=enumerated(told)), ink="text_dim")
        self.changed.emit()

    def _show(self, words: str, *, ink: str) -> None:
        self.said.set_ink(ink)
        self.said.setText(words)
        self.said.setVisible(bool(words))
