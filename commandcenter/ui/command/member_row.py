"""A person in the card of a working group: who it is, whether present, what can be done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import MemberLine
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from commandcenter.ui.widgets.tag import Tag


@dataclass(frozen=True, slots=True)
class Allowed:
    """For each act: None: not offered; a reason: offered but refused; "": offered."""

    sign: str | None = None
    release: str | None = None


class MemberRow(QWidget):
    """Signals:
    clicked: arg: id of the person
    sign_in_wanted, sign_out_wanted, release_wanted: arg: id of the person
    """

    clicked = Signal(int)
    sign_in_wanted = Signal(int)
    sign_out_wanted = Signal(int)
    release_wanted = Signal(int)

    def __init__(self, member: MemberLine, allowed: Allowed) -> None:
        super().__init__()
        self._id = member.id
        self.setObjectName(f"member_{member.id}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.px(6))
        name = Button(member.name, Kind.LINK)
        name.clicked.connect(partial(self.clicked.emit, member.id))
        self._row.addWidget(name)
        self.setMinimumHeight(look.px(24))
        if member.leads:
            self._row.addWidget(Tag(self.tr("组长")))
        if member.assigned:
            self._row.addWidget(Tag(self.tr("抽调"), "surface_3", "text_dim"))
        self._row.addWidget(ElidedLabel(member.post, Size.SMALL, ink="text_dim"), 1)
        if member.phone:  # whole: it is what one looks here for
            self._row.addWidget(PlainLabel(member.phone, Size.SMALL, ink="text_dim"))
        if member.open_steps:
            words = self.tr("{n} 项在办").format(n=member.open_steps)
            self._row.addWidget(PlainLabel(words, Size.SMALL, ink="text_dim"))
        if member.assigned and allowed.release is not None:
            back = self._small("release", self.tr("归建"), allowed.release)
            back.clicked.connect(partial(self.release_wanted.emit, member.id))
        self._add_presence(member, allowed)

    def _add_presence(self, member: MemberLine, allowed: Allowed) -> None:
        if member.present:
            self._row.addWidget(Tag(self.tr("到岗"), "ok_soft", "ok_soft_text"))
            if allowed.sign is not None:
                out = self._small("sign_out", self.tr("签退"), allowed.sign)
                out.clicked.connect(partial(self.sign_out_wanted.emit, member.id))
            return
        if member.away:
            away = Tag(self.tr("不到岗"), "warn_soft", "warn_soft_text")
            away.setToolTip(tip(member.away))
            away.setObjectName(f"away_{member.id}")
            self._row.addWidget(away)
        if allowed.sign is not None:
            sign = self._small("sign_in", self.tr("签到"), allowed.sign)
            sign.clicked.connect(partial(self.sign_in_wanted.emit, member.id))
        elif not member.away:
            self._row.addWidget(Tag(self.tr("未签到"), "surface_3", "text_dim"))

    def _small(self, key: str, words: str, refused: str) -> Button:
        button = Button(words, Kind.PLAIN, size=Size.SMALL)
        button.setObjectName(f"{key}_{self._id}")
        button.setStyleSheet("padding: 0px 8px; min-height: 0px;")
        button.setFixedHeight(look.px(22))
        button.forbid(refused)
        self._row.addWidget(button)
        return button
