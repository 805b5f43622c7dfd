"""等您决定: a card for each thing that waits, with the text that is signed and one button."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.level import Level
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.decision_texts import Proposal, Waiting
from commandcenter.queries.seat.done_lately import Done, Key
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui import look, theme
from commandcenter.ui.frame.countdown import brief_text
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted, enumerated
from commandcenter.ui.seat.todo_card import TodoCard, key_of
from commandcenter.ui.seat.todo_view import TodoView
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.tag import LevelTag

LINES = 5  # of the text at once; a longer one is read in full before it is signed


class Quote(QWidget):
    """A text to be signed, on a quiet ground with a bar at its left."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ElidedLabel("", Size.TEXT, lines=LINES)
        self.text.setObjectName("signed_text")
        self.text.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(14), look.px(8), look.px(10), look.px(8))
        box.addWidget(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.color("surface_2"))
        area.setWidth(look.px(3))
        painter.fillRect(area, theme.color("accent"))


class DecisionCard(TodoCard):
    """A TodoCard that shows which incident it is of and what would be signed."""

    def __init__(self, waiting: Waiting, now: datetime) -> None:
        self._quotes: list[Quote] = []
        self._proposal: Proposal | None = None
        super().__init__(waiting.item, now)
        self._level = LevelTag(size=Size.SMALL)
        self.body.removeWidget(self._of)
        self.head.setSpacing(look.px(8))
        self.head.insertWidget(0, self._level)
        self.head.insertWidget(1, self._of, 1)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(look.px(6))
        self.body.insertLayout(2, self._texts)
        self._by = ElidedLabel("", Size.SMALL, ink="text_dim", lines=2)
        self._by.setObjectName("proposed_by")
        self._by.setWordWrap(True)
        self.body.insertWidget(3, self._by)
        self.set_waiting(waiting, now)

    def set_waiting(self, waiting: Waiting, now: datetime) -> None:
        self.set_item(waiting.item, now)
        self._show_incident(waiting)
        proposal = waiting.proposal
        if proposal != self._proposal:
            self._proposal = proposal
            self._show_texts(proposal.texts if proposal else ())
        words = self._proposed(proposal, now) if proposal else ""
        self._by.setText(words)
        self._by.setVisible(bool(words))
        self._detail.setVisible(not (proposal and proposal.texts) and bool(waiting.item.detail))
        self._name_button()

    def _show_incident(self, waiting: Waiting) -> None:
        """未定级 is a level too. Of no incident its kind stands there instead."""
        level = waiting.level
        self._say_incident(waiting.incident)
        self._level.setVisible(bool(waiting.incident))
        self._tag.setVisible(not waiting.incident)
        self.head.setStretch(3, 0 if waiting.incident else 1)
        self._level.set_level(level, self._level_words(level))

    def _level_words(self, level: Level | None) -> str:
        return self.tr("{sign}级").format(sign=level.sign) if level else self.tr("未定级")

    def _show_texts(self, texts: Sequence[str]) -> None:
        for quote in self._quotes:
            self._texts.removeWidget(quote)
            quote.hide()
            quote.deleteLater()
        self._quotes = []
        for text in texts:
            quote = Quote()
            quote.text.setText(text)
            self._quotes.append(quote)
            self._texts.addWidget(quote)

    def _proposed(self, proposal: Proposal, now: datetime) -> str:
        parts = []
        if proposal.by:
            when = short_zh(proposal.at, now) if proposal.at else ""
            words = self.tr("{who} {when} 提出").format(who=proposal.by, when=when)
            parts.append(" ".join(words.split()))
        if proposal.evidence:
            parts.append(self.tr("依据 {n} 条").format(n=proposal.evidence))
        if proposal.unknown:
            words = self.tr("未查明 {n} 项：{titles}")
            titles = enumerated(proposal.unknown)
            parts.append(words.format(n=len(proposal.unknown), titles=titles))
        return dotted(parts)

    def _long(self) -> bool:
        """Whether one of the texts does not stand here in full."""
        return any(text.count("\n") >= LINES or len(text) > 130 for text in self._texts_shown())

    def _texts_shown(self) -> tuple[str, ...]:
        return self._proposal.texts if self._proposal else ()

    def _name_button(self) -> None:
        """The one button says the act; what is too long for the card is read first."""
        named = {
            TodoKind.GRADE: self.tr("签署并启动"),
            TodoKind.ACTIVATE: self.tr("签发并启动"),
            TodoKind.SIGN_REPORT: self.tr("签发"),
            TodoKind.APPROVE_RELEASE: self.tr("签发"),
            TodoKind.CHECK_RELEASE: self.tr("审核"),
            TodoKind.SIGN_ORAL: self.tr("补签"),
        }.get(self.item.kind)
        if named is None or not self._texts_shown():
            return
        both = self.item.kind is TodoKind.GRADE
        if both and len(self._texts_shown()) < 2:
            named = self.tr("签署定级")
        elif not both and self._long():
            named = self.tr("看全文并{act}").format(act=named)
        self.findChildren(Button)[0].setText(named)

    def _actions(self) -> list[tuple[str, str]]:
        """One act as a button, what else there is as links."""
        known = {
            TodoKind.ACTIVATE: [
                ("activate", self.tr("看全文并签发")), ("open", self.tr("看事件")),
            ],
            TodoKind.SIGN_ORAL: [("sign", self.tr("补签")), ("go", self.tr("更正"))],
            TodoKind.APPROVE_RELEASE: [("judge", self.tr("签发")), ("go", self.tr("退回修改"))],
            TodoKind.CHECK_RELEASE: [("judge", self.tr("审核")), ("go", self.tr("退回修改"))],
        }  # fmt: skip
        return known.get(self.item.kind) or super()._actions()

    def _buttons(self) -> QHBoxLayout:
        row = super()._buttons()
        for number in range(1, row.count()):
            item = row.itemAt(number)
            widget = item.widget() if item else None
            if isinstance(widget, Button):
                widget.setProperty("kind", Kind.LINK.value)
        return row

    def tick(self, now: datetime) -> None:
        super().tick(now)
        if self.done is None and self.item.deadline_at is not None:
            self._time.setText(brief_text(self.item.deadline_at, now))


class DecisionView(TodoView):
    """The same things as in 待我处理, each with its text. `decides`: who reads it signs."""

    def __init__(self, parent: QWidget | None = None, *, decides: bool = False) -> None:
        self._decides = decides
        self._waiting: dict[Key, Waiting] = {}
        super().__init__(parent)

    def heading(self) -> str:
        return self.tr("等您决定") if self._decides else self.tr("待我处理")

    def set_waiting(
        self, waiting: Sequence[Waiting], now: datetime, done: Mapping[Key, Done] | None = None
    ) -> None:
        self._waiting = {key_of(each.item): each for each in waiting}
        self.set_items([each.item for each in waiting], now, done)

    def new_card(self, item: TodoItem, now: datetime) -> TodoCard:
        return DecisionCard(self._waiting.get(key_of(item), Waiting(item)), now)

    def _show_item(self, item: TodoItem, now: datetime) -> None:
        card = self._cards.get(key_of(item))
        if isinstance(card, DecisionCard):
            card.set_waiting(self._waiting[key_of(item)], now)
        else:
            super()._show_item(item, now)
