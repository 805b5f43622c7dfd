"""The person key in a backup: the last good copy of it is not to be lost.

Where the database's own is lost, damaged or another's, its data is backed up all the same, and
the copy in an earlier backup is then the only one.
"""

import zipfile
from contextlib import suppress
from pathlib import Path

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_content import BROKEN_ZIP
from commandcenter.store.backup_file import KEY
from commandcenter.store.complaints import key_check
from commandcenter.store.complaints.key_check import KeyLost
from commandcenter.store.complaints.person_key import LENGTH, load_key, read_file
from commandcenter.store.database import Database


def to_back_up(db: Database, replaced: Path, *, force: bool) -> bytes:
    """The database's own, or the one in the backup that is to be replaced; empty without any.

    Raises RuleBroken where one that may be needed would be gone, unless `force`.
    """
    try:
        return load_key(db)
    except KeyLost:
        kept = _kept_in(replaced)
    if kept is None:
        return b""
    try:
        with db.read() as session:
            key_check.require_own(session, kept, replaced)
        return kept
    except KeyLost as other:
        if force:
            return b""
        raise RuleBroken(
            "“{path}”里有一份人员识别密钥，本数据库现在的密钥用不了，不会覆盖它，请另起文件名；"
            "确要覆盖请加 --force。",
            path=replaced,
        ) from other


def require_own_at_target(db: Database, key: Path) -> None:
    """Before a backup without a key is put to one that lies there already."""
    try:
        with db.read() as session:
            key_check.require_own(session, read_file(key), key)
    except KeyLost as broken:
        raise RuleBroken("没有恢复：{why}", why=broken) from broken


def holds_key(path: Path) -> bool:
    return _kept_in(path) is not None


def _kept_in(path: Path) -> bytes | None:
    """None where the file is no backup, or holds none."""
    with suppress(*BROKEN_ZIP, OSError, KeyError, ValueError):
        with zipfile.ZipFile(path) as archive, archive.open(KEY) as member:
            key = bytes.fromhex(member.read(4 * LENGTH).decode("ascii"))
        return key if len(key) == LENGTH else None
    return None
