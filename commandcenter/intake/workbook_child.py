"""The child process that reads one workbook: argv is its path, stdout the rows as framed JSON.

It imports nothing of the program, so it can be started by its file alone (`python -I`),
and it may die of its limits: the parent says so in a sentence. A frame is four bytes of
length, big-endian, and that much UTF-8 JSON: first {"rows": count}, then lists of rows
(lists of text, the first row of the sheet first, blank rows too), last {"end": count},
or {"error": code}.
"""

import contextlib
import json
import struct
import sys
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

ADDRESS_SPACE = 1 << 30
CPU_SECONDS = 20
MAX_CELL = 30_000  # characters; the checks cut at less
FRAME_ROWS = 500
FRAME_CHARS = 1 << 20


def limit() -> None:
    """No more than 1 GiB and 20 s of processor; on Windows the parent's clock must do."""
    try:
        import resource  # not there on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def as_text(cell: Any) -> str:
    """What a person would have typed: dates in ISO order, whole numbers without a point."""
    if isinstance(cell, str):
        return cell[:MAX_CELL]
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):  # serials carry rounding noise below a second
        return f"{cell + timedelta(microseconds=500_000):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}"
    return str(cell)


def send(out: BinaryIO, value: object) -> None:
    payload = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )
    out.write(struct.pack(">I", len(payload)))
    out.write(payload)


def send_rows(out: BinaryIO, sheet: Any) -> int:
    send(out, {"rows": sheet.end[0] + 1})
    count = size = 0
    frame: list[list[str]] = []
    for row in sheet.iter_rows():
        cells = [as_text(cell) for cell in row]
        frame.append(cells)
        count += 1
        size += sum(map(len, cells))
        if len(frame) >= FRAME_ROWS or size >= FRAME_CHARS:
            send(out, frame)
            frame, size = [], 0
    send(out, frame)
    return count


def data_sheet(workbook: Any) -> Any:
    """The first visible worksheet that looks like a table, else the first filled one, or None.

    Exports begin with a sheet of explanations now and then: one cell, or one column.
    """
    filled = None
    for index, sheet in enumerate(workbook.sheets_metadata):
        if str(sheet.typ).endswith("WorkSheet") and str(sheet.visible).endswith(".Visible"):
            found = workbook.get_sheet_by_index(index)
            if found.end is not None and found.height > 1 and found.width > 1:
                return found
            filled = filled or (found if found.end is not None else None)
    return filled


def source(path: str) -> Any:
    """The path, by whose end calamine tells the kinds apart; a file where that end is wrong."""
    file = open(path, "rb")  # noqa: SIM115 read by calamine
    misnamed = path.lower().endswith(".xls") and file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if misnamed:
        return file
    file.close()
    return path


def main(path: str) -> int:
    limit()
    import python_calamine  # after the limits

    out = sys.stdout.buffer
    try:
        workbook = python_calamine.load_workbook(source(path))
        sheet = data_sheet(workbook)
        if sheet is None:
            send(out, {"error": "empty"})
            return 0
        send(out, {"end": send_rows(out, sheet)})
    except python_calamine.PasswordError:
        send(out, {"error": "password"})
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError):
        send(out, {"error": "damaged"})
    out.flush()
    return 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # the parent has stopped listening
        sys.exit(main(sys.argv[1]))
