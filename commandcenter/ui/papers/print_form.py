"""Printing a paper, or the set of a meeting: on which printer, how many, how many pages that is."""

from collections.abc import Callable, Sequence
from functools import partial
from unicodedata import normalize

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from commandcenter.offices.progress import Progress
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.papers import printing
from commandcenter.ui.papers.printing import Duplex, PrintJob
from commandcenter.ui.phrases import headed
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.progress import ThinBar
from commandcenter.ui.workers import Failure, Job

Printers = Callable[[], tuple[str, ...]]
Contents = Callable[[Sequence[PrintJob]], PrintJob]
MOST_COPIES = 999


class PrintForm(Form):
    """With one paper a range of its pages may be chosen; of several, which ones."""

    object_name = "print_form"

    def __init__(
        self,
        over: Over,
        sheaves: Sequence[PrintJob],
        *,
        printers: Printers = printing.printers,
        contents: Contents | None = None,
        duplex: Duplex = Duplex.LONG,
    ) -> None:
        """`contents`: of a meeting's several papers, not one with its 附件: makes the page that
        lists them, and their order can be changed. `duplex`: what is offered first; a sheaf of
        sheets of several people is printed on one side.
        """
        many = len(sheaves) > 1
        rows = len(sheaves) + (1 if contents else 0)
        self.extent = (640 if contents else 560, 410 + 36 * rows if many else 470)
        super().__init__(
            over,
            self._named(many, contents is not None),
            self.tr("打印"),
            explain="" if many else headed(self.tr("公文"), sheaves[0].name),
        )
        self._sheaves, self._contents = list(sheaves), contents
        self._job: Job | None = None
        self._picks: list[QCheckBox] = []
        self._warned = True  # how it would be printed is nothing to lose
        self.listed: QCheckBox | None = None
        if contents is not None and many:
            self.listed = self.tick("listed", self.tr("目录页"), on=True)
            self.listed.toggled.connect(self._count)
        for number, sheaf in enumerate(sheaves) if many else ():
            self._add_pick(number, sheaf)
        self._fill(many, duplex)
        self.seat.tasks.work(
            self, lambda _progress: printers(), self._show_printers, self._show_no_printers
        )
        self.forbid(self.tr("正在查找打印机…"))
        self._count()

    def _named(self, many: bool, meeting: bool) -> str:
        if meeting:
            return self.tr("打印会议材料")
        return self.tr("打印公文和附件") if many else self.tr("打印")

    def _add_pick(self, number: int, sheaf: PrintJob) -> None:
        """What has no pages is a table or a text of another program."""
        words = self.tr("{name}（{n} 页）").format(name=sheaf.name, n=sheaf.pages)
        if not sheaf.pages:
            words = self.tr("{name}（不是 PDF 或图片，请另存后打印）").format(name=sheaf.name)
        pick = self.tick(f"sheaf_{number}", words, on=bool(sheaf.pages))
        pick.setEnabled(bool(sheaf.pages))
        pick.toggled.connect(self._count)
        self._picks.append(pick)
        if self._contents is not None:
            self._add_up(number, pick)

    def _add_up(self, number: int, pick: QCheckBox) -> None:
        """Beside the paper a button that brings it before the one above it."""
        self.body.removeWidget(pick)
        row = QHBoxLayout()
        row.addWidget(pick, 1)
        up = Button(self.tr("上移"), Kind.QUIET, size=Size.SMALL)
        up.setObjectName(f"up_{number}")
        up.setAccessibleName(self.tr("上移第 {n} 件").format(n=number + 1))
        up.setAutoDefault(False)
        up.setEnabled(number > 0)
        up.clicked.connect(partial(self._bring_up, number))
        row.addWidget(up)
        self.body.addLayout(row)

    @Slot()
    def _bring_up(self, place: int) -> None:
        """The rows stay; what they name and whether it is printed changes places."""
        one, other = place - 1, place
        self._sheaves[one], self._sheaves[other] = self._sheaves[other], self._sheaves[one]
        first, second = self._picks[one], self._picks[other]
        before, after = _state_of(first), _state_of(second)
        _set_state(first, after)
        _set_state(second, before)
        first.setFocus()

    def _fill(self, many: bool, duplex: Duplex) -> None:
        self.printer = self.choice("printer", self.tr("打印机"), (("", self.tr("正在查找…")),))
        self.copies = self.number("copies", self.tr("份数"), 1, unit=self.tr("份"))
        self.duplex = self.choice(
            "duplex",
            self.tr("单双面"),
            (
                (Duplex.LONG, self.tr("双面，长边翻页")),
                (Duplex.SHORT, self.tr("双面，短边翻页")),
                (Duplex.ONE, self.tr("单面")),
            ),
            duplex,
        )
        self.side_by_side(self.copies, self.duplex)
        self.pages: QLineEdit | None = None
        if not many:
            hint = self.tr("共 {n} 页；不填为全部").format(n=self._sheaves[0].pages)
            self.pages = self.line("pages", self.tr("页码范围（如 2-3）"), "", hint)
            self.pages.textChanged.connect(self._count)
        self.by_system: QCheckBox | None = None
        if printing.system_prints():
            words = self.tr("由系统打印服务直接打印 PDF（线条、文字更清晰）")
            self.by_system = self.tick("by_system", words, on=True)
        self.sum = PlainLabel("", Size.TEXT)
        self.sum.setObjectName("print_sum")
        self.body.addWidget(self.sum)
        self.bar = ThinBar("accent")
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.copies.edit.textChanged.connect(self._count)
        self.duplex.currentIndexChanged.connect(self._count)

    def _show_printers(self, names: tuple[str, ...]) -> None:
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        self.forbid("")
        if not names:
            self.printer.addItem(self.tr("没有打印机"), "")
            words = self.tr("这台机器上没有打印机。请在系统中添加打印机，或者另存 PDF。")
            self.forbid(words)

    def _show_no_printers(self, failure: Failure) -> None:
        self._show_printers(())
        self.say(failure.words)

    def chosen(self) -> list[PrintJob]:
        if not self._picks:
            return list(self._sheaves)
        pairs = zip(self._picks, self._sheaves, strict=True)
        return [sheaf for pick, sheaf in pairs if pick.isChecked()]

    def _range(self) -> tuple[int, int] | None:
        """Raises ValueError for what is no range."""
        text = self.pages.text().strip() if self.pages is not None else ""
        if not text:
            return None
        first, _, last = normalize("NFKC", text).replace("—", "-").partition("-")
        pages = int(first), int(last or first)
        if not 1 <= pages[0] <= pages[1] <= self._sheaves[0].pages:
            raise ValueError(text)
        return pages

    @Slot()
    def _count(self) -> None:
        """How many pages, and how many sheets of paper, that will be."""
        copies = self.copies.value() or 0
        duplex = Duplex(self.duplex.currentData())
        try:
            pages = self._range()
        except ValueError:
            self.sum.setText(self.tr("页码范围写成 2 或者 2-3"))
            return
        chosen = self.chosen()
        if pages is not None:
            chosen = [PrintJob(chosen[0].name, b"", pages[1] - pages[0] + 1)]
        if self._is_listed() and chosen:
            chosen = [PrintJob("", b"", 1), *chosen]
        all_pages, sheets = printing.total(chosen, copies, duplex)
        words = self.tr("合计 {pages} 页，用纸 {sheets} 张")
        self.sum.setText(words.format(pages=all_pages, sheets=sheets))

    def submit(self) -> None:
        copies = self.copies.value() or 0
        try:
            pages = self._range()
        except ValueError:
            self.say(self.tr("页码范围不对。"))
            return
        if not 0 < copies <= MOST_COPIES:
            self.say(self.tr("份数应为 1 至 {most}。").format(most=MOST_COPIES))
            return
        if not self.chosen():
            self.say(self.tr("还没有选择要打印的公文。"))
            return
        job = printing.Job(
            printer=self.printer.currentData(),
            copies=copies,
            duplex=Duplex(self.duplex.currentData()),
            pages=pages,
            by_system=self.by_system is not None and self.by_system.isChecked(),
        )
        self._begin(job)

    def _is_listed(self) -> bool:
        return self.listed is not None and self.listed.isChecked()

    def _begin(self, job: printing.Job) -> None:
        self.say("")
        self.bar.show()
        work = partial(_print, self.chosen(), job, self._contents if self._is_listed() else None)
        self._job = self.seat.tasks.work(self, work, self._printed, self.refuse, busy=self.busy)
        self._job.progress.connect(self.bar.set_share)

    def _printed(self, pages: int) -> None:
        words = self.tr("已送打印机“{name}”，{n} 页。")
        self.seat.notices.info(words.format(name=self.printer.currentText(), n=pages))
        self.finish(pages)

    def refuse(self, failure: Failure) -> None:
        self.bar.hide()
        super().refuse(failure)

    def reject(self) -> None:
        """While it prints, the first press stops the printing."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
            self._job = None
            self.bar.hide()
            self.say(self.tr("已停止打印，余下的页没有送出。"))
            return
        super().reject()


def _print(
    sheaves: Sequence[PrintJob], job: printing.Job, contents: Contents | None, progress: Progress
) -> int:
    whole = [contents(sheaves), *sheaves] if contents is not None else sheaves
    return printing.print_all(whole, job, progress)


def _state_of(pick: QCheckBox) -> tuple[str, bool, bool]:
    return pick.text(), pick.isChecked(), pick.isEnabled()


def _set_state(pick: QCheckBox, state: tuple[str, bool, bool]) -> None:
    words, on, enabled = state
    pick.setText(words)
    pick.setAccessibleName(words)
    pick.setEnabled(enabled)
    pick.setChecked(on)
