"""What a file from outside really is, by its first bytes, and whether it may be opened as it is.

The system's own programs open what they are handed, and run what can be run. So only a document
or a picture that is what its name says, and has no program in it, is handed to them.
"""

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from xml.parsers import expat

from commandcenter.domain.phrase import word

PICTURES = {
    ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".tif": "tiff", ".tiff": "tiff", ".bmp": "bmp",
    ".gif": "gif", ".webp": "webp",
}  # fmt: skip
ZIPPED = frozenset({".docx", ".xlsx", ".pptx", ".ofd"})
SOUNDS = {".mp4": "mp4", ".m4a": "mp4", ".mov": "mp4", ".mp3": "mp3", ".wav": "wav"}
MARKS = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"), (b"GIF87a", "gif"), (b"GIF89a", "gif"), (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"), (b"\xff\xf3", "mp3"),
)  # fmt: skip
# In a PDF: what runs, is started, fetched or carried. A name may be written with #4a for J.
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|SubmitForm|ImportData|GoToR|GoToE|RichMedia|XFA)"
    rb"(?![A-Za-z0-9])"
)
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
MACROS = re.compile(rb"vbaProject\.bin|activeX/|xl/macrosheets|oleObject|externalLinks/", re.I)
MOST_RELATIONS = 1 << 20  # bytes; a document of hundreds of pictures has less
MOST_UNPACKED = 32 << 20  # bytes that are looked through of what is packed in a PDF

# All that a zip may raise that is cut off, damaged, protected or of another making; what is nested
# too deep is a RuntimeError, too.
BROKEN_ZIP = (
    zipfile.BadZipFile, RuntimeError, EOFError, zlib.error, lzma.LZMAError, struct.error,
    UnicodeError,
)  # fmt: skip

OTHER_KIND = word("内容与名称“{suffix}”不符")
PROGRAM = word("这类文件可能是程序或带脚本")
MACRO = word("文件里有宏或外部对象")
SCRIPT = word("PDF 里有脚本、外部动作或内嵌文件")


def kind_of(head: bytes) -> str:
    """By the first 16 bytes: jpeg, png, tiff, bmp, gif, webp, pdf, zip, …; "" for others."""
    for mark, kind in MARKS:
        if head.startswith(mark):
            return kind
    if head[:2] == b"BM" and len(head) > 14 and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    return "mp4" if head[4:8] == b"ftyp" else ""


def why_not_opened(name: str, data: bytes) -> str:
    """Why a file is not to be handed to the system's own program; "" where it may be."""
    suffix, kind = PurePath(name).suffix.lower(), kind_of(data[:16])
    wanted = (PICTURES | SOUNDS).get(suffix) or {".pdf": "pdf"}.get(suffix)
    if wanted is None and suffix in ZIPPED:
        wanted = "zip"
    if suffix == ".txt":
        return OTHER_KIND.format(suffix=suffix) if kind or b"\0" in data else ""
    if wanted is None:
        return PROGRAM
    if kind != wanted:
        return OTHER_KIND.format(suffix=suffix)
    # names of members stand in clear
    if kind == "zip" and (MACROS.search(data) or _fetches(data)):
        return MACRO
    return SCRIPT if kind == "pdf" and _is_active(data) else ""


def _is_active(data: bytes) -> bool:
    """What cannot be looked into, because it is encrypted or packed otherwise, counts as active."""
    spelled = _spelled(data)
    if ENCRYPTED.search(spelled) or ACTIVE.search(spelled):
        return True
    unpacked, hidden = _unpacked(data)
    return hidden or bool(ACTIVE.search(_spelled(unpacked)))


def _fetches(data: bytes) -> bool:
    """Whether a document of Office brings something from elsewhere when it is opened: a template,
    a picture. A link that waits to be pressed is none. One that cannot be read counts.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for part in archive.infolist():
                if part.filename.lower().endswith(".rels"):
                    with archive.open(part) as stream:
                        if _is_outward(stream.read(MOST_RELATIONS + 1)):
                            return True
    except (*BROKEN_ZIP, OSError, ValueError):
        return True
    return False


def _is_outward(relations: bytes) -> bool:
    found = []

    def begins(_: str, given: dict[str, str]) -> None:
        outward = given.get("TargetMode", "").lower() == "external"
        found.append(outward and not given.get("Type", "").endswith("/hyperlink"))

    reader = expat.ParserCreate()
    reader.StartElementHandler = begins
    if len(relations) > MOST_RELATIONS or b"<!DOCTYPE" in relations:
        return True
    try:
        reader.Parse(relations, True)
    except (expat.ExpatError, LookupError, ValueError):
        return True
    return any(found)


def _spelled(data: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """What is packed in streams of objects, where newer PDFs keep their names; and whether one is
    there that cannot be unpacked so.

    Who hides one may fill its head, spell its name with #53 for S or write “stream” in it: once it
    is named, the next stream that can be unpacked is taken for it.
    """
    parts, room = [], MOST_UNPACKED
    whole, read, named = memoryview(data), 0, False
    for found in STREAM.finditer(data):
        named = named or b"ObjStm" in _spelled(data[read : found.start()])
        read = found.end()
        if not named:
            continue
        try:
            part = zlib.decompressobj().decompress(whole[read:], room)
        except zlib.error:
            continue
        parts.append(part)
        named = False
        room -= len(part)
        if room <= 0:
            break
    return b"".join(parts), named
