"""What a desk opens with where a newer program has upgraded the database."""

from commandcenter.program.windows import close, qt
from commandcenter.settings import Settings
from commandcenter.store.database import Database
from commandcenter.ui import look
from commandcenter.ui.seat.upgrade_dialog import UpgradeDialog
from commandcenter.ui.tasks import Tasks


def show(db: Database, settings: Settings) -> int:
    """Until it is closed; the program ends then, and the next start is of the newer one."""
    with qt(settings, look.DESK):
        tasks = Tasks(db)
        dialog = UpgradeDialog(tasks)
        dialog.exec()
        close(dialog)
        tasks.shutdown()
    return 1
