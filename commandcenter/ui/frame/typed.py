"""What a person types in the words of the screen's language, as the rules read it: in Chinese.

The Chinese words are read in every language: what is not said otherwise stays as it was typed.
"""

import re
from collections.abc import Iterable
from itertools import zip_longest

from commandcenter.ui.texts import word

LETTER = r"[^\W\d_]"
OR = "/"


def in_chinese(typed: str, words: Iterable[str], ways: Iterable[str] = ()) -> str:
    """`typed` with those of `words` that it has as the screen's language says them.

    `ways`: how each of the words may be written there, too: h/hour/hours.
    """
    known: dict[str, str] = {}
    for each, way in zip_longest(words, ways, fillvalue=""):
        for form in (word(each), *way.split(OR)):
            if form.strip() not in ("", each):
                known.setdefault(form.strip().casefold(), each)
    if not known:
        return typed
    one = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!{LETTER})(?:{one})(?!{LETTER})", re.IGNORECASE)
    return pattern.sub(lambda found: known[found[0].casefold()], typed)
