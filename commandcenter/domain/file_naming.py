"""Names of files from outside: what they hide is made visible, and what is written is safe.

A name may turn around (RTL override: 照片gpj.exe reads as 照片exe.jpg), hold line ends, climb out
of its folder, be a device of Windows (CON, NUL.txt) or be longer than a disk takes.
"""

import re
import unicodedata

LONGEST = 255  # characters that the record keeps of a name
LONGEST_WRITTEN = 240  # bytes: most disks take 255, some mailers no more than this
LONGEST_SUFFIX = 12
HIDING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # kinds of characters nobody sees
ODD_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a")
UNWRITABLE = re.compile(r'[<>:"/\\|?*]')
DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s*$)", re.IGNORECASE
)
NAMELESS = "文件"


def visible(name: str, longest: int = LONGEST) -> str:
    """As it is kept and shown: a hidden character stands as its number, nothing is lost of it.

    Of one that is too long the middle goes: what it ends in says what it is.
    """
    shown = "".join(_visible(char) for char in name).strip() or (name and NAMELESS)
    if len(shown) <= longest:
        return shown
    end = shown[-(longest // 4) :]
    return f"{shown[: longest - len(end) - 1]}…{end}"


def _visible(char: str) -> str:
    hidden = unicodedata.category(char) in HIDING or char in ODD_SPACES
    return f"‹U+{ord(char):04X}›" if hidden else char


def writable(name: str) -> str:
    """What may be written under this name on any machine, in the folder that was chosen."""
    last = re.split(r"[/\\]", name)[-1]
    plain = UNWRITABLE.sub("_", "".join("_" if _visible(c) != c else c for c in last))
    plain = plain.strip(" .")  # Windows drops points and spaces at the end by itself
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > LONGEST_SUFFIX:
        stem, suffix = plain, ""
    room = LONGEST_WRITTEN - len(suffix.encode()) - 2
    kept = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") or NAMELESS
    written = f"{kept}.{suffix}" if suffix else kept
    return f"_{written}" if DEVICE.match(written) else written
