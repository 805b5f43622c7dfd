"""导入记录: what was taken in, by whom, with what result; a wrong import is taken out here."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from commandcenter.domain.times import short_zh
from commandcenter.queries.complaints.imports import (
    ImportHolding,
    ImportLine,
    import_holding,
    imports,
)
from commandcenter.services.complaints.withdrawal import Withdrawn, withdraw
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.ledger_model import Cell, Column, LedgerModel, Line
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.row_table import RowTable, every_column

WIDTHS = (84, 0, 104, 56, 56, 52, 52, 52, 104)
FILE = 1


class ImportsForm(Form):
    """The chosen import is taken out by the primary button, with a reason.

    What belongs to incidents is named first, and goes only when the tick says so.
    """

    object_name, extent, danger = "imports_form", (1000, 680), True

    def __init__(self, over: Over) -> None:
        super().__init__(
            over,
            self.tr("导入记录"),
            self.tr("撤销这次导入"),
            explain=self.tr(
                "导错的文件可以整批撤销：投诉、统计数、标注和办理记录一并撤回，"
                "原样留在日志里；被它更正过的投诉恢复原值。"
            ),
        )
        self._lines: dict[int, ImportLine] = {}
        self._holding: ImportHolding | None = None
        self._build_table()
        self._words = PlainLabel("", Size.SMALL, ink="text_dim")
        self._words.setObjectName("import_words")
        self._words.setWordWrap(True)
        self.body.addWidget(self._words)
        self.take_out = self.tick("take_out", self.tr("一并移出所属事件"))
        self.take_out.hide()
        self.why = self.line("why", self.tr("撤销的理由"), needed=True)
        self.cancel.setText(self.tr("关闭"))
        self._show_chosen()
        self._ask()

    def _build_table(self) -> None:
        heads = (
            self.tr("时间"), self.tr("文件"), self.tr("导入人"), self.tr("行数"), self.tr("入库"),
            self.tr("重复"), self.tr("更正"), self.tr("退回"), self.tr("状态"),
        )  # fmt: skip
        self.model = LedgerModel([Column(h, right=3 <= n <= 7) for n, h in enumerate(heads)])
        self.model.setParent(self)
        table = self.table = RowTable("import_table", self.tr("导入记录"), orders=every_column)
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            if width:
                table.setColumnWidth(column, look.px(width))
        head.setSectionResizeMode(FILE, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.setMinimumHeight(look.px(280))
        self.body.addWidget(table, 1)

    def _ask(self) -> None:
        self.seat.tasks.read(self, imports, self._show)

    def _show(self, found: tuple[ImportLine, ...]) -> None:
        self._lines = {line.id: line for line in found}
        self.model.set_lines([self._line(line) for line in found])
        self._show_chosen()

    def _line(self, line: ImportLine) -> Line:
        state, ink = self._state(line)
        counts = (line.rows, line.accepted, line.duplicates, line.corrected, line.rejected)
        at = when(line.at, self.seat.clock())
        numbers = (f"{count:,}" for count in counts)
        name = line.file_name or self.tr("手工登记")
        return Line(line.id, (at, name, line.by, *numbers, Cell(state, ink)))

    def _state(self, line: ImportLine) -> tuple[str, str]:
        if line.withdrawn_at is not None:
            undone = line.state == "undone"
            return (self.tr("已撤销") if undone else self.tr("正在撤销")), "text_faint"
        match line.state:
            case "closed":
                return self.tr("已入库"), ""
            case "open":
                return self.tr("正在导入"), "accent"
        return self.tr("未完成，已撤回"), "text_faint"

    def _chosen(self) -> ImportLine | None:
        rows = self.table.selectionModel().selectedRows()
        return self._lines.get(self.model.lines[rows[0].row()].id) if rows else None

    @Slot()
    def _on_selection(self) -> None:
        self._holding = None
        self.take_out.setChecked(False)
        line = self._chosen()
        if line is not None and line.state == "closed":
            query = partial(import_holding, batch_id=line.id)
            self.seat.tasks.read(self, query, partial(self._held, line.id))
        self._show_chosen()

    def _held(self, batch_id: int, holding: ImportHolding) -> None:
        line = self._chosen()
        if line is not None and line.id == batch_id:
            self._holding = holding
            self._show_chosen()

    def _show_chosen(self) -> None:
        line, held = self._chosen(), self._holding
        self.take_out.setVisible(bool(held and held.incidents))
        self._words.setText(self._words_of(line, held))
        forbidden = ""
        if line is None:
            forbidden = self.tr("请先选择一次导入。")
        elif line.state != "closed":
            forbidden = self.tr("这次导入没有入库的投诉可以撤销。")
        self.forbid(forbidden)

    def _words_of(self, line: ImportLine | None, held: ImportHolding | None) -> str:
        if line is None:
            return self.tr("选择一次导入，查看其中有多少已经归入事件。")
        if line.withdrawn_at is not None:
            return self.tr("{time} 由{who}撤销：{why}").format(
                time=short_zh(line.withdrawn_at, self.seat.clock()), who=line.withdrawn_by,
                why=line.withdrawn_why,
            )  # fmt: skip
        if held is None:
            return ""
        parts = [self.tr("入库 {n} 件").format(n=f"{line.accepted:,}")]
        parts += [
            self.tr("{n} 件已归入事件：{title}").format(n=f"{count:,}", title=title)
            for title, count in held.incidents
        ]
        if held.handled:
            parts.append(self.tr("{n} 件已有办理记录").format(n=f"{held.handled:,}"))
        return self.tr("{parts}。").format(parts=clauses(parts))

    def submit(self) -> None:
        line = self._chosen()
        assert line is not None  # without one it is forbidden
        seat, why, out = self.seat, self.why.text(), self.take_out.isChecked()
        self.say("")
        seat.tasks.work(
            self,
            lambda _progress: withdraw(seat.tasks.db, seat.actor, line.id, why, take_out=out),
            self._done,
            self.refuse,
            busy=self.busy,
        )

    def _done(self, withdrawn: Withdrawn) -> None:
        self.why.clear()
        self.kept.emit(withdrawn)
        self.table.clearSelection()
        words = self.tr("已撤销，撤回投诉 {n} 件。").format(n=f"{withdrawn.complaints:,}")
        self.seat.notices.info(words)
        self._ask()
