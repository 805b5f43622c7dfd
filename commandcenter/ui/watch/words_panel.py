"""What complaints say now that they did not say before, live, with examples to read."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.rarity import frequency_of
from commandcenter.domain.watch.signal_words import usual_words
from commandcenter.queries.watch.monitor_words import WordCluster, WordClusters, word_clusters
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import enumerated, joined, listed, with_note
from commandcenter.ui.watch.rarity_words import INKS, rarity_words
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.list_export import ExportButton, Table

WINDOWS = (1, 3, 7)  # days
ONE_DAY = timedelta(days=1)
AGAIN = 4 * AGAIN_S  # reading a thousand texts is not asked for each half minute


class WordCard(QWidget):
    """The words, how many against what is usual, and a few of the complaints.

    Signals:
        rows_wanted: All complaints that say so. arg: the cluster (WordCluster)
        timeline_wanted: arg: the first of the words
    """

    rows_wanted = Signal(object)
    timeline_wanted = Signal(str)

    def __init__(self, cluster: WordCluster, now: datetime, days: int) -> None:
        super().__init__()
        self.cluster = cluster
        px = look.px
        words = joined(" ", (self.tr("“{word}”").format(word=w) for w in cluster.words))
        people = self.tr("{n} 人").format(n=cluster.people)
        count = with_note(usual_words(len(cluster.ids), cluster.usual), people)
        told = frequency_of(cluster.chance / days)
        self.setAccessibleName(listed((words, count, rarity_words(told))))
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(ElidedLabel(words, Size.TITLE, BOLD), 1)
        head.addWidget(PlainLabel(count, Size.TEXT, MEDIUM))
        head.addWidget(PlainLabel(rarity_words(told), Size.TEXT, ink=INKS[told.rarity]))
        rows = Button(self.tr("看这 {n} 件").format(n=len(cluster.ids)), Kind.LINK, size=Size.SMALL)
        rows.setObjectName("word_rows")
        rows.clicked.connect(lambda: self.rows_wanted.emit(self.cluster))
        line = Button(self.tr("看时间线"), Kind.LINK, size=Size.SMALL)
        line.setObjectName("word_timeline")
        line.clicked.connect(lambda: self.timeline_wanted.emit(self.cluster.words[0]))
        head.addWidget(rows)
        head.addWidget(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(8), px(10), px(8), px(10))
        box.setSpacing(px(3))
        box.addLayout(head)
        for example in cluster.examples:
            when = self.tr("{time} {place}").format(
                time=short_zh(example.at, now), place=example.district
            )
            row = QHBoxLayout()
            row.setSpacing(px(12))
            place = PlainLabel(when.strip(), Size.SMALL, ink="text_faint")
            place.setFixedWidth(px(150))
            row.addWidget(place)
            row.addWidget(ElidedLabel(example.words, Size.TEXT, ink="text_dim"), 1)
            box.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class WordsPanel(LivePanel[WordClusters]):
    """Signals:
    rows_wanted: args: title, ids of the complaints (tuple)
    timeline_wanted: arg: a word
    """

    kinds = frozenset({"batch"})
    ticking = True
    rows_wanted = Signal(str, object)
    timeline_wanted = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("words")
        self._seconds = 0
        self._answer: WordClusters | None = None
        spans = (self.tr("近 24 小时"), self.tr("近 3 天"), self.tr("近 7 天"))
        self.windows = Segments([(str(n), text) for n, text in zip(WINDOWS, spans, strict=True)])
        self.windows.setObjectName("words_window")
        self.windows.chosen.connect(self._on_window)
        self.basis = ElidedLabel("", Size.SMALL, ink="text_dim")
        top = QHBoxLayout()
        top.addWidget(self.basis, 1)
        top.addWidget(self.windows)
        self.export = ExportButton(self.heading, self._table)
        top.addWidget(self.export)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, look.px(4), 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        self.cards: list[WordCard] = []
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("关键词"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        hint = self.tr("三人以上的投诉说到平时少有人说的话时，连同原话列在这里")
        self._empty = Empty("search", self.tr("没有比平时说得明显更多的词"), hint)
        self._empty.hide()
        self.body.addLayout(top)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._empty, 1)

    def heading(self) -> str:
        return self.tr("比平时说得更多的词")

    def query(self) -> Query[WordClusters]:
        return self.seat.query(word_clusters, int(self.windows.key), self.seat.clock())

    def show_answer(self, answer: WordClusters) -> None:
        self._seconds = 0
        self.set_note(as_of_text(answer.sources, answer.now))
        basis = self.tr("{since} 以来的 {read} 件，与此前四周均匀抽取的 {compared} 件相比")
        self.basis.setText(
            basis.format(
                since=short_zh(answer.since, answer.now), read=answer.read,
                compared=answer.compared,
            )
        )  # fmt: skip
        if self._answer is None or self._answer.lines != answer.lines:
            self._show_cards(answer)
        self._answer = answer
        self._area.setVisible(bool(answer.lines))
        self._empty.setVisible(not answer.lines)
        self.export.allow(bool(answer.lines))

    def _table(self) -> Table:
        header = (
            self.tr("词"),
            self.tr("件数"),
            self.tr("人数"),
            self.tr("平时件数"),
            self.tr("原话"),
        )
        lines = self._answer.lines if self._answer else ()
        return header, [
            (
                enumerated(line.words),
                len(line.ids),
                line.people,
                round(line.usual, 1),
                joined("\n", (example.words for example in line.examples)),
            )
            for line in lines
        ]

    def _show_cards(self, answer: WordClusters) -> None:
        for card in self.cards:
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        days = max(1, round((answer.now - answer.since) / ONE_DAY))
        self.cards = [WordCard(line, answer.now, days) for line in answer.lines]
        for number, card in enumerate(self.cards):
            card.rows_wanted.connect(self._on_rows)
            card.timeline_wanted.connect(self.timeline_wanted)
            self._lines.insertWidget(number, card)

    @Slot(object)
    def _on_rows(self, cluster: WordCluster) -> None:
        title = self.tr("说到“{words}”的投诉").format(words=enumerated(cluster.words))
        self.rows_wanted.emit(title, cluster.ids)

    @Slot(str)
    def _on_window(self, key: str) -> None:
        self.refresh()

    def tick(self, now: datetime) -> None:
        self._seconds += 1
        if self._seconds >= AGAIN:
            self._seconds = 0
            self.refresh()
