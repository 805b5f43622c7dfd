"""A card of 待我处理: one thing that waits for a person, with the buttons to act."""

from datetime import datetime
from math import ceil

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from commandcenter.domain.times import short_zh, whole_of
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
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.stacking import StackingRow
from commandcenter.ui.widgets.tag import Tag

GO = "go"  # show it where it is done
RECALL = "recall"  # take back what was just signed


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
        about = whole_of(item.title), whole_of(item.detail), item.incident
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
