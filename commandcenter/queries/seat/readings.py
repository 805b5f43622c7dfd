"""How Chinese characters are read, so that what bears them is found by pinyin."""

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Told to pypinyin before it is loaded: each character with all its readings is all that is asked,
# and the dictionary of phrases would be four times the memory and the time of a whole load.
# https://pypinyin.readthedocs.io/zh-cn/master/usage.html
WITHOUT_PHRASES = "PYPINYIN_NO_PHRASES"


@cache
def readings(sign: str) -> tuple[str, ...]:
    """Of one character, without tones: 重 zhong, chong; ü is v. () of what is not read so."""
    return _reader()(sign)


@cache
def _reader() -> "Callable[[str], tuple[str, ...]]":
    os.environ.setdefault(WITHOUT_PHRASES, "1")
    # Loaded with the first word of Latin letters that is looked for: ten megabytes, which who
    # types Chinese never needs.
    from pypinyin import Style, pinyin

    def read(sign: str) -> tuple[str, ...]:
        found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
        return tuple(found[0]) if found else ()

    return read
