"""From when on an entry counts as one made afterwards (补记), by the plan in force."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.late_entry import SETTING, entered_late
from commandcenter.store.plan.plan import plan_of

Late = Callable[[datetime | None, datetime | None], datetime | None]


def late_entries(session: Session) -> Late:
    """Asks of (stated, entered): when it was entered, where that was late; else None."""
    after = timedelta(minutes=plan_of(session).number(SETTING))
    return lambda stated, entered: entered_late(stated, entered, after)
