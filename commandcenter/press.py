"""What the screens make papers with: the typesetting, loaded when the first paper is opened."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.paper import Life, Subject
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.paper_detail import FileLine, PaperDetail
from commandcenter.queries.paper_register import PaperLine
from commandcenter.services.paper_base import Read
from commandcenter.store import files
from commandcenter.store.database import Database, Query, now
from commandcenter.ui.papers.press import Enclosure, Press, Proof, Rendered, Taken, Texts
from commandcenter.ui.workers import Progress


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
        from commandcenter.paper_office import new_document  # loaded for a paper only

        return new_document(session, kind, subject, of)

    return made


def _drafted(paper_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.paper_office import made_document  # loaded for a paper only

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
        from commandcenter.papers import release_document  # loaded for a paper only

        return release_document(session, release_id)

    return made


def _sheet(paper_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.paper_office import slip  # loaded for a paper only

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
    from commandcenter.paper_office import sign  # loaded for a paper only

    sign(db, actor, detail.line.id, read, words, progress.tell, shown)


def _number(db: Database, actor: Actor, paper_id: int, progress: Progress) -> str:
    from commandcenter.paper_office import number  # loaded for a paper only

    return number(db, actor, paper_id, progress.tell)


def _scan(db: Database, actor: Actor, line: PaperLine, path: Path, progress: Progress) -> int:
    from commandcenter.paper_office import scan  # loaded for a paper only

    return scan(db, actor, line.life, line.id, path, progress.tell)


def _attach(
    db: Database, actor: Actor, detail: PaperDetail, wanted: Sequence[Enclosure], progress: Progress
) -> None:
    from commandcenter.paper_office import attach  # loaded for a paper only

    items = [(each.title, each.before, each.path) for each in wanted]
    attach(db, actor, detail.line.id, items, detail.version, progress.tell)
