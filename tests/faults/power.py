"""Cuts the power of a recorded program: what was not synced is gone, or arrived in part."""

import os
import shutil
import signal
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HEAD = struct.Struct("<5Q")


@dataclass(frozen=True)
class Event:
    kind: str  # W, T, S, U, and A: so many entries are acknowledged
    path: str
    offset: int
    data: bytes


def build_recorder(folder):
    """Compile recorder.c; return the library."""
    library = folder / "recorder.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, HERE / "recorder.c"],
        check=True,
    )
    return library


def record(library, folder, synchronous, entries):
    """Let writer.py write in `folder` and die; return what happened, in order."""
    to = folder.parent / f"{folder.name}.record"
    environment = os.environ | {
        "LD_PRELOAD": str(library),
        "RECORD_TO": str(to),
        "RECORD_OF": str(folder),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    done = subprocess.run(
        [sys.executable, HERE / "writer.py", folder / "center.db", synchronous, str(entries)],
        env=environment,
    )
    assert done.returncode == -signal.SIGKILL
    return list(events(to.read_bytes()))


def acknowledge(count):
    """What the writer adds to the record when an entry is committed."""
    handle = os.open(os.environ["RECORD_TO"], os.O_WRONLY | os.O_APPEND)
    os.write(handle, HEAD.pack(ord("A"), 0, count, 0, 0))
    os.close(handle)


def events(record):
    at = 0
    while at < len(record):
        kind, path_length, offset, length, _ = HEAD.unpack_from(record, at)
        at += HEAD.size
        path = record[at : at + path_length].decode()
        at += path_length
        yield Event(chr(kind), path, offset, record[at : at + length])
        at += length


@dataclass
class Disk:
    """Files by name: what is safe on the disk, and what is only on its way there."""

    safe: dict[str, bytearray]
    waiting: dict[str, list[Event]] = field(default_factory=dict)

    def happen(self, event):
        name = os.path.basename(event.path)
        if event.kind in "WT":
            self.safe.setdefault(name, bytearray())
            self.waiting.setdefault(name, []).append(event)
        elif event.kind == "S":
            for earlier in self.waiting.pop(name, ()):
                self.apply(name, earlier)
        elif event.kind == "U":
            raise AssertionError(f"{name} was deleted, which the cut does not model")

    def apply(self, name, event):
        content, offset = self.safe[name], event.offset
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        if event.kind == "T":
            del content[offset:]
        else:
            content[offset : offset + len(event.data)] = event.data

    def survive(self, chance):
        """Of what was on its way, each write has arrived or not."""
        for name, waiting in self.waiting.items():
            for event in waiting:
                if chance.random() < 0.5:
                    self.apply(name, event)


def cut(before, happened, at, chance):
    """The files after a power cut behind event `at`, and how many entries were acknowledged.

    In half of the cuts nothing unsynced has arrived, in the others a random part of it.
    """
    disk = Disk({name: bytearray(data) for name, data in before.items()})
    acknowledged = 0
    for event in happened[:at]:
        if event.kind == "A":
            acknowledged = event.offset
        else:
            disk.happen(event)
    if chance.random() < 0.5:
        disk.survive(chance)
    return disk.safe, acknowledged


def put(files, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def cuts(happened, count, chance):
    """`count` random moments after the first acknowledgement."""
    first = next(n for n, event in enumerate(happened) if event.kind == "A")
    return [chance.randrange(first + 1, len(happened) + 1) for _ in range(count)]
