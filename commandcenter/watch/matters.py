"""Matters that texts tell over days (nightly): read by day, judged, and told as findings.

Each is told in the stream of whom it is about: a trader, a brand, a name in the texts, else by
its own phrase. So it is the same signal as what the rules find of them, and one that grows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.analysis.matters import CORE, Dial, Known, Matter, matters
from commandcenter.analysis.phrases import Said, Spoken, plain
from commandcenter.domain.times import day_start
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.services.watch.mentions import Mentions, mentions_of
from commandcenter.store.types import from_micros, to_micros
from commandcenter.store.watch.stream_night import last_day
from commandcenter.store.watch.stream_texts import (
    OpenMatter,
    Text,
    open_matters,
    texts_of,
    texts_of_day,
)
from commandcenter.store.watch.streams import brand_key
from commandcenter.watch.findings import Finding

DAY = timedelta(days=1)
ANONYMOUS = 40  # characters by which two texts of nobody are by one
TENTHS = 10


@dataclass
class TextDays:
    """The texts by day up to a night, kept from one night to the next when none can come late."""

    limits: Limits
    as_registered: bool = False
    _spoken: Spoken | None = None
    _last: date | None = None
    texts: dict[int, Text] = field(default_factory=dict)  # of the longest window, and no others

    def at(self, session: Session, as_of: datetime) -> Spoken:
        """With the last whole day before `as_of` as the newest; it must not go back."""
        last = last_day(as_of)
        if self._spoken is None or self._last is None or not self.as_registered:
            self._begin(last)
        assert self._spoken is not None
        assert self._last is not None
        longest = max(self.limits.matter_windows)
        while self._last < last:
            self._last += DAY
            read = texts_of_day(session, as_of, self._last, as_registered=self.as_registered)
            self._spoken.add([said(text) for text in read])
            if self._last > last - longest * DAY:
                self.texts |= {text.id: text for text in read}
        oldest = to_micros(day_start(last - (longest - 1) * DAY))
        self.texts = {n: text for n, text in self.texts.items() if text.at >= oldest}
        spoken = self._spoken
        if not self.as_registered:
            self._spoken = None  # much, and not needed until the next night reads anew
        return spoken

    def _begin(self, last: date) -> None:
        limits = self.limits
        self._spoken = Spoken(
            windows=limits.matter_windows,
            gap=limits.matter_gap,
            base_days=limits.matter_base,
            least_days=limits.matter_least,
        )
        self._last = (
            last - (max(limits.matter_windows) + limits.matter_gap + limits.matter_base) * DAY
        )
        self.texts = {}


def said(text: Text) -> Said:
    """Of nobody: what is all but the same is by the same."""
    person = text.person or f"?{plain(text.words)[:ANONYMOUS]}"
    return Said(text.id, person, text.words, counted=text.subject is not None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a night reads for the matters. `open`: by key of the `known` ones."""

    spoken: Spoken
    texts: Mapping[int, Text]
    known: Sequence[Known]
    open: Mapping[str, OpenMatter]
    mentions: Mentions


def read_matters(
    session: Session, days: TextDays, as_of: datetime, found: Iterable[OpenMatter] | None = None
) -> Told:
    """`found`: the matters that are open, when they are not those of the database."""
    spoken = days.at(session, as_of)
    quiet = timedelta(days=days.limits.matter_quiet)
    still = open_matters(session, as_of - quiet) if found is None else list(found)
    named = {f"{each.stream}/{each.key}": each for each in still if each.rows}
    end = day_start(last_day(as_of) + DAY)
    cores = {n for each in named.values() for n, _ in each.rows[:CORE]}
    words = {text.id: text.words for text in texts_of(session, cores)}
    known = [
        Known(
            key=key,
            name=each.key,
            named=each.stream is StreamKind.MENTION,
            ids=frozenset(n for n, _ in each.rows),
            core=tuple(words[n] for n, _ in each.rows[:CORE] if n in words),
            days_ago=(end - from_micros(each.rows[-1][1])) // DAY,
        )
        for key, each in named.items()
    ]
    return Told(spoken, days.texts, [k for k in known if k.core], named, mentions_of(session))


def text_matters(told: Told, limits: Limits) -> list[Finding]:
    """What many people began to write about, the strongest first."""
    dial = Dial(limits.matter_people, limits.matter_strength / TENTHS, limits.matter_quiet)
    found = matters(told.spoken, told.known, dial, told.mentions.keys)
    ordered = sorted(found, key=lambda m: (-m.strength, m.name))
    return [_finding(matter, told, limits) for matter in ordered]


def _finding(matter: Matter, told: Told, limits: Limits) -> Finding:
    before = told.open.get(matter.key or "")
    rows = dict(before.rows if before else ())
    rows |= {text.id: told.texts[text.id].at for text in matter.texts}
    ordered = sorted(rows.items(), key=lambda row: (row[1], row[0]))
    first, last = from_micros(ordered[0][1]), from_micros(ordered[-1][1])
    span = (last - first) // DAY * DAY + DAY
    if before:
        stream, key = before.stream, before.key
    else:
        stream, key = _stream(matter, told, limits)
    expected = None
    if matter.expected is not None and matter.window:
        expected = matter.expected * (span / (matter.window * DAY))
    return Finding(
        stream=stream,
        key=key,
        detector=Detector.GATHERING,
        ids=tuple(number for number, _ in ordered),
        at=tuple(at for _, at in ordered),
        people=len({told.texts[t.id].person for t in matter.texts} - {""}),
        window=span,
        expected=expected,
        surprise=matter.score,
        name=before.title if before else _spoken_name(matter, told),
        keywords=(matter.name, *matter.phrases),
    )


def _stream(matter: Matter, told: Told, limits: Limits) -> tuple[StreamKind, str]:
    """Whom most of it is about: a trader, a brand, a name, else only what is said."""
    texts = [told.texts[text.id] for text in matter.texts]
    about = [(text, told.mentions.of(text.words)) for text in texts]
    traders = Counter(text.subject or (m.subject if m else None) for text, m in about)
    brands = Counter(text.brand or (m.brand if m else "") for text, m in about)
    for stream, counted in ((StreamKind.SUBJECT, traders), (StreamKind.FAMILY, brands)):
        key, count = counted.most_common(1)[0]
        if key and 100 * count >= limits.matter_name_percent * len(texts):
            return stream, str(key) if stream is StreamKind.SUBJECT else brand_key(str(key))
    return (StreamKind.MENTION if matter.named else StreamKind.KEYWORDS), matter.name


def _spoken_name(matter: Matter, told: Told) -> str:
    """The name as most say it whole: 悦力健身馆 rather than 悦力."""
    if not matter.named:
        return matter.name
    whole = Counter(
        each.name
        for text in matter.texts
        for each in told.mentions.subjects(text.words)
        if matter.name in each.name
    )
    return max(sorted(whole), key=lambda name: (whole[name], len(name)), default=matter.name)
