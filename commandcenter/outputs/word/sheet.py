"""A Word file as it is written: paragraphs of plain runs in named styles, each with its mark."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from commandcenter.domain.papers.word_marks import fixed_mark, mark_of
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.parts import Part
from commandcenter.outputs.pdf.text import clean, is_word

FAMILIES: dict[Face, str] = {
    Face.FANG: "仿宋_GB2312",
    Face.TITLE: "方正小标宋简体",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.SONG: "宋体",
    Face.LATIN: "仿宋_GB2312",
}
ROMAN = "Times New Roman"
TWIPS = 20  # of a point

Piece = tuple[Sequence[Run], str | None]  # runs, and the key they are known by


@dataclass(slots=True)
class Sheet:
    """`keys`: the parts of the document, taken in the order in which they are written."""

    file: WordFile
    keys: Iterator[Part]
    _marks: int = 0
    _fixed: int = 0

    def take(self) -> str:
        return next(self.keys).key

    def paragraph(self, style: str, where: Any = None) -> Paragraph:
        """An empty paragraph at the end of the file, or of a cell, a header, a footer."""
        made: Paragraph = (where or self.file).add_paragraph()
        made._p.style = style
        return made

    def write(self, made: Paragraph, pieces: Iterable[Piece], face: Face = Face.FANG) -> Paragraph:
        """Fill a paragraph; what has no key in a paragraph that has one is its label."""
        pieces = list(pieces)
        if not any(key for _, key in pieces):
            self.fixed(made, [run for runs, _ in pieces for run in runs], face)
            return made
        for runs, key in pieces:
            if key:
                with_mark = self._begin(made, mark_of(key, _runs_text(runs)))
                put_runs(made, runs, face)
                self.close_mark(made, with_mark)
            else:
                put_runs(made, runs, face)
        return made

    def fixed(self, made: Paragraph, runs: Sequence[Run], face: Face = Face.FANG) -> None:
        """What is not read back: marked with a digest, so that a change of it is seen."""
        number = self.open_fixed(made, runs)
        put_runs(made, runs, face)
        self.close_mark(made, number)

    def open_fixed(self, made: Paragraph, runs: Sequence[Run]) -> int:
        self._fixed += 1
        return self._begin(made, fixed_mark(self._fixed, _runs_text(runs)))

    def open_mark(self, made: Paragraph, key: str, text: str) -> int:
        """For a part of several paragraphs that say `text`: to be closed in its last one."""
        return self._begin(made, mark_of(key, clean(text)))

    def close_mark(self, made: Paragraph, number: int) -> None:
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(number))
        made._p.append(end)

    def _begin(self, made: Paragraph, name: str) -> int:
        self._marks += 1
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), name)
        made._p.append(start)
        return self._marks


def _runs_text(runs: Sequence[Run]) -> str:
    return "".join(clean(run.text) for run in runs)


def put_runs(made: Paragraph, runs: Sequence[Run], face: Face = Face.FANG) -> None:
    """Plain text runs; `face` is that of the paragraph's style, others are named on the run."""
    for run in runs:
        text = clean(run.text).replace("\n", " ")
        if not text:
            continue
        put = made.add_run(text)
        if run.face is not face:
            set_face(put._r, run.face)


def set_face(element: Any, face: Face) -> None:
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    roman = ROMAN if face in (Face.FANG, Face.KAI, Face.LATIN) else FAMILIES[face]
    for name, family in (("ascii", roman), ("hAnsi", roman), ("eastAsia", FAMILIES[face])):
        fonts.set(qn(f"w:{name}"), family)


def width(text: str) -> float:
    """About how many characters of the grid the text takes."""
    return sum(0.5 if is_word(char) or char == " " else 1.0 for char in text)


def indent(made: Paragraph, **chars: float) -> None:
    """Indents in characters of the grid: left, right, firstLine or hanging."""
    ind = made._p.get_or_add_pPr().get_or_add_ind()
    for side, count in chars.items():
        ind.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        ind.set(qn(f"w:{side}"), str(round(count * 15.8 * TWIPS)))


# In this order the format wants what stands in a paragraph's properties.
_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd"),
    *("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap"),
    *("jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId"),
    *("cnfStyle", "rPr", "sectPr", "pPrChange"),
)


def put_property(properties: Any, made: Any) -> None:
    """Into the properties of a paragraph, in its place, instead of one of that name."""
    name = made.tag.partition("}")[2]
    for old in properties.findall(made.tag):
        properties.remove(old)
    behind = [f"w:{each}" for each in _ORDER[_ORDER.index(name) + 1 :]]
    properties.insert_element_before(made, *behind)


def element(name: str, **values: str | int) -> Any:
    """<w:name w:key="value" …>"""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made
