"""The paragraphs of a paper beside the pages that they make."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.papers.items import Whole
from commandcenter.ui.papers.page_view import Mark
from commandcenter.ui.papers.paragraphs import Paragraphs
from commandcenter.ui.papers.preview import Preview
from commandcenter.ui.papers.proofer import Proofer
from commandcenter.ui.widgets.card import Card

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.proof import Proof


class Writing(QWidget):
    """What is typed at the left stands on the page at the right; a click on the page goes back.

    Signals:
        changed: Something was typed or taken back.
        laid: The pages show the newest text. arg: the Proof
    """

    changed = Signal()
    laid = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paragraphs = Paragraphs()
        self.preview = Preview()
        self.proofer = Proofer(seat, self.preview.view, self)
        self._proof: Proof | None = None
        left, right = Card("", ""), Card("", "")
        for card, part in ((left, self.paragraphs), (right, self.preview)):
            card.fill()
            card.body.addWidget(part)
        self.left = left
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(look.px(10))
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setSizes([look.px(500), look.px(620)])
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.split)
        self.paragraphs.changed.connect(self._on_changed)
        self.paragraphs.entered.connect(self._mark)
        self.proofer.laid.connect(self._on_laid)
        self.proofer.failed.connect(self.preview.say)
        self.preview.view.pressed.connect(self._on_pressed)

    def show_document(
        self,
        document: Document,
        texts: Mapping[str, Override],
        *,
        may_edit: bool = True,
        frozen: bool = False,
    ) -> None:
        self.paragraphs.show_document(document, texts, may_edit=may_edit, frozen=frozen)
        self.proofer.show(document, self.paragraphs.texts)

    def clear(self) -> None:
        self._proof = None
        self.proofer.forget()
        self.preview.say(self.tr("正在排版…"))

    @Slot()
    def _on_changed(self) -> None:
        if self.paragraphs.document is not None:
            self.proofer.show(self.paragraphs.document, self.paragraphs.texts)
        self.changed.emit()

    @Slot(object)
    def _on_laid(self, proof: "Proof") -> None:
        self._proof = proof
        self.preview.show_pages()
        self._mark(self.paragraphs.current)
        self.laid.emit(proof)

    @Slot(str)
    def _mark(self, key: str) -> None:
        """The page goes along with what is being edited."""
        places = self._proof.places.get(key, ()) if self._proof else ()
        self.preview.view.set_marks([Mark(p.page, p.top, p.bottom) for p in places])

    @Slot(int, float)
    def _on_pressed(self, page: int, down: float) -> None:
        key = self._at(page, down)
        if key:
            self.paragraphs.go_to(key)

    def _at(self, page: int, down: float) -> str:
        """The innermost paragraph there: the last one whose stretch holds the point."""
        if self._proof is None:
            return ""
        for item in self.paragraphs.items:
            keys = [p.part.key for p in item.parts] if isinstance(item, Whole) else [item.key]
            for place in (p for key in keys for p in self._proof.places.get(key, ())):
                if place.page == page and place.top <= down <= place.bottom:
                    return item.key
        return ""
