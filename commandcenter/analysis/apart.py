"""Like matters of one week told apart: two gyms that close are told in the same words.

What differs is what each is called. By a name that has an ending it is known at once, also where
some leave the ending out. Without one it shows as characters that hardly anybody wrote before, in
most texts of the one and in none of the other, after whatever words: two ways of telling one fact
exclude each other too, but they are parts of fixed phrases, and what the matter is called stands
beside either. A text that calls it nothing goes where it is most alike.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.characters import cleaned, pair_numbers, plain, plains
from commandcenter.analysis.names import related, root

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Before = Callable[[Ints], Floats]  # how often pairs of characters were written before, a text

NAMED = 2  # people who give a name with its ending, or LEAST with or without
SLIPPED = 0.35  # times the people of a name, who write it with one other character
OF_NAMES = 0.5  # of the texts of a group, that give one of its names
SELDOM = 0.001  # times a text, that a mark may have been written before
LEAST = 3  # people of a mark
SMALLEST = 0.15  # of the people of a group, that a mark has at the least
MOSTLY = 0.75  # of the people of a group, who give one of its marks
CROSSING = 0.3  # of the people of either of two marks, who give a third one
COMMON = 0.65  # times the people of both, who give such a third one: then they are of one matter
SAME_BEFORE = 0.8  # of the times a mark is written, after one and the same character
MOST_MARKS = 5
MOST_PAIRS = 150  # that are looked at, those that most people write
BOTH = 0.15  # of the people of the rarer of two names or marks, who may give both
OWN = 0.8  # of the people who write a pair, who are of one part: it speaks for that part
NEAREST = 3  # texts of a part, to which one without a mark is compared


def parts(
    texts: Sequence[str],
    people: Sequence[str],
    names: Sequence[Collection[str]],
    alike: Floats,
    before: Before,
) -> list[list[int]]:
    """The numbers of the texts by matter; one list of all where they are one.

    `names`: of each text; `alike`: cosine of each two.
    """
    who = np.unique(np.array(people), return_inverse=True)[1].ravel()
    pairs, has, free = _new_pairs(texts, before)
    says = _of_people(has, who)
    called = _names(texts, who, names)
    if called.shape[1] < 2:
        often = says.sum(axis=0)
        ordered = np.argsort(-often, kind="stable")[:MOST_PAIRS]
        enough = ordered[often[ordered] >= max(LEAST, SMALLEST * len(says))]
        called = has[:, enough[_marks(pairs[enough], says[:, enough], free[enough])]]
    if called.shape[1] < 2:
        return [list(range(len(texts)))]
    return _by_part(has, says, called, who, alike)


def _of_people(has: Bools, who: Ints) -> Bools:
    """(people, columns) of (texts, columns)."""
    says = np.zeros((int(who.max(initial=-1)) + 1, has.shape[1]), bool)
    np.logical_or.at(says, who, has)
    return says


def _names(texts: Sequence[str], who: Ints, names: Sequence[Collection[str]]) -> Bools:
    """Which text gives which of the names that exclude each other, (texts, names)."""
    given: dict[str, set[int]] = {}
    for person, each in zip(who.tolist(), names, strict=True):
        for name in each:
            given.setdefault(name, set()).add(person)
    clean, found = plains(texts), dict[str, Bools]()
    for name in sorted(given, key=lambda name: (-len(given[name]), name)):
        short = plain(root(name))
        said = np.array([short in text for text in clean])
        if len(given[name]) >= NAMED or len(np.unique(who[said])) >= LEAST:
            same = next((other for other in found if _one_name(name, other, given)), name)
            found[same] = found.get(same, False) | said
    said = np.stack(list(found.values()), 1) if found else np.zeros((len(texts), 0), bool)
    said = said[:, _excluding(_of_people(said, who))]
    told = said.any(axis=1).sum()
    return said if told >= OF_NAMES * len(texts) else said[:, :0]


def _one_name(name: str, other: str, given: Mapping[str, Collection[int]]) -> bool:
    """The same, said shorter or by a slip; in a short name only a few make one."""
    if related(name, other):
        return True
    a, b = root(name), root(other)
    slip = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return slip and len(given[name]) <= SLIPPED * len(given[other])


def _excluding(says: Bools) -> list[int]:
    """The column most people have, and each further one that hardly anybody has beside these."""
    chosen, often = list[int](), says.sum(axis=0)
    for n in np.argsort(-often, kind="stable").tolist():
        both = (says[:, chosen] & says[:, [n]]).sum(axis=0)
        if (both <= BOTH * np.minimum(often[chosen], often[n])).all():
            chosen.append(n)
    return chosen


def _new_pairs(texts: Sequence[str], before: Before) -> tuple[Ints, Bools, Bools]:
    """Pairs of characters that hardly anybody wrote before, as one number of both; which text
    has which; and which of them come after this and that: a part of a phrase does not."""
    chars, starts = cleaned(texts)
    number, at = pair_numbers(chars)
    at = at[before(number) <= SELDOM]
    text = np.searchsorted(starts, at, side="right") - 1
    whole = chars[at].astype(np.int64) << 16 | chars[at + 1]
    pairs, column = np.unique(whole, return_inverse=True)
    column = column.ravel()
    has = np.zeros((len(texts), len(pairs)), bool)
    has[text, column] = True
    after, often = np.unique(column << 16 | chars[at - 1], return_counts=True)
    most, every = np.zeros(len(pairs), np.int64), np.bincount(column, minlength=len(pairs))
    np.maximum.at(most, after >> 16, often)
    return pairs, has, most <= SAME_BEFORE * every


def _marks(pairs: Ints, says: Bools, free: Bools) -> list[int]:
    """The two that most people give one of and hardly anybody both, then what goes with them;
    none where these are not most people."""
    if len(pairs) < 2:
        return []
    given = says.astype(np.float32)
    both = given.T @ given
    often = both.diagonal()
    apart = both <= BOTH * np.minimum(often[:, None], often[None, :])
    cover = often[:, None] + often[None, :] - both
    apart &= ~_share_a_character(pairs) & ~_have_in_common(both, cover)
    cover = np.where(apart & free[:, None] & free[None, :], cover, 0.0)
    first = int(np.argmax(cover))
    if not cover.flat[first]:
        return []
    marks = list(divmod(first, len(pairs)))
    while len(marks) < MOST_MARKS:
        more = np.where(apart[marks].all(axis=0) & free, often, 0.0)
        if not more.any():
            break
        marks.append(int(np.argmax(more)))
    told = says[:, marks].any(axis=1).sum()
    return marks if told >= MOSTLY * len(says) else []


def _share_a_character(pairs: Ints) -> Bools:
    """A slip of one character, or the next pair of the same name."""
    one, other = pairs >> 16, pairs & 0xFFFF
    ends = ((one, one), (one, other), (other, one), (other, other))
    return np.asarray(np.logical_or.reduce([a[:, None] == b[None, :] for a, b in ends]))


def _have_in_common(both: Singles, cover: Singles) -> Bools:
    """Of each two marks whether a third stands in nearly as many texts as they do, and in both's:
    what a matter is called, where they are two ways of telling a fact."""
    often, found = both.diagonal(), np.zeros(both.shape, bool)
    for third, crossing in enumerate((both >= CROSSING * often[:, None]).T):
        found |= crossing[:, None] & crossing[None, :] & (often[third] >= COMMON * cover)
    return found


def _by_part(has: Bools, says: Bools, called: Bools, who: Ints, alike: Floats) -> list[list[int]]:
    """By what each is called, then by what each part alone writes; a text with nothing of that
    goes where it is most alike."""
    given = _of_people(called, who)
    often = says.sum(axis=0)
    parts_of = range(called.shape[1])
    own = [(often >= 2) & (says[given[:, n]].sum(axis=0) >= OWN * often) for n in parts_of]
    votes = np.stack([has[:, each].sum(axis=1) for each in own], axis=1)
    votes += called * (has.shape[1] + 1)  # more than all that speaks beside it
    part = votes.argmax(axis=1)
    sure = votes.max(axis=1) > 0
    for text in np.flatnonzero(~sure):
        nearness = [_nearness(alike[text], sure & (part == n)) for n in parts_of]
        part[text] = int(np.argmax(nearness))
    return list(_filled(part, parts_of))


def _nearness(row: Floats, chosen: Bools) -> float:
    return float(np.sort(row[chosen])[-NEAREST:].mean()) if chosen.any() else 0.0


def _filled(part: Ints, numbers: Collection[int]) -> Iterator[list[int]]:
    for n in numbers:
        texts = np.flatnonzero(part == n).tolist()
        if texts:
            yield texts
