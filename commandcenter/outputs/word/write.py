"""From a document to the bytes of its Word file: the one door of this package.

The same document as on the page gives the same paragraphs in named styles, equal byte for
byte for equal input. What people wrote stands in plain runs: no field, link or object is
ever made of it. Headings are numbered in words, as the page numbers them.
"""

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

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
from commandcenter.outputs.pdf.fonts import FontSet, default_fonts
from commandcenter.outputs.pdf.grid import SIZE_2, TYPE_W
from commandcenter.outputs.pdf.parts import parts, words
from commandcenter.outputs.pdf.picture import png_of
from commandcenter.outputs.pdf.prose import Numbering, heading_face, paragraphs
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.outputs.pdf.title import title_lines
from commandcenter.outputs.word.contents import put_contents, put_level
from commandcenter.outputs.word.heads import put_colophon, put_head, put_margins
from commandcenter.outputs.word.package import as_bytes, blank_file
from commandcenter.outputs.word.sheet import Sheet, indent, put_runs, width
from commandcenter.outputs.word.tables import put_note, put_table

_JC = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def to_docx(document: Document, fonts: FontSet | None = None) -> bytes:
    """`fonts` draw the figures only. May be called by any thread."""
    file = blank_file(document)
    writer = _Writer(Sheet(file, iter(parts(document))), document, fonts or default_fonts())
    writer.write()
    return as_bytes(file)


class _Writer:
    def __init__(self, sheet: Sheet, document: Document, fonts: FontSet) -> None:
        self.sheet, self.document, self.fonts = sheet, document, fonts
        self.numbers = Numbering(western=document.western)
        self.new_page = False  # the next paragraph begins one

    def write(self) -> None:
        document = self.document
        put_margins(self.sheet, document)
        if document.head:
            put_head(self.sheet, document.head)
        self._title()
        if document.addressee:
            key = self.sheet.take()
            text = [([Run(one_line(document.addressee))], key), ([Run("：")], None)]
            self.sheet.write(self.sheet.paragraph("Addressee"), text)
        for block in document.blocks:
            self._block(block)

    def _title(self) -> None:
        text = clean(self.document.title).strip()
        key = self.sheet.take() if self.document.title else None
        if not text:
            return
        made = self.sheet.paragraph("PaperTitle")
        mark = self.sheet.open_mark(made, key or "", text)
        _put_title(made, text, self.document.keep)
        self.sheet.close_mark(made, mark)
        if self.document.head is None or not self.document.head.office:
            self.sheet.paragraph("Body")

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Para():
                self._para(block)
            case TableBlock():
                put_table(self.sheet, block, new_page=self.new_page)
                self.new_page = False
            case Figure():
                self._figure(block)
            case Signature():
                self._signature(block)
            case Attachments():
                self._attachments(block)
            case Attendance():
                self._attendance(block)
            case Banji():
                plain = self.document.head is not None and self.document.head.form is Form.LETTER
                shown = replace(block, date="") if self.document.marking in UNSIGNED else block
                put_colophon(self.sheet, shown, plain=plain)
            case Blank():
                for _ in range(block.lines):
                    self.sheet.paragraph("Body")
            case Contents():
                put_contents(self.sheet, self.document.blocks, block)
            case PageBreak():
                self.new_page = True
            case NextSheet():
                self._next_sheet(block)

    def _next_sheet(self, block: NextSheet) -> None:
        self.new_page = True
        self.numbers = Numbering(western=self.document.western)
        text, key = clean(block.title).strip(), self.sheet.take()
        made = self._paragraph("PaperTitle")
        mark = self.sheet.open_mark(made, key, text)
        _put_title(made, text)
        self.sheet.close_mark(made, mark)
        self.sheet.paragraph("Body")

    def _paragraph(self, style: str) -> Paragraph:
        made = self.sheet.paragraph(style)
        if self.new_page:
            made.paragraph_format.page_break_before = True
            self.new_page = False
        return made

    def _heading(self, block: Heading) -> None:
        level = min(max(block.level, 1), 4)
        face = heading_face(level, western=self.document.western)
        key = self.sheet.take()
        number = [Run(self.numbers.mark(level), face)]
        title = [Run(one_line(block.title), face)]
        made = self._paragraph(f"Heading{level}")
        said = [part for part in paragraphs(runs_of(block.text)) if part]
        text_key = self.sheet.take() if words(block.text) else ""
        if not said:
            self.sheet.write(made, [(number, None), (title, key)], face)
            return
        made.paragraph_format.keep_with_next = False  # the text behind it may go on elsewhere
        self.sheet.write(made, [(number, None), (title, key), ([Run("。", face)], None)], face)
        self._spread(said, text_key, made, face)

    def _spread(
        self, said: list[list[Run]], key: str, made: Paragraph, face: Face = Face.FANG
    ) -> None:
        """Paragraphs that are one part: its mark goes from the first to the last."""
        said_now = "".join(run.text for part in said for run in part)
        mark = self.sheet.open_mark(made, key, said_now)
        put_runs(made, said[0], face)
        for part in said[1:]:
            made = self._paragraph("Body")
            put_runs(made, part)
        self.sheet.close_mark(made, mark)

    def _para(self, block: Para) -> None:
        for number, line in enumerate(_lines(block.text)):
            key = self.sheet.take()
            said = paragraphs(tuple(line))
            if not said:
                continue
            made = self._paragraph("Body")
            if block.indent != 2:
                indent(made, firstLine=block.indent)
            if block.mark is not None and not number:
                put_level(made, block.mark.level)
            if block.align in _JC:
                made.paragraph_format.alignment = _JC[block.align]
            self._spread(said, key, made)

    def _figure(self, block: Figure) -> None:
        """The picture, its title below it and its note."""
        made = self._paragraph("Picture")
        title = one_line(block.title)
        shape = made.add_run().add_picture(BytesIO(png_of(block, self.fonts)), width=Pt(TYPE_W))
        shape._inline.docPr.set("descr", title)
        self.sheet.write(
            self.sheet.paragraph("Caption"),
            [([Run(title, Face.HEI)], self.sheet.take())],
            Face.HEI,
        )
        if block.note:
            put_note(self.sheet, block.note)

    def _signature(self, block: Signature) -> None:
        """Office above date: centred over it with a seal, else the date two further right."""
        office, date = one_line(block.office), one_line(block.date)
        long, short = width(office), width(date)
        if block.seal:
            date_right = 4.0
            office_right = max(0.0, date_right + (short - long) / 2)
        else:
            date_right = max(2.0, long - short)
            office_right = max(2.0, date_right + short + 2 - long)
        self.sheet.paragraph("Body").paragraph_format.keep_with_next = True
        for text, right in ((office, office_right), (date, date_right)):
            made = self.sheet.paragraph("Signature")
            indent(made, right=right)
            made.paragraph_format.keep_with_next = text is office
            self.sheet.write(made, [([Run(text)], self.sheet.take())])

    def _attachments(self, block: Attachments) -> None:
        self.sheet.paragraph("Body")
        numbered = len(block.names) > 1
        for at, name in enumerate(map(one_line, block.names)):
            label = ("附件：" if at == 0 else "") + (f"{at + 1}. " if numbered else "")
            made = self.sheet.paragraph("Attachment")
            left = 5.0 + (1.0 if numbered else 0.0)
            indent(made, left=left, hanging=left - (2 if at == 0 else 5))
            self.sheet.write(made, [([Run(label)], None), ([Run(name)], self.sheet.take())])

    def _attendance(self, block: Attendance) -> None:
        self.sheet.paragraph("Body")
        for label, names in block.rows:
            made = self.sheet.paragraph("Attendance")
            hanging = width(one_line(label)) + 1
            indent(made, left=2 + hanging, hanging=hanging)
            runs = [Run(f"{one_line(label)}：", Face.HEI), Run(one_line(names))]
            self.sheet.fixed(made, runs)


def _put_title(made: Paragraph, text: str, keep: Iterable[str] = ()) -> None:
    lines = title_lines(text, int(TYPE_W // SIZE_2), map(clean, keep))
    for at, line in enumerate(lines or [text]):
        if at:
            made.add_run().add_break()
        made.add_run(line)


def _lines(text: Text) -> list[list[Run]]:
    """The runs of each line that is a part of its own (see parts): as people wrote the ends."""
    made: list[list[Run]] = [[]]
    for run in runs_of(text):
        first, *others = run.text.split("\n")
        made[-1].append(Run(first, run.face))
        made += [[Run(part, run.face)] for part in others]
    return [line for line in made if words(tuple(line))]
