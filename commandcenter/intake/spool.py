"""Checked rows on local disk between reading and writing, in a file without a name.

The file cannot be found by others and is gone when it is closed or the process dies,
so a cancelled or killed import leaves nothing. Holds personal data while it lives.
"""

import marshal
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commandcenter.domain.errors import RuleBroken

NO_SPACE = "临时文件夹空间不足，无法读完文件。请腾出磁盘空间后再导入。"


class Spool:
    """Frames of rows of plain values (text, numbers, None), read back in order, as often as wanted.

    `marshal` is fast and unsafe for foreign bytes; these never leave the process.
    """

    def __init__(self, folder: Path | None = None) -> None:
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by `close`
        except OSError as error:
            raise RuleBroken(NO_SPACE) from error

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        frame = marshal.dumps(rows)
        try:
            self._file.write(struct.pack(">I", len(frame)))
            self._file.write(frame)
        except OSError as error:
            raise RuleBroken(NO_SPACE) from error

    def frames(self) -> Iterator[list[tuple[Any, ...]]]:
        """Lists of rows as they were written. Not to be mixed with `write`, or with itself."""
        self._file.seek(0)
        while head := self._file.read(4):
            yield marshal.loads(self._file.read(struct.unpack(">I", head)[0]))

    def close(self) -> None:
        self._file.close()
