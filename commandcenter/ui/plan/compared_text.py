"""Two versions of the plan compared: what is gone struck out, what is new underlined."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from commandcenter.domain.plan.plan_changes import KIND_WORDS
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP
from commandcenter.domain.plan.revision_words import HOW_WORDS, Compared, How
from commandcenter.domain.plan.word_diff import Mark, Piece
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word

HOW_INKS = {How.ADDED: "ok", How.REMOVED: "danger", How.CHANGED: "accent", How.MOVED: "text_dim"}
INKS = {Mark.SAME: "text", Mark.GONE: "danger", Mark.NEW: "ok"}


class ComparedText(QTextEdit):
    """Only read. Plain text in its own formats: nothing of it is markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compared_text")
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("逐条对照"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMinimumHeight(look.line() * 8)

    def show_items(self, items: Sequence[Compared], overtaken: Iterable[str] = ()) -> None:
        self.clear()
        cursor = self.textCursor()
        for words in overtaken:
            said = self.tr("此后已有人修改：{words}").format(words=words)
            self._line(cursor, [(said, "warn", False)], 0)
        if not items:
            self._line(cursor, [(self.tr("与现行版本相同，没有改动。"), "text_dim", False)], 0)
        for item in items:
            self._item(cursor, item)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _item(self, cursor: QTextCursor, item: Compared) -> None:
        kind = self.tr("任务") if item.kind == STEP else word(KIND_WORDS.get(item.kind, item.kind))
        name = f"{item.code}  {item.title}" if item.kind == CLAUSE else f"{kind}  {item.title}"
        how = word(HOW_WORDS[item.how])
        self._line(cursor, [(f"{how}  ", HOW_INKS[item.how], True), (name, "text", True)], 14)
        for part in item.parts:
            label = [(f"{word(part.label)}  ", "text_faint", False)] if part.label else []
            self._line(cursor, label, 2, part.pieces)

    def _line(
        self,
        cursor: QTextCursor,
        words: Sequence[tuple[str, str, bool]],
        above: int,
        pieces: Iterable[Piece] = (),
    ) -> None:
        """A paragraph; `words`: text, ink, whether it is bold."""
        block = QTextBlockFormat()
        block.setTopMargin(look.px(above))
        block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.document().isEmpty() and cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        for text, ink, bold in words:
            cursor.insertText(text, _format(ink, bold=bold))
        for piece in pieces:
            cursor.insertText(piece.text, _marked(piece.mark))


def _format(ink: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(look.font(Size.TEXT, BOLD) if bold else look.font(Size.TEXT))
    made.setForeground(theme.color(ink))
    return made


def _marked(mark: Mark) -> QTextCharFormat:
    made = _format(INKS[mark])
    if mark is Mark.GONE:
        made.setFontStrikeOut(True)
    elif mark is Mark.NEW:
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
