"""Papers on a printer: each page as a picture of 300 dots an inch, or by the system's own means."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import Progress
from commandcenter.ui.papers.pictures import Opened

DOTS = 300
LP_SECONDS = 60


class Duplex(StrEnum):
    """The page numbers stand outside, so the long side is the one to turn over."""

    LONG = "long"
    SHORT = "short"
    ONE = "one"


MODES = {
    Duplex.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Duplex.SHORT: QPrinter.DuplexMode.DuplexShortSide,
    Duplex.ONE: QPrinter.DuplexMode.DuplexNone,
}
SIDES = {
    Duplex.LONG: "two-sided-long-edge",
    Duplex.SHORT: "two-sided-short-edge",
    Duplex.ONE: "one-sided",
}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One paper to be printed: its name for the queue, its file, how many pages it has.

    `note`: its number, or what it is that is no original.
    """

    name: str
    data: bytes
    pages: int
    note: str = ""

    def sheets(self, duplex: Duplex) -> int:
        """Of paper, for one copy: each paper begins on a sheet of its own."""
        return self.pages if duplex is Duplex.ONE else -(-self.pages // 2)


@dataclass(frozen=True, slots=True)
class Job:
    """`pages`: the first and last one to print, from 1; None: all. `file`: instead of paper."""

    printer: str
    copies: int = 1
    duplex: Duplex = Duplex.LONG
    pages: tuple[int, int] | None = None
    by_system: bool = False
    file: Path | None = None


def printers() -> tuple[str, ...]:
    """The names of what this machine can print on, the usual one first. GUI thread or worker."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def system_prints() -> bool:
    """Whether the system takes a PDF itself (CUPS): lines stay lines there."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def total(sheaves: Sequence[PrintJob], copies: int, duplex: Duplex) -> tuple[int, int]:
    """Pages, and sheets of paper, of all copies."""
    pages = sum(sheaf.pages for sheaf in sheaves)
    return pages * copies, sum(sheaf.sheets(duplex) for sheaf in sheaves) * copies


def print_all(sheaves: Sequence[PrintJob], job: Job, progress: Progress) -> int:
    """Send them one after the other; return the number of pages. On a worker.

    Raises RuleBroken when the printer takes none. Cancelled between pages.
    """
    done, pages = 0, sum(_count(sheaf, job) for sheaf in sheaves)
    for sheaf in sheaves:
        if job.by_system:
            progress.check()
            _by_lp(sheaf, job)
            done += _count(sheaf, job)
            progress.report(done, pages)
        else:
            done = _by_picture(sheaf, job, done, pages, progress)
    return done


def _count(sheaf: PrintJob, job: Job) -> int:
    first, last = _range(sheaf.pages, job)
    return max(0, last - first + 1)


def _range(pages: int, job: Job) -> tuple[int, int]:
    first, last = job.pages or (1, pages)
    return max(1, first), min(pages, last)


def make_printer(sheaf: PrintJob, job: Job) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if job.file is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(job.file))
    else:
        printer.setPrinterName(job.printer)
    printer.setDocName(sheaf.name)
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setDuplex(MODES[job.duplex])
    printer.setCopyCount(job.copies)
    printer.setCollateCopies(True)
    return printer


def _by_picture(sheaf: PrintJob, job: Job, done: int, pages: int, progress: Progress) -> int:
    printer = make_printer(sheaf, job)
    opened, painter = Opened(sheaf.data), QPainter()
    try:
        if not painter.begin(printer):
            raise RuleBroken("打印机“{name}”没有接受打印任务。", name=job.printer)
        sizes = opened.sizes()
        first, last = _range(len(sizes), job)
        for number in range(first, last + 1):
            progress.check()
            if number > first:
                printer.newPage()
            _put(painter, printer, opened, number - 1)
            done += 1
            progress.report(done, pages)
    finally:
        if painter.isActive():
            painter.end()
        opened.close()
    return done


def _put(painter: QPainter, printer: QPrinter, opened: Opened, page: int) -> None:
    """A page of another size than the paper (a scan) is fitted to it, in the middle."""
    points = opened.sizes()[page]
    room = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    scale = min(room.width() / points.width(), room.height() / points.height())
    fitted = QRectF(0, 0, points.width() * scale, points.height() * scale)
    fitted.moveCenter(room.center())
    size = QSize(round(fitted.width()), round(fitted.height()))
    painter.drawImage(fitted, opened.picture(page, size))


def _by_lp(sheaf: PrintJob, job: Job) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        own_files.write(path, sheaf.data)
        run(lp_command(sheaf, job, path), job.printer)


def lp_command(sheaf: PrintJob, job: Job, path: Path) -> list[str]:
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", sheaf.name[:80]]
    command += ["-o", f"sides={SIDES[job.duplex]}", "-o", "media=A4", "-o", "collate=true"]
    if job.pages is not None:
        command += ["-P", "{}-{}".format(*_range(sheaf.pages, job))]
    return [*command, "--", str(path)]


def run(command: list[str], printer: str) -> None:
    """lp reads the whole file before it answers. Raises RuleBroken when it takes no job."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LP_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuleBroken("打印机“{name}”没有接受打印任务。", name=printer) from error
