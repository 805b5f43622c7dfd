"""Who sits here, with the rights held now: rights begin and end while the window is open.

So does the time of the program: a database may be upgraded under it.
"""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat.sight import Sight, sight_of
from commandcenter.queries.seat.program import Fit, fit
from commandcenter.services.seat.sitting import Standing, require_still, standing
from commandcenter.store.journal import EVERYTHING, Change
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.notices import Notices
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.ticker import Ticker
from commandcenter.ui.workers import Failure, Trouble

# What a right may come from or end with: a grant, a delegation, a hand-over, its incident.
KINDS = frozenset({"person", "delegation", "handover", "incident", EVERYTHING})
UPGRADES = frozenset({"schema", EVERYTHING})


class Sitting(QObject):
    """Looks again when something is heard that may concern them, and at the second they end.

    `rights`: the matrix in force. What they may not see at all is not read here.

    Signals:
        changed: The rights are others now. arg: the Actor
    """

    changed = Signal(object)

    def __init__(
        self,
        actor: Actor,
        tasks: Tasks,
        feed: LiveFeed,
        ticker: Ticker,
        notices: Notices,
        parent: QObject | None = None,
        rights: Rights | None = None,
    ) -> None:
        super().__init__(parent)
        self.actor, self.rights = actor, rights or Rights()
        self._tasks, self._feed, self._ticker, self._notices = tasks, feed, ticker, notices
        self._changes_at: datetime | None = None
        self._asked = 0
        self._told_of = ""
        tasks.see_as(actor, self.rights)
        feed.changed.connect(self._on_upgrade)
        if actor.person_id:
            tasks.set_guard(partial(require_still, actor=actor), actor.login)
            feed.changed.connect(self._on_changed)
            self._look()

    @property
    def sight(self) -> Sight:
        return sight_of(self.rights, self.actor)

    def stop(self) -> None:
        self._ticker.leave(self)

    @Slot(list)
    def _on_changed(self, changes: list[Change]) -> None:
        if any(change.kind in KINDS for change in changes):
            self._look()

    @Slot(list)
    def _on_upgrade(self, changes: list[Change]) -> None:
        if any(change.kind in UPGRADES for change in changes) and not self._tasks.past:
            self._tasks.read(self, fit, self._fits, self._unheard)

    def _fits(self, found: Fit) -> None:
        """Once for each: a seat that goes on working need not hear it every time."""
        if found.too_old:
            words = self.tr(
                "数据库已升级，要求程序 {oldest} 或更新（本席为 {here}），本席不能再写入："
                "请保存手头文字，退出并更新程序。"
            ).format(oldest=found.oldest, here=found.here)
            tell = self._notices.refused
        elif found.newer:
            words = self.tr(
                "数据库已升级。本席可以继续工作；请在方便时退出并更新程序，退出后旧版本不能再进入。"
            )
            tell = self._notices.warn
        else:
            return
        if words != self._told_of:
            self._told_of = words
            tell(words)

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        if self._changes_at is not None and now >= self._changes_at:
            self._changes_at = None
            self._look()

    def _look(self) -> None:
        if self._tasks.past:
            return  # who looks back does so by the rights of now
        self._asked += 1
        found = partial(self._on_standing, self._asked)
        query = partial(standing, actor=self.actor)
        self._tasks.read(self, query, found, self._no_standing, whole=True)

    def _unheard(self, failure: Failure) -> None:
        """A lost database is told elsewhere; nothing is written meanwhile."""

    def _no_standing(self, failure: Failure) -> None:
        """Who has left the bureau is told so once; each write says it, too."""
        if failure.trouble is Trouble.REFUSED and failure.words != self._told_of:
            self._told_of = failure.words
            self._notices.refused(failure.words)

    def _on_standing(self, ticket: int, found: Standing) -> None:
        if ticket != self._asked:
            return  # a later question makes this answer old
        self._changes_at = found.changes_at
        if found.changes_at is None:
            self._ticker.leave(self)
        else:
            self._ticker.join(self, self._on_second)
        if (found.actor, found.rights) == (self.actor, self.rights):
            return
        self.actor, self.rights = found.actor, found.rights
        self._tasks.see_as(found.actor, found.rights)
        self._tasks.set_guard(partial(require_still, actor=found.actor), found.actor.login)
        self._notices.info(self.tr("您的权限已变更，页面按现在的权限显示。"))
        self.changed.emit(found.actor)
        self._feed.ask_afresh()
