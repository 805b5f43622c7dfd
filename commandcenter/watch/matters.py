"""Matters that texts tell over days (nightly): read by day, judged, and told as findings.

Each is told in the stream of whom it is about: a trader, a brand, a name in the texts, else by
its own phrase. So it is the same signal as what the rules find of them, and one that grows.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from commandcenter.analysis.characters import plain
from commandcenter.analysis.matters import CORE, Dial, Known, Matter, matters
from commandcenter.analysis.phrases import Said, Spoken
from commandcenter.domain.times import day_start
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.services.watch.mentions import Mentions, mentions_of
from commandcenter.store.database import Query
from commandcenter.store.types import from_micros
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
QUOTES = "“”"  # about a phrase, where it is a title


OfDay = Callable[[date], Sequence[Text]]
OfThese = Callable[[Collection[int]], Sequence[Text]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a night reads for the matters. `texts`: of the longest window; `open`: by key of the
    `known` ones."""

    spoken: Spoken
    texts: Mapping[int, Text]
    known: Sequence[Known]
    open: Mapping[str, OpenMatter]
    mentions: Mentions


def said(text: Text) -> Said:
    """Of nobody: what is all but the same is by the same."""
    person = text.person or f"?{plain(text.words)[:ANONYMOUS]}"
    return Said(text.id, person, text.words, counted=text.subject is not None)


def read_matters(limits: Limits, as_of: datetime) -> Query[Told]:
    """Reads the texts up to the last whole day, and the matters that are open."""
    since = as_of - timedelta(days=limits.matter_quiet)
    return lambda session: _told(
        limits,
        last_day(as_of),
        partial(texts_of_day, session, as_of),
        _open(open_matters(session, since), partial(texts_of, session)),
        mentions_of(session),
    )


def _told(
    limits: Limits,
    last: date,
    read: OfDay,
    still: Mapping[str, tuple[OpenMatter, tuple[str, ...]]],
    mentions: Mentions,
) -> Told:
    spoken, texts = _spoken(limits, last, read)
    end = day_start(last + DAY)
    known = [
        Known(
            key=key,
            name=each.key,
            named=each.stream is StreamKind.MENTION,
            ids=frozenset(n for n, _ in each.rows),
            core=core,
            days_ago=(end - from_micros(each.rows[-1][1])) // DAY,
        )
        for key, (each, core) in still.items()
    ]
    return Told(spoken, texts, known, {key: each for key, (each, _) in still.items()}, mentions)


def _spoken(limits: Limits, last: date, read: OfDay) -> tuple[Spoken, dict[int, Text]]:
    """What was said up to a day, and the texts of the longest window."""
    longest = max(limits.matter_windows)
    whole = longest + limits.matter_gap + limits.matter_base
    spoken = Spoken(
        windows=limits.matter_windows,
        gap=limits.matter_gap,
        base_days=limits.matter_base,
        least_days=limits.matter_least,
    )
    kept: dict[int, Text] = {}
    for ago in reversed(range(whole)):
        texts = read(last - ago * DAY)
        spoken.add([said(text) for text in texts])
        if ago < longest:
            kept |= {text.id: text for text in texts}
    return spoken, kept


def _open(
    found: Iterable[OpenMatter], read: OfThese
) -> dict[str, tuple[OpenMatter, tuple[str, ...]]]:
    """Each by its key, with the words of the texts it began with; without any it is none."""
    named = {f"{each.stream}/{each.key}": each for each in found}
    words = {t.id: t.words for t in read({n for m in named.values() for n, _ in m.rows[:CORE]})}
    cores = {k: tuple(words[n] for n, _ in m.rows[:CORE] if n in words) for k, m in named.items()}
    return {key: (named[key], core) for key, core in cores.items() if core}


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
        name=_title(before, matter, told),
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


def _title(before: OpenMatter | None, matter: Matter, told: Told) -> str:
    """What it is called by now; once it was only what is said of it, whom it is about."""
    if before and before.stream is not StreamKind.KEYWORDS:
        return before.title
    called = before.title.strip(QUOTES) if before else ""
    if before and (called != before.key or not matter.named):
        return called
    return _spoken_name(matter, told)


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
