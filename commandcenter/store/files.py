"""Files go in parts of 1 MiB, without the pen, before the command that links their hash.

A loss under way costs only the part that was being sent: `send` called again finds
what is here and goes on. Two seats may send the same file at once.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.file_trouble import why
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database
from commandcenter.store.tables.files import FilePartRow, StoredFileRow

PART = 1 << 20
LIMIT = 200 << 20  # above this only hash and carrier are registered

OnProgress = Callable[[int, int], object]  # bytes done, of how many; may raise to stop


class Source(Protocol):
    """What is sent, where it is not simply a file. `parts`: of PART bytes each but the last."""

    @property
    def name(self) -> str: ...

    def size(self) -> int: ...

    def parts(self) -> Iterator[bytes]: ...


class Damaged(RuleBroken):
    """What is stored does not give its hash any more."""


def _no_progress(done: int, total: int) -> None:
    """Nobody wants to know how far it is."""


def size_of(path: Path) -> int:
    """Raises RuleBroken for what is no readable file."""
    try:
        if path.is_file():
            return path.stat().st_size
    except OSError:
        pass
    raise _unreadable(path)


def hash_of(path: Path, on_progress: OnProgress = _no_progress) -> str:
    """The SHA-256 of a file of any size. Raises RuleBroken when it cannot be read."""
    return _hash_of(_OnDisk(path), on_progress)


def _hash_of(source: Source, on_progress: OnProgress) -> str:
    digest, total, done = hashlib.sha256(), source.size(), 0
    for data in source.parts():
        digest.update(data)
        done += len(data)
        on_progress(done, total)
    return digest.hexdigest()


def send(
    db: Database,
    file: Path | Source,
    on_progress: OnProgress = _no_progress,
    sha256: str | None = None,
) -> str:
    """Send a file unless it is here; return its SHA-256. May be called again after a loss.

    `sha256` spares the first reading when it is known. What `on_progress` raises ends
    it between two parts; what was sent stays for the next time.
    """
    source = _OnDisk(file) if isinstance(file, Path) else file
    size = source.size()
    if size > LIMIT:
        raise RuleBroken("文件“{name}”超过 200 MB，请只登记其校验值和载体。", name=source.name)
    sha256 = sha256 or _hash_of(source, _no_progress)
    with db.transaction() as session:
        _add(session, StoredFileRow, sha256=sha256, size=size, complete=False)
        if session.get_one(StoredFileRow, sha256).complete:
            on_progress(size, size)
            return sha256
        here = set(session.scalars(_numbers(sha256)))
    done = 0
    for number, data in enumerate(source.parts()):
        on_progress(done, size)
        if number not in here:
            with db.transaction() as session:
                _add(session, FilePartRow, sha256=sha256, number=number, data=data)
        done += len(data)
    _complete(db, sha256, source.name)
    on_progress(size, size)
    return sha256


def _complete(db: Database, sha256: str, name: str) -> None:
    """Say that it is all here, once it is; what was sent of a file that changed goes again."""
    with db.read() as session:
        whole = _stored_digest(session, sha256) == sha256
    with db.transaction() as session:
        if whole:
            session.get_one(StoredFileRow, sha256).complete = True
        else:
            session.execute(delete(FilePartRow).where(FilePartRow.sha256 == sha256))
    if not whole:
        raise _changed(name)


def _stored_digest(session: Session, sha256: str) -> str:
    digest = hashlib.sha256()
    for data in _stored_parts(session, sha256):
        digest.update(data)
    return digest.hexdigest()


def is_complete(session: Session, sha256: str) -> bool:
    """Whether the whole file has been sent."""
    row = session.get(StoredFileRow, sha256)
    return row is not None and row.complete


def require_complete(session: Session, sha256: str, name: str) -> None:
    if not is_complete(session, sha256):
        raise RuleBroken("文件“{name}”还没有传完，请重新添加。", name=name)


def read(session: Session, sha256: str) -> bytes:
    """The whole file. Raises Damaged when its parts do not give its hash."""
    data = b"".join(_stored_parts(session, sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged()
    return data


def copy_out(
    session: Session, sha256: str, target: Path, on_progress: OnProgress = _no_progress
) -> None:
    """As `copied`, with nothing to be done meanwhile."""
    with copied(session, sha256, target, on_progress):
        pass


@contextmanager
def copied(
    session: Session, sha256: str, target: Path, on_progress: OnProgress = _no_progress
) -> Iterator[None]:
    """Write the stored file part by part; it is at `target` when what is done meanwhile is done.

    Raises Damaged when its parts do not give its hash, RuleBroken when it cannot be written. Then
    nothing is left of it, and what stood at `target` stays.
    """
    total, done = session.get_one(StoredFileRow, sha256).size, 0
    digest = hashlib.sha256()
    if target.exists() and not target.is_file():  # a device would swallow it
        raise RuleBroken("无法写入“{path}”。", path=target)
    try:
        with own_files.whole(target) as file:
            for data in _stored_parts(session, sha256):
                file.write(data)
                digest.update(data)
                done += len(data)
                on_progress(done, total)
            if digest.hexdigest() != sha256:
                raise _damaged()
            own_files.sync(file)
            yield
    except OSError as error:
        words = "“{path}”无法写入：{reason}。"
        raise RuleBroken(words, path=target, reason=why(error)) from error


def _stored_parts(session: Session, sha256: str) -> Iterator[bytes]:
    for number in session.scalars(_numbers(sha256)).all():
        yield session.scalars(
            select(FilePartRow.data).where(
                FilePartRow.sha256 == sha256, FilePartRow.number == number
            )
        ).one()


def _numbers(sha256: str) -> Any:
    return (
        select(FilePartRow.number).where(FilePartRow.sha256 == sha256).order_by(FilePartRow.number)
    )


def _add(session: Session, row_class: type[Any], **values: object) -> None:
    """Add a row unless another seat did so first."""
    table: Table = row_class.__table__
    here = session.get_bind().dialect.name
    insert = postgresql.insert if here == "postgresql" else sqlite.insert
    session.execute(insert(table).values(**values).on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class _OnDisk:
    path: Path

    @property
    def name(self) -> str:
        return visible(self.path.name)

    def size(self) -> int:
        return size_of(self.path)

    def parts(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while data := file.read(PART):
                    yield data
        except OSError as error:
            raise _unreadable(self.path) from error


def _unreadable(path: Path) -> RuleBroken:
    return RuleBroken("文件“{name}”无法读取。", name=visible(path.name))


def _changed(name: str) -> RuleBroken:
    return RuleBroken("文件“{name}”在传送中被改动，请重新添加。", name=name)


def _damaged() -> Damaged:
    return Damaged("附件内容与登记的校验值不符，请联系系统管理员。")
