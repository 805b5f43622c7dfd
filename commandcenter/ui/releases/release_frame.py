"""A dialog about one release: its gates on top, the text at the left, its numbers at the right."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from commandcenter.queries.releases.release_check import CheckSheet, check_sheet
from commandcenter.queries.releases.releases import ReleaseLine, release_line
from commandcenter.ui import look, theme
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import clauses, enumerated
from commandcenter.ui.widgets.gate_strip import GateStrip
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.number_check import NumberCheck

SIZE = (1180, 820)
RIGHT_WIDTH = 400
Shown = tuple[ReleaseLine, CheckSheet]


class ReleaseFrame(Form):
    """A subclass puts fields into `left`, and shows what `reread` brings in `show_release`."""

    extent = SIZE

    def __init__(
        self, over: Over, release_id: int, title: str, primary: str, *, writes: bool = False
    ) -> None:
        super().__init__(over, title, primary, subject=release_id)
        self.release_id = release_id
        self.release: ReleaseLine | None = None
        self.strip = GateStrip()
        self.body.addWidget(self.strip)
        self.authority = PlainLabel("", Size.SMALL, ink="text_dim")
        self.authority.setObjectName("authority")
        self.authority.setWordWrap(True)
        self.body.addWidget(self.authority)
        self.left = QVBoxLayout()
        self.left.setSpacing(look.px(12))
        self.check = NumberCheck(writes=writes)
        columns = QHBoxLayout()
        columns.setSpacing(look.px(20))
        columns.addLayout(self.left, 1)
        columns.addLayout(self._right())
        self.body.addLayout(columns, 1)
        self.forbid(self.tr("正在读取，请稍候。"))

    def _right(self) -> QVBoxLayout:
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, look.px(8), 0)
        box.addWidget(self.check)
        area = QScrollArea()
        area.setAccessibleName(self.tr("发布内容"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(look.px(RIGHT_WIDTH))
        area.setWidget(inside)
        right = QVBoxLayout()
        right.setSpacing(look.px(6))
        head = PlainLabel(self.tr("数字核对"), Size.SMALL, MEDIUM, ink="text_dim")
        right.addWidget(head)
        right.addWidget(area, 1)
        return right

    def reread(self) -> None:
        """The release as it is now, with its check."""
        actor, now, release = self.seat.actor, self.seat.clock(), self.release_id
        self.seat.tasks.read(
            self,
            lambda s: (release_line(s, actor, release, now), check_sheet(s, release)),
            self._arrived,
        )

    def _arrived(self, shown: Shown) -> None:
        line, sheet = shown
        self.release = line
        now = self.seat.clock()
        self.strip.show_gates(line.gates, now)
        self.authority.setText(self._authority_words(line))
        self.check.show_sheet(sheet, now)
        self.show_release(line, sheet)

    def show_release(self, line: ReleaseLine, sheet: CheckSheet) -> None:
        raise NotImplementedError

    def _authority_words(self, line: ReleaseLine) -> str:
        parts = [self.tr("发布权限：{words}").format(words=line.authority)]
        if line.tell:
            parts.append(self.tr("发布前须告知{who}").format(who=enumerated(line.tell)))
        if line.source:
            parts.append(self.tr("依据：{source}").format(source=line.source))
        return clauses(parts)


def mark_numbers(editor: QPlainTextEdit, sheet: CheckSheet, explained: set[str]) -> None:
    """Colour the ground of each number of the text by its verdict, and what may not be public."""
    editor.setExtraSelections(list(_selections(editor, sheet, explained)))


def _selections(
    editor: QPlainTextEdit, sheet: CheckSheet, explained: set[str]
) -> Iterator[QTextEdit.ExtraSelection]:
    utf16 = _places(editor.toPlainText())
    for number in sheet.numbers:
        tone = "ok_soft"
        if number.must_explain:
            tone = "accent_soft" if number.key in explained else "warn_soft"
        if 0 <= number.start <= number.end < len(utf16):
            yield _selection(editor, utf16[number.start], utf16[number.end], theme.color(tone))
    for fault in sheet.faults:
        if 0 <= fault.start <= fault.end < len(utf16):
            ground = theme.color("danger_soft")
            yield _selection(editor, utf16[fault.start], utf16[fault.end], ground)


def _places(text: str) -> list[int]:
    """Where each character stands for Qt, which counts those beyond 0xFFFF twice."""
    places, at = [], 0
    for char in text:
        places.append(at)
        at += 2 if ord(char) > 0xFFFF else 1
    return [*places, at]


def _selection(
    editor: QPlainTextEdit, start: int, end: int, ground: QColor
) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    shape = QTextCharFormat()
    shape.setBackground(ground)
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = shape
    return selection
