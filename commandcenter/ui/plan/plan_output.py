"""The plan, or what was changed of it, leaving the screen: printed, or saved as a file."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.offices.typesetting import OFD, PDF, WORD
from commandcenter.store.database import Database
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.printing import PrintJob

PRINT = "print"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is wanted (see offices.plan_papers.Wanted), under which name."""

    name: str
    version: int | None = None
    before: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """Its bytes; of a Word file no pages are known (0)."""

    data: bytes
    pages: int


class PlanSheetForm(Form):
    """Where a sheet goes. `kept` tells the MadeSheet; `way` is what was chosen."""

    object_name, extent = "plan_sheet_form", (480, 300)

    def __init__(self, over: Over, sheet: Sheet) -> None:
        super().__init__(over, sheet.name, self.tr("制作"))
        self._warned = True  # a choice is nothing to lose
        self._sheet = sheet
        ways: list[tuple[object, str]] = [
            (PRINT, self.tr("打印")),
            (PDF, self.tr("另存为 PDF")),
            (WORD, self.tr("另存为 Word 文档")),
            (OFD, self.tr("另存为 OFD")),
        ]
        self.way = self.choice("way", self.tr("输出"), ways, PRINT)
        if not typesetting.installed():
            self.forbid(self.tr("这台电脑没有安装排版组件，不能制作。"))

    def submit(self) -> None:
        work = partial(_made, self.seat.tasks.db, self._sheet, str(self.way.currentData()))
        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)


def _made(db: Database, sheet: Sheet, way: str, progress: Progress) -> MadeSheet:
    """On a worker: the pages come in with the first paper."""
    from commandcenter.offices.plan_papers import Wanted, document_of  # pages, for a paper only

    with db.read() as session:
        wanted = Wanted(sheet.version, sheet.before, sheet.revision)
        document = document_of(session, wanted)
    progress.check()
    if way == WORD:
        return MadeSheet(typesetting.docx(document), 0)
    done = (typesetting.ofd if way == OFD else typesetting.pdf)(document)
    return MadeSheet(done.data, done.pages)


class PlanOutput(QObject):
    """`owner` gives the window that forms and dialogs open over."""

    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat, self._owner = seat, owner
        self._output = PaperOutput(seat, owner)

    def begin(self, sheet: Sheet) -> None:
        form = PlanSheetForm(Over(self.seat, self._owner.window()), sheet)
        form.kept.connect(lambda made: self._go(sheet, str(form.way.currentData()), made))
        form.begin()

    def _go(self, sheet: Sheet, way: str, made: MadeSheet) -> None:
        if way == PRINT:
            self._output.print_sheets(PrintJob(sheet.name, made.data, made.pages))
            return
        drill = self.seat.tasks.db.drill is not None
        name = paper_file_name("", sheet.name, self.seat.clock(), way, drill=drill)
        self._output.save_bytes(name, made.data)
