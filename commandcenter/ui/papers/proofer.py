"""Keeps the pages in step with the text that is being typed: the newest text wins."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal, Slot
from PySide6.QtGui import QImage

from commandcenter.offices import typesetting
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.papers.page_view import PageView
from commandcenter.ui.papers.pictures import Wanted, pictures_of
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.proof import Proof

Pictures = Mapping[int, QImage]
Texts = Mapping[str, Override]


class Proofer(QObject):
    """One text is set at a time; of those typed meanwhile only the last is set after it.

    Signals:
        laid: The pages of a text are shown. arg: the Proof
        failed: It cannot be set. arg: why, a sentence
    """

    laid = Signal(object)
    failed = Signal(str)

    def __init__(self, seat: Seat, view: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self.seat, self._view = seat, view
        self._busy = False
        self._next: tuple[Document, Texts] | None = None
        self._wanted: tuple[Wanted, ...] = ()
        self.proof: Proof | None = None
        view.wanted.connect(self._on_wanted)

    @property
    def idle(self) -> bool:
        return not self._busy

    def show(self, document: Document, texts: Texts) -> None:
        self._next = document, dict(texts)
        self._go()

    def forget(self) -> None:
        """Nothing is to be shown any more; what is under way comes to nothing."""
        self._next, self._wanted, self.proof = None, (), None
        self._view.set_pages(())

    def _go(self) -> None:
        if self._busy:
            return
        if self._next is not None:
            document, texts = self._next
            self._next, self._wanted = None, ()
            self._busy = True
            work = partial(_set, document, texts, self._view.seen_now())
            self.seat.tasks.draw(self, work, self._laid, self._failed)
        elif self._wanted and self.proof is not None:
            wanted, self._wanted = self._wanted, ()
            self._busy = True
            draw = partial(_draw, self.proof, wanted)
            self.seat.tasks.draw(self, draw, partial(self._drawn, self.proof), self._failed)

    def _laid(self, answer: "tuple[Proof, Pictures]") -> None:
        self._busy = False
        proof, pictures = answer
        self.proof = proof
        self._view.set_pages([QSizeF(*proof.size)] * proof.pages, pictures)
        self.laid.emit(proof)
        self._go()

    def _drawn(self, proof: "Proof", pictures: Pictures) -> None:
        self._busy = False
        if proof is self.proof:
            for page, picture in pictures.items():
                self._view.put(page, picture)
        self._go()

    def _failed(self, failure: Failure) -> None:
        self._busy = False
        self.failed.emit(failure.words)
        self._go()

    @Slot(object)
    def _on_wanted(self, wanted: tuple[Wanted, ...]) -> None:
        self._wanted = wanted
        self._go()


def _set(document: Document, texts: Texts, seen: Sequence[Wanted]) -> "tuple[Proof, Pictures]":
    """On the worker: all pages are set, those that can be seen are drawn."""
    proof = typesetting.proof(document, texts)
    return proof, _draw(proof, [wanted for wanted in seen if wanted.page < proof.pages])


def _draw(proof: "Proof", wanted: Sequence[Wanted]) -> Pictures:
    if not wanted:
        return {}
    data = proof.draw([each.page for each in wanted])
    drawn = pictures_of(data, [each.size for each in wanted])
    return {each.page: picture for each, picture in zip(wanted, drawn, strict=True)}
