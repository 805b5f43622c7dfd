"""Texts that the database keeps as they were filled in, as the phrases that they were.

A title of the book is a template of the plan with its values: 电话报告市委市政府总值班室; an alarm
adds how late it is. Why there is a signal is said by templates of the watch. What another language
has of the template is said with what it has of the values.
"""

import re
import tomllib
from collections.abc import Iterator

from commandcenter.domain.alarms.alarm_items import IN_STAGE, STAGE_WORDS
from commandcenter.domain.numerals import CHINESE, Numeral, value_of
from commandcenter.domain.phrase import BETWEEN_CLAUSES, Phrase, clauses, put_in, word
from commandcenter.domain.reports.report import FOLLOW_UP_LABEL
from commandcenter.domain.watch import sign_sentences
from commandcenter.paths import RESOURCES

NAMED = re.compile(r"\{(\w+)\}")


class KeptTexts:
    """Reads the plan's templates when it is first asked."""

    def __init__(self) -> None:
        self._shapes: list[tuple[re.Pattern[str], str]] | None = None

    def phrase_of(self, text: str) -> Phrase | None:
        """The template that `text` was made by, with its values, themselves phrases; of several
        clauses as many as were made by one.
        """
        if "{" in text:
            return None
        if BETWEEN_CLAUSES in text:
            parts = text.split(BETWEEN_CLAUSES)
            found = [self.phrase_of(part) for part in parts]
            said = [phrase or part for phrase, part in zip(found, parts, strict=True)]
            return clauses(said) if any(found) else None
        if self._shapes is None:
            self._shapes = [(_shape(each), each) for each in _templates()]
        for shape, template in self._shapes:
            if match := shape.fullmatch(text):
                return put_in(template, **{k: _value(v) for k, v in match.groupdict().items()})
        return None


def _templates() -> Iterator[str]:
    yield IN_STAGE  # around the title of what is late
    yield FOLLOW_UP_LABEL  # which titles are and name
    plan = (RESOURCES / "plan" / "obligations.toml").read_text(encoding="utf-8")
    for item in tomllib.loads(plan)["obligation"]:
        # One that has no word of its own gives what it is filled with as it is.
        if NAMED.search(item["title"]) and NAMED.sub("", item["title"]).strip():
            yield item["title"]
    yield from map(str, sign_sentences.TEMPLATES)


def _shape(template: str) -> re.Pattern[str]:
    """`template` as what matches it; where a name stands twice, twice the same."""
    *before, last = NAMED.split(template)
    parts, shape, seen = iter(before), "", set[str]()
    for text, name in zip(parts, parts, strict=True):
        like = f"{CHINESE}+" if template == FOLLOW_UP_LABEL else _like(name)
        named = f"(?P={name})" if name in seen else f"(?P<{name}>{like})"
        shape += re.escape(text) + named
        seen.add(name)
    return re.compile(shape + re.escape(last))


def _like(name: str) -> str:
    if name == "stage":
        return "|".join(filter(None, map(str, STAGE_WORDS.values())))
    return sign_sentences.SHAPES.get(name, ".+")


def _value(text: str) -> Phrase:
    number = value_of(text) if re.fullmatch(f"{CHINESE}+", text) else None
    return word(text) if number is None else Numeral(int(number))
