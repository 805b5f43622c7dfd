"""How many people used each phrase lately, and before: runs of four characters of Chinese texts.

A day's texts are one array of characters; each run of SIZE characters has a number (a hash), and
of each number it is kept how many people used it on which day. Nothing is learned beyond counts,
no dictionary is needed. The past of a window ends a guard before the window, so that a matter
that has begun is not its own past; and no longer past than `base_days` is kept, so that the same
days give the same counts, whether they were read at once or one after the other.
"""

from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.characters import (
    BITS,
    FIRST_PAIR,
    PAIR_BITS,
    Chars,
    cleaned,
    is_han,
    pair_numbers,
    run_numbers,
)
from commandcenter.analysis.tails import tail
from commandcenter.late_dataclass import dataclass

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PRIOR, SCATTER = 0.5, 0.3  # a use added to those before; variance of a rate over its square
MOST_RUNS = 1500  # that are looked at closely, the rarest first
MOST_PAIRS = 400  # the same of pairs
SELDOM_PAIR = 300  # times a pair is written in all, that is looked at


@dataclass(frozen=True, slots=True)
class Said:
    """A text and who said it; `person` "": somebody unnamed, each a person of their own.

    `counted`: whom it is about is known otherwise, and counted there.
    """

    id: int
    person: str
    words: str
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is rarer before than now. `score`: -log10 of the chance; `expected`: people in
    `window` days by what was before; `texts`: ids of those of the longest window that have it."""

    number: int
    score: float
    window: int
    people: int
    expected: float
    texts: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Of a day: how many texts; each run and by how many people, each pair and how often."""

    size: int
    once: NDArray[np.int32]
    people: NDArray[np.uint16]
    pairs: NDArray[np.int32]
    often: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class _Day:
    """The texts, and as characters; `runs` sorted, with the number of the text of each."""

    counts: _Counts
    texts: tuple[Said, ...]
    chars: Chars
    starts: Ints
    runs: NDArray[np.int32]
    text: NDArray[np.int32]


def _read(texts: Sequence[Said]) -> _Day:
    chars, starts = cleaned([text.words for text in texts])
    known: dict[str, int] = {}
    who = np.array([known.setdefault(t.person or f"#{t.id}", len(known)) for t in texts], np.int64)
    by_person = np.argsort(who, kind="stable")  # so that the texts of one stand side by side
    place = np.empty_like(by_person)
    place[by_person] = np.arange(len(who))
    number, at = run_numbers(chars)
    both = np.sort(number << 32 | place[np.searchsorted(starts, at, side="right") - 1])
    both = both[_first(both)]
    runs, text = both >> 32, by_person[both & 0xFFFFFFFF]
    begins = _first(runs)
    new = np.flatnonzero(begins | _first(who[text]))  # of each run each person once
    start = np.flatnonzero(begins)
    people = np.diff(np.searchsorted(new, np.r_[start, len(runs)]))
    pairs, often = np.unique(pair_numbers(chars)[0], return_counts=True)
    counts = _Counts(
        len(texts), runs[start].astype(np.int32), people.astype(np.uint16),
        pairs.astype(np.int32), np.minimum(often, 0xFFFF).astype(np.uint16),
    )  # fmt: skip
    return _Day(counts, tuple(texts), chars, starts, runs.astype(np.int32), text.astype(np.int32))


def _first(values: Ints) -> NDArray[np.bool_]:
    """Where in a row of values another one begins."""
    return np.r_[True, values[1:] != values[:-1]] if len(values) else np.zeros(0, bool)


class Spoken:
    """The texts of consecutive days; the newest are judged.

    `windows`: days that are looked at together. Each is compared with what was said before it,
    but for `gap` days; with fewer than `least_days` of that a window is not judged.
    """

    def __init__(
        self,
        *,
        windows: Sequence[int],
        gap: int,
        base_days: int,
        least_days: int,
    ) -> None:
        self.windows, self.gap, self.least_days = tuple(windows), gap, least_days
        self._near = max(windows) + gap
        self._kept = self._near + base_days
        self._total = np.zeros(1 << BITS, np.int32)
        self._frequency = np.zeros(1 << PAIR_BITS, np.int32)
        self._pairs = 0
        self.days: deque[_Day] = deque()
        self._older: deque[_Counts] = deque()
        self._split: tuple[list[_Day], int] = ([], 0)  # as of the newest day
        self._usual: dict[str, float] = {}  # the same

    @property
    def known_days(self) -> int:
        """Days since the first that brought a text, of those that are kept."""
        return len(self.days) + len(self._older)

    @property
    def fresh(self) -> list[_Day]:
        """The newest days, whose texts are looked at: as long as the shortest window."""
        return [day for day in list(self.days)[-min(self.windows) :] if day.texts]

    def judged(self, window: int) -> bool:
        """Whether enough lies before the window."""
        return self.known_days - window - self.gap >= self.least_days

    def add(self, texts: Sequence[Said]) -> None:
        """The next day. Days before the first text are none."""
        if not texts and not self.known_days:
            return
        day = _read(texts)
        self._count(day.counts, 1)
        self.days.append(day)
        if len(self.days) > self._near:
            self._older.append(self.days.popleft().counts)
        if self.known_days > self._kept:
            self._count(self._older.popleft(), -1)
        self._split, self._usual = self._parted(), {}

    def _count(self, day: _Counts, sign: int) -> None:
        self._total[day.once] += sign * day.people.astype(np.int32)
        self._frequency[day.pairs] += sign * day.often.astype(np.int32)
        self._pairs += sign * int(day.often.sum(dtype=np.int64))

    def rarity(self, pairs: Ints) -> Floats:
        """Of pairs of characters: the logarithm of how seldom they are."""
        return np.asarray(np.log((self._pairs + 1.0) / (self._frequency[pairs] + 1.0)))

    def written_before(self, pairs: Ints) -> Floats:
        """Of pairs of characters: how often a text had them before the longest window judged."""
        near, texts = self._split
        seen = self._frequency[pairs].astype(np.int64)
        for day in near:
            known, often = day.counts.pairs, day.counts.often
            if len(known):
                at = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
                seen -= np.where(known[at] == pairs, often[at], 0)
        return np.asarray(seen / max(texts, 1))

    def usual(self, words: str) -> float:
        """In how many texts of the longest window that is judged these words would stand at the
        most, by what was written before."""
        if words not in self._usual:
            pairs, _ = pair_numbers(cleaned([words])[0])
            texts = sum(day.counts.size for day in list(self.days)[-self._longest :])
            self._usual[words] = float(self.written_before(pairs).min(initial=1.0)) * texts
        return self._usual[words]

    @property
    def _longest(self) -> int:
        """The longest window that is judged."""
        return max((w for w in self.windows if self.judged(w)), default=min(self.windows))

    def _parted(self) -> tuple[list[_Day], int]:
        """The days of the longest window that is judged and its gap; how many texts lie before."""
        near = list(self.days)[-self._longest - self.gap :]
        texts = sum(d.counts.size for d in self.days) + sum(old.size for old in self._older)
        return near, texts - sum(day.counts.size for day in near)

    def rare(self, least_people: int, least_score: float) -> list[Run]:
        """Runs and pairs of the newest days that some window finds rare, the rarest first.

        A pair is how a short name is found, after whatever words; by one person more."""
        if not self.fresh:
            return []
        runs = np.unique(np.concatenate([day.counts.once for day in self.fresh]))
        pairs = np.unique(np.concatenate([day.counts.pairs for day in self.fresh]))
        pairs = pairs[self._frequency[pairs] <= SELDOM_PAIR]
        found = [
            *self._rare(runs, self._total[runs], _RUNS, least_people, least_score),
            *self._rare(pairs, self._frequency[pairs], _PAIRS, least_people + 1, least_score),
        ]
        return sorted(found, key=lambda run: (-run.score, run.number))

    def _rare(
        self,
        asked: NDArray[np.int32],
        total: NDArray[np.int32],
        kind: "_Kind",
        least_people: int,
        least_score: float,
    ) -> list[Run]:
        together = np.cumsum(self._by_age(asked, kind), axis=0, dtype=np.int64)
        best = np.zeros(len(asked))
        for window, texts, base in self._windows():
            seen = together[min(window, len(together)) - 1]
            before = total - together[min(window + self.gap, len(together)) - 1]
            enough = np.flatnonzero(seen >= least_people)
            score = _score(seen[enough], _mean(before[enough], texts, base), texts / base)
            best[enough] = np.maximum(best[enough], score)
        hot = np.flatnonzero(best >= least_score)
        hot = np.sort(hot[np.argsort(-best[hot], kind="stable")[: kind.most]])
        if not len(hot):
            return []
        before = total[hot] - self._in_gaps(together[:, hot])
        return self._closely(asked[hot], before, kind, least_people, least_score)

    def _in_gaps(self, together: Ints) -> Ints:
        """(windows, runs): people in each window that is judged and its gap."""
        ends = [min(window + self.gap, len(together)) - 1 for window, *_ in self._windows()]
        return together[ends]

    def _windows(self) -> list[tuple[int, float, float]]:
        """Of each window that is judged how many texts it has, and how many lie before it."""
        sizes = [each.counts.size for each in self.days]
        whole = sum(sizes) + sum(old.size for old in self._older)
        found = []
        for window in self.windows:
            base = whole - sum(sizes[-window - self.gap :])
            if self.judged(window) and base:
                found.append((window, float(sum(sizes[-window:])), float(base)))
        return found

    def _by_age(self, asked: NDArray[np.int32], kind: "_Kind") -> NDArray[np.int32]:
        """(days back, runs): people that used each run, or how often each pair was written."""
        found = np.zeros((len(self.days), len(asked)), np.int32)
        for age, day in enumerate(reversed(self.days)):
            known, often = kind.counted(day.counts)
            if len(known):
                at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
                found[age] = np.where(known[at] == asked, often[at], 0)
        return found

    def _closely(
        self,
        numbers: NDArray[np.int32],
        before: Ints,
        kind: "_Kind",
        least_people: int,
        least_score: float,
    ) -> list[Run]:
        """Each person once in a window, however many days they wrote on."""
        where: list[list[tuple[int, Said]]] = [[] for _ in numbers]
        for age, day in enumerate(self._newest):
            known, text = kind.texts(day, numbers)
            first, last = (np.searchsorted(known, numbers, side=s) for s in ("left", "right"))
            for k in np.flatnonzero(last > first):
                where[k] += [(age, day.texts[n]) for n in text[first[k] : last[k]]]
        windows, found = self._windows(), []
        for n, number in enumerate(map(int, numbers)):
            best = (0.0, 0, 0, 0.0)
            for (window, texts, base), past in zip(windows, before[:, n], strict=True):
                people = len({t.person or f"#{t.id}" for age, t in where[n] if age < window})
                if people >= least_people:
                    mean = _mean(np.array([past]), texts, base)
                    score = float(_score(np.array([people]), mean, texts / base)[0])
                    best = max(best, (score, window, people, float(mean[0])))
            if best[0] >= least_score:
                texts_of = frozenset(t.id for _, t in where[n])
                found.append(Run(number + kind.first, *best, texts_of))
        return found

    def of_any(self, runs: Sequence[Run]) -> tuple[float, int, float]:
        """How rare it is that so many people use any of these, the window in which it is most
        so, and how many people would in it by what was before: of each once, of each run."""
        windows = self._windows()
        sizes = {window: texts for window, texts, _ in windows}
        each = sum(run.expected / sizes[run.window] for run in runs)  # people a text
        ids = frozenset().union(*(run.texts for run in runs))
        who = [{t.person or f"#{t.id}" for t in day.texts if t.id in ids} for day in self._newest]
        best = (0.0, 0, 0.0)
        for window, texts, base in windows:
            mean, people = each * texts, len(set().union(*who[:window]))
            score = float(_score(np.array([people]), np.array([mean]), texts / base)[0])
            best = max(best, (score, window, mean))
        return best

    @property
    def _newest(self) -> list[_Day]:
        """The days of the longest window, the newest first."""
        return list(self.days)[: -max(self.windows) - 1 : -1]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Runs, or pairs: their counts of a day, and which of them stands in which of its texts, by
    number. `first`: what is added to a number; `most`: how many are looked at closely."""

    first: int
    most: int
    counted: Callable[[_Counts], tuple[NDArray[np.int32], NDArray[np.uint16]]]
    texts: Callable[[_Day, NDArray[np.int32]], tuple[NDArray[np.int32], NDArray[np.int32]]]


def _with_pairs(
    day: _Day, numbers: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    chars = day.chars
    number, at = pair_numbers(chars)
    asked = np.zeros(1 << PAIR_BITS, bool)
    asked[numbers] = True
    chosen = asked[number] & is_han(chars[at]) & is_han(chars[at + 1])
    number, at = number[chosen], at[chosen]
    both = np.unique(number << 32 | np.searchsorted(day.starts, at, side="right") - 1)
    return (both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32)


_RUNS = _Kind(0, MOST_RUNS, lambda of: (of.once, of.people), lambda day, _: (day.runs, day.text))
_PAIRS = _Kind(FIRST_PAIR, MOST_PAIRS, lambda of: (of.pairs, of.often), _with_pairs)


def _mean(before: NDArray[np.int64], texts: float, base: float) -> Floats:
    return np.asarray((before + PRIOR) * texts / base)


def _score(seen: NDArray[np.int64], mean: Floats, share: float) -> Floats:
    p = tail(seen, mean, mean * (1 + share) + SCATTER * mean**2)
    return np.asarray(-np.log10(np.maximum(p, 1e-300)))
