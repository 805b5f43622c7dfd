"""Files that only their owner may read: the one way in which the program writes any file.

A file that is kept is written whole or not at all (`whole`). What the program writes holds, or may
hold, what is said about people, so a file is made with mode 0600 whatever the umask, before its
first byte is written; one that was there and is open to others is closed to them then. Folders that
are made get 0700; those that are there stay as they are. Windows has lists in place of modes: there
both leave alone what the folder hands down. What is laid out for every seat to read is opened to
them, and says so (`let_all_read`).
"""

import errno
import logging
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from logging.handlers import RotatingFileHandler
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE, FOLDER = 0o600, 0o700
FOR_ALL = 0o644
OTHERS = 0o077
PART = ".part"
LONGEST_STEM = 40  # signs of a file's name in that of its part: three bytes each, of 255
KILLED_AFTER_S = 24 * 3600  # nobody writes on one file for that long
NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}  # of network disks and drop boxes


def keep_private() -> None:
    """For all that this process and what it starts write by themselves, as Qt its settings."""
    if os.name != "nt":
        os.umask(OTHERS)


def opened(path: Path, mode: str, *, own_name: bool = False, **named: Any) -> Any:
    """As `open`, for a mode that writes: for locks, logs and what lies in a folder of passage; a
    file that is kept is written by `whole`. `own_name`: the program itself gave the file its name,
    where others write too: a link of that name is theirs, and is not followed (OSError).
    """
    opener = _no_link if own_name else _opener
    file = open(path, mode, opener=opener, **named)  # noqa: SIM115 - given away
    _close_to_others(file.fileno())
    return file


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), FILE)


@contextmanager
def whole(
    path: Path, mode: str = "wb", *, own_name: bool = False, **named: Any
) -> Iterator[Any]:  # fmt: skip
    """An open file, which is at `path`, whole and on the disk, when what is done meanwhile is done.

    Else nothing is left of it, and what stood at `path` stays. Modes are `open`'s: with x there
    must be nothing yet (FileExistsError). What must hold before something else is done, as a line
    of the journal, is made sure of with `sync`. A link is followed, but not by `own_name`; a device
    or a pipe takes what comes. Raises OSError, which names `path`.
    """
    if path.exists() and not path.is_file():  # a folder is refused by that
        with opened(path, mode, own_name=own_name, **named) as file:
            yield file
        return
    if own_name and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    target = path if own_name else Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:LONGEST_STEM]}.{token_hex(8)}{PART}")
    try:
        with opened(part, mode.replace("w", "x"), **named) as file:
            yield file
            sync(file)
        if "x" in mode:
            move_new(part, target)
        else:
            part.replace(target)
        _sync_names(target.parent)
    except OSError as error:
        if error.filename in (None, str(part), part):
            error.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    _remove_killed(target)


def _sync_names(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in NO_FOLDER_SYNC:
            raise


def _remove_killed(target: Path) -> None:
    """Parts of the same file whose program was killed, so that they do not gather."""
    with suppress(OSError):
        for part in target.parent.glob(f".{escape(target.name[:LONGEST_STEM])}.{'?' * 16}{PART}"):
            if time.time() - part.lstat().st_mtime > KILLED_AFTER_S:
                part.unlink()


def move_new(file: Path, target: Path) -> None:
    """Never over another file, that its writer may put there at any moment (FileExistsError).

    A second name for a file fails where one is, a new name would replace that. A disk without
    second names leaves a moment between look and move.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    try:
        os.link(file, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        file.rename(target)
    else:
        file.unlink()


def write(path: Path, data: bytes) -> None:
    with whole(path) as file:
        file.write(data)


def try_to_write(path: Path) -> None:
    """Raises OSError where a file that is there cannot be written; changes nothing of it."""
    os.close(os.open(path, os.O_RDWR))


def write_text(
    path: Path, text: str, *, encoding: str = "utf-8", errors: str = "strict",
    own_name: bool = False,
) -> None:  # fmt: skip
    with whole(path, "w", own_name=own_name, encoding=encoding, errors=errors) as file:
        file.write(text)


def make_file(path: Path) -> None:
    """An empty one, unless there is one: for what others write, as SQLite does."""
    with suppress(FileExistsError):
        opened(path, "xb").close()


def locked(file: IO[bytes]) -> bool:
    """Lock an open file, until it is closed or the process ends; False where another has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def let_run(path: Path) -> None:
    """A program or script of the owner's own."""
    path.chmod(FOLDER)


def let_all_read(path: Path) -> None:
    """What says nothing about people and is laid out for every seat, whoever sits there."""
    if os.name != "nt":
        path.chmod(FOR_ALL)


def sync(file: IO[Any]) -> None:
    """What was written into it must survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """What was made or renamed in it must survive a power cut; Windows knows no handle on one."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """With the folders above it that are missing; all of them 0700 where there are modes."""
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        if os.name == "nt":  # there a mode shuts out whom the list of the folder above lets in
            folder.mkdir(exist_ok=True)
        else:
            folder.mkdir(FOLDER, exist_ok=True)


def mark_foreign(path: Path, *, windows: bool = os.name == "nt") -> None:
    """Windows asks before it runs what is marked so, and Office opens it without its macros."""
    if windows:
        mark = Path(f"{path}:Zone.Identifier")
        with suppress(OSError), opened(mark, "w", encoding="utf-8") as file:  # no second streams
            file.write("[ZoneTransfer]\r\nZoneId=3\r\n")


_closed: list[Path] = []  # what this process closed, to be told


def close_to_others(path: Path, *, tells: bool = True) -> None:
    """A file of the program's that is there and that others could read: 0600 from now on.

    Another user's stays as it is. `tells`: `closed` names it.
    """
    if is_open(path) and path.is_file() and path.stat().st_uid == os.geteuid():
        with suppress(OSError):
            path.chmod(FILE)
        if tells and not is_open(path):
            _closed.append(path)


def closed() -> list[Path]:
    """What others could read until this process came."""
    return list(_closed)


class Log(RotatingFileHandler):
    """A log of at most `files` + 1 files; made with its first line."""

    def __init__(self, path: Path, *, size: int, files: int, form: logging.Formatter) -> None:
        super().__init__(path, maxBytes=size, backupCount=files, encoding="utf-8", delay=True)
        self.setFormatter(form)

    def _open(self) -> Any:
        path = Path(self.baseFilename)
        make_folder(path.parent)
        return opened(path, self.mode, encoding=self.encoding)


def is_open(path: Path) -> bool:
    """Whether a file's or folder's mode lets others than its owner read it, where there are modes.

    What is neither, as /dev/null, is not meant.
    """
    if os.name == "nt":
        return False
    try:
        return (path.is_file() or path.is_dir()) and bool(mode_of(path) & OTHERS)
    except OSError:
        return False


def has_modes(folder: Path) -> bool:
    """Whether the disk keeps who may read a file: some sticks and network folders do not."""
    if os.name == "nt":
        return True
    probe = folder / f".{token_hex(4)}.part"
    try:
        opened(probe, "xb").close()
        return not is_open(probe)
    except OSError:
        return True  # it cannot be told where nothing can be written
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _close_to_others(handle: int) -> None:
    if os.name == "nt":
        return
    facts = os.fstat(handle)
    ours = stat.S_ISREG(facts.st_mode) and facts.st_uid == os.geteuid()
    if ours and stat.S_IMODE(facts.st_mode) & OTHERS:
        with suppress(OSError):  # a disk without modes
            os.fchmod(handle, FILE)
