"""The conditions for lowering or ending a response, each beside what the rows say now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.domain.conditions import Outcome
from commandcenter.domain.times import minute_zh
from commandcenter.queries.incident.standdown import OUTCOME_WORDS, Evidence, EvidenceItem
from commandcenter.services.guard import storable
from commandcenter.ui import look
from commandcenter.ui.incident.assess_words import source_words
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag

COLORS = {
    Outcome.MET: ("ok_soft", "ok_soft_text"),
    Outcome.NOT_MET: ("danger_soft", "danger_soft_text"),
    Outcome.UNKNOWN: ("surface_3", "text_dim"),
}


class EvidenceBox(Card):
    """Where no row can tell, the person may write what they know; it stands in the notice.

    Signals:
        changed: Another word was written.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, ground="surface_2")
        self.setObjectName("evidence")
        self._evidence: Evidence | None = None
        self._judged: dict[str, QLineEdit] = {}
        self._earlier: dict[str, str] = {}  # of a draft, until the conditions are there
        self._head = PlainLabel("", Size.SMALL, ink="text_dim")
        self._head.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(1, 1)
        self._left = PlainLabel("", Size.SMALL, MEDIUM)
        self._left.setObjectName("left_over")
        self._left.setWordWrap(True)
        for part in (self._head, self._left):
            part.setTextInteractionFlags(part.textInteractionFlags())
        self.body.addWidget(self._head)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._left)

    def show_evidence(self, evidence: Evidence) -> None:
        """What was written already stays."""
        words = self._earlier | self.judgements()
        self._evidence, self._earlier = evidence, {}
        self._clear()
        self._head.setText(
            self.tr("参考条件只作提示，由签发人决定。数据截至 {time}。").format(
                time=minute_zh(evidence.now)
            )
        )
        for row, item in enumerate(evidence.items):
            self._add_item(row, item, words.get(item.code, ""))
        self._left.setText(evidence.left_line)

    def _clear(self) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._judged = {}

    def _add_item(self, row: int, item: EvidenceItem, words: str) -> None:
        tag = Tag(word(OUTCOME_WORDS[item.outcome]), *COLORS[item.outcome])
        tag.setFixedWidth(look.px(88))
        cell = QWidget()
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        title = self.tr("{title}：{found}").format(title=item.title, found=item.found)
        wanted = self.tr("条件：{words}（{source}）").format(
            words=item.wanted, source=source_words(item.source, item.proposal)
        )
        for text, ink in ((title, "text"), (wanted, "text_faint")):
            label = PlainLabel(text, Size.SMALL, ink=ink)
            label.setWordWrap(True)
            box.addWidget(label)
        if item.judged:
            box.addWidget(self._judgement(item, words))
        self._grid.addWidget(tag, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(cell, row, 1)

    def _judgement(self, item: EvidenceItem, words: str) -> QLineEdit:
        line = QLineEdit(words)
        line.setObjectName(f"judged_{item.code}")
        line.setAccessibleName(self.tr("{title}的情况").format(title=item.title))
        line.setPlaceholderText(self.tr("已具备的，写明依据；写入签发文书"))
        line.setFont(look.font(Size.SMALL))
        line.textChanged.connect(self.changed)
        self._judged[item.code] = line
        return line

    def judgements(self) -> dict[str, str]:
        """What the person wrote, by the code of the condition; for a draft."""
        return {code: line.text() for code, line in self._judged.items() if line.text()}

    def put_back(self, words: object) -> None:
        """What `judgements` gave, in whatever order draft and conditions arrive."""
        if not isinstance(words, dict):
            return
        self._earlier = {str(code): str(text) for code, text in words.items()}
        for code, line in self._judged.items():
            line.setText(self._earlier.get(code, line.text()))
        self._earlier = {} if self._evidence else self._earlier

    def lines(self) -> tuple[str, ...]:
        """As they stand in the notice: by the data, or as the signer says; then what is left."""
        if self._evidence is None:
            return ()
        kept = [self._line(item) for item in self._evidence.items]
        return (*kept, self._evidence.left_line)

    def _line(self, item: EvidenceItem) -> str:
        said = self._judged.get(item.code)
        words = storable(said.text()).strip() if said else ""
        return item.judged_line(words) if words else item.line
