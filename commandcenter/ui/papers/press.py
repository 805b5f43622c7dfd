"""What the screens are handed to make papers with: the typesetting itself loads slowly."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from commandcenter.domain.org import Actor
from commandcenter.domain.paper import Subject
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.queries.paper_detail import FileLine, PaperDetail
from commandcenter.queries.paper_register import PaperLine
from commandcenter.services.paper_base import Read
from commandcenter.store.database import Database, Query
from commandcenter.ui.workers import Progress

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
    def document(self) -> Document:
        """With the edits in their places."""

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


@dataclass(frozen=True, slots=True)
class Taken:
    """What an edited Word file changes. `gone`: paragraphs that it has no more; `strays`: words
    of it that belong to none."""

    edits: Texts
    gone: tuple[str, ...]
    strays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An item of the 附件说明. `before`: its title until now, "" for a new one; `path`: a file
    that is new."""

    title: str
    before: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Press:
    """`document(kind, subject, what the subject is)`: a paper as a draft begun now has it.

    `drafted(id)`: one of the register with its addressees, marks and number; `listed`: any
    line of the register. The queries run on a worker. `sign` (of the document that was shown,
    with the words of the signer), `number` and `scan` write themselves, after the files that
    they make are in the store.
    """

    document: Callable[[str, int, Subject], Query[Document]]
    drafted: Callable[[int], Query[Document]]
    listed: Callable[[PaperLine], Query[Document]]
    now: Query[datetime]
    sheet: Callable[[int], Query[Document]]  # 发文处理笺 of a paper
    proof: Callable[[Document, Texts], Proof]
    pdf: Callable[[Document], Rendered]
    docx: Callable[[Document], bytes]
    taken: Callable[[Document, Path], Taken]
    file: Callable[[FileLine], Query[bytes]]
    sign: Callable[[Database, Actor, PaperDetail, Read, Document, str, Progress], object]
    number: Callable[[Database, Actor, int, Progress], str]
    scan: Callable[[Database, Actor, PaperLine, Path, Progress], int]
    attach: Callable[[Database, Actor, PaperDetail, Sequence[Enclosure], Progress], object]
