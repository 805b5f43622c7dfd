"""What an edited Word file changes in a document, and what to look at before it is taken."""

from collections.abc import Mapping, Sequence

from commandcenter.domain.papers.word_marks import digest
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override, Part, Role, parts
from commandcenter.outputs.pdf.text import clean


@dataclass(frozen=True, slots=True)
class Takeover:
    """`edits` go on as overrides (see parts). `orphans`: edits whose paragraph is gone.

    `gone`: paragraphs that the file has no more. `overtaken`: keys of edits of what said
    something else when the file was written.
    """

    edits: dict[str, Override]
    orphans: dict[str, Override]
    gone: tuple[Part, ...]
    overtaken: tuple[str, ...]


def taken_over(
    document: Document,
    shown: Mapping[str, str],
    texts: Mapping[str, str],
    made: Mapping[str, str],
    edited: Sequence[str],
) -> Takeover:
    """`document` as the data make it now, `shown`: by key what stands in it by now, edits and
    all; the rest as the file was read (intake.word_file).
    """
    known = {part.key: part for part in parts(document)}
    edits = {key: (known[key].text, texts[key]) for key in edited if key in known}
    orphans = {key: ("", texts[key]) for key in edited if key not in known}
    gone = tuple(part for part in known.values() if part.key not in texts and _shown(part))
    overtaken = tuple(key for key in edits if digest(clean(shown.get(key, ""))) != made[key])
    return Takeover(edits, orphans, gone, overtaken)


def _shown(part: Part) -> bool:
    """Whether it stood in the file at all."""
    return bool(clean(part.text).strip()) or part.role is Role.CELL
