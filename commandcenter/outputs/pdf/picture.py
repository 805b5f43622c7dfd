"""A figure as a picture of its own, drawn by the same hand as on the page."""

from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from commandcenter.outputs.pdf import tounicode
from commandcenter.outputs.pdf.build import LOCK
from commandcenter.outputs.pdf.document import Figure, ScreenPicture
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.figures import draw_picture
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import CELL_Y, SIZE_3, TYPE_W
from commandcenter.outputs.pdf.plot import Area

_DOTS = 300 / 72  # dots a point: what an office's printer shows


def png_of(figure: Figure, fonts: FontSet) -> bytes:
    """The picture at 300 dots an inch, as wide as the type area; its title apart.

    May be called by any thread. Raises RuleBroken when the machine has no Chinese font.
    """
    if isinstance(figure.picture, ScreenPicture):
        return figure.picture.png
    width, height = TYPE_W, figure.lines * CELL_Y
    out = BytesIO()
    with LOCK:
        tounicode.repair()
        canvas = Canvas(
            out,
            pagesize=(width, height),
            invariant=1,
            initialFontName=fonts.font(Face.FANG).name,
            initialFontSize=SIZE_3,
        )
        draw_picture(canvas, Area(0, 3, width, height - 6), figure.picture, fonts)
        canvas.save()
        return _png(out.getvalue())


def _png(page: bytes) -> bytes:
    """PDFium may be used by one thread at a time: the caller holds the lock."""
    out = BytesIO()
    pdf = pypdfium2.PdfDocument(page)
    try:
        image = pdf[0].render(scale=_DOTS).to_pil()
    finally:
        pdf.close()
    image.quantize(128).save(out, "PNG")
    return out.getvalue()
