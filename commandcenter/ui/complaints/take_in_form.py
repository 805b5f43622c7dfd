"""A complaint file is taken in: looked at first, then read, checked and stored, or nothing is."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
)

from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.intake.mapping import Mapping, troubles
from commandcenter.intake.places import CRS_WORDS, Crs
from commandcenter.intake.read import FileRead, Preview, preview
from commandcenter.offices.looking_ahead import Ahead, look_ahead
from commandcenter.offices.progress import Progress
from commandcenter.offices.take_in import (
    PARTS,
    Order,
    Taken,
    bring_in,
    index_words,
    mappings,
)
from commandcenter.services.complaints.correcting import older_words, others_words
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.ui import look
from commandcenter.ui.complaints.ahead_view import AheadView
from commandcenter.ui.complaints.imports_form import ImportsForm
from commandcenter.ui.complaints.mapping_editor import MappingEditor
from commandcenter.ui.frame.file_way import TABLE_FILES, FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.painting import one_line
from commandcenter.ui.workers import Job

CELL = 60  # characters of a cell in the preview


class TakeIn(Form):
    """Shows the first rows as they would be read and what they would change; then the counts."""

    object_name, extent = "take_in", (980, 700)

    def __init__(self, over: Over, key: bytes | None) -> None:
        super().__init__(
            over,
            self.tr("导入投诉文件"),
            self.tr("导入"),
            explain=self.tr(
                "12315、12345 导出的 CSV、XLSX、XLS 或 ODS。先看前 20 行和会有哪些变化；"
                "导入完成前别人看不到，取消则一行不留。"
            ),
        )
        self._key = key
        self._path: Path | None = None
        self._mappings: Sequence[Mapping] = ()
        self._job: Job | None = None
        self._wanted = ""  # the mapping that was made here
        self._read: FileRead | None = None  # what was looked ahead at, and is taken in
        self.forbid(self.tr("请先选择文件。"))
        self._build_choices()
        self._build_preview()
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setRange(0, PARTS)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.outcome = PlainLabel("")
        self.outcome.setObjectName("outcome")
        self.outcome.setWordWrap(True)
        self.outcome.hide()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.outcome)

    def _build_choices(self) -> None:
        self.choose = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self.choose.setObjectName("choose")
        self.choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择投诉文件"), self.tr("投诉文件"), TABLE_FILES)
        FileWay(self, wanted, one(self.look_at), self.say, button=self.choose)
        self.mapping = ChoiceBox()
        self.mapping.setMinimumWidth(look.px(220))
        self.crs = ChoiceBox()
        for crs in Crs:
            self.crs.addItem(word(CRS_WORDS[crs]), crs)
        for box in (self.mapping, self.crs):
            box.activated.connect(self._look_ahead)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        for name, label, editor in (
            ("mapping", self.tr("列对应方案"), self.mapping),
            ("crs", self.tr("坐标系"), self.crs),
        ):
            column = QVBoxLayout()
            self.add(name, label, editor, into=column)
            row.addLayout(column)
        row.addStretch(1)
        self.body.addLayout(row)

    def _build_links(self) -> QHBoxLayout:
        """Beside what was found of the file: its mapping made here, and what came before."""
        self.edit = Button(self.tr("列对应方案…"), Kind.LINK, size=Size.SMALL)
        self.edit.setObjectName("edit_mapping")
        self.edit.clicked.connect(self._on_edit)
        self.history = Button(self.tr("导入记录…"), Kind.LINK, size=Size.SMALL)
        self.history.setObjectName("import_history")
        self.history.clicked.connect(self._on_history)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self._found, 1)
        for link in (self.edit, self.history):
            link.setAutoDefault(False)
            row.addWidget(link)
        return row

    @Slot()
    def _on_edit(self) -> None:
        file = str(self._path) if self._path else ""
        editor = MappingEditor(self.over, file=file)
        editor.kept.connect(self._on_mapping)
        editor.begin()

    @Slot(object)
    def _on_mapping(self, name: str) -> None:
        """Look at the file again, by the mapping that was just made."""
        self._wanted = name
        if self._path:
            self.look_at(str(self._path))

    @Slot()
    def _on_history(self) -> None:
        """What was taken in before, and how a wrong import is taken out."""
        ImportsForm(self.over).begin()

    def _build_preview(self) -> None:
        self.table = QTableWidget()
        self.table.setObjectName("preview_rows")
        self.table.setAccessibleName(self.tr("前 20 行"))
        self.table.setFont(look.font(Size.SMALL))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(look.px(26))
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self._found = PlainLabel("", Size.SMALL, ink="text_dim")
        self._found.setObjectName("found")
        self._found.setWordWrap(True)
        self._nothing = Empty(
            "import",
            self.tr("选择文件后，前 20 行在此显示"),
            self.tr("编码自动识别；列名不符时可另选列对应方案"),
        )
        self.changes = AheadView()
        self.views = QTabWidget()
        self.views.setAccessibleName(self.tr("预览"))
        self.views.setObjectName("preview_views")
        self.views.addTab(self.table, self.tr("前 20 行"))
        self.views.addTab(self.changes, self.tr("会有哪些变化"))
        self.views.hide()
        self.body.addLayout(self._build_links())
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.views, 1)

    def look_at(self, file: Path | str) -> None:
        """Read the first rows on a worker and show them."""
        self._path = Path(file)
        self._drop_read()
        self.changes.clear()
        self.say("")
        path, db = self._path, self.seat.tasks.db

        def read(progress: Progress) -> tuple[Preview, tuple[Mapping, ...]]:
            known = mappings(db)
            return preview(path, known), known

        self.seat.tasks.work(
            self, read, self._show_preview, self.refuse, busy=self.choose.setDisabled
        )

    def _show_preview(self, found: tuple[Preview, tuple[Mapping, ...]]) -> None:
        shown, self._mappings = found
        assert self._path
        self.mapping.clear()
        self.mapping.addItem(self.tr("自动选择"), None)
        for number, mapping in enumerate(self._mappings):
            if not mapping.trouble:  # those stand last
                self.mapping.addItem(mapping.name, number)
        if shown.mapping is not None:
            self.mapping.setCurrentIndex(1 + list(self._mappings).index(shown.mapping))
        if (made := self.mapping.findText(self._wanted)) > 0 and self._wanted:
            self.mapping.setCurrentIndex(made)
        words = self.tr("{name} · 编码 {encoding}").format(
            name=self._path.name, encoding=shown.encoding or self._path.suffix[1:].upper()
        )
        self._found.setText(joined("\n", [words, *troubles(self._mappings)]))
        self.say(shown.problem)
        self._fill(shown.rows)
        self._first = self._typed()
        if shown.mapping is None:
            self.forbid(self.tr("没有合适的列对应方案。"))
        else:
            self._look_ahead()

    @Slot()
    def _look_ahead(self) -> None:
        """Read the whole file and compare it with what is here; then it may be taken in."""
        if self._path is None or self._job is not None:
            return
        self._drop_read()
        self.forbid(self.tr("正在与已有的投诉比对。"))
        order, seat = self._order(), self.seat
        self._job = seat.tasks.work(
            self,
            lambda progress: look_ahead(seat.tasks.db, seat.actor, order, progress),
            self._show_ahead,
            self.refuse,
            busy=self._busy,
        )
        self._job.progress.connect(self._on_progress)
        self._job.ended.connect(self._on_ended)

    def _show_ahead(self, found: tuple[Ahead, FileRead]) -> None:
        ahead, self._read = found
        self.changes.show_ahead(ahead)
        self.views.setCurrentWidget(self.changes)
        self.forbid("")

    def _drop_read(self) -> None:
        if self._read is not None:
            self._read.close()
            self._read = None

    def _order(self) -> Order:
        assert self._path
        number = self.mapping.currentData()
        return Order(
            self._path,
            None if number is None else self._mappings[number],
            self.crs.currentData(),
            self._path.with_name(f"{self._path.stem}_{self.tr('退回')}.csv"),
        )

    def _fill(self, rows: Sequence[Sequence[str]]) -> None:
        columns = max(map(len, rows), default=0)
        self._nothing.hide()
        self.views.show()
        self.table.clear()
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(columns)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                self.table.setItem(y, x, QTableWidgetItem(one_line(cell[:CELL])))
        self.table.resizeColumnsToContents()

    def submit(self) -> None:
        order, before, self._read = self._order(), self._read, None
        seat, key = self.seat, self._key
        self._job = seat.tasks.work(
            self,
            lambda progress: bring_in(seat.tasks.db, seat.actor, key, order, progress, before),
            self._show_taken,
            self.refuse,
            busy=self._busy,
        )
        self._job.progress.connect(self._on_progress)
        self._job.ended.connect(self._on_ended)

    def _busy(self, busy: bool) -> None:
        self.busy(busy)
        for widget in (self.choose, self.mapping, self.crs, self.edit, self.history):
            widget.setDisabled(busy)
        self.progress.setVisible(busy)
        self.say("")
        self.cancel.setText(self.tr("取消") if busy else self.tr("关闭"))

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setValue(done)

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None and self._job.cancelled and not self.outcome.isVisible():
            self.say(self.tr("已取消，没有留下任何一行。"))
            self.forbid(self.tr("请重新选择文件。"))
        self._job = None

    def _show_taken(self, taken: Taken) -> None:
        """What is in is seen; its words are made quick to find meanwhile."""
        tasks = self.seat.tasks
        asker = self.over.window or self
        tasks.work(asker, lambda _: index_words(tasks.db), lambda _: None, self.refuse)
        self.outcome.setText(self._words(taken))
        self.outcome.show()
        self.forbid(self.tr("这个文件已经导入。"))
        self._first = self._typed()
        self.kept.emit(taken)

    def _words(self, taken: Taken) -> str:
        facts, stored, now = taken.facts, taken.stored, self.seat.clock()
        lines = [
            self.tr("共 {rows} 行：入库 {accepted}，重复 {duplicates}，退回 {rejected}。").format(
                rows=f"{facts.rows:,}",
                accepted=f"{stored.accepted:,}",
                duplicates=f"{stored.duplicates:,}",
                rejected=f"{taken.rejected:,}",
            )
        ]
        lines += [
            self.tr("{n} 件退回：{reason}").format(n=f"{n:,}", reason=reason)
            for reason, n in Counter(reason for _, reason in stored.refused).items()
        ]
        if stored.corrected:
            corrected = self.tr("重复的行中有 {n} 件内容与此前不同，已按本文件更正。")
            lines.append(corrected.format(n=f"{stored.corrected:,}"))
        lines += [
            self.tr("{source} 数据导至 {time}。").format(
                source=word(SOURCE_WORDS[source]), time=short_zh(at, now)
            )
            for source, at in facts.exported_to.items()
        ]
        said = (
            kept_words(stored.kept), others_words(stored.others), older_words(stored.older),
        )  # fmt: skip
        lines += (*facts.warnings(), *filter(None, (*said, facts.unused_words())))
        if taken.trouble:
            lines.append(refusal(taken.trouble))
        if taken.rejects:
            lines.append(self.tr("退回的行连同原因已写入：{file}").format(file=taken.rejects))
        return joined("\n", lines)

    def reject(self) -> None:
        """While it runs, the button and Esc cancel the import, not the dialog."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
            return
        self._drop_read()
        super().reject()
