"""The number check beside a text: text says, database says, said before, and why it differs."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.domain.figures import Verdict
from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.release_check import CheckSheet, FaultLine, NumberLine
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag

GOOD = frozenset({Verdict.MATCH, Verdict.ROUNDED})


class NumberRow(QWidget):
    """One number. With `writes` what differs has a field for the reason."""

    def __init__(self, line: NumberLine, now: datetime, writes: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("number_row")
        self.key = line.key
        self.why: QLineEdit | None = None
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(PlainLabel(line.written, Size.TEXT, BOLD))
        head.addWidget(self._tag(line))
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, look.px(8))
        box.setSpacing(look.px(2))
        box.addLayout(head)
        for words in self._compared(line, now):
            label = PlainLabel(words, Size.SMALL, ink="text_dim")
            label.setWordWrap(True)
            box.addWidget(label)
        if line.must_explain and writes:
            box.addWidget(self._field(line))
        elif line.must_explain:
            box.addWidget(self._reason(line, now))

    @staticmethod
    def _tag(line: NumberLine) -> Tag:
        good = line.verdict in GOOD
        explained = line.why is not None
        tone = "ok" if good else "accent" if explained else "warn"
        return Tag(word(line.verdict_words), f"{tone}_soft", f"{tone}_soft_text")

    def _compared(self, line: NumberLine, now: datetime) -> list[str]:
        parts = []
        if line.title:
            at = short_zh(line.as_of, now) if line.as_of else ""
            known = self.tr("数据库：{title} {value}，截至 {time}")
            parts.append(known.format(title=line.title, value=line.known, time=at))
        if line.said:
            before = self.tr("此前：{said}")
            parts.append(before.format(said=line.said))
        return parts

    def _field(self, line: NumberLine) -> QLineEdit:
        self.why = QLineEdit(line.why.words if line.why else "")
        self.why.setObjectName("why")
        self.why.setFont(look.font())
        self.why.setPlaceholderText(self.tr("与数据不一致的原因，说明后才能送审"))
        name = self.tr("“{number}”的说明").format(number=line.written)
        self.why.setAccessibleName(name)
        return self.why

    def _reason(self, line: NumberLine, now: datetime) -> PlainLabel:
        if line.why is None:
            words, ink = self.tr("没有说明"), "danger"
        else:
            when = short_zh(line.why.at, now)
            words = self.tr("说明：{words}（{by} {time}）").format(
                words=line.why.words, by=line.why.by, time=when
            )
            ink = "text"
        label = PlainLabel(words, Size.SMALL, ink=ink)
        label.setWordWrap(True)
        return label


class NumberCheck(QWidget):
    """All of a text. What is typed as a reason stays while the text changes around it.

    Signals:
        explained: A reason was typed.
    """

    explained = Signal()

    def __init__(self, parent: QWidget | None = None, *, writes: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("number_check")
        self._writes = writes
        self._why: dict[str, str] = {}
        self._rows: list[NumberRow] = []
        self._shown: object = None
        self._sheet: CheckSheet | None = None
        self.summary = PlainLabel("", Size.TEXT, MEDIUM)
        self.summary.setObjectName("check_summary")
        self.summary.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(2))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(8))
        box.addWidget(self.summary)
        box.addLayout(self._list)
        box.addStretch(1)

    @property
    def why(self) -> dict[str, str]:
        """The reasons by NumberLine.key, those of numbers that are in the text now."""
        keys = {row.key for row in self._rows if row.why is not None}
        return {key: words for key, words in self._why.items() if key in keys and words.strip()}

    def keep(self, why: Mapping[str, str]) -> None:
        """Reasons that were given before; what stands in a field wins."""
        self._why = dict(why) | self._why
        for row in self._rows:
            if row.why is not None and not row.why.text():
                row.why.setText(self._why.get(row.key, ""))

    def show_sheet(self, sheet: CheckSheet, now: datetime) -> None:
        self._sheet = sheet
        self.keep({n.key: n.why.words for n in sheet.numbers if n.why})
        self._summarise(sheet, now)
        shown = (tuple((n.key, n.verdict, n.why) for n in sheet.numbers), sheet.faults)
        if shown == self._shown:
            return  # a field that is being typed in keeps its cursor
        self._shown = shown
        self._rebuild(sheet, now)

    def _rebuild(self, sheet: CheckSheet, now: datetime) -> None:
        typing = next((r.key for r in self._rows if r.why is not None and r.why.hasFocus()), "")
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for fault in sheet.faults:
            self._list.addWidget(self._fault(fault))
        for line in {n.key: n for n in sheet.numbers}.values():
            self._list.addWidget(self._row(line, now))
        for row in self._rows:
            if row.key == typing and row.why is not None:
                row.why.setFocus()

    def _row(self, line: NumberLine, now: datetime) -> NumberRow:
        row = NumberRow(line, now, self._writes, self)
        self._rows.append(row)
        if row.why is not None:
            row.why.setText(self._why.get(line.key, row.why.text()))
            row.why.textChanged.connect(self._on_why)
        return row

    def _fault(self, fault: FaultLine) -> PlainLabel:
        words = self.tr("不能公开：{what}“{written}”，请删去或改写")
        label = PlainLabel(
            words.format(what=word(fault.words), written=fault.written),
            Size.TEXT, MEDIUM, ink="danger",
        )  # fmt: skip
        label.setObjectName("fault")
        label.setWordWrap(True)
        return label

    @Slot(str)
    def _on_why(self, _: str) -> None:
        for row in self._rows:
            if row.why is not None:
                self._why[row.key] = row.why.text()
        self.explained.emit()

    def recount(self, now: datetime) -> None:
        """A reason was typed: how many are left."""
        if self._sheet is not None:
            self._summarise(self._sheet, now)

    def _summarise(self, sheet: CheckSheet, now: datetime) -> None:
        left = [n for n in sheet.open if not self._why.get(n.key, "").strip()]
        parts = [
            self.tr("{n} 个数字，{bad} 个须说明").format(n=len(sheet.numbers), bad=len(left))
            if left
            else self.tr("{n} 个数字，都一致或已说明").format(n=len(sheet.numbers))
        ]
        if sheet.faults:
            parts.append(self.tr("{n} 处不能公开").format(n=len(sheet.faults)))
        parts.append(self.tr("数据截至 {time}").format(time=short_zh(sheet.as_of, now)))
        if sheet.noted:
            parts.append(self.tr("另有 {n} 处日期、编号不需核对").format(n=sheet.noted))
        if not sheet.says_moment:
            parts.append(self.tr("文中没有写明数字的截至时间"))
        self.summary.setText(clauses(parts))
        self.summary.set_ink("danger" if sheet.faults else "warn" if left else "ok")
