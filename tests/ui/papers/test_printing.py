"""Printing: every page at 300 dots, both sides by the long edge, and what a printer refuses."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from threading import Event

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import Life, PaperKind, PaperText
from commandcenter.offices import paper_making
from commandcenter.offices.progress import UNHEARD, Cancelled, Progress
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document, Meta, PageBreak, Para
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_drafts import New
from commandcenter.store.database import now
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.papers import printing
from commandcenter.ui.papers.output import print_set_of
from commandcenter.ui.papers.pictures import as_pdf, require_pages, sizes_of
from commandcenter.ui.papers.print_form import PrintForm
from commandcenter.ui.papers.printing import (
    Duplex,
    Job,
    PrintJob,
    make_printer,
    print_all,
    total,
)
from commandcenter.ui.widgets.buttons import Button


@pytest.fixture(scope="session")
def sheaf(fonts):
    meta = Meta("某局", "会商简报", datetime(2026, 11, 24, tzinfo=UTC))
    blocks = (Para("一"), PageBreak(), Para("二"), PageBreak(), Para("三"))
    made = render(Document(meta, "", blocks), fonts)
    return PrintJob("会商简报", made.data, made.pages)


@pytest.fixture
def told():
    return []


@pytest.fixture
def progress(told):
    return Progress(lambda done, all_: told.append((done, all_)), Event())


def test_every_page_comes_out_at_300_dots(themed, sheaf, progress, told, tmp_path):
    job = Job("", file=tmp_path / "out.pdf")
    assert print_all([sheaf], job, progress) == sheaf.pages
    printed = pypdfium2.PdfDocument(str(job.file))
    assert len(printed) == sheaf.pages
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    [picture] = list(printed[0].get_objects(filter=[3]))  # an image
    assert picture.get_px_size()[0] == pytest.approx(2480, abs=2)
    printed.close()
    assert told[-1] == (sheaf.pages, sheaf.pages)


def test_a_range_prints_these_pages_only(themed, sheaf, progress, tmp_path):
    job = Job("", file=tmp_path / "out.pdf", pages=(2, 3))
    assert print_all([sheaf], job, progress) == 2


class NotedPrinter(QPrinter):
    """A file takes neither sides nor copies: what a real printer would be told is noted."""

    sides, copies = None, 0

    def setDuplex(self, duplex):
        self.sides = duplex

    def setCopyCount(self, count):
        self.copies = count


def test_the_paper_is_turned_over_its_long_side(themed, sheaf, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "QPrinter", NotedPrinter)
    printer = make_printer(sheaf, Job("", copies=7, file=tmp_path / "out.pdf"))
    assert printer.resolution() == 300
    assert printer.sides is QPrinter.DuplexMode.DuplexLongSide
    assert printer.copies == 7
    assert printer.fullPage()
    assert printer.docName() == "会商简报"


def test_the_system_is_told_the_same(sheaf, tmp_path):
    job = Job("三楼", copies=2, pages=(2, 99), by_system=True)
    command = printing.lp_command(sheaf, job, tmp_path / "x.pdf")
    assert command[:6] == ["lp", "-d", "三楼", "-n", "2", "-t"]
    assert "sides=two-sided-long-edge" in command
    assert command[command.index("-P") + 1] == f"2-{sheaf.pages}"
    assert command[-2] == "--"


def test_a_printer_that_takes_nothing_is_named(sheaf, progress, monkeypatch):
    def refuse(*_args, **_how):
        raise subprocess.CalledProcessError(1, "lp")

    monkeypatch.setattr(printing.subprocess, "run", refuse)
    with pytest.raises(RuleBroken, match="三楼"):
        print_all([sheaf], Job("三楼", by_system=True), progress)


def test_it_can_be_stopped_between_pages(themed, sheaf, tmp_path):
    stop = Event()
    progress = Progress(lambda *_: stop.set(), stop)
    with pytest.raises(Cancelled):
        print_all([sheaf], Job("", file=tmp_path / "out.pdf"), progress)


def test_each_paper_of_a_set_begins_on_a_sheet_of_its_own(sheaf):
    five, three = replace(sheaf, pages=5), replace(sheaf, pages=3)
    assert total([five, three], 2, Duplex.LONG) == (16, 10)
    assert total([five, three], 2, Duplex.ONE) == (16, 16)


@pytest.fixture
def print_form(qtbot, lone_seat):
    made = []

    def open_(sheaves, *names, contents=None):
        form = PrintForm(Over(lone_seat), sheaves, printers=lambda: names, contents=contents)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.append(form)
        form.begin()
        qtbot.waitUntil(lambda: form.printer.currentText() != "正在查找…")
        return form

    yield open_
    for form in made:
        form.close()
        form.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_without_a_printer_it_says_so_and_prints_nothing(print_form, sheaf):
    form = print_form([sheaf])
    assert not form.primary.isEnabled()
    assert "没有打印机" in form.refusal


def test_the_set_of_a_meeting_is_counted_and_printed_at_one_go(
    qtbot, lone_seat, print_form, sheaf, monkeypatch
):
    sent = []
    monkeypatch.setattr(printing, "system_prints", lambda: True)
    monkeypatch.setattr(printing, "run", lambda command, printer: sent.append((command, printer)))
    form = print_form([replace(sheaf, name="一"), sheaf, replace(sheaf, name="三")], "三楼", "二楼")
    form.copies.edit.setText("10")
    assert form.sum.text() == "合计 90 页，用纸 60 张"
    form.findChild(QCheckBox, "sheaf_1").setChecked(False)
    assert form.sum.text() == "合计 60 页，用纸 40 张"
    with qtbot.waitSignal(form.kept):
        form.primary.click()
    assert [(command[6], printer) for command, printer in sent] == [("一", "三楼"), ("三", "三楼")]
    assert all(command[4] == "10" for command, _ in sent)


def test_a_meeting_has_its_papers_in_its_order_behind_a_page_that_lists_them(
    qtbot, lone_seat, print_form, sheaf, monkeypatch
):
    sent, listed = [], []
    monkeypatch.setattr(printing, "system_prints", lambda: True)
    monkeypatch.setattr(printing, "run", lambda command, printer: sent.append(command[6]))

    def contents(chosen):
        listed.extend(job.name for job in chosen)
        return replace(sheaf, name="目录", pages=1)

    papers = [replace(sheaf, name=name, pages=n) for n, name in enumerate("一二三", 1)]
    form = print_form(papers, "三楼", contents=contents)
    assert form.windowTitle() == "打印会议材料"
    assert form.sum.text() == "合计 7 页，用纸 5 张"
    assert not form.findChild(Button, "up_0").isEnabled()
    form.findChild(QCheckBox, "sheaf_0").setChecked(False)
    form.findChild(Button, "up_2").click()
    form.findChild(Button, "up_1").click()
    picks = [form.findChild(QCheckBox, f"sheaf_{n}") for n in range(3)]
    assert [pick.text()[0] for pick in picks] == ["三", "一", "二"]
    assert [pick.isChecked() for pick in picks] == [True, False, True]
    with qtbot.waitSignal(form.kept):
        form.primary.click()
    assert sent == ["目录", "三", "二"]
    assert listed == ["三", "二"]
    form = print_form(papers, "三楼", contents=contents)
    form.listed.setChecked(False)
    assert form.sum.text() == "合计 6 页，用纸 4 张"


@pytest.mark.parametrize(("typed", "sums"), [("2", 1), ("2-3", 2), ("", 3)])
def test_a_range_is_counted(print_form, sheaf, typed, sums):
    form = print_form([sheaf], "三楼")
    form.pages.setText(typed)
    assert form.sum.text().startswith(f"合计 {sums} 页")


@pytest.mark.parametrize("typed", ["3-2", "9", "x", "0"])
def test_what_is_no_range_is_refused(print_form, sheaf, typed):
    form = print_form([sheaf], "三楼")
    form.pages.setText(typed)
    form.primary.click()
    assert "页码范围" in form.refusal


def picture(format, size=(600, 800), frames=1):
    out = BytesIO()
    pages = [Image.new("RGB", size, "white") for _ in range(frames)]
    more = {"save_all": True, "append_images": pages[1:]} if frames > 1 else {}
    pages[0].save(out, format, **more)
    return out.getvalue()


def test_a_scan_is_pages_whatever_the_scanner_made(themed):
    scans = (
        (picture("PNG"), 1),
        (picture("JPEG", (3000, 2000)), 1),
        (picture("TIFF", frames=3), 3),
    )
    for data, pages in scans:
        made = sizes_of(as_pdf(data))
        assert len(made) == pages
        assert {(round(size.width()), round(size.height())) for size in made} == {(595, 842)}
    assert as_pdf(b"PK\x03\x04 an ofd") == b""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7 broken"), ("a.pdf", b""), ("a.jpg", b"no picture"), ("a.ofd", b"text")],
)
def test_a_scan_that_nobody_could_read_is_refused(themed, tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(RuleBroken, match="打不开"):
        require_pages(file, 1 << 20)
    require_pages(file, -1)  # too large: not looked at here


WHOLE = (PaperText("k0_title", "title", "关于某店的会商简报", "关于某店的会商简报"),)


def test_the_papers_of_a_set_are_of_one_moment(small_city, open_fonts_only, monkeypatch):
    """What comes while they are made is in none of them."""
    incident = small_city.register()
    small_city.activate(incident)
    actor, db = small_city.chenyu, small_city.db
    for kind in (PaperKind.BRIEFING, PaperKind.EXPRESS):
        small_city.do(paper_drafts.draft, "zhoulan", New(kind, incident, incident, WHOLE))
    lines = small_city.ask(lambda s: paper_lines(s, actor, PaperFilter(), now(s)))
    lines = [line for line in lines if line.id and line.life is Life.PAPER]
    made, whole = paper_making.made_document, []

    def late(session, paper):
        whole.append(made(session, paper))
        small_city.take_in(small_city.complaint(f"late{paper}", minutes_ago=1))
        return whole[-1]

    monkeypatch.setattr(paper_making, "made_document", late)
    found = print_set_of(db, actor, lines, UNHEARD)
    assert len(found.jobs) == len(lines) == len(whole) == 2
    assert {document.meta.as_of for document in whole} == {found.at}
    assert len({document.meta.sources for document in whole}) == 1
    assert [job.note for job in found.jobs] == ["草稿", "草稿"]
    page = found.contents(found.jobs)
    assert page.name == "会议材料目录"
    assert page.pages == 1
