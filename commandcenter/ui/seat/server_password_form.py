"""The password of a server's login, asked where no key ring keeps it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 400
PAD = 28


class ServerPassword(SmallDialog):
    """`password` and `remember` hold the answer when it is accepted; `elsewhere`: the connection
    is to be changed instead."""

    def __init__(
        self,
        login: str,
        server: str,
        why: str,
        key_ring: bool,
        parent: QWidget | None = None,
        *,
        changes: bool = False,
    ) -> None:
        """`changes`: the connection may be changed here."""
        super().__init__(WIDTH, PAD, parent)
        self.setObjectName("server_password")
        self.elsewhere = False
        title = self.tr("登录本局数据库")
        self.set_title(title)
        self._editor = QLineEdit()
        self._editor.setObjectName("password")
        self._editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._field = Field(self.tr("口令"), self._editor)
        self._field.set_error(why)
        self._editor.textEdited.connect(lambda _: self._field.set_error(""))
        self._remember = QCheckBox(self.tr("记住口令，存入操作系统的密码保管箱"))
        self._remember.setObjectName("remember")
        self._remember.setFont(look.font(Size.SMALL))
        self._remember.setVisible(key_ring)
        who = self.tr("{login}，服务器 {server}").format(login=login, server=server)
        words = PlainLabel(who, Size.SMALL, ink="text_dim")
        words.setWordWrap(True)
        box = self.box
        box.setSpacing(look.px(14))
        box.addWidget(PlainLabel(title, Size.HEAD, BOLD))
        for widget in (words, self._field, self._remember):
            box.addWidget(widget)
        box.addLayout(self._buttons(changes))

    def _buttons(self, changes: bool) -> QHBoxLayout:
        leave = Button(self.tr("退出"), Kind.PLAIN)
        leave.setObjectName("leave")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        go = Button(self.tr("登录"), Kind.PRIMARY)
        go.setObjectName("go")
        go.setDefault(True)
        go.clicked.connect(self._on_go)
        buttons = QHBoxLayout()
        change = Button(self.tr("更改连接…"), Kind.QUIET)
        change.setObjectName("change_connection")
        change.setAutoDefault(False)
        change.clicked.connect(self._on_elsewhere)
        change.setVisible(changes)
        buttons.addWidget(leave)
        buttons.addWidget(change)
        buttons.addStretch(1)
        buttons.addWidget(go)
        return buttons

    @property
    def password(self) -> str:
        return self._editor.text()

    @property
    def remember(self) -> bool:
        return self._remember.isVisibleTo(self) and self._remember.isChecked()

    def _on_elsewhere(self) -> None:
        self.elsewhere = True
        self.reject()

    def _on_go(self) -> None:
        if self._editor.text():
            self.accept()
            return
        self._field.set_error(self.tr("请输入口令。"))
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
