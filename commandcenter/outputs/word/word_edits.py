"""What an edited Word file changes in a document, and what to look at before it is taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commandcenter.domain.number_reader import numbers_in
from commandcenter.domain.papers.word_marks import digest
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override, Part, Role, parts
from commandcenter.outputs.pdf.text import clean


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number of an edited paragraph that the data's own paragraph does not have."""

    key: str
    written: str


@dataclass(frozen=True, slots=True)
class Takeover:
    """`edits` go on as overrides (see parts). `orphans`: edits whose paragraph is gone.

    `gone`: paragraphs that the file has no more. `overtaken`: keys of edits whose data said
    something else when the file was written.
    """

    edits: dict[str, Override]
    orphans: dict[str, Override]
    gone: tuple[Part, ...]
    overtaken: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def taken_over(
    document: Document, texts: Mapping[str, str], made: Mapping[str, str], edited: Sequence[str]
) -> Takeover:
    """`document` as the data make it now; the rest as the file was read (intake.word_file)."""
    known = {part.key: part for part in parts(document)}
    edits = {key: (known[key].text, texts[key]) for key in edited if key in known}
    orphans = {key: ("", texts[key]) for key in edited if key not in known}
    gone = tuple(part for part in known.values() if part.key not in texts and _shown(part))
    overtaken = tuple(key for key in edits if digest(clean(known[key].text)) != made[key])
    doubts = tuple(
        Doubt(key, written)
        for key, (before, now) in edits.items()
        for written in new_numbers(before, now)
    )
    return Takeover(edits, orphans, gone, overtaken, doubts)


def new_numbers(before: str, now: str) -> list[str]:
    """The counts, sums and shares of `now` that `before` does not have, as written."""
    left = Counter((n.kind, n.unit, n.value) for n in numbers_in(before) if n.counted)
    found = []
    for number in numbers_in(now):
        known = (number.kind, number.unit, number.value)
        if not number.counted:
            continue
        if left[known]:
            left[known] -= 1
        else:
            found.append(number.written)
    return found


def _shown(part: Part) -> bool:
    """Whether it stood in the file at all."""
    return bool(clean(part.text).strip()) or part.role is Role.CELL
