"""The paragraphs of a document by name: what an editor shows, and how edits find their place.

A key is made of the titles of the headings above and the place below them, as the data made
them. Data that adds or drops a paragraph moves the keys behind it, so an edit is looked for by
the text it was written over too; one whose paragraph is gone is handed back, never dropped.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import (
    Attachments,
    Banji,
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    NextSheet,
    Para,
    Run,
    Signature,
    TableBlock,
    Text,
    runs_of,
)

Override = tuple[str, str]  # (what the data had made when it was edited, what stands there)

ALIKE = 0.6  # two wordings of one paragraph share at least so much, their numbers apart
FIGURES = re.compile(r"[\d〇一二三四五六七八九十百千万.:：]+")


class Role(StrEnum):
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    TEXT = "text"  # runs on behind a heading
    PARA = "para"
    CELL = "cell"
    CAPTION = "caption"  # of a table or a figure
    NOTE = "note"  # below a table or a figure
    ATTACHMENT = "attachment"
    OFFICE = "office"  # 署名
    DATE = "date"  # 成文日期
    COPIES = "copies"  # 抄送


# There is one of each under its key: whatever it says, it is the same place.
SINGLE = frozenset({Role.TITLE, Role.ADDRESSEE, Role.OFFICE, Role.DATE, Role.COPIES, Role.CELL})


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph. `key` holds letters, digits and _ only, 40 at most: fit for a bookmark."""

    key: str
    role: Role
    text: str
    level: int = 0  # of a heading


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with the edit that belongs to it now; `edit` None: as the data make it."""

    part: Part
    edit: Override | None = None
    named: str = ""  # the key that the edit was kept under

    @property
    def text(self) -> str:
        return self.part.text if self.edit is None else self.edit[1]

    @property
    def overtaken(self) -> bool:
        """Whether the data make another text by now than the one that was edited."""
        return self.edit is not None and self.edit[0] != self.part.text


def parts(document: Document) -> tuple[Part, ...]:
    """Every paragraph that can be edited, in the order of the page."""
    seen: list[Part] = []
    _walk(document, _Reader(seen))
    return tuple(seen)


def placed(
    document: Document, texts: Mapping[str, Override]
) -> tuple[tuple[Placed, ...], dict[str, Override]]:
    """Every part with its edit, and the edits whose paragraph is gone."""
    return _matched(parts(document), texts)


def with_texts(
    document: Document, texts: Mapping[str, Override]
) -> tuple[Document, dict[str, Override]]:
    """The document with the edits in their places, and those that have none any more."""
    found, orphans = placed(document, texts)
    edits = {each.part.key: each.edit[1] for each in found if each.edit is not None}
    return _walk(document, _Writer(edits)), orphans


# Which edit belongs to which part.


def _matched(
    found: tuple[Part, ...], texts: Mapping[str, Override]
) -> tuple[tuple[Placed, ...], dict[str, Override]]:
    """First those that stand unchanged, then those that moved, then those whose data changed."""
    left, taken = dict(texts), dict[str, tuple[str, Override]]()
    for looks in (_unmoved, _moved, _reworded):
        for key, edit in list(left.items()):
            free = [part for part in found if part.key not in taken]
            part = looks(free, key, edit[0])
            if part is not None:
                taken[part.key] = (key, left.pop(key))
    whole = tuple(
        Placed(part, taken[part.key][1], taken[part.key][0]) if part.key in taken else Placed(part)
        for part in found
    )
    return whole, left


def _unmoved(free: list[Part], key: str, made: str) -> Part | None:
    return next((p for p in free if p.key == key and (p.text == made or p.role in SINGLE)), None)


def _moved(free: list[Part], key: str, made: str) -> Part | None:
    """The same text under another key: nearest the old place first, if that is plain."""
    same = [p for p in free if p.text == made and made and p.role not in SINGLE]
    near = [p for p in same if _path(p.key) == _path(key) and _kind(p.key) == _kind(key)]
    return next(iter(near), None) or (same[0] if len(same) == 1 else None)


def _reworded(free: list[Part], key: str, made: str) -> Part | None:
    """The paragraph of the same place or below the same headings that says it in new numbers."""
    here = [p for p in free if _path(p.key) == _path(key) and _kind(p.key) == _kind(key)]
    alike = [(_likeness(p.text, made), p.key == key, p) for p in here]
    best = max(alike, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    plain = FIGURES.sub("0", one), FIGURES.sub("0", other)
    return SequenceMatcher(None, *plain, autojunk=False).ratio()


def _hash(words: str) -> str:
    """Also of text that is no text: half a pair of surrogates."""
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()


def _path(key: str) -> str:
    return key.partition("_")[0]


def _kind(key: str) -> str:
    return key.partition("_")[2].rstrip("0123456789")


# Walking through a document: reading it and writing it are one way through it.


@dataclass(slots=True)
class _Reader:
    """Takes every part down and changes nothing."""

    seen: list[Part]

    def at(self, key: str, role: Role, text: str, level: int = 0) -> str:
        self.seen.append(Part(key, role, text, level))
        return text


@dataclass(slots=True)
class _Writer:
    edits: Mapping[str, str]

    def at(self, key: str, role: Role, text: str, level: int = 0) -> str:
        return self.edits.get(key, text)


@dataclass(slots=True)
class _Place:
    """Where the walk is: below which headings, and how many of each kind it met there."""

    headings: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        words = "\n".join(self.headings)
        return "k" + _hash(words)[:10] if words else "k0"

    def enter(self, level: int, title: str) -> None:
        del self.headings[max(0, level - 1) :]
        self.headings += [""] * (level - 1 - len(self.headings))
        above = "\n".join(self.headings)
        # Two headings of one name below the same one are told apart.
        self.met[f"{above}\n{title}\n"] += 1
        again = self.met[f"{above}\n{title}\n"]
        self.headings.append(title if again == 1 else f"{title}\n{again}")

    def next(self, kind: str) -> str:
        self.met[f"{self.path}_{kind}"] += 1
        return f"{self.path}_{kind}{self.met[f'{self.path}_{kind}']}"


def _walk(document: Document, pen: "_Reader | _Writer") -> Document:
    place = _Place()
    title, addressee = document.title, document.addressee
    if title:
        title = pen.at("k0_title", Role.TITLE, title) or title
    if addressee:
        addressee = pen.at("k0_addressee", Role.ADDRESSEE, addressee)
    blocks = tuple(_walked(document.blocks, pen, place))
    keep = tuple(phrase for phrase in document.keep if phrase in title)
    return replace(document, title=title, addressee=addressee, blocks=blocks, keep=keep)


def _walked(
    blocks: "tuple[Block, ...]", pen: "_Reader | _Writer", place: _Place
) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Heading():
                yield _heading(block, pen, place)
            case Para():
                yield from _para(block, pen, place)
            case TableBlock():
                yield _table(block, pen, place)
            case Figure():
                key = place.next("f")
                title = pen.at(f"{key}_t", Role.CAPTION, block.title)
                note = pen.at(f"{key}_n", Role.NOTE, block.note) if block.note else ""
                yield replace(block, title=title, note=note)
            case Attachments():
                said = [pen.at(place.next("a"), Role.ATTACHMENT, name) for name in block.names]
                if names := tuple(name for name in said if name):
                    yield Attachments(names)
            case Signature():
                key = place.next("s")
                office = pen.at(f"{key}_o", Role.OFFICE, block.office)
                yield replace(block, office=office, date=pen.at(f"{key}_d", Role.DATE, block.date))
            case NextSheet():
                place.headings.clear()
                title = pen.at(place.next("n"), Role.HEADING, block.title)
                yield replace(block, title=title or block.title)
            case Banji():
                yield replace(block, copies=pen.at(place.next("b"), Role.COPIES, block.copies))
            case _:
                yield block


def _heading(block: Heading, pen: "_Reader | _Writer", place: _Place) -> Heading:
    place.enter(block.level, block.title)
    title = pen.at(f"{place.path}_h", Role.HEADING, block.title, block.level) or block.title
    said = words(block.text)
    if not said:
        return replace(block, title=title)
    return replace(
        block, title=title, text=_reset(block.text, pen.at(f"{place.path}_t", Role.TEXT, said))
    )


def _para(block: Para, pen: "_Reader | _Writer", place: _Place) -> Iterator[Para]:
    """Each of its paragraphs is a part of its own; one that was emptied goes."""
    said = words(block.text)
    if not said:
        yield block
        return
    lines = said.split("\n")
    kept = [pen.at(place.next("p"), Role.PARA, line) if line else line for line in lines]
    if kept == lines:
        yield block
    elif len(lines) == 1 and kept[0]:
        yield replace(block, text=_reset(block.text, kept[0]))
    elif left := [line for line, made in zip(kept, lines, strict=True) if line or not made]:
        yield replace(block, text="\n".join(left))


def _table(block: TableBlock, pen: "_Reader | _Writer", place: _Place) -> TableBlock:
    key = place.next("g")
    title = pen.at(f"{key}_t", Role.CAPTION, block.title) if block.title else ""
    rows, named = [], Counter[str]()
    for row in block.rows:
        row_key = f"{key}r{_row_name(row, named)}"
        rows.append(tuple(_cell(cell, f"{row_key}c{n}", pen) for n, cell in enumerate(row, 1)))
    note = pen.at(f"{key}_n", Role.NOTE, block.note) if block.note else ""
    return replace(block, title=title, rows=tuple(rows), note=note)


def _row_name(row: tuple[Cell | str, ...], named: Counter[str]) -> str:
    """A row is known by what its first cell says: other rows may come before it."""
    first = next(iter(row), "")
    said = first if isinstance(first, str) else first.text
    short = _hash(said)[:8]
    named[short] += 1
    return short if named[short] == 1 else f"{short}x{named[short]}"


def _cell(cell: Cell | str, key: str, pen: "_Reader | _Writer") -> Cell | str:
    if isinstance(cell, str):
        return pen.at(key, Role.CELL, cell)
    return replace(cell, text=pen.at(key, Role.CELL, cell.text))


def words(text: Text) -> str:
    return "".join(run.text for run in runs_of(text))


def _reset(old: Text, new: str) -> Text:
    """New words in the old faces: a first run that still begins them keeps its own."""
    if words(old) == new:
        return old
    runs = runs_of(old)
    first, rest = runs[0], runs[1:]
    if rest and new.startswith(first.text):
        return (first, Run(new.removeprefix(first.text), rest[0].face))
    face = max(runs, key=lambda run: len(run.text)).face
    return (Run(new, face),)
