"""Workbooks of rows of text, as bytes."""

import zipfile
from io import BytesIO

import xlsxwriter


def ods(rows, more=(), manifest=b"<manifest/>"):
    """The smallest that a reader takes: rows of text, as LibreOffice writes them."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="1014"/></table:table-row>'
        for row in rows
    )
    tail = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="表">'
        + cells + "".join(more) + tail
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )  # fmt: skip
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def xlsx_bytes(rows):
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    return made.getvalue()
