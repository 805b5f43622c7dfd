"""Text that wants to be more than text, and how it is put into every field of a paper."""

import dataclasses
import re
from enum import Enum
from io import BytesIO
from zipfile import ZipFile

import pikepdf

HOSTILE = (
    "<img src=/etc/passwd onerror=alert(1)>",
    "${jndi:x}{0}{{7*7}}%s%n",
    "</script><script>alert(1)</script>",
    "<b",
    "&lt;a href='file:///x'&gt; A&B",
    "\u202e反转\u2066文字\u200b\ufeff",
    "零\x00一\x07二\x1b[31m三",
    "=cmd|'/c calc'!A1",
    "\\n\\u0000\\",
    "(a) Tj ET endstream endobj",
    "坏\ud800字\udfff“‘（未闭合",
    "喆堃赟䶮等四人和同住的一名，𬭚",
)
HUGE = "退" * 400


def active_content(data: bytes) -> set[str]:
    """What must not be in the file: images, attachments, scripts, links."""
    found = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                found.add("image")
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                found |= {k for k in ("/EF", "/JS", "/URI", "/Launch", "/AA") if k in item}
                found |= {str(item.get("/S"))} & {"/URI", "/JavaScript", "/Launch"}
        if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
            found.add("/EmbeddedFiles")
    return found


def active_content_of_word(data: bytes) -> set[str]:
    """What must not be in a Word file: links, fields but the page's number, foreign parts."""
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names)
        outside = any(b"External" in archive.read(n) for n in names if n.endswith(".rels"))
    found = {"External"} if outside else set()
    if set(re.findall(rb'w:instr="([^"]*)"', whole)) - {b" PAGE "}:
        found.add("field")
    bad = ("instrText", "hyperlink ", "altChunk", "oleObject", "attachedTemplate")
    return found | {name for name in bad if name.encode() in whole}


def squeezed(text: str) -> str:
    return "".join(text.split())


def poisoned(value, text, field="text"):
    """The value with `text` in place of every string of every field (codes excepted).

    `text` may be an iterator: then each field has the next of it.
    """
    if isinstance(value, str) and not isinstance(value, Enum):
        if field in ("code", "key", "language"):
            return value
        return text if isinstance(text, str) else next(text)
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)
    if dataclasses.is_dataclass(value):
        changed = {
            f.name: poisoned(getattr(value, f.name), text, f.name)
            for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    return value
