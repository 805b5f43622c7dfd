"""A photo that goes out with a paper: its picture, without where, when and by whom it was taken.

The picture itself is not touched: segments and chunks that tell of it are left out. How it is to
be turned stays, and so do its colours.
"""

import struct
import zlib
from collections.abc import Iterator

from commandcenter.domain.file_content import kind_of

START, END, SCAN = b"\xff\xd8", 0xD9, 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
TELLING = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})  # Exif, XMP, makers', comments
EXIF = b"Exif\0\0"
PROFILE = b"ICC_PROFILE\0"  # the one use of APP2 that is kept
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
})  # fmt: skip
TURNED = 0x0112  # the tag that says how it is to be turned
UPRIGHT = 1


def without_origin(data: bytes) -> bytes:
    """Of a JPEG or PNG; all else as it is. Raises ValueError for one that is not whole."""
    try:
        match kind_of(data[:16]):
            case "jpeg":
                return b"".join(_jpeg(data))
            case "png":
                return PNG_START + b"".join(_png(data))
    except (struct.error, IndexError) as error:
        raise ValueError("the picture is not whole") from error
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments; what stands behind its end (a film, a maker's notes) goes, too."""
    yield START
    at, turned = 2, UPRIGHT
    while True:
        if data[at] != 0xFF:
            raise IndexError(at)
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
            continue
        if mark == END:
            yield data[at : at + 2]
            return
        end = at + 2 if mark in ALONE else at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if mark == 0xE1 and turned == UPRIGHT:
            turned = _turned(data[at + 4 : end])
            if turned != UPRIGHT:
                yield _turning(turned)
        if mark == SCAN:
            end = _end_of_scan(data, end)
        other_app2 = mark == 0xE2 and not data.startswith(PROFILE, at + 4)
        if mark not in TELLING and not other_app2:
            yield data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is no part of the coded picture."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and data[at + 1] not in ALONE:
            return at
        at += 2


def _turned(exif: bytes) -> int:
    """1 to 8, as in Exif."""
    if not exif.startswith(EXIF):
        return UPRIGHT
    tiff = exif[len(EXIF) :]
    order = ">" if tiff.startswith(b"MM") else "<"
    try:
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for n in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * n)
            if tag == TURNED:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def _turning(turned: int) -> bytes:
    """An Exif segment that says this and no more."""
    body = EXIF + _tiff(turned)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _tiff(turned: int) -> bytes:
    entry = struct.pack(">HHIHH", TURNED, 3, 1, turned, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _png(data: bytes) -> Iterator[bytes]:
    at = len(PNG_START)
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise IndexError(end)
        if kind in PNG_KEPT:
            yield data[at:end]
        elif kind == b"eXIf" and (turned := _turned(EXIF + data[at + 8 : end - 4])) != UPRIGHT:
            body = kind + _tiff(turned)
            yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        if kind == b"IEND":
            return
        at = end
