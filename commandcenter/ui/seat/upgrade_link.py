"""A quiet word in the desk's foot: a newer program is there, or waits for the database."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.seat.upgrade_state import UpgradeState, upgrade_state
from commandcenter.store.journal import EVERYTHING, Change
from commandcenter.ui.frame.behind import Behind
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.workers import Failure

KINDS = frozenset({"bureau", "schema", EVERYTHING})


class UpgradeLink(Button):
    """Asks when the bureau says something, and once at first; a drill's store says nothing.

    Signals:
        told: What was found. arg: the UpgradeState
    """

    told = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("", Kind.LINK, parent, size=Size.SMALL)
        self.setObjectName("upgrade_link")
        self.seat = seat
        self.hide()
        if not seat.drill:
            seat.feed.changed.connect(self._on_changed)
            Behind(self, seat.tasks, self.ask)

    @Slot()
    def ask(self) -> None:
        self.seat.tasks.read(self, upgrade_state, self._show, self._unheard, of_now=True)

    @Slot(list)
    def _on_changed(self, changes: list[Change]) -> None:
        if any(change.kind in KINDS for change in changes):
            self.ask()

    def _unheard(self, failure: Failure) -> None:
        """A lost database is told elsewhere, and when it answers again everything is asked."""

    def _show(self, found: UpgradeState) -> None:
        if found.published is not None:
            words = self.tr("有新版本 {version}")
            if found.waits:
                words = self.tr("新版本 {version} 待数据库升级")
            self.setText(words.format(version=found.published.version))
            signed = self.tr("{signer}签名").format(signer=found.published.signer)
            self.setToolTip(tip(signed))
        self.setVisible(found.published is not None)
        self.told.emit(found)
