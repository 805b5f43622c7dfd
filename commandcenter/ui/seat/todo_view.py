"""待我处理: a card for everything that waits for this person, with the buttons to act."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.seat.done_lately import SIGNED, Done, Key
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui import look
from commandcenter.ui.frame.countdown import is_past, left_text, since_text, soon
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.list_export import ExportButton, Table
from commandcenter.ui.widgets.stacking import StackingRow
from commandcenter.ui.widgets.tag import Tag

GO = "go"  # show it where it is done
RECALL = "recall"  # take back what was just signed
CARD_WIDTH = 340  # below it a card of the desk reads badly


def key_of(item: TodoItem) -> Key:
    return item.kind, item.subject_id


class TodoCard(Card):
    """One thing to do.

    Signals:
        acted: arg: the action, as in `TodoView.acted`
    """

    acted = Signal(str)

    def __init__(self, item: TodoItem, now: datetime) -> None:
        super().__init__("", "")
        self.item = item
        self.done: Done | None = None
        self.setObjectName(f"todo_{item.kind.value}_{item.subject_id}")
        self._tag = Tag(self._kind_word())
        self._time = PlainLabel("", Size.SMALL)
        self._time.setObjectName("todo_time")
        self._of = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._of.setObjectName("todo_incident")
        self._title = ElidedLabel("", Size.TEXT, BOLD, lines=2)
        self._detail = ElidedLabel("", Size.SMALL, ink="text_dim", lines=2)
        for label in (self._title, self._detail):
            label.setWordWrap(True)  # else QLabel forgets at each text that its height varies
        self.head = QHBoxLayout()
        self.head.addWidget(self._tag)
        self.head.addStretch(1)
        self.head.addWidget(self._time)
        self.body.addLayout(self.head)
        self.body.addWidget(self._of)
        self.body.addWidget(self._title)
        self.body.addWidget(self._detail)
        self.body.addWidget(StackingRow(self._buttons()))
        self.set_item(item, now)

    def _add_after(self) -> None:
        """The line that says what was done, in place of the buttons: of most cards never."""
        self._done = PlainLabel("", Size.TEXT, look.MEDIUM, ink="ok")
        self._done.setObjectName("signed_at")
        self._recall = Button("", Kind.LINK, size=Size.SMALL)
        self._recall.setObjectName("act_recall")
        self._recall.setProperty("act", RECALL)
        self._pdf = Button(self.tr("存为 PDF…"), Kind.LINK, size=Size.SMALL)
        self._pdf.setObjectName("act_pdf")
        self._pdf.setProperty("act", "pdf")
        after = QHBoxLayout()
        for part in (self._done, self._recall, self._pdf):
            part.hide()
            after.addWidget(part)
        for button in (self._recall, self._pdf):
            button.clicked.connect(self._on_button)
        after.addStretch(1)
        self.body.addLayout(after)

    def set_item(self, item: TodoItem, now: datetime) -> None:
        self.item = item
        self._say_incident(item.incident)
        self._title.setText(item.title)
        self._detail.setText(item.detail)
        self._detail.setVisible(bool(item.detail))
        said = (self._kind_word(), item.title, item.detail, item.incident)
        self.setAccessibleName(joined(" ", (words for words in said if words)))
        self.tick(now)

    def _say_incident(self, title: str) -> None:
        self._of.setText(title)
        self._of.setVisible(bool(title))

    def say_done(self, done: Done, now: datetime) -> None:
        """What stood here was done: it says so for a while instead of vanishing."""
        fresh = self.done is None
        self.done = done
        if fresh:
            for button in self.findChildren(Button):
                button.hide()
            self._add_after()
            self._done.show()
        words = f"{word(done.act)} {short_zh(done.at, now)}"
        self._done.setText(f"{done.by} {words}" if done.by else words)
        own_report = self.item.kind is TodoKind.SIGN_REPORT and not done.by
        self._pdf.setVisible(own_report and (done.act == SIGNED))
        self._time.setText("")
        self.tick(now)

    def _tick_done(self, done: Done, now: datetime) -> None:
        left = ceil((done.until - now).total_seconds())
        self._recall.setText(self.tr("撤回（{n} 秒）").format(n=left))
        self._recall.setVisible(done.recall and left > 0)

    def tick(self, now: datetime) -> None:
        """What is late is red in word and colour; what has no deadline says how old it is."""
        if self.done is not None:
            self._tick_done(self.done, now)
            return
        due = self.item.deadline_at
        if due is None:
            since = since_text(self.item.since, now)
            fresh = since == since_text(now, now)
            self._time.setText(since if fresh else self.tr("已等 {span}").format(span=since))
            self._time.set_ink("text_faint")
            return
        self._time.setText(left_text(due, now))
        late = is_past(due, now)
        self._time.set_ink("danger" if late else "warn" if soon(due, now) else "text_dim")
        self._tag.set_colors(
            "danger_soft" if late else "accent_soft",
            "danger_soft_text" if late else "accent_soft_text",
        )

    def cells(self) -> tuple[Cell, ...]:
        """All of it as a row of a table."""
        item = self.item
        about = item.title, item.detail, item.incident
        return self._kind_word(), *about, item.since, item.deadline_at

    def _kind_word(self) -> str:
        return {
            TodoKind.ACTIVATE: self.tr("启动"),
            TodoKind.GRADE: self.tr("定级"),
            TodoKind.UPPER: self.tr("上级决定"),
            TodoKind.SIGN_ORAL: self.tr("补签"),
            TodoKind.SIGN_REPORT: self.tr("签发"),
            TodoKind.SEND_REPORT: self.tr("报送"),
            TodoKind.DUE_REPORT: self.tr("报告"),
            TodoKind.AMEND_REPORT: self.tr("补报"),
            TodoKind.RECEIVE_REPORT: self.tr("收报"),
            TodoKind.CHECK_RELEASE: self.tr("审核"),
            TodoKind.APPROVE_RELEASE: self.tr("签发"),
            TodoKind.AMEND_RELEASE: self.tr("发布稿"),
            TodoKind.PUBLISH_RELEASE: self.tr("发布"),
            TodoKind.OPINION: self.tr("舆情"),
            TodoKind.PRESS: self.tr("媒体"),
            TodoKind.INSTRUCTION: self.tr("指令"),
            TodoKind.DIRECTIVE: self.tr("批示"),
            TodoKind.LIAISON: self.tr("联络"),
            TodoKind.HANDOVER: self.tr("交接"),
            TodoKind.LEGAL: self.tr("法律"),
            TodoKind.SUPPLY: self.tr("后勤"),
            TodoKind.SITE: self.tr("现场"),
            TodoKind.CASE: self.tr("案件"),
            TodoKind.COMPLAINTS: self.tr("投诉"),
            TodoKind.INQUIRY: self.tr("调查报告"),
            TodoKind.CLOSE: self.tr("结案"),
            TodoKind.READINESS: self.tr("备勤"),
            TodoKind.STEP: self.tr("任务"),
            TodoKind.RING: self.tr("叫应"),
            TodoKind.TRIAGE: self.tr("监测提示"),
            TodoKind.SIGN_WARNING: self.tr("签发"),
            TodoKind.AMEND_WARNING: self.tr("预警稿"),
            TodoKind.WARNING_STEP: self.tr("预警措施"),
            TodoKind.NOTICE: self.tr("消费警示"),
            TodoKind.PAPER: self.tr("公文"),
            TodoKind.FAULT: self.tr("记录核对"),
            TodoKind.CONFIRM_ROLE: self.tr("角色"),
            TodoKind.PROMISE: self.tr("承诺"),
            TodoKind.SIGNAL_PROMISE: self.tr("承诺"),
            TodoKind.BUREAU: self.tr("本局应办"),
            TodoKind.SINGLE: self.tr("服务器"),
            TodoKind.SETUP: self.tr("设置"),
        }[self.item.kind]

    def _actions(self) -> list[tuple[str, str]]:
        """Action and word of each button; the first is the usual one."""
        known = {
            TodoKind.ACTIVATE: [("activate", self.tr("看内容并签发")), ("open", self.tr("看事件"))],
            TodoKind.GRADE: [
                ("decide", self.tr("看依据并定级")),
                ("return", self.tr("退回会商")),
            ],
            TodoKind.SIGN_REPORT: [
                ("sign", self.tr("看全文并签发")),
                ("return", self.tr("退回")),
            ],
            TodoKind.SEND_REPORT: [("send", self.tr("登记报送")), ("open", self.tr("看全文"))],
            TodoKind.INSTRUCTION: [
                ("receive", self.tr("签收")),
                ("report", self.tr("回报…")),
                (GO, self.tr("看指令")),
            ],
            TodoKind.CHECK_RELEASE: [("judge", self.tr("看全文并审核")), (GO, self.tr("看发布稿"))],
            TodoKind.APPROVE_RELEASE: [
                ("judge", self.tr("看全文并签发")),
                (GO, self.tr("看发布稿")),
            ],
            TodoKind.STEP: [("do", self.tr("去办理")), ("open", self.tr("看任务"))],
            TodoKind.RING: [("call", self.tr("叫应…")), ("open", self.tr("看任务"))],
            TodoKind.BUREAU: [("do", self.tr("去办理"))],
        }
        return known.get(self.item.kind) or [(GO, self.tr("去办理"))]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for number, (action, text) in enumerate(self._actions()):
            kind = Kind.PRIMARY if number == 0 else Kind.PLAIN
            button = Button(text, kind, size=Size.SMALL)
            button.setObjectName(f"act_{action}")
            button.setProperty("act", action)
            button.clicked.connect(self._on_button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @Slot()
    def _on_button(self) -> None:
        self.acted.emit(self.sender().property("act"))


class TodoView(QWidget):
    """The cards, most urgent first, in one column or, where it is wide, in two or three.

    Signals:
        acted: A button was pressed. args: the TodoKind's value, the subject's id,
               the action: activate, decide, sign, send, receive, report, complete,
               return (send it back with words), open (read it), judge (read and decide it),
               recall (take back what was just done)
        went: It is wanted where it is done. arg: the TodoItem
    """

    acted = Signal(str, int, str)
    went = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todo")
        self._cards: dict[Key, TodoCard] = {}
        self._order: list[Key] = []
        self.title = PlainLabel(self.tr("待我处理"), Size.TITLE, BOLD)
        self.title.setObjectName("todo_title")
        self._empty = Empty(
            "todo", self.tr("没有等您处理的事项"), self.tr("签发、定级、指令和任务到时在此列出")
        )
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, look.px(4), 0)
        self._grid.setSpacing(look.px(10))
        self._columns = 1
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("待办事项"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        self.export = ExportButton(lambda: self.tr("待我处理"), self._table)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.export)
        outer.addLayout(top)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._empty, 1)
        self.set_items((), None)

    def heading(self) -> str:
        return self.tr("待我处理")

    def set_items(
        self,
        items: Sequence[TodoItem],
        now: datetime | None,
        done: Mapping[Key, Done] | None = None,
    ) -> None:
        """A card stays as long as what it asks: a button keeps its focus. `now` for items.

        `done`: of cards that wait no more, what they say for a while.
        """
        waiting, done = {key_of(item) for item in items}, done or {}
        anew = {key for key in waiting & self._cards.keys() if self._cards[key].done}
        said = (done.keys() - waiting) & self._cards.keys()
        self._drop(self._cards.keys() - anew)  # it waits again: a new card says so
        self._drop(waiting | said)
        self._order = [key_of(item) for item in items]
        for item in items:
            assert now is not None
            self._show_item(item, now)
        for key in said:
            assert now is not None
            self._cards[key].say_done(done[key], now)
        self._settle()
        self._arrange()
        template = self.tr("{title}（{count}）")
        title = self.heading()
        self.title.setText(template.format(title=title, count=len(items)) if items else title)
        self.export.allow(bool(items))

    def _settle(self) -> None:
        self._area.setVisible(bool(self._cards))
        self._empty.setVisible(not self._cards)

    def shown(self) -> tuple[TodoItem, ...]:
        """What has a card, be it done."""
        return tuple(card.item for card in self._cards.values())

    def _table(self) -> Table:
        header = (
            self.tr("类别"),
            self.tr("事项"),
            self.tr("说明"),
            self.tr("事件"),
            self.tr("自何时"),
            self.tr("时限"),
        )
        return header, [self._cards[key].cells() for key in self._order]

    @Slot(object)
    def tick(self, now: datetime) -> None:
        for card in self._cards.values():
            card.tick(now)
        over = {k for k, c in self._cards.items() if c.done and c.done.until <= now}
        if over:
            self._drop(self._cards.keys() - over)
            self._settle()
            self._arrange()

    def _drop(self, wanted: set[Key]) -> None:
        for key in self._cards.keys() - wanted:
            card = self._cards.pop(key)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _show_item(self, item: TodoItem, now: datetime) -> None:
        card = self._cards.get(key_of(item))
        if card is not None:
            card.set_item(item, now)
            return
        card = self.new_card(item, now)
        card.acted.connect(partial(self.act_on, card))
        self._cards[key_of(item)] = card

    def placed(self) -> list[Key]:
        """The cards from the top: what was just done, then what waits."""
        return [*(key for key, card in self._cards.items() if card.done), *self._order]

    def new_card(self, item: TodoItem, now: datetime) -> TodoCard:
        return TodoCard(item, now)

    def _arrange(self) -> None:
        """Row by row from the most urgent; what is left below stays empty."""
        placed = self.placed()
        last = -(-len(placed) // self._columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for place, key in enumerate(placed):
            row, column = divmod(place, self._columns)
            self._grid.addWidget(self._cards[key], row, column)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._grid.setRowStretch(last, 1)

    def act_on(self, card: TodoCard, action: str) -> None:
        if action == GO:
            self.went.emit(card.item)
        else:
            self.acted.emit(card.item.kind.value, card.item.subject_id, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, min(3, self.width() // look.px(CARD_WIDTH)))
        if columns != self._columns:
            self._columns = columns
            self._arrange()
