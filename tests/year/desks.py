"""What people of the year do and read at their desks instead of by services."""

from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from commandcenter.store.people import actor_of
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.support.fund_panel import FundPanel
from commandcenter.ui.support.stock_panel import StockPanel
from commandcenter.ui.support.training_panel import TrainingPanel
from commandcenter.ui.widgets.list_export import table_of

READ = (FundPanel, StockPanel, TrainingPanel)


def is_open(form):
    """One that is closed goes with the next turn of the loop."""
    return shiboken6.isValid(form) and form.isVisible()


class Desks:
    def __init__(self, qtbot, db):
        self.qtbot, self.db = qtbot, db

    @contextmanager
    def panel(self, kind, login):
        """The list as the person sees it, answered."""
        with self.db.read() as session:
            seat = open_seat(actor_of(session, login, self.db.clock()), self.db, after=0)
        panel = kind(seat)
        panel.resize(1200, 800)
        panel.show()
        self.qtbot.waitUntil(lambda: panel.as_of is not None and seat.tasks.idle)
        try:
            yield panel
        finally:
            panel.hide()
            panel.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            seat.close()
            for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
                shiboken6.delete(part)

    def approve_money(self, login, number):
        with self.panel(FundPanel, login) as panel:
            panel.begin("approve", number)
            form = next(d for d in panel.findChildren(QDialog) if d.isVisible())
            form.primary.click()
            self.qtbot.waitUntil(lambda: not is_open(form) and panel.seat.tasks.idle)

    def rows(self, kind, login):
        """How many lines the list shows, each with words."""
        with self.panel(kind, login) as panel:
            _, rows = table_of(panel.ledger.table)
            assert all(any(row) for row in rows)
            return len(rows)
