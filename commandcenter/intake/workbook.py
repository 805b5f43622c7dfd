"""Rows of an .xlsx, .xls or .ods, read in a child process with limits: no file can end the seat.

Hides the child (`workbook_child`), its pipe and its death: whatever it dies of becomes a
sentence. In a frozen bundle there is no Python to start: the program itself is started
with CHILD_FLAG, and the command line hands over to `workbook_child.main`.
"""

import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import guard, workbook_child

CHILD_FLAG = "--read-workbook"
MAX_FRAME = 64 << 20
PATIENCE = 60.0  # seconds without a frame; the processor limit comes first where there is one

GAVE_UP = (
    "工作簿“{name}”读到一半就读不下去了：内容太大或不正常。"
    "请在电子表格里另存为 CSV，或把数据复制到新表后再导入。"
)
EMPTY = "工作簿“{name}”里没有可见的数据表。"


def child_command(path: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG, str(path)]
    return [sys.executable, "-I", str(Path(workbook_child.__file__)), str(path)]


def read_rows(
    path: Path, should_stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[list[list[str]], float]]:
    """Batches of rows from the first row of the sheet on, with the fraction read so far.

    Ends early when `should_stop` says so. Raises RuleBroken for whatever is wrong.
    """
    guard.check(path, should_stop=should_stop)
    if should_stop():
        return
    child = subprocess.Popen(
        child_command(path.resolve()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,  # `select` must see what is left to read
    )
    assert child.stdout is not None
    try:
        yield from _batches(child.stdout, path.name, should_stop)
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _batches(
    pipe: IO[bytes], name: str, should_stop: Callable[[], bool]
) -> Iterator[tuple[list[list[str]], float]]:
    total = seen = 0
    while (frame := _next_frame(pipe, name, should_stop)) is not None:
        if isinstance(frame, list):
            seen += len(frame)
            yield frame, seen / max(total, seen, 1)
        elif "rows" in frame:
            total = frame["rows"]
        elif "end" in frame:
            if frame["end"] != seen:
                break
            return
        else:
            raise RuleBroken(_reason(frame.get("error")), name=name)
    if not should_stop():
        raise RuleBroken(GAVE_UP, name=name)


def _reason(code: object) -> str:
    return {"password": guard.LOCKED, "empty": EMPTY}.get(str(code), guard.DAMAGED)


def _next_frame(pipe: IO[bytes], name: str, should_stop: Callable[[], bool]) -> Any:
    """One decoded frame; None when the child is gone, is too slow, or is not wanted any more."""
    if not _wait(pipe, should_stop):
        return None
    head = _read_exactly(pipe, 4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    payload = _read_exactly(pipe, length) if length <= MAX_FRAME else b""
    return json.loads(payload) if payload and len(payload) == length else None


def _read_exactly(pipe: IO[bytes], length: int) -> bytes:
    """So many bytes of an unbuffered pipe, or fewer at its end."""
    parts = []
    while length and (part := pipe.read(length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(pipe: IO[bytes], should_stop: Callable[[], bool]) -> bool:
    """Whether there is something to read. On Windows, where pipes cannot be waited for, yes."""
    if os.name != "posix":
        return not should_stop()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not should_stop():
        if select.select([pipe], [], [], 0.1)[0]:
            return True
    return False
