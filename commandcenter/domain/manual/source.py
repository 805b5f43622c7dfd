"""A page of the manual from its source: a part of Markdown, and 「…」 for words of the screen.

The marks are those of every language: “…” and ‘…’ stand in the words of screens, 「…」 in none.
"""

import re
from collections.abc import Iterator

from commandcenter.domain.manual.pages import (
    Block,
    Command,
    Heading,
    Listing,
    Look,
    Picture,
    Prose,
    Stretch,
    Words,
)

STRETCH = re.compile(
    r"「(?P<screen>[^」]+)」|`(?P<code>[^`]+)`|\[(?P<link>[^]]+)\]\((?P<page>\w+)\)"
)
PICTURE = re.compile(r"!\[(?P<caption>[^]]+)\]\((?P<place>[^)]+)\)")
STEP = re.compile(r"\d+\. ")
BULLET = "- "
TYPED = "    "


class NotReadable(ValueError):
    """A source that is no page."""


def read(source: str, joint: str = "") -> tuple[str, tuple[Block, ...]]:
    """Its title and its blocks; `joint` stands between two lines of one paragraph, of which Chinese
    has nothing. Raises NotReadable."""
    first, _, rest = source.partition("\n")
    if not first.startswith("# "):
        raise NotReadable(f"no title: {first}")
    parts = re.split(r"\n(?:[ \t]*\n)+", rest.strip("\n"))
    return first.removeprefix("# ").strip(), tuple(
        _block(part, joint) for part in parts if part.strip()
    )


def _block(part: str, joint: str) -> Block:
    lines = part.splitlines()
    if all(line.startswith(TYPED) for line in lines):
        return Command(tuple(line.removeprefix(TYPED) for line in lines))
    if part.startswith("## ") and len(lines) == 1:
        return Heading(part.removeprefix("## ").strip())
    if picture := PICTURE.fullmatch(part.strip()):
        return Picture(picture["caption"], picture["place"])
    if STEP.match(part):
        return Listing(tuple(_items(lines, STEP, joint)), numbered=True)
    if part.startswith(BULLET):
        return Listing(tuple(_items(lines, re.compile(re.escape(BULLET)), joint)))
    if part.startswith(("#", "!", ">", "*", "|", "<")):
        raise NotReadable(f"not known here: {part}")
    return Prose(words(joint.join(line.strip() for line in lines)))


def _items(lines: list[str], begins: re.Pattern[str], joint: str) -> Iterator[Words]:
    items: list[str] = []
    for line in lines:
        if found := begins.match(line):
            items.append(line[found.end() :].strip())
        else:
            items[-1] += joint + line.strip()
    yield from (words(item) for item in items)


def words(text: str) -> Words:
    made: list[Stretch] = []
    end = 0
    for found in STRETCH.finditer(text):
        if found.start() > end:
            made.append(Stretch(text[end : found.start()]))
        if found["screen"]:
            made.append(Stretch(found["screen"], Look.SCREEN))
        elif found["code"]:
            made.append(Stretch(found["code"], Look.CODE))
        else:
            made.append(Stretch(found["link"], Look.LINK, found["page"]))
        end = found.end()
    if end < len(text):
        made.append(Stretch(text[end:]))
    return tuple(made)
