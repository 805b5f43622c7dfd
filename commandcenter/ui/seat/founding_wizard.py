"""Founding a bureau step by step, and going on with what was left: the same window for both.

Nothing is written before the last press, and then all of it in one transaction.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import people_lists
from commandcenter.offices.founding import FoundingRequest
from commandcenter.offices.laying import Laid
from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground as Back
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.foot import Foot
from commandcenter.ui.frame.form_head import FormHead
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.seat.border_page import BorderPage
from commandcenter.ui.seat.founding_pages import (
    CalendarPage,
    Ground,
    LastPage,
    NamePage,
    OwnPage,
    StepPage,
)
from commandcenter.ui.seat.people_page import Judge, PeoplePage
from commandcenter.ui.single_worker import SingleWorker
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

Found = Callable[[FoundingRequest], Laid]  # raises RuleBroken; called on a worker
EXTENT = (1080, 700)
RAIL = 176


class FoundingWizard(QDialog):
    """`laid` and `founder` (login) are set when it was done; `wants_import` goes with them."""

    def __init__(
        self, ground: Ground, found: Found, judge: Judge, parent: QWidget | None = None,
        *, first: str = "",
    ) -> None:  # fmt: skip
        """`first`: the step that is shown first."""
        super().__init__(parent)
        self.setObjectName("founding")
        self.laid: Laid | None = None
        self.login = ""
        self._found, self._ground = found, ground
        self._warned = False
        self.aside = SingleWorker(self)
        self.aside.busy.connect(self._on_busy)
        title = self.tr("建立本局") if ground.own else self.tr("本局设置")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setSizeGripEnabled(True)
        self._make_pages(judge)
        self._lay_out()
        self._fit()
        for keys, turn in (("Ctrl+Return", 1), ("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, turn))
        keys_of = [page.key for page in self.pages]
        self.show_step(keys_of.index(first) if first in keys_of else 0)

    def _make_pages(self, judge: Judge) -> None:
        ground = self._ground
        self.name = NamePage(ground)
        self.borders = BorderPage(ground, self.name)
        self.calendar = CalendarPage(ground)
        self.people = PeoplePage(ground, self.borders, judge)
        self.own = OwnPage(ground) if ground.own else None
        self.last = LastPage(ground, lambda: self.pages[:-1])
        own = [self.own] if self.own else []
        self.pages: list[StepPage] = [
            self.name, self.borders, self.calendar, self.people, *own, self.last
        ]  # fmt: skip
        for page in self.pages:
            page.changed.connect(self._show_state)

    def _lay_out(self) -> None:
        px = look.px
        rail = Back("surface_2", Qt.Edge.RightEdge)
        rail.setFixedWidth(px(RAIL))
        steps = QVBoxLayout(rail)
        steps.setContentsMargins(px(10), px(18), px(10), px(10))
        steps.setSpacing(px(4))
        self.steps: list[Button] = []
        for number, page in enumerate(self.pages):
            button = Button(page.title, Kind.QUIET, icon=page.icon)
            button.setObjectName(f"to_{page.key}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(partial(self.show_step, number))
            steps.addWidget(button)
            self.steps.append(button)
        steps.addStretch(1)
        self._rail = rail
        self.head = FormHead(" ", " ")
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(self._scrolled(page))
        self._stack.addWidget(self._build_done())
        right = Back("surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(rail)
        top.addWidget(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top, 1)
        box.addWidget(self._build_foot())

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setAccessibleName(page.accessibleName() or self.tr("本步"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        area.setWidget(inside)
        return area

    def _build_foot(self) -> Foot:
        self.foot = Foot(self.tr("下一步"))
        self.primary, self.cancel = self.foot.primary, self.foot.cancel
        self.primary.clicked.connect(self._on_primary)
        self.cancel.clicked.connect(self.reject)
        self.back = Button(self.tr("上一步"), Kind.PLAIN)
        self.back.setObjectName("back")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(partial(self._turn, -1))
        self.foot.row.insertWidget(self.foot.row.indexOf(self.primary), self.back)
        self.primary.setDefault(True)
        return self.foot

    def _build_done(self) -> QWidget:
        """What was done, and the passwords: they are shown once."""
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(look.px(24), look.px(4), look.px(24), look.px(16))
        box.setSpacing(look.px(10))
        self.done_words = PlainLabel("", Size.TEXT)
        self.done_words.setObjectName("done_words")
        self.done_words.setWordWrap(True)
        self.slips = QPlainTextEdit()
        self.slips.setObjectName("passwords")
        self.slips.setAccessibleName(self.tr("姓名、登录名和密码"))
        self.slips.setReadOnly(True)
        self.keep = Button(self.tr("另存为文件…"), Kind.SECONDARY, icon="save", size=Size.SMALL)
        self.keep.setObjectName("save_passwords")
        self.keep.clicked.connect(self._on_keep)
        self.copy = Button(self.tr("全部复制"), Kind.SECONDARY, icon="copy", size=Size.SMALL)
        self.copy.setObjectName("copy_passwords")
        self.copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        for button in (self.keep, self.copy):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self._slip_parts = (self.slips, self.keep, self.copy)
        box.addWidget(self.done_words)
        box.addWidget(self.slips, 1)
        box.addLayout(row)
        return page

    def _fit(self) -> None:
        room = self.screen().availableSize()
        width = min(look.px(EXTENT[0]), room.width() - 40)
        height = min(look.px(EXTENT[1]), room.height() - 60)
        self.resize(width, height)

    @property
    def wants_import(self) -> bool:
        return self.last.first_import.isChecked()

    @property
    def wish(self) -> FoundingRequest:
        wish = FoundingRequest()
        for page in self.pages:
            wish = page.put_into(wish)
        return wish

    @Slot()
    def show_step(self, number: int) -> None:
        page = self.pages[number]
        self._stack.setCurrentIndex(number)
        self.head.title.setText(page.title)
        self.head.explain.setText(page.explain)
        if page is self.last:
            self.last.show_all()
        self.foot.say("")
        self._show_state()
        first = next((w for w in page.findChildren(QWidget) if _takes_words(w)), None)
        (first or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _at(self) -> int:
        return self._stack.currentIndex()

    def _turn(self, by: int) -> None:
        if self.laid is None and 0 <= self._at + by < len(self.pages):
            if by > 0 and (words := self._stopped()):
                self.foot.say(words)
                return
            self.show_step(self._at + by)

    def _stopped(self) -> str:
        """What is wrong here; what is only empty may be left."""
        page = self.pages[self._at]
        return page.trouble() if page.filled() or page is self.own else ""

    @Slot()
    def _show_state(self) -> None:
        at, last = self._at, len(self.pages) - 1
        for number, (button, page) in enumerate(zip(self.steps, self.pages, strict=True)):
            button.setChecked(number == at)
            wrong = page.filled() and bool(page.trouble())
            state = self.tr("有误") if wrong else self.tr("已填") if page.filled() else ""
            mark = " !" if wrong else " ✓" if page.filled() and page is not self.last else ""
            button.setText(f"{page.title}{mark}")
            button.setAccessibleName(f"{page.title} {state}".strip())
        self.back.setEnabled(at > 0)
        done = self.tr("建立本局") if self._ground.own else self.tr("保存")
        self.primary.setText(done if at == last else self.tr("下一步"))
        if self.pages[min(at, last)].filled() and not self.pages[min(at, last)].trouble():
            self.foot.say("")

    @Slot()
    def _on_primary(self) -> None:
        if self.laid is not None:
            self.accept()
        elif self.pages[self._at] is self.last:
            self._send()
        else:
            self._turn(1)

    def _send(self) -> None:
        for number, page in enumerate(self.pages):
            if words := page.trouble():
                self.show_step(number)
                self.foot.say(words)
                return
        self.aside.do(partial(self._found, self.wish), self._done, self._failed)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        for part in (self._stack, self._rail, self.back, self.primary, self.cancel):
            part.setDisabled(busy)
        if busy:
            self.foot.say("", self.tr("正在写入，大约需要半分钟…"))

    def _failed(self, broken: RuleBroken) -> None:
        self._show_state()
        self.foot.say(refusal(broken))

    def _done(self, laid: Laid) -> None:
        self.laid = laid
        self.login = self.wish.founder.login if self.wish.founder else ""
        self._rail.hide()
        self.back.hide()
        self.cancel.hide()
        self.head.title.setText(self.tr("本局已建立") if self._ground.own else self.tr("已保存"))
        told = self.tr("每人的密码只显示这一次，请当面告知本人，第一次登录后自行修改。")
        self.head.explain.setText(told if laid.joined else "")
        advice = [self.tr("注意：{words}").format(words=each) for each in laid.advice]
        self.done_words.setText(joined("\n", [*laid.words, *advice]))
        self.slips.setPlainText(people_lists.handed_over(laid.joined).rstrip("\n"))
        for part in self._slip_parts:
            part.setVisible(bool(laid.joined))
        if not laid.joined:
            self.done_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.primary.setText(self.tr("开始使用") if self._ground.own else self.tr("关闭"))
        self._stack.setCurrentIndex(self._stack.count() - 1)
        self.foot.say("")
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_keep(self) -> None:
        save_as(self, self.tr("另存密码"), self.tr("人员密码.pdf"), self._keep_in)

    def _keep_in(self, path: object) -> None:
        assert self.laid is not None
        try:
            people_lists.write_passwords(path, self.laid.joined, datetime.now(UTC))  # type: ignore[arg-type]  # save_as gives a Path
        except RuleBroken as broken:
            self.foot.say(refusal(broken))
        except OSError:
            self.foot.say(self.tr("写不到这个位置，请另选一处。"))
        else:
            self.foot.say(
                "",
                self.tr("已写入 {file}，每人一页，只有您能读；打印分发后请删去。").format(
                    file=path
                ),
            )

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.slips.toPlainText())

    def _typed(self) -> bool:
        filled: Sequence[StepPage] = [page for page in self.pages[:-1] if page.filled()]
        return bool(filled) if self._ground.own else self.wish != FoundingRequest(early=True)

    def _may_go(self) -> bool:
        if self.laid is not None or self._warned or not self._typed():
            return True
        self._warned = True
        self.foot.say(self.tr("填写的内容还没有写入。再按一次即放弃。"))
        return False

    def reject(self) -> None:
        if self.laid is not None:
            self.accept()
        elif self._may_go():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and not self._may_go():
            event.ignore()
        else:
            super().closeEvent(event)

    def done(self, result: int) -> None:
        for part in (self.borders, self.people):
            part.close_work()
        self.aside.close()
        super().done(result)


def _takes_words(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
