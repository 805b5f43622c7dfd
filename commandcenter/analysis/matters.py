"""What many people begin to write about over days: matters in free texts, each with a name.

Runs that are rarer before than now point at texts; of these the ones that are alike are one
matter (a turn of speech is shared by texts that have nothing else in common). A matter that is
known already grows by what is like the texts it began with, or gives its name; so it keeps its
identity over windows and nights, and does not drift into another.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.apart import parts
from commandcenter.analysis.characters import READ, plain, plains
from commandcenter.analysis.common_phrases import phrases_of, rarer_first
from commandcenter.analysis.groups import TOGETHER, Group, groups
from commandcenter.analysis.likeness import likeness, together
from commandcenter.analysis.names import related, root
from commandcenter.analysis.phrases import Run, Said, Spoken
from commandcenter.analysis.turns import turns_of
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]
NamesOf = Callable[[str], Collection[str]]  # of a text: whom it can be about

FLOOR = 2.0  # score of a run, before its texts are looked at
# Cosines, beyond what any two texts of these days have in common:
LIKE = 0.065  # to the middle text, to be of a matter
COPY = 0.8  # and more: one is written off the other
SAMPLE = 60  # texts, of which any two are compared
MOST_LOOKS = 120  # groups a night, with what is looked at apart
MOST_TEXTS = 120  # of one group that are compared
CORE = 8  # texts a matter began with, that are kept
NEAR = 0.085  # on average to the nearest of them
VOTES = 0.2  # of a group's runs, that a text must have if it has not the rarest
COUNTED_TIMES = 6.0  # times the strength, where most texts are about whom a column names
ASKED = {1: 1.5, 0: 1.0, -1: 0.75}  # times the dial's strength, by people that are missing
CLEAR = 2.5  # score of the rarest run, below which they must give a name
CALLED = 0.5  # times that, where so many give one name that was hardly written before:
CALLING = 3  # people
PATTERN = 0.3  # likeness to the nearest of the texts before, from which on it is one
CLEARLY_MORE = 1.5  # times that, and more: they are one matter all the same
MOST_BEFORE = 600  # texts before, that are looked at for it
NEAREST = 3
SAME = 0.4  # of the smaller of two matters' texts, that both have: one matter
BESIDE = 0.135  # on average to those of tonight that are
MOSTLY = 0.5  # of what is alike tonight, that a matter takes: then it takes the rest
COMES_ALONE = 1.0  # texts of the longest window, that would have a name by what was before
NAMES_IT = 0.5  # of a matter's texts, that give its name


@dataclass(frozen=True, slots=True)
class Dial:
    """From how many people, and how strong; one of a person fewer must be stronger.

    `quiet_days`: without a new text a matter is closed.
    """

    people: int
    strength: float
    quiet_days: int


@dataclass(frozen=True, slots=True)
class Known:
    """A matter that is open: its key for the caller, the ids of its texts, those it began
    with, and how many days ago the newest came. `named`: as of `Matter`."""

    key: str
    name: str
    named: bool
    ids: frozenset[int]
    core: tuple[str, ...]
    days_ago: int


@dataclass(frozen=True, slots=True)
class Matter:
    """What a night says of a matter. `key`: of the known one that it is, None: a new one.

    `named`: the name is whom it is about, not only what is said. `texts`: of a known one also
    those it had, as far as they lie in the longest window.
    `window`, `expected`, `score`: of its rarest run, None of one that only grew by its name.
    """

    key: str | None
    name: str
    named: bool
    texts: tuple[Said, ...]
    phrases: tuple[str, ...] = ()
    window: int | None = None
    expected: float | None = None
    score: float | None = None
    strength: float = 0.0

    @property
    def people(self) -> int:
        return people_of(self.texts)


def _any_two(texts: Sequence[Said], spoken: Spoken) -> float:
    """How alike two texts are on average, copies aside: much where many are of one pattern."""
    some = texts[:: -(-len(texts) // SAMPLE)] if texts else []
    if len(some) < 2:
        return 0.0
    alike = likeness([text.words for text in some], spoken.rarity)
    pairs = alike[np.triu_indices(len(some), 1)]
    pairs = pairs[pairs < COPY]
    return float(pairs.mean()) if len(pairs) else 0.0


def called(name: str) -> str:
    """How a matter is named at the least, in texts as they are compared."""
    short = plain(root(name))
    return short if len(short) > 2 else plain(name)


def people_of(texts: Iterable[Said]) -> int:
    return len({text.person or f"#{text.id}" for text in texts})


def matters(spoken: Spoken, known: Sequence[Known], dial: Dial, names_of: NamesOf) -> list[Matter]:
    """What the newest days brought: new matters, and those known ones that grew."""
    night = _Night(spoken, known, dial, names_of)
    for group in groups(night.without_turns(spoken.rare(dial.people - 1, FLOOR))):
        night.take(group)
    night.grow_by_name()
    return night.found


class _Night:
    def __init__(
        self, spoken: Spoken, known: Sequence[Known], dial: Dial, names_of: NamesOf
    ) -> None:
        self._spoken, self._dial, self._names_of = spoken, dial, names_of
        days = list(spoken.days)[-max(spoken.windows) :]
        self._texts = {t.id: t for day in days for t in day.texts}
        self._today = {t.id for day in spoken.fresh for t in day.texts}
        self._order = {number: n for n, number in enumerate(self._texts)}
        self._open = [k for k in known if k.days_ago <= dial.quiet_days]
        self._usual = _any_two(self._earlier() or list(self._texts.values()), spoken)
        self._taken: dict[int, int] = {}  # text: which of `found` has it
        self._turns = np.zeros(0, np.int64)
        self._looks = MOST_LOOKS
        self.found: list[Matter] = []

    def _earlier(self) -> list[Said]:
        """Texts by which one knows how alike any two are: a burst is most of its own day."""
        return [t for day in self._spoken.days for t in day.texts if t.id not in self._today]

    def without_turns(self, runs: Sequence[Run]) -> list[Run]:
        """The runs that are of no turn of speech; from now on no text is read with one."""
        rarity, least = self._spoken.rarity, LIKE + self._usual
        turns = turns_of(runs, self._texts, rarity, least)
        self._turns = np.array(sorted(turns), np.int64)
        return [run for run in runs if run.number not in turns]

    def _likeness(self, texts: Sequence[str]) -> Floats:
        return likeness(texts, self._spoken.rarity, self._turns)

    def take(self, runs: Sequence[Run]) -> None:
        """A group of runs as a matter, as the growth of one, or as nothing."""
        self._looks -= 1
        texts = self._of_group(runs)
        if self._looks < 0 or people_of(texts) < self._dial.people - 1:
            return
        alike = self._likeness([t.words for t in texts])
        group = Group(runs, texts, alike, self._spoken, len(self._today), self._usual)
        inside = together(group.alike, self._dial.people, LIKE + self._usual)
        for members in self._parts([texts[n] for n in inside]):
            if people_of(members) >= self._dial.people - 1 and self._of_today(members):
                self._settle(group, members)
        self._take_others(runs, {texts[n].id for n in inside})

    def _take_others(self, runs: Sequence[Run], taken: set[int]) -> None:
        """What a broad phrase brought with it, and that is about something else."""
        left = [run for run in runs[1:] if len(run.texts & taken) < TOGETHER * len(run.texts)]
        for others in groups(left):
            self.take(others)

    def _parts(self, texts: Sequence[Said]) -> list[list[Said]]:
        """Like matters, each by itself."""
        words, people = [t.words for t in texts], [t.person or f"#{t.id}" for t in texts]
        alike = self._likeness(words)
        names = [set(self._names_of(t.words[:READ])) for t in texts]
        found = parts(words, people, names, alike, self._spoken.written_before)
        return [[texts[n] for n in part] for part in found]

    def _of_today(self, texts: Iterable[Said]) -> bool:
        return any(text.id in self._today for text in texts)

    def _of_group(self, runs: Sequence[Run]) -> list[Said]:
        votes = Counter(number for run in runs for number in run.texts)
        least = VOTES * len(runs)
        wanted = [n for n, count in votes.items() if count >= least or n in runs[0].texts]
        wanted.sort(key=lambda n: (n not in runs[0].texts, -votes[n], -self._order[n]))
        chosen = sorted(wanted[:MOST_TEXTS], key=self._order.__getitem__)
        return [self._texts[n] for n in chosen]

    def _settle(self, group: Group, members: Sequence[Said]) -> None:
        """Known, or new if it is strong enough; what a known one does not take may be new."""
        matter = self._known({t.id for t in members})
        rest = list(members)
        if matter:
            joining = self._like_core(matter, members)
            self._grow(matter, joining, group)
            rest = [t for t in members if t not in joining]
        fresh = [t for t in rest if t.id not in self._taken and not self._is_known(t.id)]
        if not self._of_today(fresh) or people_of(fresh) < self._dial.people - 1:
            return
        told, asked = group.strength(fresh), self._asked(fresh)
        if not told.runs or told.strength < CALLED * asked:
            return
        name, named, phrases = self._name(fresh, told.runs)
        if named and self._calling(name, fresh) >= CALLING:
            asked *= CALLED
        elif group.runs[0].score < CLEAR:
            return
        if told.strength >= asked and not self._is_pattern(group, fresh):
            same = self._called(name) if named else None
            if same:
                self._grow(same, fresh, group)
            elif name:
                how = (told.window, told.expected, told.score, told.strength)
                self._add(Matter(None, name, named, tuple(fresh), phrases, *how))

    def _calling(self, name: str, texts: Sequence[Said]) -> int:
        """How many people give a name, whole or short."""
        short, clean = plain(root(name)), plains([t.words for t in texts])
        return people_of(t for t, words in zip(texts, clean, strict=True) if short in words)

    def _is_pattern(self, group: Group, members: Sequence[Said]) -> bool:
        """Whether even those that are told in their own words are as like what was told before
        as each other: a form, or a way in which such things are always told."""
        theirs = {number for run in group.runs for number in run.texts}
        before = [t for t in self._earlier() if t.id not in theirs]
        before = before[:: -(-len(before) // MOST_BEFORE)] if before else []
        if len(before) < NEAREST:
            return False
        alike = self._likeness([t.words for t in (*members, *before)])
        many = len(members)
        usual = np.sort(alike[:many, many:], axis=1)[:, -NEAREST:].mean(axis=1)
        own = np.sort(alike[:many, :many], axis=1)[:, -NEAREST:-1].mean(axis=1)
        least = float(np.quantile(usual, 0.25))
        return least >= PATTERN and float(np.median(own)) < CLEARLY_MORE * least

    def _called(self, name: str) -> Known | Matter | None:
        """What is open, or was found tonight, by this name."""
        have: list[Known | Matter] = [*self._open, *(m for m in self.found if m.key is None)]
        return next((m for m in have if m.named and related(m.name, name)), None)

    def _asked(self, texts: Sequence[Said]) -> float:
        """How strong it must be. One person fewer than the dial asks for is enough where all else
        is clear; of more people less is asked. Of traders that are counted otherwise chance says
        much by the turns of speech of their trade, so more is asked."""
        missing = max(self._dial.people - people_of(texts), -1)
        known = 2 * sum(text.counted for text in texts) > len(texts)
        times = ASKED.get(missing, math.inf) * (COUNTED_TIMES if known else 1.0)
        return self._dial.strength * times

    def _add(self, matter: Matter) -> None:
        """Of one that was known before tonight all that is found of it is one."""
        number = len(self.found)
        for at, each in enumerate(self.found):
            if matter.key is not None and each.key == matter.key:
                number = at
        if number < len(self.found):
            before = self.found[number]
            stronger = max((before, matter), key=lambda m: m.strength)
            self.found[number] = self._with(stronger, (*before.texts, *matter.texts))
        else:
            self.found.append(matter)
        self._taken |= {t.id: number for t in matter.texts}

    def _with(self, matter: Matter, texts: Iterable[Said]) -> Matter:
        once = {text.id: text for text in texts}
        return replace(matter, texts=tuple(sorted(once.values(), key=self._place)))

    def _place(self, text: Said) -> int:
        return self._order[text.id]

    def _is_known(self, number: int) -> bool:
        return any(number in matter.ids for matter in self._open)

    def _known(self, ids: set[int]) -> Known | Matter | None:
        """What of tonight, or of before, shares most texts with these, if it shares enough."""
        best: tuple[float, int] = (0.0, -1)
        have: list[Known | Matter] = [*self._open, *(m for m in self.found if m.key is None)]
        for number, each in enumerate(have):
            own = each.ids if isinstance(each, Known) else {t.id for t in each.texts}
            shared = len(own & ids)
            here = len(own & self._texts.keys())
            if shared and shared >= SAME * min(len(ids), max(here, 1)):
                best = max(best, (float(shared), -number))
        return have[-best[1]] if best[0] else None

    def _like_core(self, matter: Known | Matter, members: Sequence[Said]) -> list[Said]:
        """Those that are like the texts it began with, or give its name."""
        if isinstance(matter, Known):
            core, own = list(matter.core), set(matter.ids)
        else:
            core, own = [t.words for t in matter.texts[:CORE]], {t.id for t in matter.texts}
        others = self._others(core, members)
        alike = self._likeness([*core, *(t.words for t in members)])
        near = np.sort(alike[len(core) :, : len(core)], axis=1)[:, -3:].mean(axis=1)
        name = called(matter.name) if self._tells(matter) else None
        clean = plains([t.words for t in members])
        joining = [
            t
            for t, how, words in zip(members, near.tolist(), clean, strict=True)
            if t.id in own
            or (name and name in words)
            or (how >= NEAR + self._usual and t.id not in others)
        ]
        if len(joining) < MOSTLY * len(members):
            return joining
        # Another side of the same matter: like those of tonight that are like its beginning.
        at = [len(core) + n for n, t in enumerate(members) if t in joining]
        side = np.sort(alike[len(core) :][:, at], axis=1)[:, -3:].mean(axis=1)
        both = zip(members, side.tolist(), strict=True)
        least = BESIDE + self._usual
        return [t for t, how in both if t in joining or (how >= least and t.id not in others)]

    def _tells(self, matter: Known | Matter) -> bool:
        """Whether who gives its name speaks of it: others hardly did before."""
        return matter.named and self._spoken.usual(called(matter.name)) < COMES_ALONE

    def _others(self, core: Sequence[str], members: Sequence[Said]) -> set[int]:
        """Texts of members that are of another matter than most of the core: like it, and told
        in one week with it."""
        begun = [Said(-1 - n, f"core {n}", words) for n, words in enumerate(core)]
        of_core = {text.id for text in begun}
        found = self._parts([*begun, *members])
        own = max(found, key=lambda part: sum(text.id in of_core for text in part))
        return {text.id for part in found if part is not own for text in part} - of_core

    def _grow(self, matter: Known | Matter, joining: Sequence[Said], group: Group) -> None:
        if isinstance(matter, Matter):
            at = self.found.index(matter)
            self.found[at] = self._with(matter, (*matter.texts, *joining))
            self._taken |= {t.id: at for t in joining}
            return
        # Without anything new it is told again: who asks twice of one night is told the same.
        fresh = [t for t in joining if t.id not in matter.ids and t.id not in self._taken]
        had = [self._texts[n] for n in matter.ids if n in self._texts]
        texts = sorted([*had, *fresh], key=self._place)
        told, first = group.strength(texts), group.runs[0]
        name, named, phrases = self._name(texts, told.runs)
        better = name if named else matter.name
        how = (first.window, first.expected, first.score, told.strength)
        if told.runs:
            how = (told.window, told.expected, told.score, told.strength)
        self._add(Matter(matter.key, better, named, tuple(texts), phrases, *how))

    def grow_by_name(self) -> None:
        """What newly names an open matter joins it, rare or not. Only said by a phrase, it joins
        when it is like its beginning: others use the phrase, too."""
        today = [self._texts[n] for n in sorted(self._today)]
        words = plains([t.words for t in today]) if self._open else []
        clean = {t.id: each for t, each in zip(today, words, strict=False)}
        for matter in self._open:
            name = called(matter.name)
            fresh = [
                t
                for t in today
                if t.id not in matter.ids and t.id not in self._taken and name in clean[t.id]
            ]
            if fresh and not self._tells(matter):
                fresh = self._like_core(matter, fresh)
            if fresh:
                had = [self._texts[n] for n in matter.ids if n in self._texts]
                texts = sorted([*had, *fresh], key=self._place)
                self._add(Matter(matter.key, matter.name, False, tuple(texts)))

    def _name(self, texts: Sequence[Said], own: Sequence[Run]) -> tuple[str, bool, tuple[str, ...]]:
        """A name that most give, else the most telling phrase they share; whether it is a name,
        and what else they share."""
        phrases = rarer_first(phrases_of(own, texts), self._spoken.usual, len(texts))
        given = Counter(n for t in texts for n in set(self._names_of(t.words[:READ])))
        clean = plains([t.words for t in texts])
        names: dict[str, list[str]] = {}
        for name in sorted(given):
            names.setdefault(plain(root(name)), []).append(name)
        having = {r: sum(r in text for text in clean) for r in names if r and "\n" not in r}
        having = {r: n for r, n in having.items() if self._spoken.usual(r) < COMES_ALONE}
        several = {r: n for r, n in having.items() if sum(given[each] for each in names[r]) > 1}
        spoken = several or {r: n for r, n in having.items() if n > 1}
        best = max(spoken, key=lambda each: (spoken[each], len(each)), default="")
        if best and spoken[best] >= NAMES_IT * len(texts):
            whole = max(names[best], key=lambda n: (given[n], len(n), n))
            return whole, True, tuple(p for p in phrases if best not in p and p not in whole)
        return (phrases[0], False, phrases[1:]) if phrases else ("", False, ())
