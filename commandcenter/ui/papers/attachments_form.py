"""附件 of a paper: files and titles in the order of the 附件说明, changed together."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.papers.attached import MOST, kind_of, title_of
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.paper_making import Enclosure, attach
from commandcenter.queries.papers.paper_detail import FileLine, PaperDetail
from commandcenter.services.papers import paper_files
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import size_words
from commandcenter.ui.frame.file_way import FileWay, Wanted
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.tab_order import bring_into_view
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.progress import ThinBar
from commandcenter.ui.workers import Failure, Job


@dataclass(frozen=True, slots=True)
class Item:
    """`said`: what is told of its file."""

    before: str
    path: Path | None
    said: str
    tip: str = ""


class ItemRow(QWidget):
    """Signals:
    wanted: A button was pressed. arg: up, down or remove
    """

    wanted = Signal(str)

    def __init__(self, title: str, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachment_row")
        self.item = item
        self.number = PlainLabel("", ink="text_dim")
        self.number.setFixedWidth(look.px(26))
        self.title = QLineEdit(title)
        self.title.setObjectName("attachment_title")
        self.title.setFont(look.font())
        self.title.setAccessibleName(self.tr("附件名称"))
        self.told = ElidedLabel(item.said, Size.SMALL, ink="text_dim")
        self.told.set_tip(item.tip)
        self.up = self._button("up", self.tr("上移"))
        self.down = self._button("down", self.tr("下移"))
        self.remove = self._button("remove", self.tr("移除"))
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        row.addWidget(self.number)
        row.addWidget(self.title, 1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        below = QHBoxLayout()
        below.setContentsMargins(look.px(30), 0, 0, 0)
        below.addWidget(self.told, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        box.addLayout(row)
        box.addLayout(below)

    def _button(self, key: str, words: str) -> Button:
        button = Button(words, Kind.QUIET, size=Size.SMALL)
        button.setObjectName(f"attachment_{key}")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.wanted.emit, key))
        return button


class AttachmentsForm(Form):
    object_name = "attachments_form"
    kept_as = "paper_attachments"
    extent = (680, 520)
    keeps = False

    def __init__(self, over: Over, detail: PaperDetail, files: Sequence[FileLine]) -> None:
        """`files`: those of the 附件 that are there."""
        super().__init__(
            over,
            self.tr("附件"),
            self.tr("保存"),
            explain=self.tr("按此顺序列入附件说明；序号由版式自动编排，名称后不加标点。"),
            subject=detail.line.id,
        )
        self._detail = detail
        self._job: Job | None = None
        self._no_name = self.tr("请填写附件名称。")
        self.rows: list[ItemRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(look.px(12))
        self.body.addLayout(self._box)
        self._add_buttons()
        self.bar = ThinBar("accent")
        self.bar.hide()
        self.body.addWidget(self.bar)
        named = {Path(file.name).stem: file for file in files}
        for title in detail.attachments:
            self._add(title, self._kept(title, named.get(title)))
        self._count()

    def _add_buttons(self) -> None:
        words = self.tr("还没有附件。添加文件，或者只列名称（附件内容已排在正文之后的）。")
        self.nothing = PlainLabel(words, ink="text_faint")
        self.nothing.setWordWrap(True)
        self.body.addWidget(self.nothing)
        self.add_file = Button(self.tr("添加文件…"), Kind.SECONDARY, icon="add")
        self.add_file.setObjectName("add_file")
        wanted = Wanted(self.tr("选择附件"), several=True, name="choose_attachments")
        self._way = FileWay(self, wanted, self.add_paths, self.say,
                            button=self.add_file, clock=self.seat.clock)  # fmt: skip
        self.add_name = Button(self.tr("只列名称"), Kind.PLAIN)
        self.add_name.setObjectName("add_name")
        self.add_name.clicked.connect(self._on_add_name)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for button in (self.add_file, self.add_name):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _kept(self, title: str, file: FileLine | None) -> Item:
        if file is None:
            return Item(title, None, self.tr("没有文件，只列名称"))
        suffix = Path(file.name).suffix.removeprefix(".").upper()
        said = self.tr("{kind} · {size} · {who}添加")
        words = said.format(kind=suffix, size=size_words(file.size), who=file.by)
        return Item(title, None, words, file.name)

    def _add(self, title: str, item: Item) -> ItemRow:
        row = ItemRow(title, item)
        row.wanted.connect(partial(self._on_row, row))
        row.title.textChanged.connect(self._on_title)
        self.rows.append(row)
        self._box.addWidget(row)
        self._way.cover(row)
        return row

    def add_paths(self, paths: Sequence[Path]) -> None:
        """What cannot be an 附件 is refused at once; the others come in."""
        refused = []
        for path in paths:
            try:
                self._add_path(path)
            except RuleBroken as broken:
                refused.append(refusal(broken))
        self.say(joined(" ", refused))
        self._count()

    def _add_path(self, path: Path) -> None:
        suffix = kind_of(path.name).removeprefix(".").upper()
        try:
            size = path.stat().st_size
        except OSError as error:
            raise RuleBroken("文件“{name}”无法读取。", name=visible(path.name)) from error
        if size > paper_files.LARGEST:
            raise RuleBroken("文件“{name}”超过 200 MB，不能作附件。", name=visible(path.name))
        if size == 0:
            raise RuleBroken("文件“{name}”是空的。", name=visible(path.name))
        if len(self.rows) >= MOST:
            raise RuleBroken("附件超过 {most} 个。", most=MOST)
        words = self.tr("{kind} · {size} · 待上传").format(kind=suffix, size=size_words(size))
        self._add(title_of(path.name), Item("", path, words, str(path)))

    @Slot()
    def _on_add_name(self) -> None:
        if len(self.rows) < MOST:
            row = self._add("", Item("", None, self.tr("没有文件，只列名称")))
            row.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self._count()

    def _on_row(self, row: ItemRow, key: str) -> None:
        at = self.rows.index(row)
        self.rows.pop(at)
        self._box.removeWidget(row)
        if key == "remove":
            row.hide()
            row.deleteLater()
        else:
            to = at - 1 if key == "up" else at + 1
            self.rows.insert(to, row)
            self._box.insertWidget(to, row)
            getattr(row, key).setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def _count(self) -> None:
        """One alone is not numbered, on the page neither."""
        self.nothing.setVisible(not self.rows)
        last = len(self.rows) - 1
        self._on_title()
        for at, row in enumerate(self.rows):
            row.number.setText(f"{at + 1}." if last else "")
            row.up.setEnabled(at > 0)
            row.down.setEnabled(at < last)

    def _typed(self) -> str:
        """What would be lost, in one text."""
        parts = ((row.title.text(), row.item.before, str(row.item.path)) for row in self.rows)
        return "\0".join(word for part in parts for word in part)

    def _nameless(self) -> ItemRow | None:
        return next((row for row in self.rows if not row.title.text().strip()), None)

    @Slot()
    def _on_title(self) -> None:
        if self.refusal == self._no_name and self._nameless() is None:
            self.say("")

    def complete(self) -> bool:
        empty = self._nameless()
        if empty is not None:
            self.say(self._no_name)
            empty.title.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(empty.title)
        return empty is None

    def submit(self) -> None:
        self.say("")
        self.bar.show()
        paper, version = self._detail.line.id, self._detail.version
        wanted = [Enclosure(r.title.text(), r.item.before, r.item.path) for r in self.rows]
        tasks, actor = self.seat.tasks, self.seat.actor
        work = partial(attach, tasks.db, actor, paper, wanted, version)
        self._job = tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
        self._job.progress.connect(self.bar.set_share)

    def refuse(self, failure: Failure) -> None:
        self.bar.hide()
        super().refuse(failure)

    def reject(self) -> None:
        """While files are sent, the first press stops that."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
            self._job = None
            self.bar.hide()
            self.say(self.tr("已停止，附件没有改动。"))
            return
        super().reject()
