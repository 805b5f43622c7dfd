"""Red head, colophon and margins of a Word file: what stands around the text."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from commandcenter.outputs.pdf.document import Banji, Document, Form, Head, Run, runs_of
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.grid import CELL_X, CELL_Y, COLUMNS, MM, SIZE_4, TYPE_W
from commandcenter.outputs.pdf.heads import (
    COMPACT_SIZE,
    MARK_DOWN,
    NAME_SIZE,
    OFFICE_SIZE,
    mark_size,
    rows_above_rule,
)
from commandcenter.outputs.pdf.letter import LETTER_DOWN, letter_size
from commandcenter.outputs.pdf.text import one_line
from commandcenter.outputs.word.sheet import (
    TWIPS,
    Sheet,
    element,
    indent,
    put_property,
    set_face,
    width,
)
from commandcenter.outputs.word.tables import borders, first_paragraph, rows_of

_RED = "E60012"
_WIDER = 7 * MM  # the rules of a letter are 170 mm wide: 7 mm more at each side


def put_head(sheet: Sheet, head: Head) -> None:
    if head.form is Form.LETTER:
        _letter_rows(sheet, head)
        return
    corners = _corners(sheet, head)
    if head.compact:
        mark(sheet, sheet.paragraph("Mark"), head.name, COMPACT_SIZE, 1.55)
    elif head.office:
        mark(sheet, sheet.paragraph("Mark"), head.office, OFFICE_SIZE, 1.22)
        mark(sheet, sheet.paragraph("Mark"), head.name, NAME_SIZE, 1.55)
    else:
        made = sheet.paragraph("Mark")
        made.paragraph_format.space_before = Pt(max(0, MARK_DOWN - corners * CELL_Y))
        made.paragraph_format.space_after = Pt(1.5 * CELL_Y)
        mark(sheet, made, head.name, mark_size(head.name), 1.0)
    for row in rows_above_rule(head):
        _row(sheet, row)
    rule = sheet.paragraph("RedRule")
    if head.office and not head.compact:
        rule.paragraph_format.space_after = Pt(0.7 * CELL_Y)
    elif head.compact:
        rule.paragraph_format.space_after = Pt(0)
    else:
        sheet.paragraph("Body")


def _corners(sheet: Sheet, head: Head) -> int:
    """份号, 密级, 紧急程度: how many of them there are."""
    marks = ((head.serial, Face.FANG), (head.secrecy, Face.HEI), (head.urgency, Face.HEI))
    for text, face in (given := [each for each in marks if each[0]]):
        sheet.fixed(sheet.paragraph("Corner"), [Run(one_line(text), face)])
    return len(given)


def mark(sheet: Sheet, made: Paragraph, text: str, size: float, spread: float) -> None:
    """Red text, each character in a cell of `spread` times its size or less."""
    text = one_line(text)
    cell = min(size * spread, TYPE_W / max(1, len(text)))
    size = min(size, cell)
    sheet.fixed(made, [Run(text, Face.TITLE)], Face.TITLE)
    if not made.runs:
        return
    run = made.runs[0]
    run.font.size = Pt(round(size * 2) / 2)
    gap = round((cell - size) * TWIPS)
    if gap > 0:
        run._r.get_or_add_rPr().insert_element_before(element("spacing", val=gap), "w:sz", "w:szCs")
        # Behind the last character the gap would push the text to the left.
        indent(made, left=gap / TWIPS / 15.8)


def _row(sheet: Sheet, row: tuple[Any, ...]) -> None:
    made = sheet.paragraph("HeadRow")
    if len(row) == 1:
        made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        indent(made, left=0)
        sheet.fixed(made, runs_of(row[0]))
        return
    texts = [runs_of(text) for text in row]
    if len(row) == 3:
        # The middle text stands in the middle of what the others leave free.
        left, _, right = (width("".join(run.text for run in text)) for text in texts)
        middle = CELL_X * (COLUMNS + left - right) / 2
        made.paragraph_format.tab_stops.add_tab_stop(Pt(middle), WD_TAB_ALIGNMENT.CENTER)
    runs = list(texts[0])
    for text in texts[1:]:
        runs += [Run("\t"), *text]
    _fixed_with_tabs(sheet, made, runs)


def _fixed_with_tabs(sheet: Sheet, made: Paragraph, runs: list[Run]) -> None:
    """As `fixed`; the tabs are the program's own, those of people are cleaned away."""
    start = sheet.open_fixed(made, [run for run in runs if run.text.strip("\t")])
    for run in runs:
        if set(run.text) == {"\t"}:
            for _ in run.text:
                made.add_run().add_tab()
        else:
            put = made.add_run(one_line(run.text))
            if run.face is not Face.FANG:
                set_face(put._r, run.face)
    sheet.close_mark(made, start)


def _letter_rows(sheet: Sheet, head: Head) -> None:
    """份号, 密级 and 紧急程度 at the left, 发文字号 at the right of the same lines."""
    marks = ((head.serial, Face.FANG), (head.secrecy, Face.HEI), (head.urgency, Face.HEI))
    left = [Run(one_line(text), face) for text, face in marks if text]
    right = [runs_of(row[-1]) for row in head.rows]
    for at in range(max(len(left), len(right))):
        made = sheet.paragraph("HeadRow")
        indent(made, left=0)
        runs = [*left[at : at + 1], Run("\t"), *(right[at] if at < len(right) else ())]
        made.paragraph_format.tab_stops.add_tab_stop(Pt(TYPE_W), WD_TAB_ALIGNMENT.RIGHT)
        _fixed_with_tabs(sheet, made, runs)
    sheet.paragraph("Body")


def put_margins(sheet: Sheet, document: Document) -> None:
    """Page numbers outside, odd right and even left; the mark of a drill; a letter's rules."""
    section = sheet.file.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        _number(footer, side)
    if over := above(document):
        for header in (section.header, section.even_page_header):
            _above(sheet, header, over)
    if document.head is not None and document.head.form is Form.LETTER:
        section.different_first_page_header_footer = True
        _letter_edges(sheet, section, document.head, over)


def _number(footer: Any, side: str) -> None:
    """— 1 —: the one field of the file, whose words are the program's own."""
    footer.is_linked_to_previous = False
    made = footer.paragraphs[0]
    made._p.style = "PageNumber"
    right = side == "right"
    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    indent(made, **{side: SIZE_4 / CELL_X})
    made.add_run("— ")
    field = element("fldSimple", instr=" PAGE ")
    run = element("r")
    text = element("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    made._p.append(field)
    made.add_run(" —")


def above(document: Document) -> str:
    """What stands over each page: that it is a drill's, or no original."""
    drill = "【演练】" if document.drill else ""
    return f"{drill}【{document.marking}】" if document.marking else drill


def _above(sheet: Sheet, header: Any, words: str) -> None:
    header.is_linked_to_previous = False
    made = header.paragraphs[0]
    made._p.style = "Header"
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    sheet.fixed(made, [Run(words, Face.HEI)])


def _letter_edges(sheet: Sheet, section: Any, head: Head, over: str) -> None:
    """The mark in the first page's header, double rules 170 mm wide below it and at the foot."""
    header, footer = section.first_page_header, section.first_page_footer
    for each in (header, footer):
        each.is_linked_to_previous = False
    section.header_distance = Pt(LETTER_DOWN if not over else LETTER_DOWN - CELL_Y)
    if over:
        _above(sheet, header, over)
        made = sheet.paragraph("Mark", header)
    else:
        made = header.paragraphs[0]
        made._p.style = "Mark"
    mark(sheet, made, head.name, letter_size(head.name), 1.0)
    made.paragraph_format.line_spacing = 1.0
    _edge(sheet.paragraph("RedRule", header), "thickThinSmallGap")
    foot = footer.paragraphs[0]
    foot._p.style = "RedRule"
    _edge(foot, "thinThickSmallGap")


def _edge(made: Paragraph, kind: str) -> None:
    """A double red rule below the paragraph, 170 mm wide."""
    properties = made._p.get_or_add_pPr()
    border = element("pBdr")
    border.append(element("bottom", val=kind, sz=24, space=0, color=_RED))
    put_property(properties, border)
    wider = -round(_WIDER * TWIPS)
    put_property(properties, element("ind", left=wider, right=wider))


def put_colophon(sheet: Sheet, block: Banji, *, plain: bool) -> None:
    """A table at the foot of the page it is on; `plain`: of a letter, without rules."""
    table = sheet.file.add_table(rows=0, cols=2)
    grid = table._tbl
    for child in list(grid.tblPr):
        grid.tblPr.remove(child)
    edges = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpYSpec": "bottom"}
    grid.tblPr.append(element("tblpPr", **edges))
    grid.tblPr.append(element("tblW", w=round(TYPE_W * TWIPS), type="dxa"))
    if not plain:
        grid.tblPr.append(borders({"top": 8, "bottom": 8}, across=6))
    grid.tblPr.append(element("tblLayout", type="fixed"))
    widths = (round(TYPE_W * TWIPS * 0.55), round(TYPE_W * TWIPS * 0.45))
    for column, wide in zip(grid.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(wide))
    key = sheet.take()
    if block.copies:
        cells = rows_of(table, 1)[0]
        made = _line(cells[0].merge(cells[1]))
        indent(made, left=4 * SIZE_4 / CELL_X, hanging=3 * SIZE_4 / CELL_X, right=SIZE_4 / CELL_X)
        sheet.write(made, [([Run("抄送：")], None), ([Run(one_line(block.copies))], key)])
    if not plain:
        issuer, date = rows_of(table, 1)[0]
        sheet.fixed(_line(issuer), [Run(one_line(block.issuer))])
        made = _line(date)
        made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        sheet.fixed(made, [Run(f"{one_line(block.date)}印发")] if block.date else [])
    sheet.paragraph("Spacer")  # a file may not end with a table


def _line(cell: _Cell) -> Paragraph:
    made = first_paragraph(cell)
    made._p.style = "Colophon"
    return made
