"""The line at the foot: whether the database is heard, up to when, and who sits here."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.org import ROLE_WORDS, Actor, post_words
from commandcenter.domain.times import local
from commandcenter.queries.seat.seats import SKEWED, Seats, Standby
from commandcenter.ui import look
from commandcenter.ui.desk.bare_frame import FOOT
from commandcenter.ui.desk.menus import TitleMenu
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import REGULAR, Size
from commandcenter.ui.phrases import dotted, enumerated, listed
from commandcenter.ui.seat.upgrade_link import UpgradeLink
from commandcenter.ui.seat_words import skewed_words
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.heartbeat import Heartbeat
from commandcenter.ui.widgets.labels import PlainLabel


def office_words(actor: Actor) -> str:
    """陈屿（总指挥）; 马骁（现场处置组组长）."""
    parts = [
        post_words(grant.role, grant.group)
        for grant in sorted(
            actor.grants, key=lambda g: (list(ROLE_WORDS).index(g.role), g.group or "")
        )
    ]
    shown = enumerated(parts[:2]) + ("…" if len(parts) > 2 else "")
    if actor.delegated:
        shown = listed((shown, QCoreApplication.translate("StatusLine", "受委托代行")))
    template = QCoreApplication.translate("StatusLine", "{name}（{parts}）")
    return template.format(name=actor.name, parts=shown) if shown else actor.name


class StatusLine(Ground):
    """Its menu at the right has what concerns the seat itself.

    Signals:
        wanted: arg: since, outbox, seats, upgrade, replay, lock, password, alarms, alarm_sound,
            theme, arrange, arrange_again, manual or tour
    """

    wanted = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("head", Qt.Edge.TopEdge, parent)
        self.setObjectName("status")
        self.seat = seat
        self.setFixedHeight(look.px(FOOT))
        self._link = PlainLabel("", Size.SMALL, ink="text_dim")
        self._link.setObjectName("link")
        self.who = TitleMenu(Size.SMALL, REGULAR, "text_dim")
        self.who.setObjectName("seat_menu")
        self.who.setProperty("slim", "true")  # the foot is lower than a button
        self._show_person(seat.actor)
        seat.sitting.changed.connect(self._show_person)
        self._since = Button("", Kind.LINK, size=Size.SMALL)
        self._since.setObjectName("since_link")
        self._since.clicked.connect(partial(self.wanted.emit, "since"))
        self._since.hide()
        self._outbox = Button("", Kind.LINK, size=Size.SMALL)
        self._outbox.setObjectName("outbox_link")
        self._outbox.clicked.connect(partial(self.wanted.emit, "outbox"))
        self._seats = Button("", Kind.LINK, size=Size.SMALL)
        self._seats.setObjectName("seats_link")
        self._seats.clicked.connect(partial(self.wanted.emit, "seats"))
        self._seats.hide()
        self.upgrade = UpgradeLink(seat)
        self.upgrade.clicked.connect(partial(self.wanted.emit, "upgrade"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), 1, look.px(12), 0)
        row.setSpacing(look.px(8))
        row.addWidget(Heartbeat(seat.feed, seat.ticker))
        row.addWidget(self._link)
        row.addWidget(self._outbox)
        row.addStretch(1)
        row.addWidget(self.upgrade)
        row.addWidget(self._since)
        row.addWidget(self._seats)
        row.addWidget(self.who)
        self._fill_menu()
        seat.feed.link.connect(self._on_link)
        seat.courier.changed.connect(self._show_outbox)
        self._show_outbox()

    @Slot(object)
    def show_seats(self, found: Seats) -> None:
        """Who else is there, once somebody is; and what is wrong with the second server."""
        parts = []
        if found.standby is Standby.LOST or found.single:
            lost = self.tr("备机失联")
            parts.append(self.tr("单机运行") if found.single else lost)
        if len(found.lines) > 1:
            parts.append(self.tr("{n} 席在线").format(n=found.online))
        if found.silent:
            parts.append(self.tr("{n} 席失联").format(n=found.silent))
        self._seats.setText(listed(parts))
        self._seats.setVisible(bool(parts))

    @Slot()
    def _show_outbox(self) -> None:
        """What of this person waits on this machine, or came back."""
        courier, parts = self.seat.courier, []
        if courier.waiting:
            parts.append(self.tr("已暂存本机 {n} 条").format(n=courier.waiting))
        if courier.refused:
            parts.append(self.tr("被退回 {n} 条").format(n=courier.refused))
        if courier.locked:
            parts.append(self.tr("暂存打不开 {n} 条").format(n=courier.locked))
        self._outbox.setText(listed(parts))
        self._outbox.setVisible(bool(parts))

    @Slot(object)
    def _show_person(self, actor: Actor) -> None:
        self.who.set_words(self.tr("{who} · 桌面席").format(who=office_words(actor)))

    def _fill_menu(self) -> None:
        words = {
            "since": self.tr("离岗期间动态"),
            "replay": self.tr("回看本事件"),
            "lock": self.tr("锁定屏幕\tCtrl+L"),
            "password": self.tr("修改密码…"),
            "alarms": self.tr("告警列表"),
            "alarm_sound": self.tr("告警声音…"),
            "theme": self.tr("换深色或浅色"),
            "language": self.tr("界面语言 Language…"),
            "arrange": self.tr("调整面板布局"),
            "arrange_again": self.tr("恢复面板布局"),
            "manual": self.tr("帮助\tF1"),
            "tour": self.tr("六步导览"),
        }
        menu = self.who.menu_of
        menu.setToolTipsVisible(True)
        self.entries: dict[str, QAction] = {}
        for key, text in words.items():
            entry = menu.addAction(text)
            entry.setObjectName(f"seat_{key}")
            entry.setData(key)
            self.entries[key] = entry
        menu.triggered.connect(self._on_entry)

    @Slot(int)
    def set_since(self, count: int) -> None:
        """How much was done while the person was away; 0: nothing that they have not seen."""
        self._since.setText(self.tr("离岗期间 {n} 项变动").format(n=count))
        self._since.setVisible(count > 0)

    def set_locks(self, locks: bool) -> None:
        """Only who has a password can lock the screen, or change it."""
        for key in ("lock", "password"):
            self.entries[key].setEnabled(locks)
            self.entries[key].setToolTip("" if locks else self.tr("本机没有为您设置密码"))

    @Slot(QAction)
    def _on_entry(self, entry: QAction) -> None:
        self.wanted.emit(entry.data())

    @Slot(bool)
    def _on_link(self, up: bool) -> None:
        self._on_second(self.seat.clock())

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        feed = self.seat.feed
        if feed.is_stale or not feed.up:
            words = self.tr("数据库连接中断，正在重试 · 数据截至 {time}，已 {n} 秒未更新")
            self._link.set_ink("danger")
        else:
            words = self.tr("已连接 · 数据截至 {time}")
            if self.seat.drill:
                words = self.tr("演练库 · 已连接 · 数据截至 {time}")
            self._link.set_ink("text_dim")
        known = self.seat.known_at()
        seconds = max(1, int((now - known).total_seconds()))
        words = words.format(time=f"{local(known):%H:%M:%S}", n=seconds)
        skew = self.seat.tasks.db.skew
        if skew is not None and abs(skew) > SKEWED:
            skewed = self.tr("本机{skewed}").format(skewed=skewed_words(skew.total_seconds()))
            words = dotted((words, skewed))
        self._link.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seat.ticker.join(self, self._on_second)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seat.ticker.leave(self)
