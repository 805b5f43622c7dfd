"""How many people used each phrase lately, and before: runs of four characters of Chinese texts.

A day's texts are one array of characters; each run of SIZE characters has a number (a hash), and
of each number it is kept how many people used it on which day. Nothing is learned beyond counts,
no dictionary is needed. The past of a window ends a guard before the window, so that a matter
that has begun is not its own past; and no longer past than `base_days` is kept, so that the same
days give the same counts, whether they were read at once or one after the other.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.tails import tail

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Chars = NDArray[np.uint16]

SIZE = 4  # characters of a run
LEAST_HAN = 2  # of them Chinese
READ = 240  # characters of a text: its title and its beginning
BITS = 24  # of a run's number; runs that share one only hide each other a little
PAIR_BITS = 22
PRIOR, SCATTER = 0.5, 0.3  # a use added to those before; variance of a rate over its square
MOST_RUNS = 1500  # that are looked at closely, the rarest first
END = 10  # the character that stands for all that is no part of a phrase
UNITS = "年月日号时点分秒元万亿平米岁天人户多余块期次个"  # a number before one says how many
FESTIVALS = (
    "春节", "元旦", "五一", "端午", "国庆", "中秋", "清明", "高考", "中考", "暑假", "寒假", "今年",
    "去年", "明年", "今天", "昨天", "昨晚", "今早", "上周", "本周", "上月", "本月",
)  # fmt: skip


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


def _kept_characters() -> Chars:
    """By code point what it is read as: Chinese characters, capital letters, digits, else END."""
    table = np.full(1 << 16, END, np.uint16)
    table[0x4E00:0xA000] = np.arange(0x4E00, 0xA000)
    for first, last, into in (("0", "9", "0"), ("A", "Z", "A"), ("a", "z", "A")):
        many = np.arange(ord(last) - ord(first) + 1)
        table[ord(first) + many] = ord(into) + many
        table[ord(first) + many + 0xFEE0] = ord(into) + many  # of full width
    return table


_KEPT = _kept_characters()
_HAN = 0x4E00
_UNIT = np.isin(np.arange(1 << 16), [ord(each) for each in UNITS])


def cleaned(texts: Sequence[str]) -> tuple[Chars, Ints]:
    """The beginnings of the texts as one array, an END after each, and where each begins.

    Dates, sums and long numbers are ENDs too: else a phrase of May is new each May.
    """
    parts = [text[:READ] for text in texts]
    starts = np.zeros(len(parts) + 1, np.int64)
    starts[1:] = np.cumsum([len(part) + 1 for part in parts])
    joined = "\n".join([*parts, ""])
    for festival in FESTIVALS:
        joined = joined.replace(festival, "\n" * len(festival))
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    chars = _KEPT[np.minimum(points, 0xFFFF)]
    digit = (chars >= ord("0")) & (chars <= ord("9"))
    if digit.any():
        edge = np.diff(np.r_[False, digit, False].astype(np.int8))
        first, after = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
        counted = _UNIT[chars[after]]  # the array ends with an END, never with a digit
        ended = counted | (after - first > 2)
        mark = np.zeros(len(chars) + 1, np.int32)
        np.add.at(mark, first[ended], 1)
        np.add.at(mark, (after + counted)[ended], -1)
        chars = np.where(np.cumsum(mark[:-1]) > 0, np.uint16(END), chars)
    return chars, starts


def plain(text: str) -> str:
    """One text as it is compared: phrases with line ends between them."""
    return plains([text])[0]


def plains(texts: Sequence[str]) -> list[str]:
    """Each text as it is compared."""
    chars, starts = cleaned(texts)
    whole = _string(chars)
    return [whole[a : b - 1] for a, b in pairwise(starts.tolist())]


def _string(chars: Chars) -> str:
    return chars.astype("<u2").tobytes().decode("utf-16-le")


def run_numbers(chars: Chars) -> tuple[Ints, Ints]:
    """Number of each run that can be part of a phrase, and where it begins."""
    n = len(chars) - SIZE + 1
    if n <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    mix, clean, han = np.zeros(n, np.uint64), np.ones(n, bool), np.zeros(n, np.int8)
    for k in range(SIZE):
        part = chars[k : k + n]
        mix *= np.uint64(0x9E3779B97F4A7C15)
        mix += part * np.uint64(0xBF58476D1CE4E5B9)
        clean &= part != END
        han += part >= _HAN
    at = np.flatnonzero(clean & (han >= LEAST_HAN))
    mix = mix[at]
    mix ^= mix >> np.uint64(29)
    mix *= np.uint64(0x94D049BB133111EB)
    return (mix >> np.uint64(64 - BITS)).astype(np.int64), at


def without(chars: Chars, runs: Ints) -> Chars:
    """Cleaned texts, with ENDs for the runs of these numbers."""
    number, at = run_numbers(chars)
    gone = at[np.isin(number, runs)][:, None] + np.arange(SIZE)
    left = chars.copy()
    left[gone.ravel()] = END
    return left


def pair_numbers(chars: Chars) -> tuple[Ints, Ints]:
    """Number of each pair of neighbouring characters of which one is Chinese, and where it is."""
    one, other = chars[:-1].astype(np.int64), chars[1:].astype(np.int64)
    at = np.flatnonzero((one != END) & (other != END) & ((one >= _HAN) | (other >= _HAN)))
    return (one[at] * 31337 + other[at]) & ((1 << PAIR_BITS) - 1), at


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
    """The texts; `runs` sorted, with the number of the text of each."""

    counts: _Counts
    texts: tuple[Said, ...]
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
    return _Day(counts, tuple(texts), runs.astype(np.int32), text.astype(np.int32))


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

    def _count(self, day: _Counts, sign: int) -> None:
        self._total[day.once] += sign * day.people.astype(np.int32)
        self._frequency[day.pairs] += sign * day.often.astype(np.int32)
        self._pairs += sign * int(day.often.sum(dtype=np.int64))

    def rarity(self, pairs: Ints) -> Floats:
        """Of pairs of characters: the logarithm of how seldom they are."""
        return np.asarray(np.log((self._pairs + 1.0) / (self._frequency[pairs] + 1.0)))

    def written_before(self, pairs: Ints) -> Floats:
        """Of pairs of characters: how often a text had them before the longest window judged."""
        judged = max((w for w in self.windows if self.judged(w)), default=min(self.windows))
        near = list(self.days)[-judged - self.gap :]
        texts = sum(d.counts.size for d in self.days) + sum(old.size for old in self._older)
        texts -= sum(day.counts.size for day in near)
        seen = self._frequency[pairs].astype(np.int64)
        for day in near:
            known, often = day.counts.pairs, day.counts.often
            if len(known):
                at = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
                seen -= np.where(known[at] == pairs, often[at], 0)
        return np.asarray(seen / max(texts, 1))

    def rare(self, least_people: int, least_score: float) -> list[Run]:
        """Runs of the newest days that some window finds rare, the rarest first."""
        if not self.fresh:
            return []
        asked = np.unique(np.concatenate([day.counts.once for day in self.fresh]))
        by_age = self._by_age(asked)
        together = np.cumsum(by_age, axis=0, dtype=np.int64)
        best = np.zeros(len(asked))
        for window, texts, base in self._windows():
            seen = together[min(window, len(together)) - 1]
            before = self._total[asked] - together[min(window + self.gap, len(together)) - 1]
            enough = np.flatnonzero(seen >= least_people)
            score = _score(seen[enough], _mean(before[enough], texts, base), texts / base)
            best[enough] = np.maximum(best[enough], score)
        hot = np.flatnonzero(best >= least_score)
        hot = np.sort(hot[np.argsort(-best[hot], kind="stable")[:MOST_RUNS]])
        found = self._closely(asked[hot], together[:, hot], least_people, least_score)
        return sorted(found, key=lambda run: (-run.score, run.number))

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

    def _by_age(self, asked: NDArray[np.int32]) -> NDArray[np.int32]:
        """(days back, runs): people that used each run."""
        found = np.zeros((len(self.days), len(asked)), np.int32)
        for age, day in enumerate(reversed(self.days)):
            once, people = day.counts.once, day.counts.people
            if len(once):
                at = np.minimum(np.searchsorted(once, asked), len(once) - 1)
                found[age] = np.where(once[at] == asked, people[at], 0)
        return found

    def _closely(
        self, numbers: NDArray[np.int32], together: Ints, least_people: int, least_score: float
    ) -> list[Run]:
        """Each person once in a window, however many days they wrote on."""
        where: list[list[tuple[int, Said]]] = [[] for _ in numbers]
        for age, day in enumerate(reversed(self.days)):
            if age >= max(self.windows):
                break
            first, last = (np.searchsorted(day.runs, numbers, side=s) for s in ("left", "right"))
            for k in np.flatnonzero(last > first):
                where[k] += [(age, day.texts[n]) for n in day.text[first[k] : last[k]]]
        windows, found = self._windows(), []
        for n, number in enumerate(map(int, numbers)):
            best = (0.0, 0, 0, 0.0)
            for window, texts, base in windows:
                people = len({t.person or f"#{t.id}" for age, t in where[n] if age < window})
                if people >= least_people:
                    near = int(together[min(window + self.gap, len(together)) - 1, n])
                    before = np.array([int(self._total[number]) - near])
                    mean = _mean(before, texts, base)
                    score = float(_score(np.array([people]), mean, texts / base)[0])
                    best = max(best, (score, window, people, float(mean[0])))
            if best[0] >= least_score:
                found.append(Run(number, *best, frozenset(t.id for _, t in where[n])))
        return found


    def of_any(self, runs: Sequence[Run]) -> tuple[float, int, float]:
        """How rare it is that so many people use any of these, the window in which it is most
        so, and how many people would in it by what was before: of each once, of each run."""
        numbers = np.array([run.number for run in runs], np.int32)
        together = np.cumsum(self._by_age(numbers), axis=0, dtype=np.int64)
        ids = frozenset().union(*(run.texts for run in runs))
        who = [{t.person or f"#{t.id}" for t in day.texts if t.id in ids} for day in self._newest]
        best = (0.0, 0, 0.0)
        for window, texts, base in self._windows():
            near = together[min(window + self.gap, len(together)) - 1]
            mean = float(_mean(self._total[numbers] - near, texts, base).sum())
            people = len(set().union(*who[:window]))
            score = float(_score(np.array([people]), np.array([mean]), texts / base)[0])
            best = max(best, (score, window, mean))
        return best

    @property
    def _newest(self) -> list[_Day]:
        """The days of the longest window, the newest first."""
        return list(self.days)[: -max(self.windows) - 1 : -1]


def _mean(before: NDArray[np.int64], texts: float, base: float) -> Floats:
    return np.asarray((before + PRIOR) * texts / base)


def _score(seen: NDArray[np.int64], mean: Floats, share: float) -> Floats:
    p = tail(seen, mean, mean * (1 + share) + SCATTER * mean**2)
    return np.asarray(-np.log10(np.maximum(p, 1e-300)))
