"""The first start: three choices in plain words, nothing else."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.ui import icons, look
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.seat.join_form import JoinPage, Try
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 560
PAD = 32


class Start(StrEnum):
    DEMO = "demo"
    LOCAL = "local"
    JOIN = "join"
    FOUND = "found"


class FirstStart(SmallDialog):
    """`choice` when it is accepted; for JOIN and FOUND `wish` and `remember`, too.

    Signals:
        chosen: arg: value of Start
    """

    chosen = Signal(str)

    def __init__(self, ask: Try, key_ring: bool, parent: QWidget | None = None) -> None:
        """`ask` tries to join; `key_ring`: whether the operating system can keep a password."""
        super().__init__(WIDTH, PAD, parent)
        self.setObjectName("first_start")
        self.choice: Start | None = None
        self.wish: JoinRequest | None = None
        self.remember = False
        title = self.tr("第一次使用，请选择")
        self.set_title(title)
        self.setWindowTitle(self.tr("消费领域突发事件应急指挥"))
        self._title = PlainLabel(title, Size.HEAD, BOLD)
        self.join = JoinPage(ask, key_ring)
        self.join.left.connect(self._on_left)
        self.join.joined.connect(self._on_joined)
        self.join.founding.connect(self._on_founding)
        self._choices = self._build_choices()
        self.join.hide()
        self.box.setSpacing(look.px(16))
        self.box.addWidget(self._title)
        self.box.addWidget(self._choices)
        self.box.addWidget(self.join)

    def _build_choices(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(12))
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
        card = Card("", "", pressable=True)
        card.setObjectName(f"start_{start.value}")
        card.setAccessibleName(self.tr("{title}：{words}").format(title=title, words=explain))
        picture = QLabel()
        size = look.px(26)
        picture.setPixmap(icons.pixmap(icon, "accent", size, self.devicePixelRatioF()))
        words = PlainLabel(explain, Size.SMALL, ink="text_dim")
        words.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        head.addWidget(picture)
        head.addWidget(PlainLabel(title, Size.TITLE, BOLD), 1)
        card.body.addLayout(head)
        card.body.addWidget(words)
        card.pressed.connect(partial(self._choose, start))
        return card

    def _choose(self, start: Start) -> None:
        if start is Start.JOIN:
            self._title.setText(self.tr("接入本局数据库"))
            self._choices.hide()
            self.join.show()
            self.join.begin()
            return
        self._finish(start)

    @Slot()
    def _on_left(self) -> None:
        self._title.setText(self.tr("第一次使用，请选择"))
        self.join.hide()
        self._choices.show()

    @Slot(object, bool)
    def _on_joined(self, wish: JoinRequest, remember: bool) -> None:
        self.wish, self.remember = wish, remember
        self._finish(Start.JOIN)

    @Slot(object, bool)
    def _on_founding(self, wish: JoinRequest, remember: bool) -> None:
        self.wish, self.remember = wish, remember
        self._finish(Start.FOUND)

    def _finish(self, start: Start) -> None:
        self.choice = start
        self.chosen.emit(start.value)
        self.accept()

    def done(self, result: int) -> None:
        self.join.close_work()
        super().done(result)
