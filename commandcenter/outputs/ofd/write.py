"""From a document to the bytes of its OFD: the one door of this package.

The pages are those of the PDF: laid out once by outputs.pdf, drawn by the same hands. The file
is made to be OFD-A (GB/T 42133-2022, read at second hand): one document, all it needs inside,
fonts cut down and embedded, colours with their profile, nothing that runs. Equal documents give
equal bytes. Which readers have opened such files stands in README.md.
"""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr

from reportlab.pdfbase import pdfmetrics

from commandcenter.domain.times import local
from commandcenter.outputs.ofd.canvas import Entry, OfdCanvas, number
from commandcenter.outputs.ofd.cut_fonts import cut
from commandcenter.outputs.ofd.properties import doc_info
from commandcenter.outputs.pdf.archive import srgb
from commandcenter.outputs.pdf.build import LOCK, Rendered, lay_out, put_pages
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.fonts import FontSet, default_fonts
from commandcenter.outputs.pdf.glyphs import Glyphs
from commandcenter.outputs.pdf.grid import MM, PAGE_H, PAGE_W
from commandcenter.outputs.pdf.text import one_line

NAMESPACE = "http://www.ofdspec.org/2016"
_FOLDER = "Doc_0"
_READABLE = 0o100644 << 16
_UNIX = 3


def render_ofd(document: Document, fonts: FontSet | None = None) -> Rendered:
    """Raises RuleBroken when the machine has no Chinese font. May be called by any thread."""
    fonts = fonts or default_fonts()
    with LOCK:
        sheets = lay_out(document, fonts)
        canvas = OfdCanvas()
        put_pages(canvas, sheets, range(len(sheets.pages)), fonts)
        parts = dict(_parts(canvas))
    data = _package(document, parts, len(sheets.pages))
    return Rendered(data, len(sheets.pages), sheets.fill, sheets.missing, sheets.warnings)


def _parts(canvas: OfdCanvas) -> Iterator[tuple[str, bytes]]:
    """Everything in the document's folder, by its path there."""
    colours, listed = canvas.new_number(), ""
    for name, used in canvas.fonts.items():
        face = pdfmetrics.getFont(name).face
        yield f"Res/font_{used.number}.ttf", cut(Glyphs(face), used.chars)
        listed += (
            f'<ofd:Font ID="{used.number}" FontName={quoteattr(_words(face.name))} '
            f'FamilyName={quoteattr(_words(face.familyName))} Charset="unicode">'
            f"<ofd:FontFile>font_{used.number}.ttf</ofd:FontFile></ofd:Font>"
        )
    yield "Res/srgb.icc", srgb()
    media = ""
    for png, known in canvas.images.items():
        yield f"Res/image_{known}.png", png
        media += (
            f'<ofd:MultiMedia ID="{known}" Type="Image" Format="PNG">'
            f"<ofd:MediaFile>image_{known}.png</ofd:MediaFile></ofd:MultiMedia>"
        )
    fonts = f"<ofd:Fonts>{listed}</ofd:Fonts>" if listed else ""
    fonts += f"<ofd:MultiMedias>{media}</ofd:MultiMedias>" if media else ""
    spaces = (
        f'<ofd:ColorSpaces><ofd:ColorSpace ID="{colours}" Type="RGB" BitsPerComponent="8" '
        'Profile="srgb.icc"/></ofd:ColorSpaces>'
    )
    yield "PublicRes.xml", _root("Res", spaces + fonts, ' BaseLoc="Res"')
    for at, (_, layer) in enumerate(canvas.pages):
        yield f"Pages/Page_{at}/Content.xml", _root("Page", f"<ofd:Content>{layer}</ofd:Content>")
    yield "Document.xml", _root("Document", _common(canvas, colours) + _leading(canvas))


def _words(name: bytes) -> str:
    """A name of the font's own table, as reportlab keeps it."""
    return one_line(str(getattr(name, "ustr", None) or name.decode("utf-8", "replace")))


def _common(canvas: OfdCanvas, colours: int) -> str:
    box = f"0 0 {number(PAGE_W / MM)} {number(PAGE_H / MM)}"
    return (
        f"<ofd:CommonData><ofd:MaxUnitID>{canvas.last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DefaultCS>{colours}</ofd:DefaultCS>"
        "</ofd:CommonData>"
    )


def _leading(canvas: OfdCanvas) -> str:
    """The list of pages, and the outline."""
    pages = "".join(
        f'<ofd:Page ID="{page}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
        for at, (page, _) in enumerate(canvas.pages)
    )
    lines = _outline(list(canvas.outline), 0)
    outline = f"<ofd:Outlines>{lines}</ofd:Outlines>" if lines else ""
    return f"<ofd:Pages>{pages}</ofd:Pages>{outline}"


def _outline(left: list[Entry], level: int) -> str:
    """Takes from `left` what is of this level or below it."""
    made = ""
    while left and left[0].level >= level:
        entry = left.pop(0)
        inner = _outline(left, entry.level + 1)
        made += (
            f"<ofd:OutlineElem Title={quoteattr(entry.title)}><ofd:Actions>"
            '<ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest Type="XYZ" '
            f'PageID="{entry.page}" Left="0" Top="{number(entry.top)}" Zoom="0"/></ofd:Goto>'
            f"</ofd:Action></ofd:Actions>{inner}</ofd:OutlineElem>"
        )
    return made


def _root(name: str, inner: str, more: str = "") -> bytes:
    """Readers look for the prefix itself, not for what it stands for."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<ofd:{name} xmlns:ofd="{NAMESPACE}"{more}>{inner}</ofd:{name}>'.encode()


def _package(document: Document, parts: Mapping[str, bytes], pages: int) -> bytes:
    digest = hashlib.sha256(b"".join(parts.values())).hexdigest()[:32]
    info = f"<ofd:DocInfo>{doc_info(document, pages, digest)}</ofd:DocInfo>"
    body = f"<ofd:DocBody>{info}<ofd:DocRoot>{_FOLDER}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    entry = _root("OFD", body, ' Version="1.0" DocType="OFD-A"')
    out = BytesIO()
    stamp = local(document.meta.at).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "OFD.xml", entry, stamp)
        for name, data in parts.items():
            _add(package, f"{_FOLDER}/{name}", data, stamp)
    return out.getvalue()


def _add(
    package: zipfile.ZipFile, name: str, data: bytes, stamp: tuple[int, int, int, int, int, int]
) -> None:
    info = zipfile.ZipInfo(name, stamp)
    info.create_system, info.external_attr = _UNIX, _READABLE
    package.writestr(info, data, zipfile.ZIP_DEFLATED)
