"""The file of an embedded database: whether it is still there, and its owner's alone."""

from contextlib import suppress
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken

Identity = tuple[int, int]  # device and inode
SIDE_FILES = ("-wal", "-shm", "-journal")


def files_of(database: Path) -> tuple[Path, ...]:
    """All that makes up an embedded database: itself, what SQLite lays beside it, its key."""
    return tuple(Path(f"{database}{end}") for end in ("", *SIDE_FILES, ".key"))


class EmbeddedFile:
    """Whether an embedded database's file is still the one that was opened.

    The connections to a deleted file go on, but nobody will ever read what they write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: Identity | None = None

    def prepare(self) -> Identity | None:
        """Before a connection: a new file is its owner's alone, and what SQLite lays beside it is
        made with the same mode. Returns the identity of one that was there."""
        before = self.identity()
        if before is None:
            with suppress(OSError):  # SQLite says why it cannot be opened
                own_files.make_file(self.path)
        return before

    def keep_private(self) -> None:
        """One that was there, and the key and log beside it, are their owner's alone from now."""
        for end in ("", ".key"):
            own_files.close_to_others(Path(f"{self.path}{end}"))
        for end in ("-wal", "-shm"):  # SQLite gave them the mode of the database
            own_files.close_to_others(Path(f"{self.path}{end}"), tells=False)

    def opened(self, before: Identity | None) -> bool:
        """Whether a connection just opened surely has the file that all others have.

        `before`: the identity before it was opened; None: opening it made the file. A
        file that was replaced meanwhile could be either, so it counts as neither.
        """
        now = self.identity()
        if now is None or before not in (None, now) or self._opened not in (None, now):
            return False
        self._opened = now
        return True

    def moved(self) -> bool:
        return self._opened not in (None, self.identity())

    def accept(self) -> None:
        """From the next connection on, another file in its place is ours; none is not."""
        if self.identity():
            self._opened = None

    def identity(self) -> Identity | None:
        try:
            facts = self.path.stat()
        except OSError:
            return None
        emptied = self._opened and not facts.st_size
        return None if emptied else (facts.st_dev, facts.st_ino)


def place_of(file: str) -> EmbeddedFile:
    """Where a database is to lie. Raises RuleBroken where none can."""
    path = Path(file)
    try:
        is_there, is_folder = path.parent.is_dir(), path.is_dir()
    except PermissionError as error:
        raise RuleBroken("没有进入文件夹“{folder}”的权限。", folder=path.parent) from error
    if not is_there:
        raise RuleBroken("文件夹“{folder}”不存在。", folder=path.parent)
    if is_folder:
        raise RuleBroken("“{path}”是文件夹，请写明数据库文件的名称。", path=path)
    return EmbeddedFile(path)
