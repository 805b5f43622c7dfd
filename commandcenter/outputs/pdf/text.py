"""What may stand on paper: text from outside made harmless, and the line rules of Chinese."""

import unicodedata
from functools import cache
from typing import Final

# Marks that may not begin a line.
NO_START: Final = frozenset(
    "，。、；：？！）》〉」』】〕〗〙〛］｝”’…—–·・‧‥％‰℃℉°′″々〻ー～"
    ",.;:?!)]}>%~'\"，．﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞﹪¢»›‼⁇⁈⁉〞〟゛゜"
)
# Marks that may not end a line.
# A sign stays with its number: －1.1%.
NO_END: Final = frozenset("（《〈「『【〔〖〘〚［｛“‘([{<¥￥＄$£€№#＃§〝«‹﹙﹛﹝＋－±")
# Full-width marks with a blank half, right or left, that may be squeezed out.
BLANK_RIGHT: Final = frozenset("，。、；：？！）》〉」』】〕〗］｝”’")
BLANK_LEFT: Final = frozenset("（《〈「『【〔〖［｛“‘")
PAIRS: Final = frozenset("—…")  # —— and …… are one mark over two cells
# Narrow in Latin fonts, yet a mark of Chinese text: they take a full cell.
CHINESE_MARKS: Final = frozenset("·×÷±°§“”‘’—…")
WESTERN_MARKS: Final = frozenset("“”‘’—–…·•")  # in Latin text they belong to the word they touch
GETA: Final = "〓"  # stands for a character that no font has

_DROPPED: Final = frozenset({"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """The text in NFC without controls, bidi and zero-width characters; lines end with \\n."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", "".join(map(_kept, text)))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def shortened(text: str, most: int = 18) -> str:
    """For a label in a figure, which has no second line."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


@cache
def _kept(char: str) -> str:
    """The character as it may stand; nothing of one that may not."""
    return _plain(char) if _may_stand(char) else ""


def _may_stand(char: str) -> bool:
    if char == "\n":
        return True
    code = ord(char)
    if unicodedata.category(char) in _DROPPED or code & 0xFFFE == 0xFFFE:
        return False
    # Variation selectors choose a glyph that the fonts here do not have.
    return not (0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0xFDD0 <= code <= 0xFDEF)


def _plain(char: str) -> str:
    return " " if unicodedata.category(char) == "Zs" and char != "\u3000" else char


@cache
def is_word(char: str) -> bool:
    """Whether the character belongs to a word that is set in its own width (Latin, digits)."""
    if char in CHINESE_MARKS or char == " ":
        return False
    if "!" <= char <= "~":
        return True
    return ord(char) < 0x2000 and unicodedata.category(char)[0] in "LMN"
