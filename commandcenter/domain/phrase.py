"""A Chinese text that still knows how it was made, so that a screen can say it in another language.

A `Phrase` is a str: papers, journal, database and exports take it as the Chinese text that it is,
whatever the language of a screen. Only where a text reaches a screen is it said (`ui/texts.py`).
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from commandcenter.domain.quotes import INNER

BETWEEN_CLAUSES = "；"

Key = TypeVar("Key")
Given = ParamSpec("Given")
Made = TypeVar("Made")


class _OfThread(threading.local):
    """How the thread of a screen says phrases; every other thread keeps to Chinese."""

    say: Callable[["Phrase"], str] | None = None


_of_thread = _OfThread()


class Phrase(str):
    """`template` with its `values` put in, in Chinese. Values may be phrases themselves.

    Put into a text of the screen, by a format or an f-string in the thread that speaks its
    language, it is said in that language; `str(phrase)` is Chinese always.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object] | None = None) -> "Phrase":
        plain = str(template)
        made = super().__new__(cls, _filled(plain, values) if values else plain)
        made.template, made.values = plain, values or {}
        return made

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))

    def __format__(self, spec: str) -> str:
        say = _of_thread.say
        return format(str(self) if say is None else say(self), spec)

    def format(self, *args: object, **values: object) -> str:
        """A template that stands in a table, or in the plan, with its values."""
        if args or self.values:
            return str(self).format(*args, **values)
        return Phrase(self.template, values)

    def __add__(self, after: str) -> "Phrase":
        return Joined("", (self, after))

    def __radd__(self, before: str) -> "Phrase":
        return Joined("", (before, self))

    def said_by(self, sayer: "Sayer") -> str:
        """In the sayer's language; without its template there, in Chinese."""
        template = sayer.template(self.template)
        if not self.values:
            return template
        try:
            values = {k: said_value(v, sayer) for k, v in self.values.items()}
            return template.format(**_within(template, values))
        except (LookupError, ValueError, TypeError, AttributeError):  # as somebody translated it
            return str(self)


class Joined(Phrase):
    """Parts with something between them; the parts are said each, and so is what is between."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, between: str, parts: Iterable[str]) -> "Joined":
        kept = tuple(parts)
        made = str.__new__(cls, str.join(between, kept))
        made.template, made.values, made.parts = str(between), {}, kept
        return made

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (self.template, self.parts)

    def format(self, *args: object, **values: object) -> str:
        if args:  # numbered over all parts
            return str(self).format(*args, **values)
        return type(self)(self.template, [part.format(**values) for part in self.parts])

    def said_by(self, sayer: "Sayer") -> str:
        between = sayer.template(self.template) if self.template else ""
        return between.join(str(said_value(part, sayer)) for part in self.parts)


class _Sentences(Joined):
    """Chinese has nothing between two sentences, other languages a space."""

    __slots__ = ()

    def said_by(self, sayer: "Sayer") -> str:
        if sayer is WHOLE:
            return super().said_by(sayer)
        return " ".join(str(said_value(part, sayer)).strip() for part in self.parts)


class _PutIn(Phrase):
    """As `put_in` makes it: what braces name no value stays as it is written."""

    __slots__ = ()

    def __new__(cls, template: str, values: Mapping[str, object] | None = None) -> "_PutIn":
        plain, named = str(template), values or {}
        made = str.__new__(cls, _replaced(plain, {k: str(v) for k, v in named.items()}))
        made.template, made.values = plain, named
        return made

    def said_by(self, sayer: "Sayer") -> str:
        said = {name: str(said_value(value, sayer)) for name, value in self.values.items()}
        return _replaced(sayer.template(self.template), said)


def _replaced(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _filled(template: str, values: Mapping[str, object]) -> str:
    if _of_thread.say is not None:
        values = {k: in_chinese(v) for k, v in values.items()}
    return template.format(**_within(template, values))


def _within(template: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """What the template has in quotation marks, and has such marks itself: those are inner ones."""
    if "“{" not in template:
        return values
    return {
        name: value.translate(INNER)
        if isinstance(value, str) and f"“{{{name}}}”" in template
        else value
        for name, value in values.items()
    }


class Sayer(Protocol):
    """A language: what its catalogue has for a Chinese template, else the template itself."""

    def template(self, chinese: str) -> str: ...


class _Whole:
    """Chinese as it is, for a file: only moments of a screen are said otherwise (whole_of)."""

    def template(self, chinese: str) -> str:
        return chinese


WHOLE = _Whole()


def said_value(value: object, sayer: Sayer) -> object:
    return value.said_by(sayer) if isinstance(value, Phrase) else value


def in_chinese(value: object) -> object:
    """What stands in a Chinese text for the value, in the thread of a screen, too."""
    return str(value) if isinstance(value, Phrase) else value


def phrase(template: str, /, **values: object) -> Phrase:
    """`phrase("{n} 件投诉", n=3)`; formats as in `str.format`. The template is a literal: the
    catalogue finds it in the source.
    """
    return Phrase(template, values)


def word(text: str) -> Phrase:
    """A text without values, braces and all: a literal, or one that data of the program gives
    (a title of the plan; one that the bureau wrote is in no catalogue and stays as it is).
    """
    return text if isinstance(text, Phrase) else Phrase(text)


def put_in(template: str, **values: object) -> Phrase:
    """A text of the plan that may name {values}. The bureau may have written other braces."""
    return _PutIn(template, values) if "{" in template else word(template)


def phrases(table: Mapping[Key, str]) -> dict[Key, str]:
    """A table of words, or of templates, whose texts are phrases."""
    return {key: word(text) for key, text in table.items()}


def joined(between: str, parts: Iterable[str]) -> Phrase:
    """`between.join(parts)`, of phrases and other texts."""
    return Joined(between, parts)


def listed(parts: Iterable[str]) -> Phrase:
    """未回报 4 项，超时 1 项; empty parts are left out."""
    return joined("，", filter(None, parts))


def clauses(parts: Iterable[str]) -> Phrase:
    """发布权限：局长；依据：预案 4.6; empty parts are left out."""
    return joined(BETWEEN_CLAUSES, filter(None, parts))


def sentences(parts: Iterable[str]) -> Phrase:
    """One after the other; empty parts are left out."""
    return _Sentences("", filter(None, parts))


def enumerated(parts: Iterable[str]) -> Phrase:
    """城东区、城西区; empty parts are left out."""
    return joined("、", filter(None, parts))


def kept_list(text: str) -> Phrase:
    """What was `enumerated` and is kept as a text: its words, as far as they are the program's."""
    return enumerated(map(word, text.split("、")))


def headed(head: str, text: str) -> Phrase:
    """指令未回报：到场."""
    return phrase("{head}：{text}", head=head, text=text)


def with_note(name: str, note: str) -> Phrase:
    """马骁（现场处置组）; the name alone without a note."""
    return phrase("{name}（{note}）", name=name, note=note) if note else joined("", (name,))


def speak(say: Callable[[Phrase], str] | None) -> None:
    """From now on this thread puts phrases into its texts as `say` says them; None: in Chinese."""
    _of_thread.say = say


@contextmanager
def recording() -> Iterator[None]:
    """What is put into texts meanwhile is Chinese, in the thread of a screen, too."""
    say, _of_thread.say = _of_thread.say, None
    try:
        yield
    finally:
        _of_thread.say = say


def for_record(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Of what makes a text that is signed, kept or sent: it is Chinese in any thread, and a plain
    text, which no screen says in its own language. What a person is shown before signing is then,
    to the letter, what is signed.
    """

    @wraps(make)
    def made(*given: Given.args, **named: Given.kwargs) -> Made:
        with recording():
            text = make(*given, **named)
        return cast(Made, str(text)) if isinstance(text, Phrase) else text

    return made
