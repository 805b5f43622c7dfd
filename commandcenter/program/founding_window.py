"""Founding a bureau in a window: on this machine, or in the empty database of a server."""

from datetime import UTC, datetime
from functools import partial

from commandcenter.domain.seat.people_list import judged
from commandcenter.domain.times import local
from commandcenter.offices import laying
from commandcenter.offices.credentials import Ask, ask_on_terminal
from commandcenter.program.windows import close, qt
from commandcenter.settings import Settings
from commandcenter.ui import look
from commandcenter.ui.seat.founding_pages import Ground
from commandcenter.ui.seat.founding_wizard import FoundingWizard


def found(
    url: str, settings: Settings, *, alone: bool, ask: Ask = ask_on_terminal
) -> tuple[str, str, bool] | None:
    """Login and password of who founded it, and whether the first import is to come next; None
    where they gave up, and nothing was written. `alone`: one person may be all there is."""
    ground = Ground(own=True, alone=alone, today=local(datetime.now(UTC)).date())
    with qt(settings, look.DESK):
        wizard = FoundingWizard(ground, partial(laying.lay, url, ask=ask), judged)
        wizard.exec()
        done, founder = wizard.laid is not None, wizard.wish.founder
        wants_import = wizard.wants_import
        close(wizard)
    if not done or founder is None:
        return None
    return founder.login.strip(), founder.password, wants_import
