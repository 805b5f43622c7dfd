"""What the screens are handed to make papers with: the typesetting itself loads slowly."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.store.database import Query

Texts = Mapping[str, Override]


class Place(Protocol):
    """A stretch of a page (counted from 0) in points from its top."""

    @property
    def page(self) -> int: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


class Proof(Protocol):
    """A paper set on pages, and where each part stands. Nothing of it changes."""

    @property
    def pages(self) -> int: ...
    @property
    def size(self) -> tuple[float, float]: ...
    @property
    def places(self) -> Mapping[str, tuple[Place, ...]]: ...
    def draw(self, pages: Iterable[int]) -> bytes:
        """A PDF of these pages only, counted from 0."""


class Rendered(Protocol):
    """The file as it is kept and sent. `warnings` are Chinese sentences."""

    @property
    def data(self) -> bytes: ...
    @property
    def pages(self) -> int: ...
    @property
    def missing_characters(self) -> tuple[str, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Press:
    """`document(kind, subject)` asks the data for a paper; the others may be called anywhere."""

    document: Callable[[str, int], Query[Document]]
    proof: Callable[[Document, Texts], Proof]
    pdf: Callable[[Document], Rendered]
