"""One part of the watch at a time: what it raises costs that part, not the others.

This is the outermost loop of the watch, so everything is caught here. What went wrong is told:
by the run in the database, on the screens, and in the log by its kind and places, never by its
message, which may be about people.
"""

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

from commandcenter.domain.watch.watch_parts import Part
from commandcenter.store.database import Lost, lost_is_lost
from commandcenter.store.watch.watch_lease import LeaseLost

log = logging.getLogger("commandcenter.watch")
T = TypeVar("T")
Failures = dict[Part, str]  # by part the name of the class of what it raised


def attempt(part: Part, work: Callable[[], T], failed: Failures) -> T | None:
    """What `work` gives; None when it raised, which is then noted in `failed`.

    A lost database or lease is no failure of a part: Lost and LeaseLost are raised.
    """
    try:
        with lost_is_lost():
            return work()
    except (Lost, LeaseLost):
        raise
    except Exception as error:  # noqa: BLE001 - a detector's bug must not cost the others their night
        failed[part] = type(error).__name__
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s was left out: %s\n%s", part, failed[part], places)
        return None
