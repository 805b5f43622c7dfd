"""系统状态: a line for each thing that the work rests on, of the database and of this machine."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.seat.finding import HEALTH_WORDS, Finding, Health
from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.offices import connections, credentials, key_ring
from commandcenter.offices.system import machine_of
from commandcenter.queries.seat.system_state import may_connect, store_state, work_state
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import dotted
from commandcenter.ui.seat.connection_form import ConnectionForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger
from commandcenter.ui.workers import Failure

AGAIN, CONNECTION = "again", "connection"
INKS = {Health.GOOD: "ok", Health.ATTENTION: "warn", Health.BROKEN: "danger"}
Findings = tuple[Finding, ...]


class SystemPanel(LinesPanel[Findings, Finding]):
    """What is wrong stands first. This machine is looked at apart: that takes some seconds."""

    object_name = "system_panel"
    kinds = frozenset(
        {"plan", "server", "restore_drill", "verification", "batch", "person", "bureau"}
    )
    by_place = True
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._of_store: Findings = ()
        self._of_work: Findings = ()
        self._of_machine: Findings = ()
        self._looking = self._looked = False
        self.connection = self.ledger.add_button(CONNECTION, self.tr("本席连接…"), "linked")
        self.connection.hide()
        self.again = self.ledger.add_button(AGAIN, self.tr("重新检查本机"), "refresh")

    def make_ledger(self) -> Ledger:
        words = self.tr("系统状态由总指挥、值班员、带班领导、监督评估和系统管理员查看。")
        return Ledger(self.tr("系统状态"), self.columns(), "server", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 4, cell=self._state),
            self.column(self.tr("项目"), 9, cell=lambda line, _: line.name),
            self.column(self.tr("情况"), stretch=True, cell=lambda line, _: line.text),
        ]

    def query(self) -> Query[Findings]:
        return self.seat.query(store_state)

    def show_answer(self, answer: Findings) -> None:
        self._of_store = answer
        self._show_all()
        self.seat.tasks.read(self, self.seat.query(work_state), self._on_work, self._unasked)

    def _on_work(self, found: Findings) -> None:
        self._of_work = found
        self.seat.tasks.read(self, self.seat.query(may_connect), self.connection.setVisible)
        self._show_all()

    def _unasked(self, failure: Failure) -> None:
        """The panel's own question says so too, and is asked again."""

    def _show_all(self) -> None:
        """In the order of the checks, what is wrong before what is well."""
        order = list(Health)
        found = [*self._of_store, *self._of_work, *self._of_machine]
        found.sort(key=lambda each: order.index(each.health))
        super().show_answer(tuple(found))

    def note(self, board: Findings) -> str:
        wrong = sum(each.health is Health.BROKEN for each in board)
        care = sum(each.health is Health.ATTENTION for each in board)
        parts = [self.tr("异常 {n} 项").format(n=wrong)] if wrong else []
        parts += [self.tr("注意 {n} 项").format(n=care)] if care else []
        words = dotted(parts) or self.tr("全部正常")
        return words if self._looked else self.tr("{words} · 正在检查本机…").format(words=words)

    def _state(self, line: Finding, _: Findings) -> Cell:
        return Cell(word(HEALTH_WORDS[line.health]), INKS[line.health])

    def detail(self, line: Finding, board: Findings) -> Detail:
        now = self.seat.clock()
        return (
            (self.tr("项目"), line.name),
            (self.tr("状态"), word(HEALTH_WORDS[line.health])),
            (self.tr("情况"), line.text),
            (self.tr("怎么办"), line.todo),
            (self.tr("时间"), when(line.at, now) if line.at else ""),
        )

    def want(self, board: Findings, key: str) -> None:
        if key == CONNECTION:
            self._change_connection()
        else:
            self._look()

    def _change_connection(self) -> None:
        """What was tried and kept holds from the next start."""
        link = self.seat.tasks.db.link
        now = connections.request_of(link.address.text if link else "")
        ring = key_ring.key_ring() is not None
        form = ConnectionForm(now, credentials.try_to_join, ring, parent=self.window())
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.accepted.connect(lambda: self._keep_connection(form.wish, remember=form.remember))
        form.open()

    def _keep_connection(self, wish: JoinRequest | None, *, remember: bool) -> None:
        if wish is None:
            return
        self.seat.tasks.work(
            self,
            lambda _progress: connections.change(wish, remember=remember),
            lambda _address: self.seat.notices.info(
                self.tr("连接已保存，下次启动时改用它；这一次仍用原来的。")
            ),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._looked:
            self._look()

    def _look(self) -> None:
        """On a worker: a window system, a sound server or a disk may be slow to answer."""
        if self._looking:
            return
        self._looking, db = True, self.seat.tasks.db
        self.seat.tasks.work(
            self,
            lambda _progress: tuple(machine_of(db)),
            self._on_machine,
            self._unlooked,
            busy=self.again.setDisabled,
        )

    def _on_machine(self, found: Findings) -> None:
        self._looking, self._looked = False, True
        self._of_machine = found
        self._show_all()

    def _unlooked(self, failure: Failure) -> None:
        self._looking = False
        self.seat.notices.refused(failure.words)
