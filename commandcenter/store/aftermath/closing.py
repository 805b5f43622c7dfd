"""What the gate before closing asks of the rows, for the screen and for the act alike."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.closing import CloseFacts, Named
from commandcenter.domain.command.obligation import UNDONE, Obligation
from commandcenter.domain.command.supply import RETURNED
from commandcenter.domain.command.tasks import is_task, title_of
from commandcenter.store.command.incident_rows import IncidentRows, incident_rows
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow

LEDGERS = ("recovery_consumers", "recovery_firms", "recovery_hardship")
ORAL, FINAL, INQUIRY = "oral_signed", "report_final", "inquiry_investigation"
LENT = "return_equipment"
CASES = "case_limit"
# What is done after the response and has a gate of its own, or follows the closing.
NO_TASKS = (FINAL, INQUIRY, LENT, "aftermath", "retention", "archive")


def close_facts(session: Session, incident: IncidentRow) -> CloseFacts:
    """What the book still has open, and what was decided about personal data."""
    rows = incident_rows(session, incident.id)
    decision = next(reversed(rows.of(RetentionRow)), None)  # as `retention_in_force`
    book = [o for o in obligations_of(session, incident.id, now(session)) if o.state in UNDONE]
    codes = {row.code for row in book}
    return CloseFacts(
        state=incident.state,
        ledger=tuple(Named(_asked_by(o), o.title) for o in book if o.code in LEDGERS),
        oral=tuple(Named(_asked_by(o), o.title) for o in book if o.code == ORAL),
        steps=tuple(Named(o.id, title_of(o)) for o in tasks_left(book)),
        final=tuple(Named(o.id, o.title) for o in book if o.code == FINAL),
        inquiry_signed=INQUIRY not in codes,
        retention=decision.decision if decision else "",
        keep_until=decision.keep_until if decision else None,
        supplies=_lent(rows) if LENT in codes else (),
        cases=tuple(Named(_asked_by(o), o.title) for o in book if o.code == CASES),
        last_settler=_last_settler(rows),
    )


def tasks_left(book: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Open tasks that keep a case open until they are done, or put aside by name."""
    return tuple(o for o in book if o.state in UNDONE and is_task(o) and o.code not in NO_TASKS)


def _asked_by(row: Obligation) -> int:
    """The record that asks for it: recovery:7."""
    return int(row.about.partition(":")[2])


def _lent(rows: IncidentRows) -> tuple[Named, ...]:
    """Which things are not back."""
    return tuple(
        Named(row.id, row.item)
        for row in rows.of(SupplyRequestRow)
        if row.state == "delivered" and row.kind in RETURNED
    )


def retention_in_force(session: Session, incident_id: int) -> RetentionRow | None:
    """The newest decision holds."""
    return session.scalars(
        select(RetentionRow)
        .where(RetentionRow.incident_id == incident_id)
        .order_by(RetentionRow.id.desc())
        .limit(1)
    ).first()


def _last_settler(rows: IncidentRows) -> int | None:
    """Who settled (or waived) the last line of the ledgers: 0 nobody, None not known."""
    recovery = [(r.settled_at or r.waived_at, r.settler_id) for r in rows.of(RecoveryRow)]
    liable = [(r.settled_at, r.settler_id) for r in rows.of(AccountabilityRow)]
    ends = [(at, who) for at, who in (*recovery, *liable) if at]
    return max(ends, key=lambda end: end[0])[1] if ends else 0
