"""Publicity leaving the screen on paper: the year's report, a case; printed, or as PDF or OFD."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.domain.publicity.sheets import SHEET_WORDS, PublicitySheet
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.offices.typesetting import OFD, PDF
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.printing import PrintJob
from commandcenter.ui.texts import word

PRINT = "print"


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """`way`: PRINT, PDF or OFD."""

    title: str
    way: str
    data: bytes
    pages: int


class PublicityForm(Form):
    """How a sheet leaves; `kept` tells the MadeSheet."""

    extent = (520, 320)

    def __init__(self, over: Over, kind: PublicitySheet, title: str, explain: str) -> None:
        super().__init__(over, word(SHEET_WORDS[kind]), self.tr("制作"), explain=explain)
        self._warned = True  # a few choices are nothing to lose
        self._kind, self._title = kind, title

    def _add_way(self) -> None:
        ways = [
            (PRINT, self.tr("打印")),
            (PDF, self.tr("另存为 PDF")),
            (OFD, self.tr("另存为 OFD")),
        ]
        self.way = self.choice("way", self.tr("输出"), ways, PRINT)

    def _make(self, subject: int) -> None:
        db, actor, kind = self.seat.tasks.db, self.seat.actor, self._kind
        title, way = self._title, str(self.way.currentData())

        def work(progress: Progress) -> MadeSheet:
            from commandcenter.offices.publicity_sheets import sheet_of  # pages, for a form only

            document = sheet_of(db, actor, kind, subject)
            progress.check()
            done = typesetting.ofd(document) if way == OFD else typesetting.pdf(document)
            return MadeSheet(title, way, done.data, done.pages)

        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)


class YearForm(PublicityForm):
    """`years`: of which something is known, the newest first."""

    object_name = "publicity_year_form"

    def __init__(self, over: Over, kind: PublicitySheet, years: tuple[int, ...]) -> None:
        explain = self.tr("汇总一年的活动、典型案例、对照风险和科研合作，数字与台账一致。")
        super().__init__(over, kind, word(SHEET_WORDS[kind]), explain)
        choices = [(year, self.tr("{year} 年").format(year=year)) for year in years]
        self.year = self.choice("year", self.tr("年度"), choices)
        self._add_way()

    def submit(self) -> None:
        self._make(int(self.year.currentData()))


class CaseSheetForm(PublicityForm):
    object_name = "case_sheet_form"

    def __init__(self, over: Over, kind: PublicitySheet, case_id: int, title: str) -> None:
        explain = self.tr("按对外发布的版式；签发前印有“送审稿”字样。")
        super().__init__(over, kind, title, explain)
        self._case = case_id
        self._add_way()

    def submit(self) -> None:
        self._make(self._case)


class SheetOutput(QObject):
    """What the forms made: to a printer, or into a file. `owner` gives the window."""

    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat = seat
        self._output = PaperOutput(seat, owner)

    @Slot(object)
    def take(self, made: MadeSheet) -> None:
        if made.way == PRINT:
            self._output.print_job(PrintJob(made.title, made.data, made.pages))
            return
        drill = self.seat.tasks.db.drill is not None
        name = paper_file_name("", made.title, self.seat.clock(), made.way, drill=drill)
        self._output.save_bytes(name, made.data)


def open_sheet(seat: Seat, owner: QWidget, form: PublicityForm) -> None:
    form.kept.connect(SheetOutput(seat, owner).take)
    form.begin()
