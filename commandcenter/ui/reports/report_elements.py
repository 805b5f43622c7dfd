"""One element of a report in a form: its text, where it is from, what the last report said."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.domain.papers.usage_lists import NOTHING, Usage
from commandcenter.domain.reports.report import UNDER_CHECK, Element
from commandcenter.domain.times import short_zh
from commandcenter.ui import look
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.papers.usage_note import UsageNote
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag

LINE_CHARS, MOST_LINES = 52, 7


class ElementBox(QWidget):
    """`five`: one of those that the plan names. `optional`: it may be left out.

    Signals:
        changed: Something was typed, or it was left out or taken in.
    """

    changed = Signal()

    def __init__(
        self,
        element: Element,
        now: datetime,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        five: bool = False,
        optional: bool = False,
        read_only: bool = False,
        usage: Usage = NOTHING,
    ) -> None:
        super().__init__(parent)
        self.element, self._now = element, now
        self.editor = QPlainTextEdit(element.text)
        self.editor.setObjectName(element.code.replace(".", "_"))
        self.editor.setAccessibleName(element.label)
        self.editor.setTabChangesFocus(True)
        self.editor.setFont(look.font())
        self.editor.setPlaceholderText(hint)
        self.editor.setReadOnly(read_only)
        lines = min(MOST_LINES, 1 + len(element.text) // LINE_CHARS)
        self.editor.setFixedHeight(look.line() * lines + look.px(16))
        self.editor.textChanged.connect(self._on_changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(3))
        box.addLayout(self._head(five, optional and not read_only, read_only))
        box.addWidget(self.editor)
        box.addWidget(UsageNote(self.editor, usage))
        self._present = PlainLabel("", Size.SMALL, ink="warn")
        self._present.setObjectName("present")
        self._present.setWordWrap(True)
        box.addWidget(self._present)
        self._present.hide()
        for words, ink in self._remarks():
            label = PlainLabel(words, Size.SMALL, ink=ink)
            label.setWordWrap(True)
            box.addWidget(label)
        self._show_out()

    def _head(self, five: bool, optional: bool, read_only: bool) -> QHBoxLayout:
        element = self.element
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        label = PlainLabel(element.label, Size.SMALL, MEDIUM, ink="text_dim")
        label.setBuddy(self.editor)
        row.addWidget(label)
        if five:
            row.addWidget(Tag(self.tr("五要素"), "surface_3", "text_dim"))
        if element.text == UNDER_CHECK and not element.out:
            row.addWidget(Tag(UNDER_CHECK, "warn_soft", "warn_soft_text"))
        elif self._differs() and not element.out:
            row.addWidget(Tag(self.tr("有变化")))
        row.addStretch(1)
        self._check = Button(self.tr("写“正在核查”"), Kind.LINK, size=Size.SMALL)
        self._check.setObjectName(f"check_{self.editor.objectName()}")
        self._check.setAutoDefault(False)
        self._check.clicked.connect(self._on_check)
        self._check.setVisible(not read_only)
        row.addWidget(self._check)
        self.tick = QCheckBox(self.tr("写入本次报告"))
        self.tick.setObjectName(f"in_{self.editor.objectName()}")
        self.tick.setAccessibleName(f"{element.label} {self.tick.text()}")
        self.tick.setFont(look.font(Size.SMALL))
        self.tick.setChecked(not element.out)
        self.tick.toggled.connect(self._on_tick)
        self.tick.setVisible(optional)
        row.addWidget(self.tick)
        return row

    def _differs(self) -> bool:
        return bool(self.element.before) and self.element.text != self.element.before

    def _remarks(self) -> list[tuple[str, str]]:
        element = self.element
        found = [(self._source_words(), "text_faint")]
        if self._differs():
            words = self.tr("上次报告：{before}").format(before=element.before)
            found.append((words, "text_faint"))
        if element.filled and element.by_hand and element.filled != element.text:
            words = self.tr("手写内容保留；数据现为：{filled}").format(filled=element.filled)
            found.append((words, "warn"))
        return [(words, ink) for words, ink in found if words]

    def _source_words(self) -> str:
        element = self.element
        if element.text == UNDER_CHECK:
            return self.tr("尚不掌握，按“正在核查”报出；查明后写续报")
        if element.as_of is None:
            return element.source
        time = short_zh(element.as_of, self._now)
        return self.tr("来源：{source}，数据截至 {time}").format(source=element.source, time=time)

    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def out(self) -> bool:
        return not self.tick.isChecked()

    @property
    def reworded(self) -> bool:
        return self.text().strip() != self.element.text

    @property
    def moved(self) -> bool:
        """It was left out or taken in."""
        return self.out != self.element.out

    def put(self, text: str | None, out: bool | None) -> None:
        """What was typed before comes back."""
        if text is not None:
            self.editor.setPlainText(text)
        if out is not None:
            self.tick.setChecked(not out)

    def show_present(self, words: str) -> None:
        """What another wrote there meanwhile, under the own words; "" takes it back."""
        self._present.setText(words)
        self._present.setVisible(bool(words))

    @Slot()
    def _on_check(self) -> None:
        self.editor.setPlainText(UNDER_CHECK)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot(bool)
    def _on_tick(self, on: bool) -> None:
        self._show_out()
        self.changed.emit()

    def _show_out(self) -> None:
        self.editor.setEnabled(not self.out)
        self._check.setEnabled(not self.out)
