"""A login proposed for who is listed without one: the initials of the name, and a number where
somebody has them already.

The initials are those of the order of GB 2312, whose first 3,755 characters stand by their sound; a
character beyond them gives none. It is only a proposal: the list may say another login.
"""

from collections.abc import Collection, Iterator
from itertools import count

# The first character of each initial in the order of GB 2312, and where that order ends.
FIRST = (
    ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2),
    ("g", 0xB8C1), ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8),
    ("n", 0xC4C3), ("o", 0xC5B6), ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6),
    ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4), ("y", 0xD1B9), ("z", 0xD4D1),
)  # fmt: skip
END = 0xD7FA
NAMELESS = "user"
SHORTEST = 2
MOST = 12  # letters


def initials(name: str) -> str:
    return "".join(map(_initial, name))[:MOST]


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        data = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = int.from_bytes(data, "big")
    if not FIRST[0][1] <= code < END:
        return ""
    return next(letter for letter, first in reversed(FIRST) if code >= first)


def proposed(name: str, taken: Collection[str]) -> str:
    """One that nobody has: lw, then lw2, lw3."""
    return next(each for each in _ways(initials(name)) if each not in taken)


def _ways(letters: str) -> Iterator[str]:
    stem = letters if len(letters) >= SHORTEST and not letters.isdigit() else NAMELESS
    yield stem
    for number in count(2):
        yield f"{stem}{number}"
