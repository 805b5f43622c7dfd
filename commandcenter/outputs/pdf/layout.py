"""A document laid out as pieces: which block looks how on the page of GB/T 9704-2012."""

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import CAPTION
from commandcenter.outputs.pdf.contents import Listed, contents_pieces
from commandcenter.outputs.pdf.document import (
    UNSIGNED,
    Align,
    Attachments,
    Attendance,
    Banji,
    Blank,
    Block,
    Contents,
    Document,
    Figure,
    Form,
    Heading,
    Mark,
    NextSheet,
    PageBreak,
    Para,
    Run,
    Signature,
    TableBlock,
    Text,
    runs_of,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.figures import FigurePiece
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import CELL_X, CELL_Y, SIZE_2, SIZE_3, SIZE_5, SIZE_S4, TYPE_W
from commandcenter.outputs.pdf.heads import BanjiPiece, HeadPiece
from commandcenter.outputs.pdf.ink import Ink
from commandcenter.outputs.pdf.letter import LetterPiece
from commandcenter.outputs.pdf.lines import Line, Setter
from commandcenter.outputs.pdf.pieces import Break, Gap, Piece, TextPiece, Whole, grid_up
from commandcenter.outputs.pdf.prose import Numbering, heading_face, paragraphs
from commandcenter.outputs.pdf.tables import table_piece
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.outputs.pdf.title import title_lines

_TITLE_PITCH = 35.0
HEAD, TITLE, ADDRESSEE = "head", "title", "addressee"


@dataclass(slots=True)
class Layout:
    """Makes the pieces of one document. `missing` gathers characters that no font has.

    The body is 3号 always, 22 lines of 28 characters (5.2). A piece's `origin` is HEAD, TITLE,
    ADDRESSEE or the place of its block: "3".
    """

    fonts: FontSet
    missing: set[str] = field(default_factory=set)
    plain_foot: bool = False  # 版记 of a letter
    unsigned: bool = False  # nothing says when it was issued
    listed: tuple[Listed, ...] = ()  # in its 目录
    western: bool = False
    _numbers: Numbering = field(default_factory=Numbering)

    def pieces(self, document: Document) -> Iterator[Piece]:
        self.unsigned = document.marking in UNSIGNED
        self.western = self._numbers.western = document.western
        if document.head:
            letter = document.head.form is Form.LETTER
            kind = LetterPiece if letter else HeadPiece
            yield kind(document.head, self.fonts, self.missing, origin=HEAD)
            self.plain_foot = letter
        gap = document.head is None or not document.head.office
        yield from _of(TITLE, self._title(document.title, document.keep, gap=gap))
        if document.addressee:
            text = self._text(f"{one_line(document.addressee)}：", 0)
            yield from _of(ADDRESSEE, text)
        for at, block in enumerate(document.blocks):
            yield from _of(str(at), self._block(block))

    def _title(self, title: str, keep: tuple[str, ...] = (), *, gap: bool) -> Iterator[Piece]:
        text = clean(title).strip()
        if not text:
            return
        setter = self._setter(SIZE_2, SIZE_2)
        broken = title_lines(text, int(TYPE_W // SIZE_2), map(clean, keep))
        face = Face.HEI if self.western else Face.TITLE
        made: list[Line] = []
        for line in broken or [text]:
            made += setter.lines([Run(line, face)], TYPE_W)
        lines = tuple(replace(line, flush=False) for line in made)
        height = grid_up(len(lines) * _TITLE_PITCH)
        bold = Ink(bold=self.fonts.boldness(face))
        yield TextPiece(
            lines,
            setter,
            _TITLE_PITCH,
            align=Align.CENTER,
            ink=bold,
            padding=height - len(lines) * _TITLE_PITCH,
            keep_next=True,
            outline=(one_line(text), 0),
            kind="H1",
        )
        if gap:
            yield Gap(keep_next=True)

    def _block(self, block: Block) -> Iterator[Piece]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Para():
                yield from _marked(self._text(block.text, block.indent, block.align), block.mark)
            case Contents():
                yield from contents_pieces(block.title, self.listed, self._setter())
            case TableBlock():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case Signature():
                yield from self._signature(block)
            case Attachments():
                yield from self._attachments(block)
            case Attendance():
                yield from self._attendance(block)
            case Banji():
                shown = replace(block, date="") if self.unsigned else block
                yield BanjiPiece(shown, self.fonts, self.missing, self.plain_foot, foot=True)
            case Blank():
                yield Gap(block.lines)
            case PageBreak():
                yield Break()
            case NextSheet():
                self._numbers = Numbering(western=self.western)
                yield Break()
                yield from self._title(block.title, gap=True)

    def _setter(self, size: float = SIZE_3, cell: float = CELL_X) -> Setter:
        return Setter(self.fonts, size, cell, self.missing, self.western)

    def _text(
        self, text: Text, indent: float = 2, align: Align = Align.FLUSH
    ) -> Iterator[TextPiece]:
        """Paragraphs; each line of the text begins a new one."""
        setter = self._setter()
        for runs in paragraphs(runs_of(text)):
            lines = setter.lines(runs, TYPE_W, indent * setter.cell)
            yield TextPiece(tuple(lines), setter, align=align)

    def _heading(self, block: Heading) -> Iterator[Piece]:
        level = min(max(block.level, 1), 4)
        face, title = heading_face(level, western=self.western), one_line(block.title)
        runs = [Run(self._numbers.mark(level) + title, face)]
        setter = self._setter()
        outline, kind = (title, level), f"H{level + 1}"
        body = [part for part in paragraphs(runs_of(block.text)) if part]
        if not body:
            lines = setter.lines(runs, TYPE_W, 2 * setter.cell)
            yield TextPiece(tuple(lines), setter, keep_next=True, outline=outline, kind=kind)
            return
        runs[0] = replace(runs[0], text=f"{runs[0].text}。")
        for at, part in enumerate(body):
            lines = setter.lines([*runs, *part] if at == 0 else part, TYPE_W, 2 * setter.cell)
            made = TextPiece(tuple(lines), setter)
            lead = len("".join(runs[0].text.split()))
            yield replace(made, outline=outline, kind=kind, lead=lead) if at == 0 else made

    def _table(self, block: TableBlock) -> Iterator[Piece]:
        if block.title:
            outline = (one_line(block.title), 1) if block.marks else None
            yield replace(self._caption(block.title, 1.0), keep_next=True, outline=outline)
        note = self._note(block.note) if block.note else None
        yield table_piece(block, self.fonts, self.missing, note)

    def _figure(self, block: Figure) -> Iterator[Piece]:
        below = [self._caption(block.title, 0.65)] if block.title else []
        if block.note:
            below.append(self._note(block.note))
        yield FigurePiece(block, self.fonts, self.missing, tuple(below))

    def _caption(self, text: str, pitch: float) -> TextPiece:
        """The title of a figure or table; `pitch` in grid lines."""
        setter = self._setter(SIZE_S4, SIZE_S4)
        lines = setter.lines([Run(one_line(text), Face.HEI)], TYPE_W)
        set_ = tuple(replace(line, flush=False) for line in lines)
        return TextPiece(set_, setter, CELL_Y * pitch, align=Align.CENTER, kind=CAPTION)

    def _note(self, text: str) -> TextPiece:
        """Small print below a table or figure."""
        setter = self._setter(SIZE_5, SIZE_5)
        return TextPiece(tuple(setter.lines([Run(clean(text))], TYPE_W)), setter, SIZE_5 * 1.4)

    def _signature(self, block: Signature) -> Iterator[Piece]:
        """With a seal the office is centred above the date, which stands four characters in;
        without, the office stands two characters in and the date two further right (7.3.5).
        """
        office, date = one_line(block.office), one_line(block.date)
        setter = self._setter()
        long, short = setter.width(office, Face.FANG), setter.width(date, Face.FANG)
        if block.seal:
            date_right = 4 * CELL_X
            office_right = max(0.0, date_right + (short - long) / 2)
        else:
            date_right = max(2 * CELL_X, 2 * CELL_X + long - 2 * CELL_X - short)
            office_right = max(2 * CELL_X, date_right + short + 2 * CELL_X - long)
        yield Gap(clings=True)
        for text, right in ((office, office_right), (date, date_right)):
            lines = tuple(setter.lines([Run(text)], TYPE_W - right))
            yield TextPiece(lines, setter, align=Align.RIGHT, clings=True)

    def _attachments(self, block: Attachments) -> Iterator[Piece]:
        """One line below the body, two characters in; names stand under one another."""
        yield Gap()
        setter = self._setter()
        numbered = len(block.names) > 1
        for at, name in enumerate(map(one_line, block.names)):
            label = ("附件：" if at == 0 else "　　　") + (f"{at + 1}. " if numbered else "")
            yield from self._hanging(Run(label), name, setter)

    def _attendance(self, block: Attendance) -> Iterator[Piece]:
        """One line below the text: 出席 in 黑体, the names under one another (10.3)."""
        yield Gap()
        for label, names in block.rows:
            run = Run(f"{one_line(label)}：", Face.HEI)
            yield from self._hanging(run, clean(names).replace("\n", ""), self._setter())

    def _hanging(self, label: Run, text: str, setter: Setter) -> Iterator[Piece]:
        """Two characters in; lines after the first stand under the text behind the label."""
        hang = 2 * CELL_X + setter.width(label.text, label.face)
        first = tuple(setter.atoms([label]))
        for row, line in enumerate(setter.lines([Run(text)], TYPE_W - hang)):
            atoms = (*first, *line.atoms) if row == 0 else line.atoms
            left = 2 * CELL_X if row == 0 else hang
            made = Line(atoms, TYPE_W - left, line.flush)
            yield TextPiece((made,), setter, left=left)


def _marked(made: Iterable[TextPiece], mark: Mark | None) -> Iterator[TextPiece]:
    """The first of the pieces as the outline has it."""
    for number, piece in enumerate(made):
        if number or mark is None:
            yield piece
            continue
        kind = f"H{mark.level + 1}" if mark.heading else piece.kind
        outline = (one_line(mark.title), mark.level)
        yield replace(piece, outline=outline, kind=kind, keep_next=mark.heading)


def _of(origin: str, made: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, marked with where they come from."""
    for piece in made:
        yield replace(piece, origin=origin) if isinstance(piece, Whole) else piece
