"""Before there is a seat: who are you, or, on a new database, who will you be."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.org import Actor
from commandcenter.services.seat import accounts
from commandcenter.services.seat.first_account import make_first_account
from commandcenter.store.database import Command
from commandcenter.ui import look
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

WIDTH = 400
PAD = 28


class Gate(SmallDialog):
    """A few fields and one button; a refusal stands under them, and what was typed stays.

    Signals:
        signed_on: arg: Actor
    """

    signed_on = Signal(object)

    def __init__(
        self, tasks: Tasks, title: str, words: str, button: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(WIDTH, PAD, parent)
        self.tasks = tasks
        self.actor: Actor | None = None
        self.set_title(title)
        self.box.setSpacing(look.px(14))
        self.box.addWidget(PlainLabel(title, Size.HEAD, BOLD))
        explain = PlainLabel(words, Size.SMALL, ink="text_dim")
        explain.setWordWrap(True)
        self.box.addWidget(explain)
        self.go = Button(button, Kind.PRIMARY)
        self.go.setObjectName("go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self.trouble = PlainLabel("", Size.SMALL, ink="danger")
        self.trouble.setObjectName("refusal")
        self.trouble.setWordWrap(True)

    def close_box(self) -> None:
        """After the fields: where refusals stand, and the button."""
        pad = look.px(PAD)
        self.box.setContentsMargins(pad, pad, pad, look.px(14))
        self.foot.setContentsMargins(pad, 0, pad, pad)
        self.foot.addWidget(self.trouble)
        self.foot.addWidget(self.go)

    def field(self, name: str, label: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
        editor = QLineEdit()
        editor.setObjectName(name)
        if secret:
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.addWidget(Field(label, editor, hint))
        return editor

    def command(self) -> Command | None:
        """What is asked of the database; None when it must not be asked yet."""
        raise NotImplementedError

    @Slot()
    def _on_go(self) -> None:
        self.trouble.setText("")
        command = self.command()
        if command is not None:
            self.tasks.write(self, command, self._answered, self._failed, busy=self.go.setDisabled)

    def _answered(self, actor: Any) -> None:
        if actor is None:
            self.refuse(self.tr("登录名或密码不对。"))
            return
        self.actor = actor
        self.signed_on.emit(actor)
        self.accept()

    def _failed(self, failure: Failure) -> None:
        self.refuse(failure.words)

    def refuse(self, words: str) -> None:
        self.trouble.setText(words)


class SignOn(Gate):
    """Login and password of a local account. `actor` is set when it is accepted."""

    def __init__(self, tasks: Tasks, login: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            tasks, self.tr("登录"), self.tr("消费领域突发事件应急指挥"), self.tr("登录"), parent
        )
        self.setObjectName("sign_on")
        self.login = self.field("login", self.tr("登录名"))
        self.password = self.field("password", self.tr("密码"), secret=True)
        self.close_box()
        self.login.setText(login)
        (self.password if login else self.login).setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        login, password = self.login.text().strip(), self.password.text()
        return partial(accounts.sign_on, login=login, password=password)


class NewAccount(Gate):
    """The first person of a database on this machine, who holds every role."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(
            tasks,
            self.tr("建立本机账号"),
            self.tr("数据只存在这台机器上。您一人担任全部角色，以后可以再增加人员。"),
            self.tr("建立并开始"),
            parent,
        )
        self.setObjectName("new_account")
        self.name = self.field("name", self.tr("姓名"), self.tr("签发时使用，请写真实姓名"))
        self.login = self.field("login", self.tr("登录名"))
        hint = self.tr("至少 {n} 位").format(n=accounts.SHORTEST)
        self.password = self.field("password", self.tr("密码"), hint, secret=True)
        self.again = self.field("again", self.tr("再输一次密码"), secret=True)
        self.close_box()

    def command(self) -> Command | None:
        if self.password.text() != self.again.text():
            self.refuse(self.tr("两次输入的密码不一样。"))
            return None
        return partial(
            make_first_account,
            name=self.name.text(),
            login=self.login.text(),
            password=self.password.text(),
        )
