"""The head of the wall's main incident: grade, title; below them the response and who leads."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.incident.oral import MATTER_WORDS, PENDING
from commandcenter.domain.level import Level
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.incident.orals import UnsignedOral
from commandcenter.queries.seat.wall import WallHeadline, wall_headline
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word
from commandcenter.ui.wall.frame import BELOW, GRADE, TITLE
from commandcenter.ui.widgets.fitting import FitLabel, WholeLabel
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

LEAST = 26  # of the title, the longest of all
RESPONSE = 22


class WallHead(LivePanel[WallHeadline]):
    """The headline of an incident, or of the quiet city."""

    kinds = frozenset({"incident", "city", "oral_decision"})
    ticking = True

    def __init__(self, seat: Seat, incident_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._incident = incident_id
        self._headline: WallHeadline | None = None
        self.setObjectName("wall_head")
        self.grade = LevelTag("", None, size=look.far(GRADE))
        self.response = LevelTag("", None, filled=False, size=look.far(RESPONSE))
        self.oral = FitLabel("", RESPONSE, ink="warn", least=RESPONSE)
        self.oral.setObjectName("wall_oral")
        self.title = FitLabel("", TITLE, BOLD, least=LEAST)
        self.title.setObjectName("wall_title")
        self.lead = WholeLabel("", BELOW, ink="text_dim")
        self.day = PlainLabel("", look.far(BELOW), ink="text_dim")  # since when the response runs
        self._arrange()

    def _arrange(self) -> None:
        first, second, both = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (first, second):
            row.setSpacing(look.px(18))
        both.setSpacing(look.px(6))
        first.addWidget(self.grade)
        first.addWidget(self.title, 1)
        second.addWidget(self.response)
        second.addWidget(self.day)
        second.addWidget(self.lead, 1)
        second.addWidget(self.oral)
        both.addStretch(1)
        both.addLayout(first)
        both.addLayout(second)
        both.addStretch(1)
        self.body.addLayout(both)

    def query(self) -> Query[WallHeadline]:
        incident = self._incident
        return lambda session: wall_headline(session, incident)

    def show_answer(self, answer: WallHeadline) -> None:
        self._headline = answer
        head = answer.head
        self.grade.setVisible(head is not None)
        self.response.setVisible(head is not None)
        self.day.setVisible(head is not None and answer.oral is None)  # the signature is nearer
        self.oral.setVisible(answer.oral is not None)
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
        parts = [head.lead_body] if answer.oral else [head.topic, head.lead_body]
        self.lead.setText(dotted(parts))

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
        head = self._headline.head if self._headline else None
        if head and head.activated_at and head.response:
            span = span_zh(now - head.activated_at)
            self.day.setText(self.tr("响应已 {span}").format(span=span))
        elif head and self._headline:
            self.day.setText(since_words(head.received_at, self._headline.provisional, now))


def since_words(since: datetime, provisional: Level | None, now: datetime) -> str:
    """接报 10:26 · 暂按Ⅲ级计时: before a grade is decided."""
    received = QCoreApplication.translate("WallHead", "接报 {time}")
    words = received.format(time=short_zh(since, now))
    counted = counted_words(provisional)
    return f"{words} · {counted}" if counted else words


def counted_words(provisional: Level | None) -> str:
    """暂按Ⅲ级计时."""
    if provisional is None:
        return ""
    words = QCoreApplication.translate("WallHead", "暂按{level}级计时")
    return words.format(level=provisional.sign)
