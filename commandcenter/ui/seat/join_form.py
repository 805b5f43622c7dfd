"""Joining the bureau's database: where it is, who comes, and what is in the way, in words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part, Welcome
from commandcenter.ui import icons, look, texts
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.single_worker import SingleWorker
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel

Try = Callable[[JoinRequest], Welcome]  # raises NotJoined; called on a worker
HERE = ("localhost", "127.", "::1", "[::1]", "/")


class JoinPage(QWidget):
    """The form, and then who was found at the other end.

    Signals:
        left: Back to the choices.
        joined: args: the Wish that was granted, whether the password is to be remembered
        founding: args: the same of a database in which a bureau is to be founded
    """

    left = Signal()
    founding = Signal(object, bool)
    joined = Signal(object, bool)

    def __init__(self, ask: Try, key_ring: bool, parent: QWidget | None = None) -> None:
        """`key_ring`: whether the operating system can keep the password."""
        super().__init__(parent)
        self._ask = ask
        self._granted: JoinRequest | None = None
        self._may_found = True
        self._try, self._keep = self.tr("试一试并接入"), self.tr("开始使用")
        self.aside = SingleWorker(self)
        self.aside.busy.connect(self._on_busy)
        self._fields: dict[Part, Field] = {}
        self.hosts = self._line(
            Part.HOST, "hosts", self.tr("服务器"),
            self.tr("名称或 IP 地址；备机一并写上，用逗号隔开，如 db1.bureau.cn, db2.bureau.cn"),
        )  # fmt: skip
        self.database = self._line(Part.DATABASE, "database", self.tr("数据库名"))
        self.database.setText("commandcenter")
        self.login = self._line(Part.LOGIN, "login", self.tr("登录名"))
        self.password = self._line(Part.PASSWORD, "password", self.tr("口令"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.ca = self._line(
            Part.CA, "ca", self.tr("本局 CA 证书"),
            self.tr("系统管理员给的 .crt 或 .pem 文件，凭它认出服务器是真的"),
        )  # fmt: skip
        self.plain = QCheckBox(self.tr("服务器就在这台机器上，没有启用 TLS（不加密）"))
        self.plain.setObjectName("plain")
        self.plain.setFont(look.font(Size.SMALL))
        self.remember = QCheckBox(self.tr("记住口令，存入操作系统的密码保管箱"))
        self.remember.setObjectName("remember")
        self.remember.setFont(look.font(Size.SMALL))
        self.remember.setChecked(key_ring)
        self.remember.setVisible(key_ring)
        self._no_ring = PlainLabel(
            self.tr("这台机器没有密码保管箱，每次启动时会询问口令；口令不写入任何文件。"),
            Size.SMALL, ink="text_faint",
        )  # fmt: skip
        self._no_ring.setWordWrap(True)
        self._no_ring.setVisible(not key_ring)
        self._build()
        self.hosts.textChanged.connect(self._on_hosts)
        self.plain.toggled.connect(self._on_hosts)
        self._on_hosts()

    def _line(self, part: Part, name: str, label: str, hint: str = "") -> QLineEdit:
        editor = QLineEdit()
        editor.setObjectName(name)
        editor.returnPressed.connect(self._on_go)
        editor.textEdited.connect(partial(self._mended, part))
        self._fields[part] = Field(label, editor, hint)
        return editor

    def _build(self) -> None:
        px = look.px
        self.choose = Button(self.tr("选择文件…"), Kind.PLAIN)
        self.choose.setObjectName("choose_ca")
        self._trouble = PlainLabel("", Size.SMALL, ink="danger")
        self._trouble.setObjectName("refusal")
        self._trouble.setWordWrap(True)
        wanted = Wanted(self.tr("选择本局 CA 证书"))
        FileWay(self, wanted, one(self._take_ca), self._trouble.setText, button=self.choose)
        self.go = Button(self._try, Kind.PRIMARY)
        self.go.setObjectName("join")
        self.go.clicked.connect(self._on_go)
        self.back = Button(self.tr("返回"), Kind.PLAIN)
        self.back.setObjectName("back")
        self.back.clicked.connect(self._on_back)
        self.found = Button(self.tr("在这个数据库里建立本局…"), Kind.SECONDARY)
        self.found.setObjectName("found")
        self.found.clicked.connect(self._on_found)
        self.found.hide()
        self._welcome = Card("", "")
        self._welcome.setObjectName("welcome")
        self._welcome.body.setSpacing(px(8))
        self._welcome.hide()
        self._lay_form()
        self._lay_out()

    def _lay_form(self) -> None:
        px = look.px
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(12))
        form.addWidget(self._fields[Part.HOST])
        form.addLayout(self._side_by_side(Part.LOGIN, Part.PASSWORD))
        form.addWidget(self._fields[Part.DATABASE])
        self._ca_row = QWidget()
        row = QHBoxLayout(self._ca_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._fields[Part.CA], 1)
        beside = QVBoxLayout()  # level with the line, under a label that is not there
        beside.setSpacing(px(3))
        beside.addWidget(PlainLabel(" ", Size.SMALL))
        beside.addWidget(self.choose)
        beside.addStretch(1)
        row.addLayout(beside)
        form.addWidget(self._ca_row)
        for widget in (self.plain, self.remember, self._no_ring):
            form.addWidget(widget)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.found)
        buttons.addWidget(self.go)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(14))
        box.addWidget(self._form)
        box.addWidget(self._welcome)
        box.addStretch(1)
        box.addWidget(self._trouble)
        box.addLayout(buttons)

    def _side_by_side(self, *parts: Part) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for part in parts:
            row.addWidget(self._fields[part], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def fill(self, now: JoinRequest, try_words: str, keep_words: str) -> None:
        """What is changed instead of entered, and what the button says before and after."""
        self._try, self._keep = try_words, keep_words
        self._may_found = False  # here a bureau is changed to, none is founded
        self.go.setText(try_words)
        for editor, words in (
            (self.hosts, now.hosts), (self.database, now.database), (self.login, now.login),
            (self.ca, now.ca),
        ):  # fmt: skip
            editor.setText(words)
        self.plain.setChecked(now.plain)

    def begin(self) -> None:
        self.hosts.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_work(self) -> None:
        """Before the page goes: what is being tried is waited for."""
        self.aside.close()

    @property
    def wish(self) -> JoinRequest:
        return JoinRequest(
            self.hosts.text().strip(),
            self.database.text().strip(),
            self.login.text().strip(),
            self.password.text(),
            "" if self._is_plain() else self.ca.text().strip(),
            self._is_plain(),
        )

    def _is_plain(self) -> bool:
        return self.plain.isVisibleTo(self) and self.plain.isChecked()

    @Slot()
    def _on_hosts(self) -> None:
        """Without TLS only on this machine: elsewhere it is not even offered."""
        places = [place.strip().lower() for place in self.hosts.text().split(",") if place.strip()]
        self.plain.setVisible(bool(places) and all(p.startswith(HERE) for p in places))
        self._ca_row.setVisible(not self._is_plain())

    def _mended(self, part: Part, _words: str) -> None:
        self._fields[part].set_error("")
        self._trouble.setText("")

    def _take_ca(self, path: Path) -> None:
        self.ca.setText(str(path))
        self._mended(Part.CA, "")

    @Slot()
    def _on_go(self) -> None:
        if self._granted is not None:
            self.joined.emit(self._granted, self.remember.isChecked())
            return
        for field in self._fields.values():
            field.set_error("")
        self._trouble.setText("")
        self.found.hide()
        wish = self.wish
        self.aside.do(partial(self._ask, wish), partial(self._on_welcome, wish), self._failed)

    @Slot()
    def _on_found(self) -> None:
        self.founding.emit(self.wish, self.remember.isChecked())

    @Slot()
    def _on_back(self) -> None:
        if self._granted is None:
            self.left.emit()
            return
        self._granted = None
        self._welcome.hide()
        self._form.show()
        self.go.setText(self._try)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._form.setDisabled(busy)
        self.go.setDisabled(busy)
        self.back.setDisabled(busy)
        self.go.setText(self.tr("正在接入…") if busy else self._try)

    def _failed(self, broken: RuleBroken) -> None:
        words = texts.refusal(broken)
        no_bureau = isinstance(broken, NotJoined) and broken.part is Part.EMPTY
        empty = no_bureau and self._may_found
        self.found.setVisible(empty)
        if empty:
            words = self.tr("{words}建立本局须用服务器的超级用户登录（如 postgres）。").format(
                words=words
            )
        field = self._fields.get(broken.part) if isinstance(broken, NotJoined) else None
        if field is None:
            self._trouble.setText(words)
            return
        field.set_error(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if field.editor is self.password:
            self.password.selectAll()

    def _on_welcome(self, wish: JoinRequest, welcome: Welcome) -> None:
        self._granted = wish
        self._show_welcome(wish, welcome)
        self._form.hide()
        self._welcome.show()
        self.go.setText(self._keep)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_welcome(self, wish: JoinRequest, welcome: Welcome) -> None:
        while item := self._welcome.body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        head = QLabel()
        size = look.px(28)
        head.setPixmap(icons.pixmap("done", "ok", size, self.devicePixelRatioF()))
        who = welcome.person or self.tr("{login}（名册里没有这个登录名）").format(login=wish.login)
        trust = (
            self.tr("加密连接，服务器的证书已核对")
            if welcome.secured
            else self.tr("本机连接，不加密")
        )
        self._welcome.body.addWidget(head)
        self._welcome.body.addWidget(PlainLabel(welcome.office or wish.database, Size.TITLE, BOLD))
        for words in (who, f"{welcome.server} · {trust}"):
            self._add_words(words, "text_dim")
        for words in welcome.concerns:
            self._add_words(self.tr("备用服务器：{words}").format(words=words), "warn")

    def _add_words(self, words: str, ink: str) -> None:
        label = PlainLabel(words, Size.SMALL, ink=ink)
        label.setWordWrap(True)
        self._welcome.body.addWidget(label)
