"""公文: the reports of the incident with their state, and any paper as the page it will be."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal, Slot
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from commandcenter.domain.report import ReportState
from commandcenter.domain.times import short_zh
from commandcenter.queries.reports import ReportLine, report_lines
from commandcenter.store.database import Query
from commandcenter.ui.desk.page import Page
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.seat import Seat
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty

Paper = Callable[[str, int], Query[bytes]]
ID = Qt.ItemDataRole.UserRole


class ReportsPanel(LivePanel[tuple[ReportLine, ...]]):
    """Signals:
    report_wanted: A line was chosen. arg: id of the report
    """

    kinds = frozenset({"report"})
    report_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, look: Look = DESK) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id: int | None = None
        self.list = QListWidget()
        self.list.setObjectName("reports")
        self.list.setAccessibleName(self.tr("信息报告"))
        self.list.setFont(look.font())
        self.list.setWordWrap(True)
        self.list.setProperty("plain", "true")
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            Empty(
                "report",
                self.tr("首报、续报、终报在此列出"),
                self.tr("接报核实后，按“起草首报”自动填好各要素"),
                look,
            )
        )
        self.body.addWidget(self._stack, 1)

    def heading(self) -> str:
        return self.tr("信息报告")

    def query(self) -> Query[tuple[ReportLine, ...]]:
        return partial(
            report_lines,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: tuple[ReportLine, ...]) -> None:
        self.list.clear()
        for line in answer:
            item = QListWidgetItem(self._words(line))
            item.setData(ID, line.id)
            self.list.addItem(item)
        self._stack.setCurrentIndex(0 if answer else 1)
        self.set_note(self.tr("{n} 份").format(n=len(answer)))

    def _words(self, line: ReportLine) -> str:
        now = self.seat.clock()
        head = f"{line.label} · {line.office}"
        if line.issue:
            head += self.tr(" · 值班快报第 {issue} 期").format(issue=line.issue)
        match line.state:
            case ReportState.DRAFT:
                state = self.tr("待签发 · {by} {time} 拟稿").format(
                    by=line.drafted_by, time=short_zh(line.drafted_at, now)
                )
            case ReportState.SIGNED:
                state = self.tr("已签发，待报送 · {by} {time}").format(
                    by=line.signed_by, time=short_zh(line.signed_at or now, now)
                )
            case _:
                state = self.tr("已报送 · {time} · {to}").format(
                    time=short_zh(line.sent_at or now, now), to="、".join(line.sent_to)
                )
        return f"{head}\n{state}"

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.report_wanted.emit(item.data(ID))


class Preview(Card):
    """A PDF as pages, to be read, saved or printed elsewhere."""

    def __init__(self, look: Look = DESK, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("版面预览"), "", look, parent)
        self.setObjectName("preview")
        self._data = b""
        self._name = ""
        self._buffer: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setObjectName("pages")
        self.view.setAccessibleName(self.tr("版面"))
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(look.scale)
        self._empty = Empty(
            "brief",
            self.tr("按上方的“首报”或“会商简报”，在此看到印出来的样子"),
            self.tr("看过再存成 PDF"),
            look,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        self.save = Button(self.tr("另存 PDF…"), Kind.PLAIN, look, icon="save")
        self.save.setObjectName("save_pdf")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._on_save)
        self.heading.addWidget(self.save)

    @property
    def data(self) -> bytes:
        return self._data

    def show_pdf(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self.document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.set_note(self.tr("{name} · {n} 页").format(name=name, n=self.document.pageCount()))
        self._stack.setCurrentWidget(self.view)
        self.save.setEnabled(True)

    def busy(self, busy: bool) -> None:
        if busy:
            self.set_note(self.tr("正在排版…"))

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("另存 PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    @Slot(str)
    def write_to(self, file: str) -> None:
        try:
            Path(file).write_bytes(self._data)
        except OSError as error:
            words = self.tr("没有存成：{reason}").format(reason=error.strerror or "")
            self.set_note(words)
        else:
            self.set_note(self.tr("已存为 {file}").format(file=file))


class PapersPage(Page):
    """`paper(kind, incident)` makes the bytes: one of papers.KINDS."""

    def __init__(
        self,
        seat: Seat,
        paper: Paper | None,
        look: Look = DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("公文"), look, parent)
        self.setObjectName("papers_page")
        self.seat = seat
        self._paper = paper
        self._incident: int | None = None
        self.reports = ReportsPanel(seat, look=look)
        self.preview = Preview(look)
        self.buttons = {
            "first": Button(self.tr("首报 → PDF"), Kind.SECONDARY, look, icon="report"),
            "followup": Button(self.tr("续报 → PDF"), Kind.SECONDARY, look, icon="report"),
            "final": Button(self.tr("终报 → PDF"), Kind.SECONDARY, look, icon="report"),
            "briefing": Button(self.tr("会商简报 → PDF"), Kind.PRIMARY, look, icon="brief"),
        }
        for kind, button in self.buttons.items():
            button.setObjectName(f"paper_{kind}")
            button.clicked.connect(partial(self.make, kind))
            self.heading.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(look.px(10))
        split.addWidget(self.reports)
        split.addWidget(self.preview)
        split.setSizes([look.px(440), look.px(1000)])
        self.body.addWidget(split, 1)
        self._allow()

    def turn_to(self, incident_id: int | None) -> None:
        self._incident = incident_id
        self.reports.incident_id = incident_id
        self.reports.refresh()
        self._allow()

    def _allow(self) -> None:
        reason = ""
        if self._paper is None:
            reason = self.tr("这台机器没有安装排版部分，不能生成 PDF。")
        elif self._incident is None:
            reason = self.tr("还没有选定事件。")
        for button in self.buttons.values():
            button.forbid(reason)

    @Slot(str)
    def make(self, kind: str) -> None:
        """Set the paper on a worker and show it; what is missing for it is told as a notice."""
        if self._paper is None or self._incident is None:
            return
        query = self._paper(kind, self._incident)
        name = {
            "first": self.tr("首报"),
            "followup": self.tr("续报"),
            "final": self.tr("终报"),
            "briefing": self.tr("会商简报"),
        }[kind]
        self.seat.tasks.read(
            self,
            query,
            partial(self._show, name),
            busy=partial(self._busy, kind),
            long=True,
        )

    def _busy(self, kind: str, busy: bool) -> None:
        self.buttons[kind].setDisabled(busy)
        self.preview.busy(busy)

    def _show(self, name: str, data: bytes) -> None:
        self.preview.show_pdf(data, name)
