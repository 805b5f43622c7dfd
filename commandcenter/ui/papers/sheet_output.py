"""A sheet made of records leaving the screen: printed, or saved as a file."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.offices.typesetting import OFD, PDF, WORD
from commandcenter.outputs.pdf.document import Document
from commandcenter.store.database import Database, Query
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.printing import PrintJob

PRINT = "print"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What it is called, and what makes it: asked on a worker, so that what sets pages is loaded
    there, with the first one."""

    name: str
    document: Query[Document]


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """Its bytes; of a Word file no pages are known (0)."""

    data: bytes
    pages: int


class SheetForm(Form):
    """Where a sheet goes. `kept` tells the MadeSheet; `way` is what was chosen."""

    object_name, extent = "sheet_form", (480, 300)

    def __init__(self, over: Over, sheet: Sheet, explain: str = "") -> None:
        super().__init__(over, sheet.name, self.tr("制作"), explain=explain)
        self._warned = True  # a choice is nothing to lose
        self.sheet = sheet
        self.add_choices()
        ways: list[tuple[object, str]] = [
            (PRINT, self.tr("打印")),
            (PDF, self.tr("另存为 PDF")),
            (WORD, self.tr("另存为 Word 文档")),
            (OFD, self.tr("另存为 OFD")),
        ]
        self.way = self.choice("way", self.tr("输出"), ways, PRINT)
        if not typesetting.installed():
            self.forbid(self.tr("这台电脑没有安装排版组件，不能制作。"))

    def add_choices(self) -> None:
        """What else is chosen of it, above where it goes."""

    def submit(self) -> None:
        query, way = self.sheet.document, str(self.way.currentData())
        work = partial(_made, self.seat.tasks.db, query, way)
        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)


def _made(db: Database, query: Query[Document], way: str, progress: Progress) -> MadeSheet:
    with db.read() as session:
        document = query(session)
    progress.check()
    if way == WORD:
        return MadeSheet(typesetting.docx(document), 0)
    done = (typesetting.ofd if way == OFD else typesetting.pdf)(document)
    return MadeSheet(done.data, done.pages)


class SheetOutput(QObject):
    """`owner` gives the window that forms and dialogs open over."""

    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat, self._owner = seat, owner
        self._output = PaperOutput(seat, owner)

    def begin(self, sheet: Sheet, explain: str = "") -> None:
        self.open(SheetForm(Over(self.seat, self._owner.window()), sheet, explain))

    def open(self, form: SheetForm) -> None:
        name = form.sheet.name
        form.kept.connect(lambda made: self._go(name, str(form.way.currentData()), made))
        form.begin()

    def _go(self, name: str, way: str, made: MadeSheet) -> None:
        if way == PRINT:
            self._output.print_sheets(PrintJob(name, made.data, made.pages))
            return
        drill = self.seat.tasks.db.drill is not None
        file = paper_file_name("", name, self.seat.clock(), way, drill=drill)
        self._output.save_bytes(file, made.data)
