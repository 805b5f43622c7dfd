"""Papers leaving the screen: to a printer, a meeting's set of them, to a file for the mail."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.domain.papers.paper import FILE_WORDS, OFD_OF, FileRole, Life, PaperState
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import paper_making, typesetting
from commandcenter.offices.progress import UNHEARD, Progress
from commandcenter.offices.typesetting import OFD, PDF, WORD
from commandcenter.outputs.papers.set_contents import TITLE, Listed, set_contents
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import with_texts
from commandcenter.queries.papers.paper_detail import FileLine, governing_scan, paper_detail
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.store.database import Database
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.pictures import as_pdf, sizes_of
from commandcenter.ui.papers.print_form import PrintForm
from commandcenter.ui.papers.printing import Duplex, PrintJob

MOST_OF_A_SET = 40
ENCLOSED = FILE_WORDS[FileRole.ATTACHMENT]
GONE = frozenset({PaperState.WITHDRAWN, PaperState.VOID})


@dataclass(frozen=True)
class Source:
    """Where the pages come from: the file that governs, or else the document as it is now."""

    line: PaperLine
    file: FileLine | None
    document: Document | None


def source_of(session: Any, actor: Actor, line: PaperLine) -> Source:
    if line.life is not Life.PAPER:
        scan = governing_scan(session, line.life, line.id)
        if scan is not None:
            return Source(line, scan, None)
        return Source(line, None, paper_making.line_document(session, line))
    if not line.id:
        return Source(line, None, paper_making.line_document(session, line))
    detail = paper_detail(session, actor, line.id)
    chief = detail.governing
    if chief is not None:
        return Source(detail.line, chief, None)
    document = paper_making.made_document(session, line.id)
    return Source(detail.line, None, with_texts(document, detail.texts)[0])


@dataclass(frozen=True)
class Read:
    """A paper as it was read: its file, if one governs, and those of its 附件 by name."""

    source: Source
    data: bytes
    enclosed: tuple[tuple[str, bytes], ...]


def _read(session: Any, actor: Actor, line: PaperLine) -> Read:
    source = source_of(session, actor, line)
    data = as_pdf(paper_making.file_bytes(session, source.file)) if source.file else b""
    if source.file is not None and not data:
        raise RuleBroken(
            "《{title}》的签发件不是 PDF 或图片，请打开签发件另存后打印。",
            title=source.line.title,
        )
    return Read(source, data, _enclosed(session, actor, line))


def _enclosed(session: Any, actor: Actor, line: PaperLine) -> tuple[tuple[str, bytes], ...]:
    """The files of its 附件, in their order; without pages what is no page."""
    if line.life is not Life.PAPER or not line.id:
        return ()
    detail = paper_detail(session, actor, line.id)
    files = [file for file in detail.files if file.role is FileRole.ATTACHMENT]
    return tuple((file.name, _pages(paper_making.file_bytes(session, file))) for file in files)


def _jobs(read: Read) -> Iterator[PrintJob]:
    line, document = read.source.line, read.source.document
    if document is not None:
        made = typesetting.pdf(document)
        yield PrintJob(line.title, made.data, made.pages, line.number or document.marking or "")
    else:
        yield PrintJob(line.title, read.data, len(sizes_of(read.data)), line.number)
    for name, data in read.enclosed:
        title = f"{line.title} {Path(name).stem}"
        yield PrintJob(title, data, len(sizes_of(data)) if data else 0, ENCLOSED)


def _pages(data: bytes) -> bytes:
    """As a PDF; b"" for what is no page, or cannot be read as one: the others are printed."""
    try:
        made = as_pdf(data)
        return made if made and sizes_of(made) else b""
    except RuleBroken:
        return b""


@dataclass(frozen=True)
class PrintSet:
    """All of one moment. `org`, `at`, `drill`: what its contents page says."""

    jobs: tuple[PrintJob, ...]
    org: str
    at: datetime
    drill: bool

    def contents(self, chosen: Sequence[PrintJob]) -> PrintJob:
        """The page that lists them, in the order in which they lie."""
        listed = [Listed(job.name, job.note, job.pages) for job in chosen]
        made = typesetting.pdf(set_contents(self.org, self.at, listed, drill=self.drill))
        return PrintJob(TITLE, made.data, made.pages)


def print_set_of(
    db: Database, actor: Actor, lines: Sequence[PaperLine], progress: Progress
) -> PrintSet:
    """On a worker: what is read stands still, so that no paper of a set knows more than another."""
    with db.read() as session:
        org, at = paper_making.office_at(session)
        read = []
        for line in lines:
            progress.check()
            read.append(_read(session, actor, line))
    made: list[PrintJob] = []
    for number, each in enumerate(read, 1):
        progress.check()
        made += _jobs(each)
        progress.report(number, len(lines))
    return PrintSet(tuple(made), org, at, db.drill is not None)


def word_of(db: Database, actor: Actor, line: PaperLine) -> bytes:
    """The .docx of the text; of a signed paper of what was signed."""
    with db.read() as session:
        document = paper_making.line_document(session, line)
        if line.life is Life.PAPER and line.id:
            document = with_texts(document, paper_detail(session, actor, line.id).texts)[0]
    return typesetting.docx(document)


def ofd_of(db: Database, actor: Actor, line: PaperLine) -> bytes:
    """The pages of the PDF: of a signed paper the file that was made with it.

    Where the signed page was filed it is that file if it is an OFD; else raises RuleBroken, for
    no page of ours is that one.
    """
    with db.read() as session:
        source = source_of(session, actor, line)
        document = source.document
        if source.file is not None:
            if kept := _kept_ofd(session, actor, source.line, source.file):
                return paper_making.file_bytes(session, kept)
            if source.file.role not in OFD_OF:
                raise RuleBroken(
                    "《{title}》以签发件扫描件为准，不能另存为 OFD；请另存为 PDF。",
                    title=source.line.title,
                )
        if document is None:  # signed before its OFD was kept with it
            document = paper_making.made_document(session, line.id)
    return typesetting.ofd(document).data


def _kept_ofd(session: Any, actor: Actor, line: PaperLine, chief: FileLine) -> FileLine | None:
    """The file that counts, or the one that has its pages, if it is an OFD."""
    if chief.name.lower().endswith(f".{OFD}"):
        return chief  # the signed page as the exchange of papers gave it back
    if chief.role not in OFD_OF:
        return None
    kept = paper_detail(session, actor, line.id).files
    return next((file for file in kept if file.role is OFD_OF[chief.role]), None)


class PaperOutput(QObject):
    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat = seat
        self._owner = owner

    def print(self, line: PaperLine) -> None:
        self._open_form([line])

    def print_set(self, lines: Sequence[PaperLine]) -> None:
        """What a meeting gets: all of the list but what is of no effect."""
        chosen = [line for line in lines if line.state not in GONE]
        if len(chosen) > MOST_OF_A_SET:
            words = self.tr("一次最多打印 {most} 件，请先筛选。").format(most=MOST_OF_A_SET)
            self.seat.notices.warn(words)
        elif chosen:
            self._open_form(chosen)

    def _open_form(self, lines: Sequence[PaperLine]) -> None:
        db, actor = self.seat.tasks.db, self.seat.actor
        self.seat.tasks.work(
            self,
            lambda progress: print_set_of(db, actor, lines, progress),
            partial(self._show_form, len(lines) > 1),
        )

    def _show_form(self, meeting: bool, found: PrintSet) -> None:
        window = self._owner.window()
        contents = found.contents if meeting else None
        PrintForm(Over(self.seat, window), found.jobs, contents=contents).begin()

    @Slot(object)
    def print_job(self, sheaf: PrintJob) -> None:
        self._print_job(sheaf, Duplex.LONG)

    def print_sheets(self, sheaf: PrintJob) -> None:
        """Sheets of several people in one file: offered on one side of the paper."""
        self._print_job(sheaf, Duplex.ONE)

    def _print_job(self, sheaf: PrintJob, duplex: Duplex) -> None:
        PrintForm(Over(self.seat, self._owner.window()), [sheaf], duplex=duplex).begin()

    @Slot(str, bytes)
    def save_bytes(self, name: str, data: bytes) -> None:
        """A stored file as it is."""
        name = name if "." in name else f"{name}.{PDF}"
        save_as(self._owner.window(), self.tr("另存"), name, partial(self._put, data))

    def _put(self, data: bytes, path: Path) -> None:
        self.seat.tasks.work(
            self, lambda _progress: _write_bytes(data, path), partial(self._saved, path)
        )

    def save(self, line: PaperLine) -> None:
        """Ask where to; the name says number, title and date and goes through any mailer."""
        at = line.issued_at or line.signed_at or self.seat.clock()
        drill = self.seat.tasks.db.drill is not None
        name = paper_file_name(line.number, line.title, at, PDF, drill=drill)
        title = self.tr("另存公文")
        dialog = QFileDialog(self._owner.window(), title, QDir.home().filePath(name))
        dialog.setObjectName("save_paper")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {
            "PDF (*.pdf)": PDF,
            self.tr("Word 文档 (*.docx)"): WORD,
            self.tr("OFD 版式文件 (*.ofd)"): OFD,
        }
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(PDF)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(kinds.get(chosen, PDF))
        )
        dialog.fileSelected.connect(lambda path: self.save_to(line, Path(path)))
        dialog.open()

    def save_to(self, line: PaperLine, path: Path) -> None:
        db, actor = self.seat.tasks.db, self.seat.actor
        self.seat.tasks.work(
            self,
            lambda _progress: _write(db, actor, line, path),
            partial(self._saved, path),
        )

    def _saved(self, path: Path, _done: None) -> None:
        self.seat.notices.info(self.tr("已存为 {file}").format(file=path.name))


def _write(db: Database, actor: Actor, line: PaperLine, path: Path) -> None:
    """By its name the one or the other. Raises RuleBroken where it cannot be written."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix == WORD:
        data = word_of(db, actor, line)
    elif suffix == OFD:
        data = ofd_of(db, actor, line)
    else:
        data = print_set_of(db, actor, [line], UNHEARD).jobs[0].data
    _write_bytes(data, path)


def _write_bytes(data: bytes, path: Path) -> None:
    try:
        own_files.write(path, data)
    except OSError as error:
        raise RuleBroken("文件“{file}”没有存成：{why}。", file=path.name, why=why(error)) from error
