"""Ruled tables in a Word file: fixed widths, header repeated, rows that may go over a page."""

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from commandcenter.outputs.pdf.document import Align, Cell, Column, Run, TableBlock
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.grid import SIZE_S4, TYPE_W
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.outputs.word.sheet import TWIPS, Sheet, element, put_property, put_runs

_OUTER, _INNER = 8, 4  # eighths of a point
_LONG_ROW = 600  # characters: a row with more may go over a page
_SIDES = ("top", "left", "bottom", "right")


def put_table(sheet: Sheet, block: TableBlock, *, new_page: bool) -> None:
    if block.title:
        made = sheet.paragraph("Caption")
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.page_break_before = new_page
        sheet.write(made, [([Run(one_line(block.title), Face.HEI)], sheet.take())], Face.HEI)
    titled = any(column.title for column in block.columns)
    widths = _widths(block.columns)
    table = sheet.file.add_table(0, len(widths))
    _set_up(table, widths)
    if titled:
        _header(sheet, table, block.columns)
    for row in block.rows:
        _row(sheet, table, block, row)
    first = table._tbl.find(f".//{qn('w:p')}")
    if new_page and not block.title and first is not None:
        put_property(first.get_or_add_pPr(), element("pageBreakBefore"))
    if block.note:
        put_note(sheet, block.note)
    else:
        sheet.paragraph("Spacer")  # between two tables the format wants a paragraph


def put_note(sheet: Sheet, text: str) -> None:
    """Small print below a table or figure."""
    sheet.write(sheet.paragraph("Note"), [([Run(clean(text))], sheet.take())])


def _widths(columns: tuple[Column, ...]) -> list[int]:
    total = sum(column.width for column in columns)
    return [round(column.width / total * TYPE_W * TWIPS) for column in columns]


def _set_up(table: Table, widths: list[int]) -> None:
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    properties.append(element("jc", val="center"))
    properties.append(borders(dict.fromkeys(_SIDES, _OUTER), _INNER, _INNER))
    properties.append(element("tblLayout", type="fixed"))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))


def borders(outer: dict[str, int], across: int, down: int = 0) -> Any:
    """Widths in eighths of a point; `across` and `down` inside, 0 for none."""
    made = element("tblBorders")
    widths = outer | {"insideH": across, "insideV": down}
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if width := widths.get(side, 0):
            made.append(element(side, val="single", sz=width, space=0, color="000000"))
    return made


def first_paragraph(cell: _Cell) -> Paragraph:
    """The first of a cell, and its only one: merging had left others."""
    paragraphs: list[Paragraph] = cell.paragraphs
    for extra in paragraphs[1:]:
        cell._tc.remove(extra._p)
    return paragraphs[0]


def rows_of(table: Table, count: int) -> list[list[_Cell]]:
    """New rows at the end of the table: the cells of each."""
    made = []
    for _ in range(count):
        row: Any = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it so
        made.append(list(row.cells))
    return made


def _header(sheet: Sheet, table: Table, columns: tuple[Column, ...]) -> None:
    cells = rows_of(table, 1)[0]
    cells[0]._tc.getparent().get_or_add_trPr().append(element("tblHeader"))
    for cell, column in zip(cells, columns, strict=True):
        made = _fresh(cell, Align.CENTER)
        sheet.fixed(made, [Run(column.title, Face.HEI)])


def _row(sheet: Sheet, table: Table, block: TableBlock, row: tuple[Cell | str, ...]) -> None:
    cells, at = rows_of(table, 1)[0], 0
    if sum(len(cell if isinstance(cell, str) else cell.text) for cell in row) < _LONG_ROW:
        cells[0]._tc.getparent().get_or_add_trPr().append(element("cantSplit"))
    for given in row:
        cell = given if isinstance(given, Cell) else Cell(given)
        span = max(1, min(cell.span, len(cells) - at))
        place = cells[at] if span == 1 else cells[at].merge(cells[at + span - 1])
        _put_cell(sheet, place, cell, cell.align or block.columns[at].align)
        at += span


def _put_cell(sheet: Sheet, place: _Cell, cell: Cell, align: Align) -> None:
    made = _fresh(place, align)
    mark = sheet.open_mark(made, sheet.take(), cell.text)
    for at, line in enumerate(clean(cell.text).split("\n")):
        if at:
            made.add_run().add_break()
        put_runs(made, [Run(line, cell.face)])
    sheet.close_mark(made, mark)
    if cell.size and abs(cell.size - SIZE_S4) > 0.1:
        for run in made.runs:
            run.font.size = Pt(round(cell.size * 2) / 2)
        made.paragraph_format.line_spacing = Pt(cell.size * 1.45)


def _fresh(place: _Cell, align: Align) -> Paragraph:
    """The only paragraph of the cell, which stands in its middle."""
    made = first_paragraph(place)
    made._p.style = "TableText"
    place._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
    if align in (Align.CENTER, Align.RIGHT):
        put_property(made._p.get_or_add_pPr(), element("jc", val=align.value))
    return made
