"""The watch's own book: what it found becomes signals, grows, returns, and is kept together.

Only the watch writes here; what people do with a signal is in services.watch.signals. There is one
signal of a stream and key until it was silent for the plan's days, so nothing is shown twice;
rows only leave it with their import. The same findings kept again change nothing, so a run that
was cut off may be done again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.signal import Detector, SignalAct, SignalState, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights
from commandcenter.services.watch.signal_merging import BY, merge_similar, split_diverged
from commandcenter.services.watch.signal_recount import count, recount
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_facts import by_time, facets, rows_behind
from commandcenter.store.watch.signal_rows import complaint_ids
from commandcenter.store.watch.stream_texts import GATHERED, flagged_ids

KIND, CLAUSE = "signal", "3.1(1)"
ORDER = {detector: number for number, detector in enumerate(Detector)}
BACK = (SignalState.WATCHING, SignalState.EXCLUDED)  # returns to NEW when it has grown


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding, described. `rows`: complaint and time of registration, by time.

    `expected`: usual for a time as long as `window`; the rest as in SignalRow.
    """

    stream: StreamKind
    key: str
    detector: Detector
    title: str
    words: str
    rows: tuple[tuple[int, datetime], ...]
    window: timedelta
    people: int = 0
    flagged: int = 0
    expected: float | None = None
    surprise: float | None = None
    recurrence_days: float | None = None
    subject_id: int | None = None
    brand: str = ""
    category: str = ""
    problem: str = ""
    districts: tuple[str, ...] = ()
    town: str = ""
    channel: Channel | None = None
    keywords: tuple[str, ...] = ()


@dataclass
class Kept:
    """How many signals a run found, and how many it changed."""

    found: int = 0
    grew: int = 0
    returned: int = 0
    merged: int = 0
    lost_rows: int = 0


def keep(session: Session, actor: Actor, signs: Iterable[Sign], as_of: datetime) -> Kept:
    """Write what a run found, in the caller's transaction; one journal line a changed signal.

    What grew inside another signal is announced by the line of that one.
    """
    if actor.person_id:
        rights(session).require(actor, Action.WRITE_SIGNAL)
    kept, groups = (
        Kept(lost_rows=recount(session, actor, as_of)),
        _by_stream(_without_removed(session, signs)),
    )
    plan = plan_of(session)
    repeats = plan.number("abnormal_repeats")
    learnt = _Book(session, actor, Limits.of(plan), repeats, as_of, now(session), kept)
    learnt.look_up(groups)
    changed = [row for same in groups if (row := learnt.take(same))]
    merged = merge_similar(session, actor, changed, learnt.limits, as_of, learnt.now)
    kept.merged = len(merged)
    for main in merged:
        learnt.consider_return(main)
    learnt.announce()
    return kept


def _without_removed(session: Session, signs: Iterable[Sign]) -> list[Sign]:
    """Without the complaints, and the signs, that were taken out since they were looked at."""
    found = list(signs)
    known = facets(session, {n for sign in found for n, _ in sign.rows})
    kept = [replace(s, rows=tuple(row for row in s.rows if row[0] in known)) for s in found]
    return [sign for sign in kept if sign.rows]


def _by_stream(signs: Iterable[Sign]) -> list[list[Sign]]:
    """What was found of one stream together, rules before statistics; the largest first."""
    groups: dict[tuple[StreamKind, str], list[Sign]] = {}
    for sign in signs:
        groups.setdefault((sign.stream, sign.key), []).append(sign)
    ordered = [sorted(group, key=lambda s: ORDER[s.detector]) for group in groups.values()]
    return sorted(ordered, key=lambda group: (-_size(group), group[0].stream, group[0].key))


def _size(group: Sequence[Sign]) -> int:
    return max(len(sign.rows) for sign in group)


@dataclass
class _Book:
    session: Session
    actor: Actor
    limits: Limits
    repeats: int
    as_of: datetime
    now: datetime
    kept: Kept

    def __post_init__(self) -> None:
        self._quiet: list[int] = []  # mains in which something grew after their own line

    def look_up(self, groups: Sequence[Sequence[Sign]]) -> None:
        """What is asked for many signals is read at once."""
        self._standing: dict[tuple[StreamKind, str], list[SignalRow]] = {}
        silent = min((self._silent(s) for group in groups for s in group), default=self.as_of)
        rows = self.session.scalars(
            select(SignalRow).where(SignalRow.until_at >= silent).order_by(SignalRow.id.desc())
        ).all()
        for row in rows:
            self._standing.setdefault((row.stream, row.key), []).append(row)
        self._behind = rows_behind(self.session, [row.id for row in rows])
        ids = {n for group in groups for sign in group for n, _ in sign.rows}
        ids |= {n for behind in self._behind.values() for n in behind}
        self._know(ids)

    def _know(self, ids: set[int]) -> None:
        self._facets = facets(self.session, ids)
        self._flagged = flagged_ids(self.session, ids, self.as_of)

    def take(self, same: Sequence[Sign]) -> SignalRow | None:
        """Found anew, or grown; None where nothing is new."""
        first = same[0]
        row = self._of_stream(first)
        if row is None:
            return self._new_signal(same)
        known = self._behind[row.id]
        fresh = {n: at for sign in same for n, at in sign.rows if n not in known}
        nearer = ORDER[first.detector] < ORDER[row.detector]
        if not fresh and not nearer:
            return None
        self._grow(row, same, fresh, nearer)
        return row

    def _of_stream(self, sign: Sign) -> SignalRow | None:
        """The signal of this stream that is not silent yet."""
        rows = self._standing.get((sign.stream, sign.key), [])
        silent = self._silent(sign)
        return next((row for row in rows if row.until_at >= silent), None)

    def _silent(self, sign: Sign) -> datetime:
        """Until when a signal must have had a row, to be the one of this sign."""
        gathered = sign.stream in GATHERED
        return sign.rows[0][1] - (self.limits.quiet if gathered else self.limits.hold)

    def _new_signal(self, same: Sequence[Sign]) -> SignalRow:
        first, widest = same[0], max(same, key=lambda sign: sign.window)
        rows = sorted({pair for sign in same for pair in sign.rows}, key=lambda p: (p[1], p[0]))
        row = SignalRow(
            stream=first.stream,
            key=first.key,
            detector=first.detector,
            title=first.title,
            subject_id=first.subject_id,
            brand=first.brand,
            category=first.category,
            problem=first.problem,
            districts=list(first.districts),
            town=first.town,
            channel=first.channel,
            keywords=list(first.keywords),
            since_at=rows[0][1],
            until_at=rows[-1][1],
            found_at=self.now,
            as_of=self.as_of,
            observed=0,
            people=0,
            expected=widest.expected,
            surprise=first.surprise,
            recurrence_days=first.recurrence_days,
            words=first.words,
            state=SignalState.NEW,
            state_at=self.now,
        )
        self.session.add(row)
        self.session.flush()
        self._behind[row.id] = set()
        self._add_rows(row, rows)
        self._count(row)
        self._note(row, SignalAct.FOUND, _all_words(same))
        self._record(row, "found")
        self.kept.found += 1
        return row

    def _grow(
        self, row: SignalRow, same: Sequence[Sign], fresh: dict[int, datetime], nearer: bool
    ) -> None:
        first, widest = same[0], max(same, key=lambda sign: sign.window)
        before = row.until_at
        self._add_rows(row, sorted(fresh.items(), key=lambda pair: (pair[1], pair[0])))
        self._count(row)
        if row.expected is not None and widest.expected is not None and row.until_at > before:
            row.expected += widest.expected * ((row.until_at - before) / widest.window)
        if nearer:
            row.detector, row.surprise = first.detector, first.surprise
        elif row.surprise is not None and first.surprise is not None:
            row.surprise = max(row.surprise, first.surprise)
        if ORDER[first.detector] <= ORDER[row.detector]:
            row.words = first.words
        if row.title.strip("“”") == row.key:  # what is said of it, till it is known whom it is of
            row.title = first.title
        row.districts = sorted({*row.districts, *first.districts})
        row.as_of = self.as_of
        self.kept.grew += 1
        if nearer or row.observed >= self._step(self._last_observed(row)):
            self._note(row, SignalAct.GREW, _all_words(same))
        if split_diverged(self.session, self.actor, row, self.limits, self.now):
            return
        if row.merged_into is None:
            self._record(row, "grew")
        else:
            self._quiet.append(row.merged_into)
        self.consider_return(row)

    def announce(self) -> None:
        """The growth of what stands in other signals, by their lines."""
        for main in sorted(set(self._quiet)):
            self._record(self.session.get_one(SignalRow, main), "grew")

    def consider_return(self, row: SignalRow) -> None:
        """Back to be verified, when with what was merged into it it has grown enough."""
        main, known = row, {row.id}
        while main.merged_into is not None and main.merged_into not in known:
            main = self.session.get_one(SignalRow, main.merged_into)
            known.add(main.id)
        if main.state not in BACK:
            return
        self.session.flush()
        judged = main.judged_observed or 0  # none: the watch itself put it aside, as it was empty
        whole = len(complaint_ids(self.session, main.id))
        if whole < self._step(judged):
            return
        main.state, main.state_at, main.as_of = SignalState.NEW, self.now, self.as_of
        words = f"由 {judged} 件增至 {whole} 件。{row.words}"
        self._note(main, SignalAct.RETURNED, words)
        self._record(main, "returned")
        self.kept.returned += 1

    def _step(self, observed: int) -> int:
        return observed + math.ceil(observed * self.limits.return_percent / 100)

    def _last_observed(self, row: SignalRow) -> int:
        """As large as it was when somebody, or the watch, last wrote a note."""
        notes = select(SignalNoteRow.observed).where(SignalNoteRow.signal_id == row.id)
        last = self.session.scalars(notes.order_by(SignalNoteRow.id.desc()).limit(1)).first()
        return last or 0

    def _add_rows(self, row: SignalRow, rows: Sequence[tuple[int, datetime]]) -> None:
        values = [{"signal_id": row.id, "complaint_id": n, "at": self.now} for n, _ in rows]
        if values:
            self.session.execute(insert(SignalComplaintRow), values)
            self._behind[row.id] |= {n for n, _ in rows}

    def _count(self, row: SignalRow) -> None:
        found = by_time(self._facets, self._behind[row.id])
        count(row, found, self._flagged, self.repeats)

    def _note(self, row: SignalRow, act: SignalAct, words: str) -> None:
        self.session.add(
            SignalNoteRow(
                signal_id=row.id,
                act=act,
                words=words,
                observed=row.observed,
                by=BY,
                at=self.now,
            )
        )

    def _record(self, row: SignalRow, verb: str) -> None:
        self._quiet = [main for main in self._quiet if main != row.id]
        book.record(self.session, self.actor, KIND, row.id, verb, clause=CLAUSE)


def _all_words(same: Sequence[Sign]) -> str:
    return "；".join(dict.fromkeys(sign.words for sign in same))
