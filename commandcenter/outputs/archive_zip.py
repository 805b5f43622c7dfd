"""The archive package as one file: the same content gives the same bytes."""

import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from commandcenter.domain.aftermath.archive import LIST, Entry, entry_of, list_of
from commandcenter.outputs.tables_out import write_csv
from commandcenter.queries.aftermath.archive import ArchiveContent

STAMP = (1980, 1, 1, 0, 0, 0)  # the first that the format knows: the bytes tell no time
READABLE = 0o100644 << 16
UNIX = 3

ReadFile = Callable[[str], bytes]  # a file of the shelf by its hash; raises what it raises
Paper = tuple[str, bytes]


def write_package(out: BinaryIO, content: ArchiveContent, read_file: ReadFile) -> tuple[Entry, ...]:
    """Write the package; return its list. Nothing is compressed: no library's version shows."""
    entries: list[Entry] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in _papers(content, read_file):
            _add(package, name, data)
            entries.append(entry_of(name, data))
        _add(package, LIST, list_of(entries))
    return tuple(entries)


def _papers(content: ArchiveContent, read_file: ReadFile) -> Iterator[Paper]:
    """By their names; the files of the shelf, which may be large, one at a time at the end."""
    small = [
        *((f"{t.name}.csv", write_csv(t.rows, t.header, content.as_of)) for t in content.tables),
        *((f"{t.name}.txt", _text(t.text)) for t in content.texts),
    ]
    yield from sorted(small)
    for file in content.files:
        yield file.name, read_file(file.sha256)


def _text(words: str) -> bytes:
    return words.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig", "replace")


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, STAMP)
    info.create_system, info.external_attr = UNIX, READABLE
    package.writestr(info, data)
