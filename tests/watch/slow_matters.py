"""Slow matters made up for the watch: so many people over so many days, each in words of their own.

No trader stands in a column. Easy: two to five facts, the name whole by 60 of a hundred people, by
22 without its ending, by 10 with a slip. Hard: one to three facts, 45, 30 and 12 of a hundred, and
in six of ten texts 20 to 110 characters of something else. Fifteen of a hundred write twice.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from commandcenter.analysis.matters import CORE, Dial, Known, matters
from commandcenter.analysis.names import SUBJECTS, Names, stem
from commandcenter.analysis.phrases import Said, Spoken

SYLLABLES = "锦澜云曜悦瑞禾星翠柏楠沐晨鼎乾汇恒凯铭澄岚霖棠煜筑沁雍昱蔚钰桐栖荟骏泓珑璟颐"
SLIPS = "今兰运要月锐合兴脆白南木尘顶前会横开明成蓝林堂玉助心永育未裕同西会俊红龙景移"


def words_of(name):
    """`kinds`: endings of its names, and facts, each in several wordings."""
    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))


WORDS = words_of("slow_matters.toml")
SECOND = words_of("slow_matters_second.toml")  # by another hand
TITLES = ("投诉", "反映情况", "求助", "请求处理")


@dataclass(frozen=True)
class SlowMatter:
    """`told`: by time, (day, person, title, text); days from the first one on."""

    kind: str
    name: str
    short: str
    people: int
    told: tuple[tuple[int, str, str, str], ...]


def slow_matter(rng, number, people, days, *, kind, hard=False, pool=("",), words=WORDS):
    """`pool`: texts of others, by which a hard one is diluted."""
    endings, facts = words["kinds"][kind]["endings"], words["kinds"][kind]["facts"]
    size = int(rng.integers(2, 4))
    letters = rng.choice(len(SYLLABLES), size, replace=False)
    short = "".join(SYLLABLES[k] for k in letters)
    name = short + endings[int(rng.integers(len(endings)))]
    slipped = SLIPS[letters[0]] + name[1:]
    told = []
    for n in range(people):
        day = min(int(days * rng.beta(1.3, 1.1)), days - 1)
        times = 2 if rng.random() < 0.15 else 1
        for again in range(times):
            text = _text(rng, facts, (name, short, slipped), hard, pool, words)
            title = _title(rng, text)
            when = min(day + again * int(rng.integers(0, 4)), days - 1)
            told.append((when, f"slow {number} {n}", title, text))
    return SlowMatter(kind, name, short, people, tuple(sorted(told)))


def _text(rng, facts, names, hard, pool, words):
    shares = (0.45, 0.30, 0.12) if hard else (0.60, 0.22, 0.10)
    draw = rng.random()
    spoken = _one(rng, words["no_name"])
    for name, upto in zip(names, np.cumsum(shares), strict=True):
        if draw < upto:
            spoken = name
            break
    least, most = (1, 3) if hard else (2, 5)
    count = min(int(rng.integers(least, most + 1)), len(facts))
    chosen = sorted(rng.choice(len(facts), count, replace=False).tolist())
    parts = [facts[k][int(rng.integers(len(facts[k])))] for k in chosen]
    if not any("{}" in part for part in parts):
        parts.insert(0, f"关于{spoken}的事" if rng.random() < 0.5 else f"{spoken}")
    said = "，".join(part.replace("{}", spoken) for part in parts)
    text = f"{_one(rng, words['openings'])}{said}。{_one(rng, words['endings'])}"
    if hard and rng.random() < 0.6:
        other = pool[int(rng.integers(len(pool)))]
        first = int(rng.integers(max(len(other) - 30, 1)))
        piece = other[first : first + int(rng.integers(20, 111))]
        text = piece + "。" + text if rng.random() < 0.4 else text + piece
    return text


def _title(rng, text):
    return (
        text[:14]
        if rng.random() < 0.5
        else ("投诉", "反映情况", "求助", "请求处理")[int(rng.integers(4))]
    )


def _one(rng, of):
    return of[int(rng.integers(len(of)))]


SIZES = (12, 20, 5, 30, 15, 8, 40, 10)  # people
SETTINGS = {"windows": (2, 7, 14, 30), "gap": 7, "base_days": 180, "least_days": 21}
DIAL = Dial(people=4, strength=0.7, quiet_days=45)  # as resources/plan/watch.toml has it
MOSTLY = 0.5


@dataclass
class Kept:
    """A matter over the nights, as a book of signals would keep it."""

    name: str
    named: bool
    core: tuple[str, ...]
    night: int
    last: int
    ids: set[int]


@dataclass
class Watched:
    """What nights over days of texts found, with each matter by its key."""

    kept: dict[str, Kept] = field(default_factory=dict)

    def known(self, day):
        return [
            Known(key, m.name, m.named, frozenset(m.ids), m.core, day - m.last)
            for key, m in self.kept.items()
        ]

    def take(self, day, found):
        for each in found:
            ids = {text.id for text in each.texts}
            if each.key is None:
                core = tuple(text.words for text in each.texts[:CORE])
                key = str(len(self.kept))
                self.kept[key] = Kept(each.name, each.named, core, day, day, ids)
            else:
                kept = self.kept[each.key]
                kept.ids |= ids
                kept.last = day
                if each.named and not kept.named:
                    kept.name = each.name


def watched(days, dial=DIAL):
    """A night after each day of texts."""
    spoken, found = Spoken(**SETTINGS), Watched()
    names, known = Names(), {}

    def names_of(text):
        if text not in known:
            known[text] = {stem(n.name) for n in names.named(text) if n.kind in SUBJECTS}
        return known[text]

    for day, texts in enumerate(days):
        spoken.add(texts)
        found.take(day, matters(spoken, found.known(day), dial, names_of))
    return found


@dataclass(frozen=True)
class Outcome:
    """Of a matter put in: how many people had told it when it was found (None: never), as how
    many signals, and whether the first of them has its name."""

    matter: SlowMatter
    people: int | None
    pieces: int
    named: bool


def put_in(days, seed, *, hard, first, sizes=SIZES, words=WORDS):
    """The days with a matter of each size put in, each of another kind; what was put in with the
    day and the person of each text. A matter begins from day `first` on."""
    rng = np.random.default_rng(seed)
    pool = [text.words for texts in days for text in texts]
    mixed = [list(texts) for texts in days]
    kinds, made = rng.permutation(sorted(words["kinds"])).tolist(), []
    for number, people in enumerate(rng.permutation(sizes).tolist()):
        span = int(rng.integers(5, 41))
        kind = kinds[number % len(kinds)]
        matter = slow_matter(
            rng, f"{seed} {number}", people, span, kind=kind, hard=hard, pool=pool, words=words
        )
        start, told = int(rng.integers(first, len(days) - span)), {}
        for n, (day, person, title, text) in enumerate(matter.told):
            number_of = 10_000_000 + number * 1_000 + n
            mixed[start + day].append(Said(number_of, person, f"{title}。{text}"))
            told[number_of] = (start + day, person)
        made.append((matter, told))
    return mixed, made


def outcomes(found, made):
    """What became of each matter, and the signals that are of none of them."""
    every = {number for _, told in made for number in told}
    of_them = {k: m for k, m in found.kept.items() if len(m.ids & every) >= MOSTLY * len(m.ids)}
    others = [m for k, m in found.kept.items() if k not in of_them]
    return [_outcome(matter, told, of_them.values(), every) for matter, told in made], others


def _outcome(matter, told, signals, every):
    mine = [m for m in signals if len(m.ids & told.keys()) >= MOSTLY * len(m.ids & every)]
    if not mine:
        return Outcome(matter, None, 0, False)
    first = min(mine, key=lambda m: m.night)
    people = {person for day, person in told.values() if day <= first.night}
    return Outcome(matter, len(people), len(mine), matter.short[-2:] in first.name)


@dataclass(frozen=True)
class Shares:
    """`large`: matters of ten people or more; `tenth`: of these, found by their tenth."""

    large: float
    tenth: float
    small: float
    pieces: float
    named: float


def shares(found):
    large = [each for each in found if each.matter.people >= 10]
    small = [each for each in found if each.matter.people < 10]
    seen = [each for each in found if each.people is not None]
    return Shares(
        large=sum(each.people is not None for each in large) / len(large),
        tenth=sum(each.people is not None and each.people <= 10 for each in large) / len(large),
        small=sum(each.people is not None for each in small) / len(small),
        pieces=sum(each.pieces for each in seen) / len(seen),
        named=sum(each.named for each in seen) / len(seen),
    )
