"""公文: the register as a list, and any paper of it beside its pages."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.domain.papers.paper import (
    PAPER_WORDS,
    Life,
    PaperKind,
    PaperState,
    PaperStep,
)
from commandcenter.offices import paper_making, typesetting
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_choices import PaperChoices, paper_choices
from commandcenter.queries.papers.paper_detail import (
    FileLine,
    PaperDetail,
    governing_scan,
    paper_detail,
)
from commandcenter.queries.papers.paper_register import PaperLine, report_paper
from commandcenter.services.papers.paper_files import KINDS as SCANS
from commandcenter.ui.desk.page import Page
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.acts import PaperActs
from commandcenter.ui.papers.book_tabs import BookTabs
from commandcenter.ui.papers.editor import PaperEditor
from commandcenter.ui.papers.file_view import FileView
from commandcenter.ui.papers.new_form import NewPaperForm
from commandcenter.ui.papers.number_list import NumberList
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.paper_list import PaperList
from commandcenter.ui.texts import word

LIST, NUMBERS, EDITOR = "list", "numbers", "editor"
# Where papers of other lives are drafted, signed and sent: the incident's view, and its tab.
PLACES = {Life.RELEASE: ("opinion", "releases"), Life.INQUIRY: ("aftermath", "inquiry")}


class PapersPage(Page):
    """Without the typesetting on this machine the list alone is there.

    Signals:
        report_wanted: An information report is to be opened. arg: its id
        incident_wanted: The incident of a paper is to be shown. arg: its id
        elsewhere_wanted: A release or an inquiry report is to be seen where it is drafted.
            args: view, tab, id
    """

    report_wanted = Signal(int)
    incident_wanted = Signal(int)
    elsewhere_wanted = Signal(str, str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("papers_page")
        self.setAccessibleName(self.tr("公文"))
        self.seat = seat
        self._incident: int | None = None
        self._waiting = ""  # the act that waits for the newest of its paper
        self.stack = QStackedWidget()
        self._build_books()
        self.body.addWidget(self.stack, 1)
        self.editor: PaperEditor | None = None
        if not typesetting.installed():
            self._without_typesetting()
            return
        self.output = PaperOutput(seat, self)
        self.list.print_wanted.connect(self.output.print)
        self.list.save_wanted.connect(self.output.save)
        self.list.set_wanted.connect(self.output.print_set)
        self.list.see_wanted.connect(self._see_scan)
        self.editor = PaperEditor(seat)
        editor = self.editor
        self.acts = PaperActs(
            seat, self, editor.read, editor.shown, lambda: editor.check.summary.text()
        )
        self.list.scan_wanted.connect(self.acts.choose_scan)
        scan = Wanted(self.tr("选择签发件扫描件"), self.tr("签发件扫描件"), SCANS)
        FileWay(self, scan, one(self._take_scan), seat.notices.refused,
                clock=seat.clock, able=self._may_scan)  # fmt: skip
        self.stack.addWidget(self.editor)
        self.editor.closed.connect(self.show_list)
        self.editor.acted.connect(self._on_act)
        self.editor.answered.connect(self._on_answered)
        self.editor.file_wanted.connect(self._show_file)
        self.editor.elsewhere_wanted.connect(self._go_elsewhere)

    def _build_books(self) -> None:
        """The register and the book of numbers."""
        self.list = PaperList(self.seat)
        self.numbers = NumberList(self.seat)
        self.books = BookTabs(
            ((LIST, self.tr("公文登记"), self.list), (NUMBERS, self.tr("发文编号"), self.numbers))
        )
        self.stack.addWidget(self.books)
        self.list.told.connect(self.books.set_note)
        self.list.wanted.connect(self.open)
        self.list.new_wanted.connect(self._on_new)
        self.numbers.paper_wanted.connect(self._open_numbered)

    def _without_typesetting(self) -> None:
        reason = self.tr("这台机器没有安装排版部分，不能打开、打印公文。")
        for button in (self.list.drafting, self.list.printing):
            button.forbid(reason)

    @property
    def tab(self) -> str:
        return self.books.tabs.key if self.stack.currentWidget() is self.books else EDITOR

    def show_tab(self, key: str) -> None:
        self.show_list()
        self.books.show_book(key)

    def turn_to(self, incident_id: int | None) -> None:
        self._incident = incident_id
        self.list.turn_to(incident_id)

    def show_place(self, tab: str, book: str) -> None:
        self.show_list()
        self.books.show_book(tab)

    # Which paper.

    @Slot(object, int)
    def _open_numbered(self, life: Life, subject: int) -> None:
        if life is Life.REPORT:
            self.report_wanted.emit(subject)
        else:
            self.open_paper(subject)

    @Slot(object)
    def open(self, line: PaperLine) -> None:
        if self.editor is None:
            self.seat.notices.warn(self.tr("这台机器没有安装排版部分，不能打开、打印公文。"))
            return
        self._waiting = ""
        self.editor.open(line)
        self.stack.setCurrentWidget(self.editor)

    @Slot(int)
    def open_paper(self, paper_id: int) -> None:
        """A paper of the register by its id: a draft just begun, what waits for somebody."""
        query = partial(paper_detail, actor=self.seat.actor, paper_id=paper_id)
        self.seat.tasks.read(self, query, self._open_detail)

    def _open_detail(self, detail: PaperDetail) -> None:
        self.open(detail.line)

    @Slot(int)
    def save_report(self, report_id: int) -> None:
        """An information report as a file, from wherever it was signed."""
        if self.editor is None:
            self.seat.notices.warn(self.tr("这台机器没有安装排版部分，不能打开、打印公文。"))
            return
        query = self.seat.query(report_paper, report_id, self.seat.clock())
        self.seat.tasks.read(self, query, self.output.save)

    @Slot(str)
    def make(self, kind: str) -> None:
        """A paper of the incident as the data make it now: to be read, printed, or drafted."""
        if self._incident is None:
            self.seat.notices.warn(self.tr("还没有选定事件。"))
            return
        self.open(self._loose(PaperKind(kind), self._incident))

    def _loose(self, kind: PaperKind, subject: int) -> PaperLine:
        """Not in the register: id 0."""
        words = word(PAPER_WORDS[kind])
        return PaperLine(
            life=Life.PAPER,
            id=0,
            kind=kind,
            label=words,
            title=words,
            number="",
            state=PaperState.DRAFT,
            state_words=self.tr("未登记"),
            wanted="",
            incident_id=subject,
            incident="",
            drafted_by=self.seat.actor.name,
            drafted_at=self.seat.clock(),
            signed_by="",
            signed_at=None,
            issued_at=None,
            subject=subject,
        )

    @Slot()
    def show_list(self) -> None:
        self.stack.setCurrentIndex(0)
        self.list.ledger.table.setFocus()

    # What is done.

    @Slot(str)
    def _on_act(self, key: str) -> None:
        assert self.editor is not None
        opened, line = self.editor.opened, self.editor.line
        if line is None:
            return
        match key:
            case "print":
                self.output.print(line)
            case "save_as":
                self.output.save(line)
            case "register":
                self._ask_new(line.kind)
            case "sheet":
                self._show_sheet(line.id)
            case _ if opened is not None and opened.detail is not None:
                self._act(key, opened.detail)

    def _act(self, key: str, detail: PaperDetail) -> None:
        """What is judged is what was saved and is shown: an answer under way is waited for."""
        assert self.editor is not None
        if not self.editor.is_newest:
            self._waiting = key
        elif self.editor.typed:
            self.editor.show_note(self.tr("有未存的改动，请先存稿再办理。"))
        else:
            self.acts.do(key, detail)

    @Slot()
    def _on_answered(self) -> None:
        key, self._waiting = self._waiting, ""
        if key:
            self._on_act(key)

    @Slot()
    def _on_new(self) -> None:
        self._ask_new(None)

    def report_drill(self, record: int) -> None:
        """演练评估报告: of a drill of the register."""
        self._ask_new(PaperKind.DRILL, record)

    def _ask_new(self, kind: PaperKind | None, drill: int | None = None) -> None:
        query = partial(paper_choices, actor=self.seat.actor)
        self.seat.tasks.read(self, query, partial(self._begin_new, kind, drill))

    def _begin_new(self, kind: PaperKind | None, drill: int | None, choices: PaperChoices) -> None:
        form = NewPaperForm(
            Over(self.seat, self.window()), choices, self._incident, kind=kind, drill=drill
        )
        form.kept.connect(self.open_paper)
        form.begin()

    @Slot(object)
    def _go_elsewhere(self, line: PaperLine) -> None:
        if line.life is Life.REPORT:
            self.report_wanted.emit(line.id)
        elif line.incident_id is None:
            self.seat.notices.info(self.tr("这份警示在“预警”中办理。"))
        else:
            self.incident_wanted.emit(line.incident_id)
            view, tab = PLACES[line.life]
            self.elsewhere_wanted.emit(view, tab, line.id)

    # Files.

    @Slot(object)
    def _show_file(self, file: FileLine) -> None:
        self.seat.tasks.read(
            self,
            partial(paper_making.file_bytes, file=file),
            partial(self._show_bytes, file.name),
            long=True,
        )

    @Slot(object)
    def _see_scan(self, line: PaperLine) -> None:
        """The signed page that governs, wherever the paper is drafted and sent."""
        query = partial(governing_scan, life=line.life, subject=line.id)
        self.seat.tasks.read(self, query, self._show_scan)

    def _show_scan(self, file: FileLine | None) -> None:
        if file is not None:
            self._show_file(file)

    def _show_sheet(self, paper_id: int) -> None:
        """发文处理笺, set as a page."""
        query = partial(paper_making.slip, paper_id=paper_id)
        self.seat.tasks.read(self, query, self._set_sheet, long=True)

    def _set_sheet(self, document: Document) -> None:
        work = partial(typesetting.pdf, document)
        name = self.tr("发文处理笺")
        self.seat.tasks.draw(self, work, lambda made: self._show_bytes(name, made.data))

    def _show_bytes(self, name: str, data: bytes) -> None:
        view = FileView(self.seat, name, data, self.window())
        view.print_wanted.connect(self.output.print_job)
        view.save_wanted.connect(self.output.save_bytes)
        view.open()

    def _may_scan(self) -> bool:
        opened = self.editor.opened if self.editor and self.stack.currentIndex() else None
        offer = opened.detail.act(PaperStep.SCAN.value) if opened and opened.detail else None
        return offer is not None and offer.refusal is None

    def _take_scan(self, path: Path) -> None:
        """The scanned signed page may be dropped on its paper, or pasted."""
        opened = self.editor.opened if self.editor else None
        if opened is not None and opened.detail is not None:
            self.acts.file_scan(opened.detail.line, path)
