"""Another database for this machine: where it is and who comes, tried before anything is kept."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.ui import look
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.seat.join_form import JoinPage, Try
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 560
PAD = 32


class ConnectionForm(SmallDialog):
    """`wish` and `remember` hold what was tried and found good when it is accepted."""

    def __init__(
        self,
        now: JoinRequest,
        ask: Try,
        key_ring: bool,
        why: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`now`: as it is kept, without the password; `why`: what is in its way."""
        super().__init__(WIDTH, PAD, parent)
        self.setObjectName("connection_form")
        self.wish: JoinRequest | None = None
        self.remember = False
        title = self.tr("本席的数据库连接")
        self.set_title(title)
        self.join = JoinPage(ask, key_ring)
        self.join.fill(now, self.tr("试一试新的连接"), self.tr("保存，改用这个连接"))
        self.join.left.connect(self.reject)
        self.join.joined.connect(self._on_joined)
        box = self.box
        box.setSpacing(look.px(14))
        box.addWidget(PlainLabel(title, Size.HEAD, BOLD))
        if why:
            trouble = PlainLabel(why, ink="danger")
            trouble.setObjectName("trouble")
            trouble.setWordWrap(True)
            box.addWidget(trouble)
        words = self.tr("先试后存：试不通的不保存，原来的连接不变。只改这台机器的设置。")
        explain = PlainLabel(words, Size.SMALL, ink="text_dim")
        explain.setWordWrap(True)
        box.addWidget(explain)
        box.addWidget(self.join)
        self.join.begin()

    @Slot(object, bool)
    def _on_joined(self, wish: JoinRequest, remember: bool) -> None:
        self.wish, self.remember = wish, remember
        self.accept()

    def done(self, result: int) -> None:
        self.join.close_work()
        super().done(result)
