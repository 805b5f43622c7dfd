"""The bytes of a text file as lines: BOM, else strict UTF-8, else strict GB18030.

Hides how a file is read without ever being in memory whole, and that a hostile one
may have no line ends at all: `Source` counts the bytes since the caller last said
that a record was complete, and refuses the file when there are too many.
"""

import codecs
import hashlib
import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why

BLOCK = 1 << 20
MAX_FILE = 4 << 30
MAX_RECORD = 16 << 20  # bytes between two calls of `Source.settle`

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins alike
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

NUL_FOUND = "文件里有空字节，不是文本表格。请在电子表格里打开，另存为“CSV UTF-8”后再导入。"
UNDECODABLE = (
    "文件既不是 UTF-8 也不是 GB18030（GBK）编码，无法辨认。"
    "请在电子表格里打开，另存为“CSV UTF-8”后再导入。"
)
NOT_THERE = "找不到文件“{name}”。"
NOT_A_FILE = "“{name}”不是普通文件，不能导入。"
CANNOT_READ = "无法读取文件“{name}”：{reason}。请检查文件是否还在、是否有权限。"


def find_encoding(path: Path) -> str:
    """The codec of a text file, by reading it once to its end if need be.

    gb18030 says only that it is no UTF-8: `Source`
    finds out. Raises RuleBroken for NUL bytes and for UTF-32.
    """
    with open_binary(path) as file:
        start = file.read(4)
        for bom, codec in BOMS:
            if start.startswith(bom):
                if codec == "utf-32":
                    raise RuleBroken(UNDECODABLE)
                return codec
        file.seek(0)
        return "utf-8" if _is_utf8(file) else "gb18030"


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise RuleBroken(NUL_FOUND)
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def open_binary(path: Path) -> BinaryIO:
    """Open a file of reasonable size. Raises RuleBroken with the reason."""
    try:
        if path.is_dir():
            raise RuleBroken("“{name}”是文件夹，不是文件。", name=path.name)
        if not path.is_file():
            raise RuleBroken(NOT_A_FILE if path.exists() else NOT_THERE, name=path.name)
        size = path.stat().st_size
        if size == 0:
            raise RuleBroken("文件“{name}”是空的。", name=path.name)
        if size > MAX_FILE:
            raise RuleBroken("文件“{name}”超过 4 GB，请分成几个文件导入。", name=path.name)
        return path.open("rb")
    except OSError as error:
        raise RuleBroken(CANNOT_READ, name=path.name, reason=why(error)) from error


class Source:
    """An open text file: its lines, how far it is read, and the digest of what was read."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.size = path.stat().st_size
        self.taken = 0  # bytes
        self._settled = 0
        self._path = path
        self._file = open_binary(path)
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._digest = hashlib.sha256()

    def __enter__(self) -> "Source":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def sha256(self) -> str:
        """Of the bytes read so far; of the file once `lines` has ended."""
        return self._digest.hexdigest()

    def settle(self) -> None:
        """All records up to here are complete: count the next one's bytes from here."""
        self._settled = self.taken

    def lines(self) -> Iterator[str]:
        """Lines with their ends as written (LF, CRLF or CR), for the csv module.

        Raises RuleBroken for what cannot be decoded, for NUL, and for a record
        of more than MAX_RECORD bytes.
        """
        return chain.from_iterable(self._parts())

    def _parts(self) -> Iterator[Iterator[str]]:
        """The lines of a part of the file, then of the next."""
        rest = ""
        while block := self._file.read(BLOCK):
            self.taken += len(block)
            self._digest.update(block)
            text = rest + self._decode(block)
            cut = text.rfind("\n") + 1 or text.rfind("\r", 0, -1) + 1
            rest = text[cut:]
            yield io.StringIO(text[:cut], newline="")
            if self.taken - self._settled > MAX_RECORD:
                raise RuleBroken(
                    "文件里有一行超过 {limit} MB，可能引号没有配对。请检查文件后再导入。",
                    limit=MAX_RECORD >> 20,
                )
        yield io.StringIO(rest + self._decode(b"", final=True), newline="")

    def _decode(self, block: bytes, final: bool = False) -> str:
        try:
            text = self._decoder.decode(block, final)
        except UnicodeError as error:
            raise RuleBroken(UNDECODABLE) from error
        if "\0" in text:
            raise RuleBroken(NUL_FOUND)
        return text
