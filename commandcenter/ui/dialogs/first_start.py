"""The first start: three choices in plain words, nothing else."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.ui import icons
from commandcenter.ui.look import BOLD, DESK, Look, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 560
PAD = 32


class Start(StrEnum):
    DEMO = "demo"
    LOCAL = "local"
    JOIN = "join"


class FirstStart(QDialog):
    """`choice` and `address` (for JOIN) hold what was chosen when it is accepted.

    Signals:
        chosen: args: value of Start, the address of the bureau's database or ""
    """

    chosen = Signal(str, str)

    def __init__(self, look: Look = DESK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self.look = look
        self.choice: Start | None = None
        self.address = ""
        title = self.tr("第一次使用，请选择")
        self.setWindowTitle(self.tr("消费领域突发事件应急指挥"))
        self.setAccessibleName(title)
        self.setFixedWidth(look.px(WIDTH))
        px = look.px
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_choices())
        self._stack.addWidget(self._build_join())
        box = QVBoxLayout(self)
        box.setContentsMargins(px(PAD), px(PAD), px(PAD), px(PAD))
        box.setSpacing(px(16))
        box.addWidget(PlainLabel(title, look, Size.HEAD, BOLD))
        box.addWidget(self._stack)

    def _build_choices(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.px(12))
        words = (
            (
                Start.DEMO,
                "drill",
                self.tr("看演示"),
                self.tr("打开虚构的澄州市和一起闭店事件，随便试，不影响任何真实数据。"),
            ),
            (
                Start.LOCAL,
                "person",
                self.tr("在本机使用"),
                self.tr("数据只存在这台机器上，由您一人使用，以后可以再迁到本局数据库。"),
            ),
            (
                Start.JOIN,
                "linked",
                self.tr("接入本局数据库"),
                self.tr("和同事共用一个数据库，需要系统管理员给的地址和登录名。"),
            ),
        )
        for start, icon, title, explain in words:
            box.addWidget(self._choice(start, icon, title, explain))
        return page

    def _choice(self, start: Start, icon: str, title: str, explain: str) -> Card:
        card = Card("", "", self.look, pressable=True)
        card.setObjectName(f"start_{start.value}")
        card.setAccessibleName(self.tr("{title}：{words}").format(title=title, words=explain))
        picture = QLabel()
        size = self.look.px(26)
        picture.setPixmap(icons.pixmap(icon, "accent", size, self.devicePixelRatioF()))
        words = PlainLabel(explain, self.look, Size.SMALL, ink="text_dim")
        words.setWordWrap(True)
        card.body.addWidget(picture)
        card.body.addWidget(PlainLabel(title, self.look, Size.TITLE, BOLD))
        card.body.addWidget(words)
        card.pressed.connect(partial(self._choose, start))
        return card

    def _build_join(self) -> QWidget:
        page = QWidget()
        self.field = QLineEdit()
        self.field.setObjectName("address")
        self.field.setPlaceholderText("postgresql://")
        hint = self.tr("例：postgresql://姓名拼音@10.0.0.5/commandcenter")
        self.join = Button(self.tr("接入"), Kind.PRIMARY, self.look)
        self.join.setObjectName("join")
        self.join.clicked.connect(self._on_join)
        back = Button(self.tr("返回"), Kind.PLAIN, self.look)
        back.clicked.connect(partial(self._stack.setCurrentIndex, 0))
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.px(12))
        box.addWidget(Field(self.tr("数据库地址"), self.field, hint, self.look))
        box.addStretch(1)
        box.addWidget(self.join)
        box.addWidget(back)
        return page

    def _choose(self, start: Start) -> None:
        if start is Start.JOIN:
            self._stack.setCurrentIndex(1)
            self.field.setFocus()
            return
        self._finish(start, "")

    def _on_join(self) -> None:
        address = self.field.text().strip()
        if address:
            self._finish(Start.JOIN, address)

    def _finish(self, start: Start, address: str) -> None:
        self.choice, self.address = start, address
        self.chosen.emit(start.value, address)
        self.accept()
