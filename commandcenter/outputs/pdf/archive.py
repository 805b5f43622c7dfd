"""The PDF marked as PDF/A-2b: output intent, XMP, dates of the document, stable identifier.

The marking says what the file is made to be; no validator has been run on it.
"""

from datetime import datetime
from functools import lru_cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageCms

from commandcenter.domain.times import local
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.tags import Part, put_tree
from commandcenter.outputs.pdf.text import one_line

_CONDITION = "sRGB IEC61966-2.1"


def mark_archival(raw: bytes, document: Document, fonts: FontSet, tree: Part) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(raw)) as pdf:
        _set_info(pdf, document, fonts)
        _set_intent(pdf)
        put_tree(pdf, tree)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp.load_from_docinfo(pdf.docinfo)
            xmp["pdfaid:part"] = "2"
            xmp["pdfaid:conformance"] = "B"
            xmp["dc:language"] = [document.language]
        pdf.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,  # the tree is many small things
        )
    return out.getvalue()


def _set_info(pdf: pikepdf.Pdf, document: Document, fonts: FontSet) -> None:
    meta = document.meta
    stamp = String(_pdf_date(meta.at))
    chain = "；".join(
        f"{role}={family}{'（代用）' if fallback else ''}"
        for role, family, _, fallback in fonts.summary()
    )
    journal = f"日志{one_line(meta.journal)}；" if meta.journal else ""
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    info[Name.Title] = String(one_line(document.name))
    info[Name.Author] = String(one_line(meta.author))
    info[Name.Subject] = String(one_line(meta.subject))
    info[Name.Keywords] = String(f"{journal}字体：{chain}")
    info[Name.Creator] = String("commandcenter")
    info[Name.Producer] = String("commandcenter")
    info[Name.CreationDate] = stamp
    info[Name.ModDate] = stamp


def _pdf_date(at: datetime) -> str:
    return local(at).strftime("D:%Y%m%d%H%M%S+08'00'")


def _set_intent(pdf: pikepdf.Pdf) -> None:
    profile = Stream(pdf, srgb())
    profile.N = 3
    profile.Alternate = Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_CONDITION),
        Info=String(_CONDITION),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The profile of the colours; the same bytes each time."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = bytes([0x07, 0xD0, 0, 1, 0, 1]) + bytes(6)  # its date would be the clock's
    return bytes(made)
