"""What stands behind a signal went or was changed: it is counted again, and says why.

Rows leave a signal with their import, or when a later file says that they are of another
trader, place or kind; what the signal was about, and all that was done with it, stays.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.watch.mentions import finder
from commandcenter.services.watch.signal_merging import BY
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch import watch_runs
from commandcenter.store.watch.signal_facts import (
    Facet,
    abnormal,
    by_time,
    facets,
    miscounted,
    rows_behind,
)
from commandcenter.store.watch.signal_losses import Loss, strayed, taken_along, withdrawn_rows
from commandcenter.store.watch.stream_news import signals_to_recount
from commandcenter.store.watch.stream_texts import flagged_ids

KIND, CLAUSE = "signal", "3.1(1)"
OVERLAP = timedelta(hours=3)  # a change that was under way when the run before began


def recount(session: Session, actor: Actor, as_of: datetime) -> int:
    """Bring all signals up to what changed since the run before; how many rows they lost."""
    before = watch_runs.last_started(session)
    if before is None:
        return 0
    since, losses = min(before, as_of) - OVERLAP, _Losses()
    losses.add(taken_along(session, watch_runs.last_line(session)))
    for found in (withdrawn_rows(session), strayed(session, since, now(session), finder)):
        for loss in found:
            _take_out(session, loss)
        losses.add(found)
    wanted = sorted({*miscounted(session), *signals_to_recount(session, since)})
    behind = rows_behind(session, wanted)
    ids = {n for numbers in behind.values() for n in numbers}
    known, flagged = facets(session, ids), flagged_ids(session, ids, as_of)
    repeats, lost = plan_of(session).number("abnormal_repeats"), 0
    for signal in wanted:
        row = session.get_one(SignalRow, signal)
        was = _facts(row)
        count(row, by_time(known, behind[signal]), flagged, repeats)
        if _facts(row) != was:
            lost += was[0] - row.observed
            _note_recount(session, actor, row, was, losses.words(signal), as_of)
    return lost


def count(row: SignalRow, found: Sequence[Facet], flagged: Collection[int], repeats: int) -> None:
    """Write how many complaints, by how many people, from when to when. `found`: by time."""
    row.observed = len(found)
    row.people = len({f.person for f in found if f.person})
    row.flagged = abnormal(found, flagged, repeats)
    if found:
        row.since_at, row.until_at = found[0].at, found[-1].at


def _facts(row: SignalRow) -> tuple[int, int, int, datetime, datetime]:
    return row.observed, row.people, row.flagged, row.since_at, row.until_at


@dataclass
class _Losses:
    """By signal why how many rows went."""

    _of: dict[int, Counter[str]] = field(default_factory=dict)

    def add(self, found: Iterable[Loss]) -> None:
        for loss in found:
            self._of.setdefault(loss.signal_id, Counter())[loss.why] += len(loss.complaints)

    def words(self, signal: int) -> str:
        return "；".join(f"{why}，移出 {n} 件" for why, n in self._of.get(signal, {}).items())


def _take_out(session: Session, loss: Loss) -> None:
    session.execute(
        delete(SignalComplaintRow).where(
            SignalComplaintRow.signal_id == loss.signal_id,
            SignalComplaintRow.complaint_id.in_(loss.complaints),
        )
    )


def _note_recount(
    session: Session,
    actor: Actor,
    row: SignalRow,
    was: tuple[int, int, int, datetime, datetime],
    why: str,
    as_of: datetime,
) -> None:
    row.as_of = as_of
    moved = [
        f"由 {before} {unit}改为 {after} {unit}"
        for before, after, unit in ((was[0], row.observed, "件"), (was[1], row.people, "人"))
        if before != after
    ]
    if moved:
        act = SignalAct.NOTED
        if row.observed == 0 and row.state in (SignalState.NEW, SignalState.VERIFYING):
            row.state, row.state_at, act = SignalState.EXCLUDED, now(session), SignalAct.EXCLUDED
            row.judged_observed = 0  # nobody said that it is nothing: shown again with any row
        words = f"{why or '投诉更正'}，{'、'.join(moved)}"
        session.add(
            SignalNoteRow(
                signal_id=row.id, act=act, words=words, observed=row.observed, by=BY,
                at=now(session),
            )
        )  # fmt: skip
    book.record(session, actor, KIND, row.id, "recounted", clause=CLAUSE)
