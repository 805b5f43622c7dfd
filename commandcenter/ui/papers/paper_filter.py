"""Which papers of the register are listed: of this incident or all, kind, state, words."""

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from commandcenter.domain.papers.paper import (
    PAPER_STATE_WORDS,
    PAPER_WORDS,
    PaperKind,
    PaperState,
)
from commandcenter.queries.papers.paper_register import PaperFilter
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Segments

HERE, EVERYWHERE = "here", "everywhere"
STILL_MS = 300  # nobody types for so long before the words are looked for


class PaperFilterBar(QWidget):
    """Signals:
    changed: Another choice was made.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_filter")
        self._incident: int | None = None
        self.scope = Segments([(HERE, self.tr("本事件")), (EVERYWHERE, self.tr("全部"))])
        self.scope.setObjectName("paper_scope")
        self.scope.chosen.connect(self._emit_changed)
        self.kind = self._box("filter_kind", self.tr("文种"), self.tr("全部文种"))
        for kind in PaperKind:
            self.kind.addItem(word(PAPER_WORDS[kind]), kind)
        self.state = self._box("filter_state", self.tr("状态"), self.tr("全部状态"))
        for state in PaperState:
            self.state.addItem(word(PAPER_STATE_WORDS[state]), state)
        self.waiting = self._tick("filter_waiting", self.tr("未办结"))
        self.mine = self._tick("filter_mine", self.tr("我拟的"))
        self.words = QLineEdit()
        self.words.setObjectName("filter_words")
        self.words.setFont(look.font(Size.SMALL))
        self.words.setPlaceholderText(self.tr("标题、文号、拟稿人"))
        self.words.setAccessibleName(self.tr("按标题、文号、拟稿人查找"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(look.px(90))
        self.words.setMaximumWidth(look.px(240))
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._emit_changed)
        self.words.textChanged.connect(self._on_words)
        self.words.returnPressed.connect(self._emit_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        for part in (self.scope, self.kind, self.state, self.waiting, self.mine):
            row.addWidget(part)
        row.addWidget(self.words, 1)

    def _box(self, name: str, spoken: str, everything: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFont(look.font(Size.SMALL))
        box.addItem(everything, None)
        box.currentIndexChanged.connect(self._emit_changed)
        return box

    def _tick(self, name: str, words: str) -> QCheckBox:
        tick = QCheckBox(words)
        tick.setObjectName(name)
        tick.setFont(look.font(Size.SMALL))
        tick.toggled.connect(self._emit_changed)
        return tick

    def turn_to(self, incident_id: int | None) -> None:
        """Without an incident all papers are listed."""
        self._incident = incident_id
        self.scope.setVisible(incident_id is not None)

    def show_all(self) -> None:
        """So that any paper can be found: a link leads to it."""
        self.scope.choose(EVERYWHERE)
        for box in (self.kind, self.state):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        for tick in (self.waiting, self.mine):
            with QSignalBlocker(tick):
                tick.setChecked(False)
        with QSignalBlocker(self.words):
            self.words.clear()
        self._emit_changed()

    @property
    def wanted(self) -> PaperFilter:
        kind, state = self.kind.currentData(), self.state.currentData()
        return PaperFilter(
            incident_id=self._incident if self.scope.key == HERE else None,
            kinds=frozenset({PaperKind(kind)} if kind else ()),
            states=frozenset({PaperState(state)} if state else ()),
            words=self.words.text().strip(),
            mine=self.mine.isChecked(),
            waiting=self.waiting.isChecked(),
        )

    @property
    def narrowed(self) -> bool:
        """Whether papers may be hidden by more than the choice of the incident."""
        wanted = self.wanted
        return wanted != PaperFilter(incident_id=wanted.incident_id)

    @Slot()
    def _on_words(self) -> None:
        self._still.start()

    @Slot()
    def _emit_changed(self) -> None:
        self._still.stop()
        self.changed.emit()
