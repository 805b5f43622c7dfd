"""What a file would change: the counts, the rows that it cannot take in, and each record beside the
one that it doubles."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.domain.times import local
from commandcenter.intake.check import Reject
from commandcenter.offices.looking_ahead import Ahead
from commandcenter.services.complaints.foresight import SHOWN, Beside
from commandcenter.ui import look
from commandcenter.ui.frame.ledger_model import Cell, Column, LedgerModel, Line
from commandcenter.ui.phrases import clauses, headed, joined
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.row_table import RowTable, every_column

WIDEST = 300


class AheadView(QWidget):
    """Nothing until `show_ahead`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("")
        self.words.setObjectName("ahead_words")
        self.words.setWordWrap(True)
        self.table = self._build_table()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.px(8), 0, 0)
        box.setSpacing(look.px(8))
        box.addWidget(self.words)
        box.addWidget(self.table, 1)
        box.addStretch(0)
        self.clear()

    def _build_table(self) -> RowTable:
        title = self.tr("退回的行，和重复的记录与已有的并列")
        table = RowTable("ahead_rows", title, row_height=26, orders=every_column)
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def clear(self) -> None:
        self.words.setText(self.tr("正在与已有的投诉比对…"))
        self.table.hide()

    def show_ahead(self, ahead: Ahead) -> None:
        self.words.setText(joined("\n", self._sentences(ahead)))
        refused = [self._refusal(number, each) for number, each in enumerate(ahead.rejects)]
        beside = enumerate(ahead.seen.beside, len(refused))
        lines = [*refused, *(self._line(number, each) for number, each in beside)]
        columns = (
            self.tr("结果"), self.tr("登记编号"), self.tr("更正或退回原因"), self.tr("文件中的"),
            self.tr("已有的"), self.tr("已有的来自"),
        )  # fmt: skip
        old, model = self.table.model(), LedgerModel([Column(name) for name in columns], self)
        model.set_lines(lines)
        self.table.setModel(model)
        if old is not None:
            old.deleteLater()
        self.table.resizeColumnsToContents()
        for column in range(model.columnCount() - 1):
            width = self.table.columnWidth(column) + look.px(12)
            self.table.setColumnWidth(column, min(look.px(WIDEST), width))
        self.table.setVisible(bool(lines))

    def _sentences(self, ahead: Ahead) -> Iterator[str]:
        yield ahead.sentence()
        for reason, n in ahead.seen.refused.items():
            yield self.tr("{n} 件会退回：{reason}").format(n=f"{n:,}", reason=reason)
        if kept := len(ahead.seen.left.reports):
            yield self.tr("{n} 件举报在文件中是别的类型，仍按举报保留。").format(n=f"{kept:,}")
        if others := len(ahead.seen.left.others):
            yield self.tr("{n} 件由他人登记，与文件不同，不会更正。").format(n=f"{others:,}")
        if len(ahead.rejects) < ahead.facts.rejected:
            yield self.tr("退回的行只列出前 {n} 行。").format(n=SHOWN)
        if len(ahead.seen.beside) >= SHOWN:
            yield self.tr("重复的记录只列出前 {n} 条，更正的在前。").format(n=SHOWN)

    def _refusal(self, number: int, each: Reject) -> Line:
        """One that cannot be taken in, before all others: it may be put right in the file."""
        row = self.tr("第 {n} 行").format(n=each.row_number)
        reason = Cell(each.reason, tip=each.reason)
        return Line(number, (Cell(self.tr("退回"), "danger"), each.number, reason, row, "", ""))

    def _line(self, number: int, each: Beside) -> Line:
        if each.changes:
            result = Cell(self.tr("更正"), "warn")
        elif each.same_file:
            result = Cell(self.tr("文件内重复"), "text_dim")
        else:
            result = Cell(self.tr("重复"), "text_dim")
        changes = clauses(
            headed(field, f"{was or '—'} → {value}") if was or value else field
            for field, was, value in each.changes
        )
        return Line(
            number,
            (
                result,
                each.number,
                Cell(changes, tip=changes),
                _told(each.title, f"{local(each.registered_at):%Y-%m-%d %H:%M}"),
                _told(each.here_title, f"{local(each.here_registered_at):%Y-%m-%d %H:%M}"),
                each.here_file or self.tr("手工登记"),
            ),
        )


def _told(title: str, at: str) -> Cell:
    words = f"{at} {title}"
    return Cell(words, tip=words)
