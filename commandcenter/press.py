"""What the screens make papers with: the typesetting, loaded when the first paper is opened."""

from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.paper import PAPER_WORDS, Life, PaperKind
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.paper_register import PaperLine
from commandcenter.store import files
from commandcenter.store.database import Query, now
from commandcenter.store.paper_way import paper_of
from commandcenter.ui.papers.press import Press, Proof, Rendered, Texts


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
        file=lambda file: lambda session: files.read(session, file.sha256),
        sign=_not_yet,
        number=_not_yet,
        scan=_not_yet,
    )


def _document(kind: str, subject: int) -> Query[Document]:
    def made(session: Session) -> Document:
        from commandcenter.papers import KINDS  # the typesetting is loaded for a paper only

        if kind not in KINDS:
            words = PAPER_WORDS[PaperKind(kind)]
            raise RuleBroken("还不能排印{kind}。", kind=words)
        return KINDS[kind](session, subject)

    return made


def _drafted(paper_id: int) -> Query[Document]:
    def made(session: Session) -> Document:
        row = paper_of(session, paper_id)
        return _document(row.kind.value, row.subject)(session)

    return made


def _listed(line: PaperLine) -> Query[Document]:
    if line.life is Life.PAPER and line.id:
        return _drafted(line.id)
    return _document(line.kind.value, line.subject)


def _sheet(paper_id: int) -> Query[Document]:
    raise RuleBroken("还不能排印发文处理笺。")


def _not_yet(*_args: Any) -> Any:
    raise RuleBroken("签发、编号、附件的文件还不能存入。")


def _proof(document: Document, texts: Texts) -> Proof:
    from commandcenter.outputs.pdf.proof import proof  # loaded for a paper only

    return proof(document, texts)


def _pdf(document: Document) -> Rendered:
    from commandcenter.outputs.pdf.build import render  # loaded for a paper only

    return render(document)


def _docx(document: Document) -> bytes:
    from commandcenter.outputs.word import to_docx  # loaded for a paper only

    return to_docx(document)
