"""The rows that were not taken, as a file that people correct and give back.

The original columns stand unchanged behind three of ours, so the corrected file can be
read again with the same mapping. Nothing in it is run as a formula by a spreadsheet.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.spreadsheet import safe_cell
from commandcenter.intake.check import Reject

OWN_COLUMNS = ("行号", "读出的编号", "拒收原因")


# A CSV for Excel.
FORM: dict[str, Any] = {"encoding": "utf-8-sig", "errors": "replace", "newline": ""}


def write_rejects(path: Path, header: Sequence[str], rejects: Iterable[Reject]) -> int:
    """Write them as a file; return the number of rows.

    `header`: that of the file read. Raises RuleBroken when it cannot be written, or is a link.
    """
    try:
        with own_files.whole(path, "w", own_name=True, **FORM) as file:
            return put_rejects(file, header, rejects)
    except OSError as error:
        message = "无法写入拒收清单“{name}”：{reason}。"
        raise RuleBroken(message, name=path.name, reason=why(error)) from error


def put_rejects(file: TextIO, header: Sequence[str], rejects: Iterable[Reject]) -> int:
    """Into an open file of the form; return the number of rows."""
    count = 0
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([*OWN_COLUMNS, *map(safe_cell, header)])
    for reject in rejects:
        cells = (reject.number, reject.reason, *reject.raw)
        writer.writerow([reject.row_number or "", *map(safe_cell, cells)])
        count += 1
    return count
