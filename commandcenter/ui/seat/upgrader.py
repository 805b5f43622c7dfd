"""Takes the newer program for this person, on a worker, whatever of the desk is shown meanwhile."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.domain.seat.upgrade import Step
from commandcenter.offices import upgrades
from commandcenter.offices.progress import PARTS, Progress
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.workers import Failure, Job


class Doing(StrEnum):
    NOTHING = "nothing"
    TAKING = "taking"
    BACK = "back"
    DONE = "done"


# The share of the whole that each step takes (thousandths, from and to).
STEPS = {Step.FETCH: (0, 250), Step.LAY: (250, 900), Step.TRY: (900, PARTS)}


class Upgrader(QObject):
    """One at a time. `words`: what came of the last, or why nothing did.

    Signals:
        changed: What is being done, or how far it is
        ended: Something is done that holds from the next start on. arg: a sentence
    """

    changed = Signal()
    ended = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.doing = Doing.NOTHING
        self.words = ""
        self.refused = False
        self.done = 0
        self.job: Job | None = None

    @property
    def busy(self) -> bool:
        return self.doing in (Doing.TAKING, Doing.BACK)

    @Slot()
    def take(self) -> None:
        db = self._tasks.db

        def work(progress: Progress) -> str:
            def said(what: Step, done: int, total: int) -> None:
                progress.check()
                from_, to = STEPS[what]
                progress.report(from_ + (to - from_) * done // max(1, total), PARTS)

            return upgrades.install_of(db, said)

        self._begin(Doing.TAKING)
        self.job = self._tasks.work(self, work, self._taken, self._failed)
        self.job.progress.connect(self._on_progress)
        self.job.ended.connect(self._on_ended)

    @Slot()
    def go_back(self) -> None:
        db = self._tasks.db
        self._begin(Doing.BACK)
        self.job = self._tasks.work(
            self, lambda _progress: upgrades.go_back_of(db), self._went_back, self._failed
        )

    @Slot()
    def stop(self) -> None:
        if self.job is not None and self.doing is Doing.TAKING:
            self.job.cancel()

    def _begin(self, doing: Doing) -> None:
        self.doing, self.words, self.refused, self.done = doing, "", False, 0
        self.changed.emit()

    def _end(self, doing: Doing, words: str, *, refused: bool = False) -> None:
        self.doing, self.words, self.refused, self.job = doing, words, refused, None
        self.changed.emit()
        if doing is Doing.DONE:
            self.ended.emit(words)

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.done = done
        self.changed.emit()

    @Slot()
    def _on_ended(self) -> None:
        if self.job is not None and self.job.cancelled:
            self._end(Doing.NOTHING, self.tr("已停止，没有安装，仍用现在的版本。"))

    def _taken(self, version: str) -> None:
        words = self.tr("已装好 {version}：关闭并重新打开程序即用新版本。")
        self._end(Doing.DONE, words.format(version=version))

    def _went_back(self, version: str) -> None:
        if version:
            words = self.tr("已退回 {version}：关闭并重新打开程序即生效。").format(version=version)
        else:
            words = self.tr("已退回本机安装的版本：关闭并重新打开程序即生效。")
        self._end(Doing.DONE, words)

    def _failed(self, failure: Failure) -> None:
        self._end(Doing.NOTHING, failure.words, refused=True)
