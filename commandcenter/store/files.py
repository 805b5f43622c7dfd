"""Files go in parts of 1 MiB, without the pen, before the command that links their hash."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import Database
from commandcenter.store.tables.files import FilePartRow, StoredFileRow

PART = 1 << 20
LIMIT = 200 << 20  # above this only hash and carrier are registered


def send(db: Database, path: Path) -> str:
    """Send a file unless it is here; return its SHA-256. May be called again after a loss."""
    size = path.stat().st_size
    if size > LIMIT:
        raise RuleBroken("文件“{name}”超过 200 MB，请只登记其校验值和载体。", name=path.name)
    sha256 = _hash(path)
    with db.transaction() as session:
        row = session.get(StoredFileRow, sha256)
        if row is None:
            session.add(StoredFileRow(sha256=sha256, size=size))
        elif row.complete:
            return sha256
    for number, data in enumerate(_parts(path)):
        with db.transaction() as session:
            if session.get(FilePartRow, (sha256, number)) is None:
                session.add(FilePartRow(sha256=sha256, number=number, data=data))
    with db.transaction() as session:
        session.get_one(StoredFileRow, sha256).complete = True
    return sha256


def read(session: Session, sha256: str) -> bytes:
    """The whole file. Raises RuleBroken when its parts do not give its hash."""
    rows = session.scalars(
        select(FilePartRow.data).where(FilePartRow.sha256 == sha256).order_by(FilePartRow.number)
    )
    data = b"".join(rows)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise RuleBroken("附件内容与登记的校验值不符，请联系系统管理员。")
    return data


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(PART):
            yield data
