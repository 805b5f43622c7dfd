"""What the screens make papers with: the typesetting, loaded when the first paper is opened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life, Subject
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.offices.paper_making import Enclosure
from commandcenter.offices.progress import Progress
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.queries.papers.paper_detail import FileLine, PaperDetail
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.services.papers.paper_base import Read
from commandcenter.store import files
from commandcenter.store.database import Database, Query, now

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


def press() -> Press:
    return Press(
        document=_document,
        drafted=_drafted,
        listed=_listed,
        now=now,
        sheet=_sheet,
        proof=_proof,
        pdf=_pdf,
        docx=_docx,
        taken=_taken,
        file=_file,
        sign=_sign,
        number=_number,
        scan=_scan,
        attach=_attach,
    )


def _document(kind: str, subject: int, of: Subject) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.offices.paper_making import new_document  # loaded for a paper only

        return new_document(session, kind, subject, of)

    return made


def _drafted(paper_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.offices.paper_making import made_document  # loaded for a paper only

        return made_document(session, paper_id)

    return made


def _listed(line: PaperLine) -> Query[Document]:
    if line.life is Life.PAPER and line.id:
        return _drafted(line.id)
    if line.life is Life.RELEASE:
        return _release(line.id)
    of = Subject.PERIOD if line.incident_id is None else Subject.INCIDENT
    return _document(line.kind.value, line.subject, of)


def _release(release_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.offices.paper_kinds import release_document  # loaded for a paper only

        return release_document(session, release_id)

    return made


def _sheet(paper_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.offices.paper_making import slip  # loaded for a paper only

        return slip(session, paper_id)

    return made


def _proof(document: Document, texts: Texts) -> Proof:
    from commandcenter.outputs.pdf.proof import proof  # loaded for a paper only

    return proof(document, texts)


def _pdf(document: Document) -> Rendered:
    from commandcenter.outputs.pdf.build import render  # loaded for a paper only

    return render(document)


def _docx(document: Document) -> bytes:
    from commandcenter.outputs.word import to_docx  # loaded for a paper only

    return to_docx(document)


def _taken(document: Document, path: Path) -> Taken:
    from commandcenter.outputs.word.taken import taken_over  # loaded for a paper only

    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("文件“{file}”读不出来。", file=path.name) from error
    read = texts_from_docx(data, path.name)
    over = taken_over(document, read.texts, read.made, read.edited)
    gone = tuple(part.text for part in over.gone)
    return Taken({**over.edits, **over.orphans}, gone, read.strays)


def _file(file: FileLine) -> Query[bytes]:
    return lambda session: files.read(session, file.sha256)


def _sign(
    db: Database,
    actor: Actor,
    detail: PaperDetail,
    read: Read,
    shown: Document,
    words: str,
    progress: Progress,
) -> None:
    from commandcenter.offices.paper_making import sign  # loaded for a paper only

    sign(db, actor, detail.line.id, read, words, shown, progress)


def _number(db: Database, actor: Actor, paper_id: int, progress: Progress) -> str:
    from commandcenter.offices.paper_making import number  # loaded for a paper only

    return number(db, actor, paper_id, progress)


def _scan(db: Database, actor: Actor, line: PaperLine, path: Path, progress: Progress) -> int:
    from commandcenter.offices.paper_making import scan  # loaded for a paper only

    return scan(db, actor, line.life, line.id, path, progress)


def _attach(
    db: Database, actor: Actor, detail: PaperDetail, wanted: Sequence[Enclosure], progress: Progress
) -> None:
    from commandcenter.offices.paper_making import attach  # loaded for a paper only

    attach(db, actor, detail.line.id, wanted, detail.version, progress)
