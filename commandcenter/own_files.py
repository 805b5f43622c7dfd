"""Files that only their owner may read: the one way in which the program writes any file.

What the program writes holds, or may hold, what is said about people, so a file is made with
mode 0600 whatever the umask, before its first byte is written; one that was there and is open to
others is closed to them then. Folders that are made get 0700; those that are there stay as they
are. Windows has lists in place of modes: there both leave alone what the folder hands down.
"""

import logging
import os
import stat
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

FILE, FOLDER = 0o600, 0o700
OTHERS = 0o077


def opened(path: Path, mode: str, **named: Any) -> IO[Any]:
    """As `open`, for a mode that writes."""
    file: IO[Any] = open(path, mode, opener=_opener, **named)  # noqa: SIM115 - given away
    _close_to_others(file.fileno())
    return file


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)


def write(path: Path, data: bytes) -> None:
    with opened(path, "wb") as file:
        file.write(data)


def write_text(path: Path, text: str, *, encoding: str = "utf-8", errors: str = "strict") -> None:
    with opened(path, "w", encoding=encoding, errors=errors) as file:
        file.write(text)


def make_file(path: Path) -> None:
    """An empty one, unless there is one: for what others write, as SQLite does."""
    with suppress(FileExistsError):
        opened(path, "xb").close()


def make_folder(path: Path) -> None:
    """With the folders above it that are missing; all of them 0700."""
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        folder.mkdir(FOLDER, exist_ok=True)


def close_to_others(path: Path) -> bool:
    """A file of the program's that is there: 0600 if others could read it; whether they could.

    Only its owner can do so; what another user owns stays as it is.
    """
    if not is_open(path):
        return False
    with suppress(OSError):
        path.chmod(FILE)
    return not is_open(path)


class Log(RotatingFileHandler):
    """A log of at most `files` + 1 files; made with its first line."""

    def __init__(self, path: Path, *, size: int, files: int, form: str) -> None:
        super().__init__(path, maxBytes=size, backupCount=files, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(form))

    def _open(self) -> IO[Any]:  # type: ignore[override]  # a text file, as there
        path = Path(self.baseFilename)
        make_folder(path.parent)
        return opened(path, self.mode, encoding=self.encoding)


def is_open(path: Path) -> bool:
    """Whether its mode lets others than its owner read it, where there are modes."""
    if os.name == "nt":
        return False
    try:
        return bool(_mode(path) & OTHERS)
    except OSError:
        return False


def has_modes(folder: Path) -> bool:
    """Whether the disk keeps who may read a file: some sticks and network folders do not."""
    if os.name == "nt":
        return True
    probe = folder / f".{token_hex(4)}.part"
    try:
        make_file(probe)
        return not is_open(probe)
    except OSError:
        return True  # it cannot be told where nothing can be written
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _close_to_others(handle: int) -> None:
    if os.name == "nt":
        return
    facts = os.fstat(handle)
    ours = stat.S_ISREG(facts.st_mode) and facts.st_uid == os.geteuid()
    if ours and stat.S_IMODE(facts.st_mode) & OTHERS:
        with suppress(OSError):  # a disk without modes
            os.fchmod(handle, FILE)
