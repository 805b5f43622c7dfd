"""What every reader owes: a true result or a sentence of its own, and the same one again."""

import re
from dataclasses import dataclass

from commandcenter.domain.errors import RuleBroken
from commandcenter.settings import NO_LANGUAGE

LONGEST_SENTENCE = 1_500
QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’", re.DOTALL)
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}(?: [a-z]+)+\b")  # as Python's own errors are
# Who set a language that there is not may read either: that alone is said in both.
IN_ENGLISH = QUOTED.sub("", NO_LANGUAGE.partition("没有")[0])
HAN = re.compile("[\u4e00-\u9fff]")


class Wrong(AssertionError):
    """What no reader may do, found out by its target. `what`: the same for all of a kind."""

    def __init__(self, what, words):
        super().__init__(f"{what} {words}".strip())
        self.what = what


@dataclass(frozen=True)
class Refused:
    words: str


def require(holds, what, *told):
    if not holds:
        raise Wrong(str(what), " ".join(map(str, told))[:2_000])


def sentence(words):
    """It is for people: whole, Chinese outside what it quotes, and short enough to be read."""
    ended = words.rstrip().endswith(("。", "！", "？", "）", "”"))
    require(ended, "no whole sentence:", words[:300])
    require(HAN.search(words), "not Chinese:", words[:300])
    require("Traceback" not in words, "a traceback:", words[:300])
    require(len(words) <= LONGEST_SENTENCE, "a sentence of", len(words), "characters:", words[:200])
    own = QUOTED.sub("", words).replace(IN_ENGLISH, "")
    require(not ENGLISH.search(own), "English in a sentence:", own[:300])


def tried(call):
    """The result, or what the refusal says. Any other exception goes through: it is a find."""
    try:
        return call()
    except RuleBroken as broken:
        sentence(str(broken))
        return Refused(str(broken))


def twice(call, told="another result on the second reading"):
    first = tried(call)
    require(same(first, second := tried(call)), told, f"{first!r:.700} / {second!r:.700}")
    return first


def same(one, other):
    """Equal, where NaN equals itself."""
    return one == other or repr(one) == repr(other)
