"""The top of the wall: grade and response, title, who leads, clock."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.incident.oral import MATTER_WORDS, PENDING
from commandcenter.domain.level import Level
from commandcenter.domain.times import date_zh, span_zh, weekday_zh
from commandcenter.queries.incident.orals import UnsignedOral
from commandcenter.queries.seat.wall import WallHeadline, wall_headline
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.clock import Clock
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

HEIGHT = 92  # base pixels


class WallHead(LivePanel[WallHeadline]):
    """The headline of an incident, or of the quiet city."""

    kinds = frozenset({"incident", "city", "oral_decision"})
    ticking = True

    def __init__(self, seat: Seat, incident_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._incident = incident_id
        self._headline: WallHeadline | None = None
        self.setObjectName("wall_head")
        self.setFixedHeight(look.px(HEIGHT))
        self.grade = LevelTag("", None, size=28)
        self.response = LevelTag("", None, filled=False, size=22)
        self.oral = PlainLabel("", Size.SMALL, ink="warn")
        self.oral.setObjectName("wall_oral")
        self.title = ElidedLabel("", Size.HEAD, BOLD)
        self.title.setObjectName("wall_title")
        self.lead = ElidedLabel("", Size.TEXT, ink="text_dim")
        self.clock = Clock(seat.ticker, weight=MEDIUM)
        self.day = PlainLabel("", Size.TEXT, ink="text_dim")
        self._arrange()

    def _arrange(self) -> None:
        px = look.px
        row = QHBoxLayout()
        row.setContentsMargins(px(28), 0, px(28), 0)
        row.setSpacing(px(20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        words.addStretch(1)
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addStretch(1)
        times.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignRight)
        times.addWidget(self.day, 0, Qt.AlignmentFlag.AlignRight)
        times.addStretch(1)
        row.addLayout(self._levels())
        row.addLayout(words, 1)
        row.addLayout(times)
        self.body.addLayout(row)

    def _levels(self) -> QVBoxLayout:
        """The grade and the response, and below them what still lacks a signature."""
        px = look.px
        tags = QHBoxLayout()
        tags.setSpacing(px(20))
        tags.addWidget(self.grade)
        tags.addWidget(self.response)
        tags.addStretch(1)
        levels = QVBoxLayout()
        levels.setSpacing(px(4))
        levels.addStretch(1)
        levels.addLayout(tags)
        levels.addWidget(self.oral)
        levels.addStretch(1)
        return levels

    def query(self) -> Query[WallHeadline]:
        incident = self._incident
        return lambda session: wall_headline(session, incident)

    def show_answer(self, answer: WallHeadline) -> None:
        self._headline = answer
        head = answer.head
        self.grade.setVisible(head is not None)
        self.response.setVisible(head is not None)
        self.oral.setVisible(answer.oral is not None)
        if answer.oral:  # below the tag that it is about
            of_response = answer.oral.of_response
            side = Qt.AlignmentFlag.AlignRight if of_response else Qt.AlignmentFlag.AlignLeft
            self.oral.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if head is None:
            self.title.setText(answer.office)
            self.lead.setText(self.tr("消费投诉监测 · 无应急响应"))
            return
        grade = word(head.grade.grade_title) if head.grade else self.tr("待定级")
        self.grade.set_level(head.grade, grade)
        state = head.response.response_title if head.response else STATE_WORDS[head.state]
        if answer.oral and answer.oral.of_response:
            state = self.tr("{state} · {pending}").format(state=word(state), pending=word(PENDING))
        self.response.set_level(head.response, word(state))
        self.title.setText(head.public_title)
        parts = [head.topic, self._lead_words(head.lead_body), answer.office]
        self.lead.setText(" · ".join(part for part in parts if part))
        self.update()

    def _lead_words(self, body: str) -> str:
        return body

    def _oral_words(self, oral: UnsignedOral, now: datetime) -> str:
        """How long the signature has, after what it is for unless the tag above says it."""
        span = span_zh(oral.due_at - now)
        late = oral.due_at < now
        left = self.tr("补签时限已过 {span}") if late else self.tr("补签时限还有 {span}")
        words = left.format(span=span)
        if oral.of_response:
            return words
        whole = self.tr("{matter} · {pending} · {left}")
        return whole.format(
            matter=word(MATTER_WORDS[oral.matter]), pending=word(PENDING), left=words
        )

    def tick(self, now: datetime) -> None:
        if self._headline and self._headline.oral:
            self.oral.setText(self._oral_words(self._headline.oral, now))
        parts = [f"{date_zh(now)} {weekday_zh(now)}"]
        head = self._headline.head if self._headline else None
        if head and head.activated_at:
            span = span_zh(now - head.activated_at)
            parts.append(self.tr("响应已 {span}").format(span=span))
        self.day.setText(" · ".join(parts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("head"))
        thick = look.px(4)
        line = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color(self._line()))

    def _line(self) -> str:
        head = self._headline.head if self._headline else None
        level: Level | None = (head.response or head.grade) if head else None
        return f"level_{level.rank}" if level else "line"
