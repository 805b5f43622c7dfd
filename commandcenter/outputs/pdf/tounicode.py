"""WORKAROUND for reportlab 5.1: characters above U+FFFF get a wrong ToUnicode entry.

`makeToUnicodeCMap` writes <2CB5A>, but PDF (9.10.3 of ISO 32000-1) wants UTF-16BE, so
such a character prints right and is copied as another. Remove when reportlab does it.
"""

from collections.abc import Callable, Sequence

from reportlab.pdfbase import ttfonts

_original: Callable[[str, Sequence[int]], str] = ttfonts.makeToUnicodeCMap


def _repaired(fontname: str, subset: Sequence[int]) -> str:
    made = _original(fontname, subset)
    for at, code in enumerate(subset):
        if code > 0xFFFF:
            right = chr(code).encode("utf-16-be").hex().upper()
            made = made.replace(f"<{at:02X}> <{code:04X}>", f"<{at:02X}> <{right}>")
    return made


def repair() -> None:
    """Put the repaired function in place; once is enough."""
    ttfonts.makeToUnicodeCMap = _repaired
