"""Counts over millions of complaints from memory, where the mirror can give them.

Each function gives None when the rows must be asked instead: a small database, a mirror that is
not filled yet or not allowed, a filter that it knows nothing of, or a person who sees their own
county only. The last because their seat is not to keep the whole city's rows.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.store.types import to_micros
from commandcenter.store.watch import mirror
from commandcenter.store.watch.mirror_rows import Wanted

SECOND = 1_000_000
GROUPED = ("channel", "district", "category", "problem")


def fast_bins(
    session: Session,
    wanted: ComplaintFilter,
    start: datetime,
    bins: int,
    minutes: int,
    by: str,
    actor: Actor | None = None,
) -> Mapping[str, list[int]] | None:
    """By channel, district, category or problem the counts of each bin; times in `wanted` aside.

    Only what occurs at all is named; "" stands for what was not given.
    """
    assert by in GROUPED, by
    asked = _asked(replace(wanted, since=None, until=None))
    first, part = divmod(to_micros(start), SECOND)
    if asked is None or part or _narrow(session, actor):
        return None
    found = mirror.snapshot(session)
    return None if found is None else found.bins(asked, first, minutes * 60, bins, by)


def fast_top_subjects(
    session: Session,
    wanted: ComplaintFilter,
    since: datetime,
    until: datetime,
    limit: int,
    actor: Actor | None = None,
) -> list[tuple[int, int]] | None:
    """(subject, complaints) of since <= registered < until, the most first, then by number."""
    asked = _asked(replace(wanted, since=None, until=None))
    (first, late), (last, later) = (divmod(to_micros(at), SECOND) for at in (since, until))
    if asked is None or late or later or _narrow(session, actor):
        return None
    found = mirror.snapshot(session)
    return None if found is None else found.top_subjects(asked, first, last, limit)


def fast_subject_bins(
    session: Session,
    start: datetime,
    bins: int,
    minutes: int,
    subjects: Collection[int] = (),
    actor: Actor | None = None,
) -> Mapping[int, list[int]] | None:
    """Of each of the subjects its complaints in each bin."""
    first, part = divmod(to_micros(start), SECOND)
    if part or _narrow(session, actor):
        return None
    found = mirror.snapshot(session)
    return None if found is None else found.subject_bins(subjects, first, minutes * 60, bins)


def _narrow(session: Session, actor: Actor | None) -> bool:
    return actor is not None and own_districts(session, actor) is not None


def _asked(wanted: ComplaintFilter) -> Wanted | None:
    """The filter as the mirror has it; None when it asks for more than that."""
    known = ComplaintFilter(
        channel=wanted.channel,
        district=wanted.district,
        category=wanted.category,
        problem=wanted.problem,
        subject_id=wanted.subject_id,
    )
    if wanted != known:
        return None
    return Wanted(
        channel=wanted.channel and wanted.channel.value,
        districts=None if wanted.district is None else (wanted.district,),
        category=wanted.category,
        problem=wanted.problem,
        subject_id=wanted.subject_id,
    )
