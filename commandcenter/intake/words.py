"""The words of a file's choice columns, as the program's own, each worked out once."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from commandcenter.domain.complaints.complaint import Channel, Source
from commandcenter.intake.mapping import Mapping, word_key
from commandcenter.intake.values import Memory, tidy

V = TypeVar("V")

MAX_WORD = 60  # characters of a category or problem that is kept as it is
_PARTS = re.compile(r"[-—_/>()\[\]:,;、，；：→]")
_CLOSED = ("kind", "special_group")  # fields where a word that is not known says nothing


class Words:
    """`guess`: the source of a row that does not tell its own."""

    def __init__(self, mapping: Mapping, guess: Source) -> None:
        self._mapping, self._guess = mapping, guess
        self._known: dict[str, Memory[str, str]] = {}
        self._flags: dict[str, Memory[str, bool | None]] = {}
        self._pairs: Memory[tuple[str, str], tuple[str, str]] = Memory(self._pair)

    def column(self, name: str, column: Sequence[str] | None, count: int) -> Sequence[str]:
        """Own words; "" for a blank, and in a closed field for an unknown word."""
        if column is None:
            return [self._mapping.defaults.get(name, "")] * count
        known = _of(self._known, name, lambda cell: self._word(name, cell))
        return [known[cell] for cell in column]

    def yes_or_no(
        self, name: str, column: Sequence[str] | None, count: int, otherwise: V
    ) -> Sequence[bool | V]:
        """`otherwise` for a blank and for a word that is neither."""
        if column is None:
            default = self._mapping.defaults.get(name)
            return [otherwise if default is None else default == "true"] * count
        known = _of(self._flags, name, lambda cell: self._flag(name, cell))
        return [otherwise if (flag := known[cell]) is None else flag for cell in column]

    def sources_and_channels(
        self, cells: dict[str, Sequence[str]], count: int
    ) -> tuple[Sequence[str], Sequence[str]]:
        none: Sequence[str] = [""] * count
        known = self._pairs
        pairs = zip(cells.get("source", none), cells.get("channel", none), strict=True)
        sources, channels = zip(*(known[pair] for pair in pairs), strict=True)
        return sources, channels

    def _word(self, name: str, cell: str) -> str:
        text = tidy(cell)
        key = word_key(text)
        own = self._mapping.values.get(name, {}).get(key)
        if own is not None:
            return own  # "" of a kind: the mapping does not take it in
        if key in self._mapping.blanks or name in _CLOSED:
            return self._mapping.defaults.get(name, "")
        return text[:MAX_WORD]

    def _flag(self, name: str, cell: str) -> bool | None:
        own = self._mapping.values.get(name, {}).get(word_key(tidy(cell)))
        return None if own is None else own == "true"

    def _pair(self, cells: tuple[str, str]) -> tuple[str, str]:
        """(source, channel). A call to 12345 is its own channel, apart from those to 12315."""
        source, channel = self._by_parts("source", cells[0]), self._by_parts("channel", cells[1])
        if not source:
            source = Source.HOTLINE if channel == Channel.HOTLINE else self._guess
        if source == Source.HOTLINE and channel in ("", Channel.PHONE):
            channel = Channel.HOTLINE
        return str(source), str(channel or Channel.OTHER)

    def _by_parts(self, name: str, cell: str) -> str:
        """The own word of a cell, or of its last part that has one: 12315平台（微信小程序）."""
        words, key = self._mapping.values.get(name, {}), word_key(tidy(cell))
        if key in words:
            return words[key]
        parts = reversed(_PARTS.split(key))
        default = self._mapping.defaults.get(name, "")
        return next((words[part] for part in parts if part in words), default)


def _of(
    memories: dict[str, Memory[str, V]], name: str, work_out: Callable[[str], V]
) -> Memory[str, V]:
    if name not in memories:
        memories[name] = Memory(work_out)
    return memories[name]
