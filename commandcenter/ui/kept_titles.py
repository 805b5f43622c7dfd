"""Titles of the book, which the database keeps as Chinese texts, as the phrases that they were.

A title is a template of the plan with its values: 电话报告市委市政府总值班室. What another language
has of the template is said with what it has of the values.
"""

import re
import tomllib
from collections.abc import Iterator

from commandcenter.domain.numerals import CHINESE, Numeral, value_of
from commandcenter.domain.phrase import Phrase, put_in, word
from commandcenter.domain.reports.report import FOLLOW_UP_LABEL
from commandcenter.paths import RESOURCES

NAMED = re.compile(r"\{(\w+)\}")


class KeptTitles:
    """Reads the plan's templates when it is first asked."""

    def __init__(self) -> None:
        self._shapes: list[tuple[re.Pattern[str], str]] | None = None

    def phrase_of(self, text: str) -> Phrase | None:
        """The template that `text` was made by, with its values, themselves phrases."""
        if "{" in text:
            return None
        if self._shapes is None:
            self._shapes = [(_shape(each), each) for each in _templates()]
        for shape, template in self._shapes:
            if found := shape.fullmatch(text):
                return put_in(template, **{k: _value(v) for k, v in found.groupdict().items()})
        return None


def _templates() -> Iterator[str]:
    yield FOLLOW_UP_LABEL  # which titles are and name
    plan = (RESOURCES / "plan" / "obligations.toml").read_text(encoding="utf-8")
    for item in tomllib.loads(plan)["obligation"]:
        # One that has no word of its own gives what it is filled with as it is.
        if NAMED.search(item["title"]) and NAMED.sub("", item["title"]).strip():
            yield item["title"]


def _shape(template: str) -> re.Pattern[str]:
    *before, last = NAMED.split(template)
    parts = iter(before)
    shape = "".join(
        f"{re.escape(text)}(?P<{name}>{f'{CHINESE}+' if template == FOLLOW_UP_LABEL else '.+'})"
        for text, name in zip(parts, parts, strict=True)
    )
    return re.compile(shape + re.escape(last))


def _value(text: str) -> Phrase:
    number = value_of(text) if re.fullmatch(f"{CHINESE}+", text) else None
    return word(text) if number is None else Numeral(int(number))
