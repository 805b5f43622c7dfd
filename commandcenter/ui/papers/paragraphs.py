"""The paragraphs of a paper below one another, each to be typed in."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override
from commandcenter.ui import look
from commandcenter.ui.papers.findings import Finding
from commandcenter.ui.papers.fixed_row import WholeRow
from commandcenter.ui.papers.items import Item, Passage, Whole, items_of
from commandcenter.ui.papers.orphan_row import OrphanRow
from commandcenter.ui.papers.paragraph import ParagraphRow

AT_ONCE = 12  # rows made in one go: the window answers between them

Row = ParagraphRow | WholeRow


class Paragraphs(QScrollArea):
    """Holds the document as the data make it, and beside it what people changed in it.

    Signals:
        changed: Something was typed or taken back.
        entered: Another paragraph has the focus. arg: its key
        built: All rows are there.
    """

    changed = Signal()
    entered = Signal(str)
    built = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paragraphs")
        self.setAccessibleName(self.tr("段落"))
        self._document: Document | None = None
        self._texts: dict[str, Override] = {}
        self._orphans: dict[str, Override] = {}
        self._items: tuple[Item, ...] = ()
        self._rows: dict[str, Row] = {}
        self._left_over: dict[str, OrphanRow] = {}
        self._may, self._frozen = True, False
        self.current = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, look.px(8), 0, look.px(24))
        self._box.setSpacing(0)
        self._box.addStretch(1)
        self.setWidget(self._inside)
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._build_more)

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def texts(self) -> dict[str, Override]:
        """What people changed, by key, as a draft of the register keeps it."""
        return dict(self._texts)

    @property
    def orphans(self) -> dict[str, Override]:
        """Edits whose paragraph the data make no more."""
        return dict(self._orphans)

    @property
    def items(self) -> tuple[Item, ...]:
        return self._items

    @property
    def may_edit(self) -> bool:
        return self._may

    @property
    def building(self) -> bool:
        """Whether rows are still to come."""
        return self._more.isActive()

    def row(self, key: str) -> Row | None:
        return self._rows.get(key)

    def show_document(
        self,
        document: Document,
        texts: Mapping[str, Override],
        *,
        may_edit: bool = True,
        frozen: bool = False,
    ) -> None:
        """The same paragraphs again keep cursor, focus and place. `frozen`: it was signed."""
        self._frozen = frozen
        before = [(type(item), item.key) for item in self._items]
        self._document, self._texts, self._may = document, dict(texts), may_edit
        self._place()
        if [(type(item), item.key) for item in self._items] == before and not self._more.isActive():
            self._refresh()
        else:
            self._rebuild()

    def set_texts(self, texts: Mapping[str, Override]) -> None:
        """Other edits of the same document: a draft that was kept, a version."""
        if self._document is not None:
            self.show_document(self._document, texts, may_edit=self._may)
            self.changed.emit()

    def go_to(self, key: str) -> None:
        """Put the cursor into a paragraph; a table or figure is shown."""
        self._build_all()
        row = self._row_of(key)
        if row is None:
            self._show_orphan(key)
            return
        self.current = row.key
        if isinstance(row, ParagraphRow):
            row.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._box.activate()
        self.ensureWidgetVisible(row, 0, look.px(60))
        self.entered.emit(key)

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        """Where it stands; its very words are selected."""
        self.go_to(finding.key)
        row = self._rows.get(finding.key)
        if finding.slip is not None and isinstance(row, ParagraphRow):
            row.select(finding.slip)

    @Slot(object)
    def adopt(self, finding: Finding) -> None:
        """What the check proposes is written, as if it were typed: it can be undone."""
        self.show_finding(finding)
        row = self._rows.get(finding.key)
        if finding.slip is not None and isinstance(row, ParagraphRow) and self._may:
            row.replace(finding.slip)

    def _show_orphan(self, key: str) -> None:
        if key in self._left_over:
            self._box.activate()
            self.ensureWidgetVisible(self._left_over[key])

    def _row_of(self, key: str) -> Row | None:
        """Of a cell or a caption, the table or figure that it belongs to."""
        if key in self._rows:
            return self._rows[key]
        for item in self._items:
            if isinstance(item, Whole) and any(p.part.key == key for p in item.parts):
                return self._rows.get(item.key)
        return None

    def _place(self) -> None:
        assert self._document is not None
        self._items, self._orphans = items_of(self._document, self._texts)
        for key in [k for k in self._left_over if k not in self._orphans]:
            row = self._left_over.pop(key)
            row.hide()
            row.deleteLater()

    def _show_orphans(self) -> None:
        """Below everything else."""
        for key, (_, text) in self._orphans.items():
            if key not in self._left_over:
                row = self._left_over[key] = OrphanRow(key, text)
                row.dropped.connect(self.forget_orphan)
                self._box.insertWidget(self._box.count() - 1, row)
            self._left_over[key].allow(self._may)

    def _refresh(self) -> None:
        for item in self._items:
            if item.key in self._rows:
                self._renew(self._rows[item.key], item)
        self._show_orphans()

    def _renew(self, row: Row, item: Item) -> None:
        if isinstance(row, ParagraphRow) and isinstance(item, Passage):
            row.show_item(item)
        if isinstance(row, WholeRow) and isinstance(item, Whole):
            row.show_item(item, frozen=self._frozen)
        row.allow(self._may)

    def _rebuild(self) -> None:
        self._more.stop()
        for row in self._rows.values():
            row.hide()
            self._box.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        self._build_more()

    @Slot()
    def _build_more(self) -> None:
        for item in self._items[len(self._rows) :][:AT_ONCE]:
            row = self._make(item)
            self._renew(row, item)
            self._rows[item.key] = row
            self._box.insertWidget(len(self._rows) - 1, row)
        if len(self._rows) < len(self._items):
            self._more.start()
        else:
            self._show_orphans()
            self.built.emit()

    def _build_all(self) -> None:
        while len(self._rows) < len(self._items):
            self._build_more()
        self._more.stop()

    def _make(self, item: Item) -> Row:
        if isinstance(item, Whole):
            whole = WholeRow(item)
            whole.restored.connect(self._restore_whole)
            whole.entered.connect(self._on_entered)
            return whole
        row = ParagraphRow(item)
        row.typed.connect(self._on_typed)
        row.entered.connect(self._on_entered)
        row.left.connect(self._on_left)
        row.restored.connect(self.restore)
        return row

    @Slot(str, str)
    def _on_typed(self, key: str, text: str) -> None:
        """What says the same as the data is no edit any more."""
        row = self._rows[key]
        assert isinstance(row, ParagraphRow)
        part = row.item.part
        self._texts.pop(part.named, None)
        made = part.edit[0] if part.edit else part.part.text
        if text == part.part.text:
            self._texts.pop(key, None)
        else:
            self._texts[key] = (made, text)
        self._place()
        self._renew(row, next(item for item in self._items if item.key == key))
        self.changed.emit()

    @Slot(str)
    def restore(self, key: str) -> None:
        """The paragraph says again what the data say."""
        row = self._rows[key]
        if isinstance(row, ParagraphRow):
            self._drop([row.item.part.named, key])

    @Slot(str)
    def _restore_whole(self, key: str) -> None:
        row = self._rows[key]
        if isinstance(row, WholeRow):
            self._drop([p.named for p in row.item.parts if p.edit is not None])

    @Slot(str)
    def forget_orphan(self, key: str) -> None:
        self._drop([key])

    def _drop(self, keys: list[str]) -> None:
        for key in keys:
            self._texts.pop(key, None)
        self._place()
        self._refresh()
        self.changed.emit()

    @Slot(str)
    def _on_entered(self, key: str) -> None:
        before = self._rows.get(self.current)
        self.current = key
        for row in (before, self._rows.get(key)):
            if row is not None:
                row.update()
        self.entered.emit(key)

    @Slot(str, int)
    def _on_left(self, key: str, step: int) -> None:
        keys = [k for k, row in self._rows.items() if isinstance(row, ParagraphRow)]
        at = keys.index(key) + step
        if 0 <= at < len(keys):
            self.go_to(keys[at])
