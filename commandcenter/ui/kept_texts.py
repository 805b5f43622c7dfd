"""Texts that the database keeps as they were filled in, as the phrases that they were.

A title of the book is a template of the plan with its values: 电话报告市委市政府总值班室; an alarm
adds how late it is. Why there is a signal is said by templates of the watch. What another language
has of the template is said with what it has of the values.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from commandcenter.domain.alarms import alarm_items, alarm_titles
from commandcenter.domain.numerals import CHINESE, Numeral, value_of
from commandcenter.domain.org import GROUP_WORDS, LEADER_OF
from commandcenter.domain.phrase import BETWEEN_CLAUSES, Phrase, clauses, joined, put_in, word
from commandcenter.domain.reports.report import FOLLOW_UP_LABEL
from commandcenter.domain.times import date_zh, day_of_month, day_start
from commandcenter.domain.watch import sign_sentences
from commandcenter.paths import RESOURCES

LONGEST = 400  # characters: what is longer people wrote, and to look at it takes its square
NAMED = re.compile(r"\{(\w+)\}")
LEAP_YEAR = 2000  # has every day that is said without its year


class KeptTexts:
    """Reads the plan's templates when it is first asked."""

    def __init__(self) -> None:
        self._shapes: list[tuple[re.Pattern[str], str]] | None = None

    def phrase_of(self, text: str) -> Phrase | None:
        """The template that `text` was made by, with its values, themselves phrases; of several
        clauses as many as were made by one.
        """
        if "{" in text or len(text) > LONGEST:
            return None
        if self._shapes is None:
            self._shapes = [(_shape(*each), each[0]) for each in _templates()]
        parts = text.split(BETWEEN_CLAUSES)
        for shape, template in self._shapes:
            whole = len(parts) == 1 or BETWEEN_CLAUSES in template
            if whole and (match := shape.fullmatch(text)):
                return put_in(template, **{k: _value(v) for k, v in match.groupdict().items()})
        if len(parts) == 1:
            return None
        found = [self.phrase_of(part) for part in parts]
        said = [phrase or part for phrase, part in zip(found, parts, strict=True)]
        return clauses(said) if any(found) else None


def _templates() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each with what may stand for its names; for another name anything may."""
    yield alarm_items.IN_STAGE, alarm_items.SHAPES  # around the title of what is late
    yield alarm_items.BY_TIME, {}
    yield LEADER_OF, {"group": "|".join(GROUP_WORDS.values())}
    yield FOLLOW_UP_LABEL, {"n": f"{CHINESE}+"}  # which titles are and name
    for item in _plan("obligations"):
        # One that has no word of its own gives what it is filled with as it is.
        if NAMED.search(item["title"]) and NAMED.sub("", item["title"]).strip():
            yield item["title"], {}
    for item in _plan("alarms"):
        yield item["todo"], alarm_items.SHAPES
    for template in alarm_titles.TITLES.values():
        yield str(template), alarm_titles.SHAPES
    for template in sign_sentences.TEMPLATES:
        yield str(template), sign_sentences.SHAPES


def _plan(name: str) -> Sequence[Mapping[str, str]]:
    content = (RESOURCES / "plan" / f"{name}.toml").read_text(encoding="utf-8")
    items: Sequence[Mapping[str, str]] = tomllib.loads(content)[name.removesuffix("s")]
    return items


def _shape(template: str, of_names: Mapping[str, str]) -> re.Pattern[str]:
    """`template` as what matches it; where a name stands twice, twice the same."""
    *before, last = NAMED.split(template)
    parts, shape, seen = iter(before), "", set[str]()
    for text, name in zip(parts, parts, strict=True):
        like = of_names.get(name, ".+")
        named = f"(?P={name})" if name in seen else f"(?P<{name}>{like})"
        shape += re.escape(text) + named
        seen.add(name)
    return re.compile(shape + re.escape(last))


def _value(text: str) -> Phrase:
    if match := alarm_titles.DATED.fullmatch(text):
        year, month, day, time = match.groups()
        with suppress(ValueError):  # people wrote of a day that no year has
            on = date(int(year or LEAP_YEAR), int(month), int(day))
            said = date_zh(day_start(on)) if year else day_of_month(on)
            return joined(" ", (said, time)) if time else said
    number = value_of(text) if re.fullmatch(f"{CHINESE}+", text) else None
    return word(text) if number is None else Numeral(int(number))
