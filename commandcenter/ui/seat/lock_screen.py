"""The lock screen: covers the window until the person's own password is given."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.domain.org import Actor
from commandcenter.late import late_name
from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.clock import Clock
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.services.seat.accounts import sign_on
else:
    sign_on = late_name("services.seat.accounts", "sign_on")

WIDTH = 380


class LockScreen(Ground):
    """Nothing of what is under it can be seen or reached.

    Signals:
        opened: The right password was given.
    """

    opened = Signal()

    def __init__(self, seat: Seat, window: QWidget) -> None:
        super().__init__("ground", parent=window)
        self.setObjectName("lock_screen")
        self.setAccessibleName(self.tr("屏幕已锁定"))
        self.seat = seat
        self._around = window
        card = Card("", "")
        card.setFixedWidth(look.px(WIDTH))
        who = PlainLabel(seat.actor.name, Size.HEAD, BOLD)
        words = PlainLabel(self.tr("屏幕已锁定，数据仍在更新"), Size.SMALL, ink="text_dim")
        self.alarms = PlainLabel("", Size.TEXT, BOLD, ink="danger")
        self.alarms.setObjectName("lock_alarms")
        self.alarms.hide()
        self.password = QLineEdit()
        self.password.setObjectName("unlock_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._try)
        self.field = Field(self.tr("密码"), self.password, "")
        self.button = Button(self.tr("解锁"), Kind.PRIMARY, icon="unlock")
        self.button.setObjectName("unlock")
        self.button.clicked.connect(self._try)
        card.body.setSpacing(look.px(12))
        for widget in (who, words, self.alarms, self.field, self.button):
            card.body.addWidget(widget)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        clock = QHBoxLayout()
        clock.addStretch(1)
        clock.addWidget(Clock(seat.ticker, 44))
        clock.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(3)
        box.addLayout(clock)
        box.addSpacing(look.px(16))
        box.addLayout(middle)
        box.addStretch(4)
        window.installEventFilter(self)
        self.hide()

    def close_window(self) -> None:
        """Cover the window."""
        self.password.clear()
        self.field.set_error("")
        self.setGeometry(self._around.rect())
        self.show()
        self.raise_()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def show_alarms(self, waiting: int) -> None:
        """How many wait to be acknowledged; what they are is said when it is open."""
        self.alarms.setText(self.tr("有 {n} 条告警待确认，请解锁处置").format(n=waiting))
        self.alarms.setVisible(waiting > 0)

    @Slot()
    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.password.text():
            self._wrong(self.tr("请输入密码。"))
            return
        command = partial(sign_on, login=self.seat.actor.login, password=self.password.text())
        self.seat.tasks.write(
            self, command, self._answered, self._refused, busy=self.button.setDisabled
        )

    def _answered(self, actor: Actor | None) -> None:
        if actor is None:
            self._wrong(self.tr("密码不对。"))
            return
        self.password.clear()
        self.hide()
        self.opened.emit()

    def _refused(self, failure: Failure) -> None:
        self._wrong(failure.words)

    def _wrong(self, words: str) -> None:
        self.field.set_error(words)
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._around.rect())
        return super().eventFilter(watched, event)
