"""One piece of work off the GUI thread where there is no database yet, and so no `Tasks`."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import Lost, Unable
from commandcenter.ui.workers import Outcome, Pool, Work


class SingleWorker(QObject):
    """Does one thing at a time; `close` waits for it.

    Signals:
        busy: Something is under way (True), or is over (False).
    """

    busy = Signal(bool)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = Pool(1, "aside", lambda _ticket, box: self._finished.emit(box))
        self._work: Work | None = None
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[RuleBroken], object] | None = None
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def do(
        self,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[RuleBroken], object],
    ) -> None:
        """`failed` gets what was refused, in words; anything else is a bug."""
        if self._work is None:
            self._work, self._done, self._failed = work, done, failed
            self.busy.emit(True)
            self._pool.send(0, work)

    def close(self) -> None:
        self._done = self._failed = None
        self._pool.close()
        QCoreApplication.sendPostedEvents(self)

    @Slot(object)
    def _deliver(self, box: list[Outcome]) -> None:
        outcome, done, failed = box.pop(), self._done, self._failed
        self._work = self._done = self._failed = None
        if done is None or failed is None:
            return
        self.busy.emit(False)
        match outcome.error:
            case None:
                done(outcome.value)
            case RuleBroken() as broken:
                failed(broken)
            case Unable() as unable:
                failed(RuleBroken(unable.words))
            case Lost():
                failed(RuleBroken("数据库暂时连不上，请稍候再试。"))
            case error:
                sys.excepthook(type(error), error, error.__traceback__)
                failed(RuleBroken("这里出了错，已经记录下来。"))
