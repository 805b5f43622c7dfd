"""Checked rows on local disk between reading and writing, in a file without a name.

The file cannot be found by others and is gone when it is closed or the process dies,
so a cancelled or killed import leaves nothing. Holds personal data while it lives.
"""

import marshal
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from commandcenter.domain.errors import RuleBroken

NO_SPACE = "临时文件夹空间不足，无法读完文件。请腾出磁盘空间后再导入。"

BETWEEN = "\x1f"  # cells of a column: no text that is tidied has it


def _packed(column: Sequence[Any]) -> Any:
    """One value and how often, or texts as one, or a list: less to make, and to make again."""
    first, last = column[0], column[-1]
    if first == last and column.count(first) == len(column) and _of_one_kind(column):
        return first, len(column)
    if type(first) is str:
        try:
            joined = BETWEEN.join(column)
        except TypeError:  # some are None
            return list(column)
        if joined.count(BETWEEN) == len(column) - 1:
            return joined
    return list(column)


def _of_one_kind(equal: Sequence[Any]) -> bool:
    """Nought and 否 are equal for Python."""
    kind = type(equal[0])
    return kind in (str, type(None)) or all(type(each) is kind for each in equal)


def _unpacked(packed: Any) -> list[Any]:
    if type(packed) is str:
        return packed.split(BETWEEN)
    if type(packed) is tuple:
        return [packed[0]] * int(packed[1])
    return list(packed)


class Spool:
    """Frames of plain values (text, numbers, None), read back in order, as often as wanted.

    `marshal` is fast and unsafe for foreign bytes; these never leave the process.
    """

    def __init__(self, folder: Path | None = None) -> None:
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by `close`
        except OSError as error:
            raise RuleBroken(NO_SPACE) from error

    def write(self, frame: list[Any]) -> None:
        """A list of rows, or of columns; nothing of an empty one."""
        if not frame:
            return
        data = marshal.dumps(frame)
        try:
            self._file.write(struct.pack(">I", len(data)))
            self._file.write(data)
        except OSError as error:
            raise RuleBroken(NO_SPACE) from error

    def frames(self) -> Iterator[list[Any]]:
        """As they were written. Not to be mixed with `write`, or with itself."""
        self._file.seek(0)
        while head := self._file.read(4):
            yield marshal.loads(self._file.read(struct.unpack(">I", head)[0]))

    def write_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """Columns of one length; nothing where there are none."""
        self.write([_packed(column) for column in columns])

    def columns(self) -> Iterator[list[list[Any]]]:
        """What `write_columns` wrote."""
        for frame in self.frames():
            yield [_unpacked(packed) for packed in frame]

    def close(self) -> None:
        self._file.close()
