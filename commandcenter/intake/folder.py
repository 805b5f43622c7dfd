"""A watched folder: which of its files are whole, and where each goes when it is dealt with.

One program at a time deals with a folder (`hold`); the lock goes with the process, however
it ends. Nothing is known of what is in the files.
"""

import os
import secrets
import signal
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.intake.tables import file_digest
from commandcenter.late_dataclass import dataclass

if sys.platform != "win32":
    import fcntl

DONE, FAILED = "已导入", "未导入"
NOTE, REJECTS = ".说明.txt", "_退回.csv"
LOCK = ".commandcenter"
CLAIMED = ".移动中"  # a file is moved here first, out of its writer's reach, and looked at again
STILL_S = 2.0  # a file that has not grown for so long, and that nobody writes, is whole
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".download")
LONGEST = 200  # bytes of a name that is made here: file systems take 255
ROOM = 40  # of them for a number and an ending
SET_SIGNAL = 10  # F_SETSIG of Linux: which signal tells that a lease is wanted back
RECHECK_S = 86_400.0  # for so long a writer who held a file open over its move may still write
CHANGED = word("读取之后这个文件又有变化或者被移走；还在的将重新读取。")

_Look = tuple[int, int, int, int]  # size, time of change, inode, device


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that waits. `link`: it only points somewhere else and is not read."""

    path: Path
    look: _Look
    link: bool = False


class WatchedFolder:
    """Raises RuleBroken for what is no folder, or one that cannot be written."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        if path.exists() and not path.is_dir():
            raise RuleBroken("“{path}”不是文件夹。", path=path)
        if not path.is_dir():
            raise RuleBroken("文件夹“{folder}”不存在。", folder=path)
        self.path, self._clock = path, clock
        self._seen: dict[Path, tuple[_Look, float]] = {}
        self._moved: dict[Path, tuple[_Look, float]] = {}
        self._lock: IO[bytes] | None = None
        self.code = ""  # what this folder is known by, whoever watches it
        try:
            for name in (DONE, FAILED):
                if (path / name).is_symlink():
                    raise RuleBroken("文件夹“{folder}”是链接，不使用。", folder=path / name)
                own_files.make_folder(path / name)
        except OSError as error:
            raise RuleBroken("文件夹“{folder}”里不能建立子文件夹。", folder=path) from error

    # --- one program at a time -------------------------------------------------------------

    def hold(self) -> bool:
        """Whether this program deals with the folder now; asked again, it tries again."""
        if self._lock is not None:
            return True
        try:
            own_files.make_file(self.path / LOCK)
            file = own_files.opened(self.path / LOCK, "r+b", own_name=True)
        except OSError as error:
            raise RuleBroken("文件夹“{folder}”不能写入。", folder=self.path) from error
        if not own_files.locked(file):
            file.close()
            return False
        self._lock, self.code = file, _code(file)
        return True

    def release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # --- what waits ------------------------------------------------------------------------

    def waiting(self) -> list[WaitingFile]:
        """The files that are there, oldest first; folders, pipes and half-made names are not.

        One that was written to after it had been moved away is there again, and so is one that
        a program was moving when it died.
        """
        self._return_claimed()
        self._return_changed()
        found = []
        with os.scandir(self.path) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    facts = os.lstat(entry.path)  # an entry of Windows knows neither disk nor inode
                    link = stat.S_ISLNK(facts.st_mode)
                    if not _passed_over(entry.name) and (link or stat.S_ISREG(facts.st_mode)):
                        path = self.path / entry.name
                        found.append(WaitingFile(path, _look(facts), link))
        known = self._seen
        self._seen = {f.path: known[f.path] for f in found if f.path in known}
        return sorted(found, key=lambda f: (f.look[1], f.path))

    def whole(self, found: WaitingFile) -> bool:
        """Whether a file has been left alone for STILL_S, and nobody holds it to write."""
        look, since = self._seen.get(found.path, (None, 0.0))
        if look != found.look:
            self._seen[found.path] = (found.look, self._clock())
            return False
        return self._clock() - since >= STILL_S and not _being_written(found.path)

    # --- tries that a killed program left ----------------------------------------------------

    def begin(self, digest: str) -> int:
        """Note that a file is being taken; return how many tries before this one broke off."""
        mark = self._mark(digest)
        if mark.is_symlink():  # somebody's who writes here: what it leads to is none of ours
            mark.unlink()
        try:
            before = int(mark.read_text())
        except (OSError, ValueError):
            before = 0
        own_files.write_text(mark, str(before + 1), own_name=True)
        return before

    def end(self, digest: str) -> None:
        self._mark(digest).unlink(missing_ok=True)

    def rejects_of(self, digest: str) -> Path:
        """Where refused rows are written before the file itself is stored."""
        return self.path / f".{digest[:16]}.rejects"

    def _mark(self, digest: str) -> Path:
        return self.path / f".{digest[:16]}.try"

    # --- where it goes ---------------------------------------------------------------------

    def put(
        self, found: WaitingFile, where: str, sentence: str, rejects: Path | None, digest: str
    ) -> Path | None:
        """Move a file away, its sentence and its refused rows beside it. The file goes last.

        None: what lies there now is not what was read (`found`, and its `digest`, "" where it could
        not be read). It stays, to be read again; of rows that were taken in the sentence is kept.
        Raises OSError; then it stays, too.
        """
        self._seen.pop(found.path, None)
        try:
            claimed = self._claim(found.path)
            same = claimed is not None and _is_same(claimed, found, digest)
            target = self.path / where
            name = _free_name(target, found.path.name)
            if same or where == DONE:
                lines = [found.path.name, sentence, *([] if same else [CHANGED.format()])]
                self._write_beside(target / _cut(name), lines, rejects)
            elif rejects is not None:
                rejects.unlink(missing_ok=True)
            if claimed is None or not same:
                return None
            claimed.rename(target / name)
            self._moved[target / name] = (found.look, self._clock())
            return target / name
        finally:
            self._return_claimed()

    def _write_beside(self, file: Path, lines: list[str], rejects: Path | None) -> None:
        if rejects is not None and rejects.exists():
            rejects.replace(f"{file}{REJECTS}")
        text = "".join(f"{line}\n" for line in lines)
        own_files.write_text(Path(f"{file}{NOTE}"), text, encoding="utf-8-sig", errors="replace")

    def _claim(self, file: Path) -> Path | None:
        """Take it off the path where others replace it: whatever lies there from now on is new."""
        self._return_claimed()  # nothing is to be moved over one that could not be given back
        own_files.make_folder(self.path / CLAIMED)
        claimed = self.path / CLAIMED / file.name
        try:
            file.rename(claimed)
        except FileNotFoundError:  # its writer took it back
            return None
        return claimed

    def _give_back(self, file: Path) -> None:
        """Under its own name, or beside the one that took its place: both are read."""
        _move(file, self.path / file.name)

    def _return_claimed(self) -> None:
        """What was not moved on is read anew: it was not what was read, or a move broke off."""
        if (self.path / CLAIMED).is_dir():
            for file in sorted((self.path / CLAIMED).iterdir()):
                self._give_back(file)
            (self.path / CLAIMED).rmdir()

    def _return_changed(self) -> None:
        now = self._clock()
        for file, (look, since) in list(self._moved.items()):
            with suppress(FileNotFoundError):
                if _look(file.lstat()) != look:
                    self._give_back(file)
                    since = -RECHECK_S
            if now - since > RECHECK_S or not file.exists():
                del self._moved[file]


def _look(facts: os.stat_result) -> _Look:
    return facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev


def _is_same(file: Path, found: WaitingFile, digest: str) -> bool:
    """Whether a file that was moved is the one that was found, with nobody writing into it."""
    if _look(file.lstat()) != found.look:
        return False
    if found.link:
        return True
    return not _being_written(file) and (not digest or file_digest(file) == digest)


def _move(file: Path, target: Path) -> None:
    """Numbered where there is a file of that name."""
    stem, suffix = os.path.splitext(target.name)
    number = 1
    while True:
        try:
            return own_files.move_new(file, target)
        except FileExistsError:
            number += 1
            target = target.with_name(_numbered(stem, suffix, number))


def _passed_over(name: str) -> bool:
    """Names of files that another program is still making, and our own."""
    return name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED)


def _free_name(target: Path, name: str) -> str:
    """The name, numbered where something of that name is in the way."""
    stem, suffix = os.path.splitext(name)
    number = 1
    while any((target / each).exists() for each in (name, *_report_names(name))):
        number += 1
        name = _numbered(stem, suffix, number)
    return name


def _numbered(stem: str, suffix: str, number: int) -> str:
    ending = suffix if len(os.fsencode(suffix)) < ROOM // 2 else ""
    return f"{_cut(stem, LONGEST - ROOM)}（{number}）{_cut(ending)}"


def _report_names(name: str) -> tuple[str, str]:
    return _cut(name) + NOTE, _cut(name) + REJECTS


def _cut(name: str, longest: int = LONGEST) -> str:
    """A name that leaves room for an ending, without what is no text."""
    return os.fsencode(name)[:longest].decode("utf-8", "ignore")


def _code(file: IO[bytes]) -> str:
    """What the lock's file says the folder is known by; made when it is new."""
    file.seek(0)
    code = file.read(64).decode("ascii", "ignore").strip()
    if not code.isalnum():
        code = secrets.token_hex(4)
        file.seek(0)
        file.truncate()
        file.write(code.encode())
        file.flush()
    return code


def _being_written(path: Path) -> bool:
    """Whether a program on this machine holds it open to write, where the system can tell.

    Of others' files and on a network drive it cannot: there, that it grows no more is all there is.
    """
    if sys.platform != "linux":
        return False
    try:
        with path.open("rb") as file:
            # Should one open it meanwhile, the kernel's word must not end this process: SIGURG
            # is ignored unless somebody asks for it, SIGIO is not.
            fcntl.fcntl(file, SET_SIGNAL, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
