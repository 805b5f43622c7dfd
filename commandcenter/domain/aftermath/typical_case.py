"""典型案例 (plan 7.2): what is told of a case to everybody, without anybody's name."""

from collections.abc import Collection

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.masking import masked
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.releases.release_text import (
    FAULT_WORDS,
    Private,
    bare,
    bared,
    faults_in,
)

TELLABLE = (State.ENDED, State.AFTERMATH, State.ARCHIVED)
PLACE = "某地"
TITLE_LENGTH, TEXT_LENGTH = 60, 20_000


def require_tellable(state: State) -> None:
    if state not in TELLABLE:
        raise RuleBroken("事件处于“{now}”，响应终止后才能编写典型案例。", now=STATE_WORDS[state])


def without_names(text: str, private: Private, places: Collection[str]) -> str:
    """The text with people, traders and places covered."""
    covered = masked(text, private)
    for place in _longest_first(places):
        covered = _without(covered, place)
    return covered


def _without(text: str, place: str) -> str:
    """Found as a name is: signs without width and wide letters hide nothing."""
    (plain, stood), parts, end = bared(text), [], 0
    at = plain.find(place)
    while at >= 0:
        parts += [text[end : stood[at]], PLACE]
        end = stood[at + len(place) - 1] + 1
        at = plain.find(place, at + len(place))
    return "".join((*parts, text[end:]))


def require_nameless(text: str, private: Private, places: Collection[str]) -> None:
    """Raise RuleBroken naming everybody and every place that the text still names."""
    found = [
        phrase("{fault}“{written}”", fault=FAULT_WORDS[f.fault], written=f.written)
        for f in faults_in(text, private)
    ]
    plain, _ = bared(text)
    found += [
        phrase("地名“{place}”", place=place) for place in _longest_first(places) if place in plain
    ]
    if found:
        raise RuleBroken(
            "典型案例不得出现真实名称，请改为“某”字代称：{words}。", words=joined("；", found)
        )


def _longest_first(places: Collection[str]) -> list[str]:
    return sorted({p for p in map(bare, places) if len(p) > 1}, key=lambda p: (-len(p), p))
