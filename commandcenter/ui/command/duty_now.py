"""当班: who is on duty and who leads now with their numbers, and what the room begins with."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from commandcenter.domain.moments import Moments
from commandcenter.domain.org import ROLE_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.duty_room import DutyDesk, Post, duty_desk
from commandcenter.queries.incident.tallies import TallyLine
from commandcenter.services.incident.incidents import TALLIES
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted, enumerated, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class PostBox(QWidget):
    """One post of the duty room; without a holder it says so."""

    def __init__(self, post: Post, now: datetime) -> None:
        super().__init__()
        self.setObjectName(f"post_{post.role.value}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, look.px(6))
        box.setSpacing(look.px(2))
        role = word(ROLE_WORDS[post.role])
        box.addWidget(PlainLabel(role, Size.SMALL, ink="text_faint"))
        if post.person_id is None:
            nobody = PlainLabel(self.tr("值班表上现在无人"), Size.HEAD, BOLD, ink="danger")
            box.addWidget(nobody)
        else:
            box.addWidget(PlainLabel(post.name, Size.HEAD, BOLD))
            numbers = joined("  ", (number for number in (post.phone, post.mobile) if number))
            box.addWidget(ElidedLabel(f"{post.title}  {numbers}"))
        short = Moments(now, named=True).short
        words = [self.tr("至 {time}").format(time=short(post.until))] if post.until else []
        if post.next_at is not None:
            after = self.tr("接班 {name} {time}")
            words.append(after.format(name=post.next_name, time=short(post.next_at)))
        box.addWidget(ElidedLabel(dotted(words), Size.SMALL, ink="text_dim"))
        spoken = [role, post.name or self.tr("无人"), post.phone, post.mobile, *words]
        self.setAccessibleName(joined(" ", (part for part in spoken if part)))


class DutyNowPanel(LivePanel[DutyDesk]):
    """Signals:
    wanted: A button was pressed. arg: its key: call, register, call_up, count
    """

    kinds = frozenset({"duty", "duty_log", "person", "incident", "tally", "handover"})
    again_s = AGAIN_S
    wanted = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent, title=self.tr("当班"))
        self.setObjectName("duty_now")
        self.incident_id: int | None = None
        self._buttons: dict[str, Button] = {}
        self._posts = QVBoxLayout()
        self.body.addLayout(self._posts)
        self._add_buttons()
        self._tallies = QGridLayout()
        self._tallies.setHorizontalSpacing(look.px(10))
        self._tally_title = PlainLabel(self.tr("本事件人工报数"), Size.TITLE, BOLD)
        self.body.addWidget(self._tally_title)
        self.body.addLayout(self._tallies)
        self.body.addStretch(1)

    def _add_buttons(self) -> None:
        words = {
            "call": (self.tr("接电话…  F2"), "phone", Kind.PRIMARY),
            "register": (self.tr("登记事件…"), "incident", Kind.SECONDARY),
            "call_up": (self.tr("叫应…"), "duty", Kind.SECONDARY),
            "count": (self.tr("报来电数、现场人数…"), "crowd", Kind.SECONDARY),
        }
        for key, (text, icon, kind) in words.items():
            button = Button(text, kind, icon=icon)
            button.setObjectName(f"duty_{key}")
            button.clicked.connect(partial(self.wanted.emit, key))
            button.hide()
            self._buttons[key] = button
            self.body.addWidget(button)
        line = QFrame()
        line.setFixedHeight(look.px(8))
        self.body.addWidget(line)

    @property
    def may_call(self) -> bool:
        """Whether this person writes into the log now."""
        return not self._buttons["call"].isHidden() and self._buttons["call"].isEnabled()

    def query(self) -> Query[DutyDesk]:
        return self.seat.query(duty_desk, self.incident_id, self.seat.clock())

    def show_answer(self, answer: DutyDesk) -> None:
        _empty(self._posts)
        for post in answer.room.posts:
            self._posts.addWidget(PostBox(post, answer.room.now))
        offers = {offer.key: offer for offer in answer.offers}
        for key, button in self._buttons.items():
            show_offer(button, offers.get(key))
        self._show_tallies(answer.tallies, answer.room.now)

    def _show_tallies(self, lines: tuple[TallyLine, ...], now: datetime) -> None:
        """What counts of each kind, with its time: 来电数 326 10:40 李蔚."""
        _empty(self._tallies)
        last: dict[str, list[TallyLine]] = {}
        for line in sorted((x for x in lines if x.summed), key=lambda tally: tally.at):
            last.setdefault(line.kind, []).append(line)
        self._tally_title.setVisible(bool(last))
        for row, (kind, title) in enumerate((k, w) for k, w in TALLIES.items() if k in last):
            line, *others = last[kind]  # no part of the sum is older
            total = sum(each.value or 0 for each in (line, *others))
            value = PlainLabel(str(total), Size.TEXT, BOLD)
            value.setObjectName(f"tally_{kind}")
            by = enumerated(dict.fromkeys(each.by for each in last[kind]))
            places = enumerated(dict.fromkeys(each.place for each in last[kind] if each.place))
            where = f"{short_zh(line.at, now)} {by} {places}".strip()
            self._tallies.addWidget(PlainLabel(word(title), ink="text_dim"), row, 0)
            self._tallies.addWidget(value, row, 1)
            more = ElidedLabel(where, Size.SMALL, ink="text_faint")
            self._tallies.addWidget(more, row, 2)
        self._tallies.setColumnStretch(2, 1)


def _empty(box: QVBoxLayout | QGridLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
