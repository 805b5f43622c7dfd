"""Why a file cannot be read or written, in words: the operating system says it in English."""

import errno
import re
import tomllib
from typing import Any

from commandcenter.domain.phrase import Phrase, phrase, phrases, word

TOO_DEEP = word("嵌套过深")
KNOWN = phrases(
    {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘只读",
        errno.ENOENT: "文件或文件夹不存在",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EISDIR: "是文件夹",
        errno.EEXIST: "文件已存在",
        errno.ENOSPC: "磁盘空间不足",
        errno.EDQUOT: "磁盘配额已满",
        errno.EFBIG: "磁盘空间不足",
        errno.ENAMETOOLONG: "文件名过长",
        errno.ELOOP: "链接循环引用",
        errno.EBUSY: "正被别的程序使用",
        errno.ETXTBSY: "正被别的程序使用",
        errno.EMFILE: "打开的文件过多",
        errno.ENFILE: "打开的文件过多",
        errno.EIO: "磁盘读写出错",
        errno.ENODEV: "设备不存在",
        errno.ENXIO: "设备不存在",
        errno.EPIPE: "接收的一方已关闭",
    }
)
MOST_DOTS = 200  # in one key: what a parser keeps of it grows by their square
NOT_OF_KEYS = re.compile(r"[^\w\s.\"'-]|\n")
LONGEST_QUOTED = 60
AT_LINE = re.compile(r"at line (\d+)")


def tables_of(text: str) -> dict[str, Any]:
    """A TOML that others wrote. Raises ValueError, whatever is wrong with it: see `why`."""
    if any(part.count(".") > MOST_DOTS for part in NOT_OF_KEYS.split(text)):
        raise ValueError(TOO_DEEP)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(TOO_DEEP) from error


def quoted(words: object) -> str:
    """What somebody wrote, as a sentence may quote it: on one line, not too long, of signs, and
    without quotation marks of its own that would end it."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())
    line = line.replace("“", "‘").replace("”", "’")
    return line if len(line) <= LONGEST_QUOTED else f"{line[: LONGEST_QUOTED - 1]}…"


def why(error: Exception) -> str:
    """A clause without its full stop."""
    if isinstance(error, UnicodeError):
        return word("不是 UTF-8 文字")
    if isinstance(error, tomllib.TOMLDecodeError):
        line = AT_LINE.search(str(error))
        return (
            phrase("第 {n} 行不合 TOML 的写法", n=line[1]) if line else word("末尾不合 TOML 的写法")
        )
    if isinstance(error, RecursionError):
        return TOO_DEEP
    if isinstance(error, OSError) and error.errno:  # a library's own has no number
        return KNOWN.get(error.errno, phrase("系统错误 {errno}", errno=error.errno))
    said = error.args[0] if error.args else ""
    words = said if isinstance(said, Phrase) else str(error)
    return word("写法不对") if words.isascii() else words  # Python's own words are English
