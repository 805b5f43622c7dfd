"""How what is typed into the search fits what is found: its words in any order, or their pinyin.

A word fits where it stands, wide and narrow signs and capitals alike (ＰＤＦ, pdf). One of Latin
letters fits a title, too, whose characters are read so: by their first letters (xxbg), whole
(xinxibaogao), or begun (xinxibg).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from commandcenter.late_dataclass import dataclass

Readings = Callable[[str], tuple[str, ...]]  # of one character: zhong, chong; () where it has none

EXACT, BEGINS, HOLDS, SPELLED_FIRST, SPELLED, AROUND = range(6)  # the better first
LONGEST = 40  # letters of a word that is looked for as pinyin
REMEMBERED = 20_000  # titles, so that they are not spelled at every key
LETTERS = re.compile(r"(?=[0-9]*[a-z])[a-z0-9]+")
WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """Wide signs as narrow ones, capitals as small ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def forms(word: str) -> tuple[str, ...]:
    """A word as it may be written: as typed, in narrow signs, in wide ones."""
    narrow = unicodedata.normalize("NFKC", word)
    return tuple(dict.fromkeys((word, narrow, narrow.translate(WIDE))))


@lru_cache(REMEMBERED)
def spelled(text: str, readings: Readings) -> str:
    """报告3号 as /bao|/gao|ju|gu|/3|/hao|: a stroke before each character, its readings after."""
    return "".join(f"/{'|'.join(read)}|" for sign in plain(text) if (read := _read(sign, readings)))


def _read(sign: str, readings: Readings) -> tuple[str, ...]:
    if sign.isascii():
        return (sign,) if sign.isalnum() else ()
    return readings(sign)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words as `plain` has them, and how each may be spelled."""

    words: tuple[str, ...]
    spellings: tuple[re.Pattern[str] | None, ...]

    def place(
        self, title: str, around: str, readings: Readings, *, by_title: bool = False
    ) -> int | None:
        """How well it fits, 0 best; None: not at all. `around`: what else is said of it, which
        alone is not enough where it must be found `by_title`.
        """
        named, more = plain(title), plain(around)
        if self.words == (named,):
            return EXACT
        found = []
        for number in range(len(self.words)):
            if (place := self._fits(number, named, more, title, readings)) is None:
                return None
            found.append(place)
        if not found or (by_title and min(found) == AROUND):
            return None
        return max(found)

    def _fits(
        self, number: int, named: str, more: str, title: str, readings: Readings
    ) -> int | None:
        word, spelling = self.words[number], self.spellings[number]
        if word in named:
            return BEGINS if named.startswith(word) else HOLDS
        if spelling is not None and (found := spelling.search(spelled(title, readings))):
            return SPELLED if found.start() else SPELLED_FIRST
        return AROUND if word in more else None


def asked(words: Sequence[str]) -> Asked:
    said = tuple(plain(word) for word in words)
    return Asked(said, tuple(map(spelling, said)))


def spelling(word: str) -> re.Pattern[str] | None:
    """What finds a word of Latin letters in what is `spelled`; None for any other word.

    Each letter goes on in the reading of the last one or begins that of the next character. One
    letter alone begins a title: in its midst it would say nothing.
    """
    letters = word.replace("'", "")
    if not LETTERS.fullmatch(letters) or len(letters) > LONGEST:
        return None
    begin = "/(?:[a-z]+\\|)*"
    steps = "".join(f"(?:|[a-z]*\\|(?:[a-z0-9]+\\|)*{begin}){sign}" for sign in letters[1:])
    return re.compile(f"{'^' if len(letters) == 1 else ''}{begin}{letters[0]}{steps}")
