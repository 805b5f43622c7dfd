"""归档包 (突发事件应对法 94): one file with all papers of a case, and a list that proves them.

The list of contents is a paper of the package itself: each other paper by name, size and SHA-256.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.late_dataclass import dataclass

LIST = "00_目录.csv"
HEADER = ("序号", "文件", "字节", "SHA-256")
ARCHIVABLE = (State.ENDED, State.AFTERMATH, State.ARCHIVED)
FILE_LIMIT = 20 << 20  # a larger file of the shelf stays on the shelf


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a package. `size` in bytes."""

    name: str
    size: int
    sha256: str


def require_archivable(state: State) -> None:
    if state not in ARCHIVABLE:
        raise RuleBroken("事件处于“{now}”，响应终止后才能制作归档包。", now=STATE_WORDS[state])


def entry_of(name: str, data: bytes) -> Entry:
    return Entry(name, len(data), hashlib.sha256(data).hexdigest())


def list_of(entries: Iterable[Entry]) -> bytes:
    """The list of contents, as it lies in the package."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([n, e.name, e.size, e.sha256] for n, e in enumerate(entries, 1))
    return out.getvalue().encode("utf-8-sig")


def examine(file: BinaryIO) -> tuple[Entry, ...]:
    """The papers of a package, each compared with its list.

    Raises RuleBroken for what is no package, or naming what is missing, strange or changed.
    """
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            listed = _listed(package.read(LIST)) if LIST in names else None
            if listed is None:
                raise RuleBroken("归档包中没有目录。")
            _require_same_names(names, listed)
            for entry in listed:
                if entry_of(entry.name, package.read(entry.name)) != entry:
                    raise RuleBroken("归档包中的“{name}”与目录的校验值不符。", name=entry.name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise RuleBroken("这个文件不是归档包，或者已经损坏。") from error
    return listed


def _listed(data: bytes) -> tuple[Entry, ...]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))))
    try:
        return tuple(Entry(name, int(size), sha256) for _, name, size, sha256 in rows[1:])
    except ValueError as error:
        raise RuleBroken("归档包的目录无法读取。") from error


def _require_same_names(names: list[str], listed: tuple[Entry, ...]) -> None:
    wanted = [entry.name for entry in listed]
    if missing := sorted(set(wanted) - set(names)):
        raise RuleBroken("归档包中缺少“{name}”。", name=missing[0])
    if strange := sorted(set(names) - set(wanted) - {LIST}):
        raise RuleBroken("归档包中多出“{name}”，目录中没有。", name=strange[0])
    if len(names) != len(set(names)):
        raise RuleBroken("归档包中有重名的文件。")
