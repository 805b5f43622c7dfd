"""目录 of a Word file: a field over the levels of its outline, which fills in the pages itself."""

from collections.abc import Iterator, Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from commandcenter.outputs.pdf.document import Block, Contents, Heading, Para, Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.outputs.word.sheet import Sheet, element, indent, put_property, put_runs


def put_level(made: Paragraph, level: int) -> None:
    """Its place in the outline, from 1 down."""
    put_property(made._p.get_or_add_pPr(), element("outlineLvl", val=level - 1))


def put_contents(sheet: Sheet, blocks: Sequence[Block], contents: Contents) -> None:
    head = sheet.paragraph("Body")
    indent(head, firstLine=0)
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put_runs(head, [Run(contents.title, Face.HEI)])
    titles = list(_titles(blocks, contents.levels))
    for number, (title, level) in enumerate(titles):
        made = sheet.paragraph("Body")
        indent(made, left=2.0 * (level - 1), firstLine=0)
        if number == 0:
            _begin(made, contents.levels)
        put_runs(made, [Run(title)])
        if number == len(titles) - 1:
            made.add_run()._r.append(element("fldChar", fldCharType="end"))


def _begin(made: Paragraph, levels: int) -> None:
    """Marked as out of date: who opens the file gets the pages of their own program."""
    made.add_run()._r.append(element("fldChar", fldCharType="begin", dirty="true"))
    code = element("instrText")
    code.text = f' TOC \\o "1-{levels}" \\u '
    made.add_run()._r.append(code)
    made.add_run()._r.append(element("fldChar", fldCharType="separate"))


def _titles(blocks: Sequence[Block], levels: int) -> Iterator[tuple[str, int]]:
    for block in blocks:
        match block:
            case Heading(level=level, title=title):
                found = (one_line(title), level)
            case Para(mark=mark) if mark is not None:
                found = (one_line(mark.title), mark.level)
            case _:
                continue
        if found[1] <= levels:
            yield found
