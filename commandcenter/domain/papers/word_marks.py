"""How the paragraphs of a paper are named in a Word file, so that an edited file can be read back.

A bookmark whose name begins with _ is hidden in Word and WPS and stays with its paragraph while
people write around it. With the paragraph's key it holds a digest of the words as the program
wrote them: what nobody changed is told from what people wrote, whatever the data say by then.
A paragraph that cannot be taken over (head, 印发 line) has a mark as well.
"""

import hashlib
import re

LONGEST = 40  # characters of a bookmark's name
_FIXED = re.compile(r"_f[0-9]+_([0-9a-f]{8})")
_KEY = re.compile(r"_(k[0-9a-zA-Z_]+)_([0-9a-f]{8})")
# What stands before or behind a paragraph's own words: 一、 附件：1. 抄送： and the stop or colon.
BEFORE = re.compile(
    r"^(?:[〇一二三四五六七八九十]+、|（[〇一二三四五六七八九十\d]+）|附件：(?:\s?\d+\. ?)?|抄送："
    r"|\s*\d+\. ?)"
)


def mark_of(key: str, text: str) -> str:
    """The bookmark of a paragraph; keys hold letters, digits and _ only, 30 at most."""
    made = f"_{key}_{digest(text)}"
    assert len(made) <= LONGEST, made
    return made


def key_of(mark: str) -> tuple[str, str] | None:
    """Key and digest of a mark that this program made."""
    found = _KEY.fullmatch(mark)
    return (found[1], found[2]) if found else None


def fixed_mark(number: int, text: str) -> str:
    return f"_f{number}_{digest(text)}"


def fixed_digest(mark: str) -> str | None:
    found = _FIXED.fullmatch(mark)
    return found[1] if found else None


def digest(text: str) -> str:
    """Of the words alone: spaces and line ends come and go as a file is opened and saved."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
