"""Papers set on pages and written as files. What sets them is loaded with the first paper only."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.build import Rendered
    from commandcenter.outputs.pdf.document import Document
    from commandcenter.outputs.pdf.parts import Override
    from commandcenter.outputs.pdf.proof import Proof

PACKAGES = ("reportlab", "pikepdf", "docx")
PDF, WORD, OFD = FORMATS = ("pdf", "docx", "ofd")


def installed() -> bool:
    """Whether papers can be set on this machine at all; nothing is loaded for the answer."""
    return all(find_spec(name) for name in PACKAGES)


def proof(document: "Document", texts: "Mapping[str, Override]") -> "Proof":
    """To be looked at while it is being written: see outputs.pdf.proof."""
    from commandcenter.outputs.pdf import proof as proofs  # loaded for a paper only

    return proofs.proof(document, texts)


def pdf(document: "Document") -> "Rendered":
    """As it is printed, kept and sent."""
    from commandcenter.outputs.pdf.build import render  # loaded for a paper only

    return render(document)


def docx(document: "Document") -> bytes:
    from commandcenter.outputs.word import to_docx  # loaded for a Word file only

    return to_docx(document)


def ofd(document: "Document") -> "Rendered":
    """The pages of the PDF as OFD."""
    from commandcenter.outputs.ofd.write import render_ofd  # loaded for an OFD only

    return render_ofd(document)


def as_file(document: "Document", suffix: str) -> bytes:
    """As what the suffix says, without its dot: one of FORMATS."""
    if suffix == WORD:
        return docx(document)
    return (ofd if suffix == OFD else pdf)(document).data


@dataclass(frozen=True, slots=True)
class WordEdits:
    """What an edited Word file changes. `gone`: paragraphs that it has no more; `strays`: words
    of it that belong to none; `overtaken`: those of the edits whose paragraph says something else
    by now than when the file was written."""

    edits: "Mapping[str, Override]"
    gone: tuple[str, ...]
    strays: tuple[str, ...]
    overtaken: tuple[str, ...]


def word_edits(document: "Document", shown: Mapping[str, str], path: Path) -> WordEdits:
    """`document`: as the data make it now; `shown`: by key what stands in it, edits and all.

    Raises RuleBroken for a file that is no such paper.
    """
    from commandcenter.intake.word_file import texts_from_docx  # loaded for a Word file only
    from commandcenter.outputs.word.word_edits import taken_over

    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("文件“{file}”读不出来。", file=path.name) from error
    read = texts_from_docx(data, path.name)
    over = taken_over(document, shown, read.texts, read.made, read.edited)
    gone = tuple(part.text for part in over.gone)
    overtaken = tuple(over.edits[key][1] for key in over.overtaken)
    return WordEdits({**over.edits, **over.orphans}, gone, read.strays, overtaken)
