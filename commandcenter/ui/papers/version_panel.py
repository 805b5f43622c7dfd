"""The versions of a paper, and what changed between two of them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.papers.paper_detail import (
    PartChange,
    VersionLine,
    Way,
    compare_versions,
)
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag


class VersionPanel(QWidget):
    """Two versions are chosen; below, the paragraphs that differ, before and after."""

    compared = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("version_panel")
        self.seat = seat
        self._paper: int | None = None
        self._versions: tuple[VersionLine, ...] = ()
        px = look.px
        self.older, self.newer = (
            self._box("older", self.tr("旧稿")),
            self._box("newer", self.tr("新稿")),
        )
        self.summary = PlainLabel("", Size.SMALL, ink="text_dim")
        self.summary.setObjectName("version_summary")
        self.summary.setWordWrap(True)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(px(12), 0, px(12), px(12))
        self._rows.setSpacing(px(4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        head = QVBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.setSpacing(px(6))
        for words, box in ((self.tr("由"), self.older), (self.tr("到"), self.newer)):
            row = QHBoxLayout()
            row.addWidget(PlainLabel(words, Size.SMALL, ink="text_dim"))
            row.addWidget(box, 1)
            head.addLayout(row)
        head.addWidget(self.summary)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(area, 1)

    def _box(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFont(look.font(Size.SMALL))
        box.activated.connect(self.compare)
        return box

    def show_versions(self, paper: int, versions: Sequence[VersionLine], now: datetime) -> None:
        """Newest first; the last two are compared unless others were chosen."""
        if (paper, tuple(versions)) == (self._paper, self._versions):
            return
        self._paper, self._versions = paper, tuple(versions)
        for box, place in ((self.older, 1), (self.newer, 0)):
            box.clear()
            for version in versions:
                box.addItem(self._words(version, now), version.number)
            box.setCurrentIndex(min(place, len(versions) - 1))
        self.compare()

    def _words(self, version: VersionLine, now: datetime) -> str:
        return self.tr("第 {n} 稿  {by} {time}").format(
            n=version.number, by=version.by, time=short_zh(version.at, now)
        )

    @Slot()
    def compare(self) -> None:
        older, newer = self.older.currentData(), self.newer.currentData()
        if self._paper is None or older is None or older == newer:
            words = self.tr("只有一稿") if len(self._versions) < 2 else self.tr("选两稿比较")
            self._show(words, ())
            return
        older, newer = sorted((older, newer))
        query = partial(compare_versions, paper_id=self._paper, older=older, newer=newer)
        self.seat.tasks.read(self, query, self._compared)

    def _compared(self, changes: tuple[PartChange, ...]) -> None:
        differ = [change for change in changes if change.way is not Way.SAME]
        words = self.tr("{n} 段有改动，{m} 段未动")
        same = len(changes) - len(differ)
        self._show(words.format(n=len(differ), m=same), differ)
        self.compared.emit()

    def _show(self, words: str, changes: Sequence[PartChange]) -> None:
        self.summary.setText(words)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for change in changes:
            self._rows.addWidget(self._row(change))
        self._rows.addStretch(1)

    def _row(self, change: PartChange) -> QWidget:
        words, tone = {
            Way.CHANGED: (self.tr("改"), "accent"),
            Way.ADDED: (self.tr("增"), "ok"),
            Way.DROPPED: (self.tr("删"), "danger"),
        }[change.way]
        made = QWidget()
        made.setObjectName(f"change_{change.way.value}")
        texts = QVBoxLayout()
        texts.setSpacing(look.px(2))
        for text, ink in ((change.before, "text_faint"), (change.after, "text")):
            if text:
                label = PlainLabel(text, Size.SMALL, ink=ink)
                label.setWordWrap(True)
                if ink == "text_faint":
                    font = label.font()
                    font.setStrikeOut(True)
                    label.setFont(font)
                texts.addWidget(label)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, look.px(4), 0, look.px(4))
        row.setSpacing(look.px(8))
        tag = Tag(words, f"{tone}_soft", f"{tone}_soft_text")
        row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return made
