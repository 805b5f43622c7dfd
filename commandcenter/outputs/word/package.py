"""The Word file as a package: its styles and page, its properties, and always the same bytes."""

import io
import zipfile
from datetime import UTC
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.grid import LEFT, MM, PAGE_H, PAGE_W, SIZE_3, TOP
from commandcenter.outputs.pdf.text import one_line
from commandcenter.outputs.word.sheet import element
from commandcenter.paths import RESOURCES

_FOLDER = RESOURCES / "word"
_BOTTOM, _RIGHT = 35 * MM, 26 * MM
_FOOTER_UP = 25 * MM  # so that the dashes lie 7 mm below the type area
_LINE = 579  # twips: 22 of them fill the type area
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every part: the file never takes the clock
_UNUSED = (
    RELATION.THUMBNAIL,
    RELATION.NUMBERING,
    RELATION.THEME,
    RELATION.WEB_SETTINGS,
    RELATION.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
_ABOUT = b"""<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>commandcenter</Application></Properties>
"""


def blank_file(document: Document) -> WordFile:
    """An empty file with the page, the styles and the properties of this document."""
    file = docx.Document()
    for relations in (file.part.rels, file.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype in _UNUSED]:
            del relations[name]
    for part in file.part.package.iter_parts():
        name = str(part.partname).rpartition("/")[2]
        own = _FOLDER / name
        if name == "app.xml":
            _replace(part, _ABOUT)
        elif own.is_file():
            _replace(part, own.read_bytes())
    _set_page(file)
    _set_properties(file, document)
    return file


def _replace(part: Any, content: bytes) -> None:
    """python-docx keeps some parts as a tree, others as bytes."""
    if hasattr(part, "_element"):
        part._element = parse_xml(content)
    else:
        part._blob = content


def _set_page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Pt(PAGE_W), Pt(PAGE_H)
    section.left_margin, section.right_margin = Pt(LEFT), Pt(_RIGHT)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(_BOTTOM)
    section.footer_distance = Pt(_FOOTER_UP)
    section.header_distance = Pt(TOP - 2 * SIZE_3)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    # That 28 characters fit is in the styles, not in the grid's charSpace: LibreOffice draws
    # characters over one another when that is negative.
    properties.append(element("docGrid", type="linesAndChars", linePitch=_LINE))


def _set_properties(file: WordFile, document: Document) -> None:
    meta, core = document.meta, file.core_properties
    at = meta.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.title, core.subject = one_line(document.name)[:255], one_line(meta.subject)[:255]
    core.author = core.last_modified_by = one_line(meta.author)[:255]
    core.keywords = f"日志{one_line(meta.journal)}"[:255] if meta.journal else ""
    core.comments, core.category, core.language = "", "", document.language
    for said in file.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), document.language)  # of letters; w:eastAsia is that of hanzi
    core.created = core.modified = at
    core.revision = 1


def as_bytes(file: WordFile) -> bytes:
    """The parts in the order of their names, all of one time."""
    made = io.BytesIO()
    file.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as raw, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        first = "[Content_Types].xml"  # where readers look first
        for name in sorted(raw.namelist(), key=lambda each: (each != first, each)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(info, raw.read(name))
    return out.getvalue()
