"""A backup's file: whether one is ours, whole or not, before it is overwritten, or tried; and how
its members are unpacked.
"""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import IO, Final

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_content import BROKEN_ZIP

MANIFEST: Final = "manifest.json"
KEY: Final = "person.key"
LONGEST_KEY = 1 << 10  # bytes
BLOCK = 1 << 20
LOCAL = b"PK\x03\x04"  # how a member of a zip begins; its name stands 30 bytes on
NAME_AT = 30


def is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (*BROKEN_ZIP, OSError):
        return False


def was_backup(path: Path) -> bool:
    """Of one that is cut off, too: the manifest is its first member."""
    if is_backup(path):
        return True
    name = MANIFEST.encode()
    try:
        with path.open("rb") as file:
            head = file.read(NAME_AT + len(name))
    except OSError:
        return False
    return head.startswith(LOCAL) and head[NAME_AT:] == name


def is_whole(path: Path) -> bool:
    """Read back to its end: every member is as the manifest says."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = json.loads(archive.read(MANIFEST))["sha256"]
            return bool(told) and all(_digest(archive, name) == told[name] for name in told)
    except (*BROKEN_ZIP, OSError, KeyError, TypeError, ValueError, AttributeError):
        return False


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def require_room(folder: Path, needed: int) -> None:
    """Raises RuleBroken, before any work, where the disk has fewer bytes left."""
    if (free := shutil.disk_usage(folder).free) < needed:
        raise RuleBroken(
            "“{folder}”所在的磁盘空间不足：约需 {needed} MB，还剩 {free} MB，没有开始。",
            folder=folder,
            needed=max(1, needed >> 20),
            free=free >> 20,
        )


def create(path: Path) -> IO[bytes]:
    """A new file that only its owner may read, in place of one that a kill left."""
    path.unlink(missing_ok=True)
    file: IO[bytes] = own_files.opened(path, "x+b")
    return file


def extract(path: Path, archive: zipfile.ZipFile, name: str, to: Path) -> str:
    """Unpack one member of the backup at `path`, of no more than it says that it has; return its
    SHA-256. Raises RuleBroken, before anything is written, for what the disk cannot hold.
    """
    left = archive.getinfo(name).file_size
    if name == KEY and left > LONGEST_KEY:
        raise RuleBroken("“{path}”不是本程序的备份。", path=path)
    if left > shutil.disk_usage(to.parent).free:
        words = "备份“{path}”展开后有 {n} MB，磁盘空间不够。"
        raise RuleBroken(words, path=path, n=left >> 20)
    digest = hashlib.sha256()
    with archive.open(name) as member, create(to) as file:
        while block := member.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile(name)
            digest.update(block)
            file.write(block)
        own_files.sync(file)
    return digest.hexdigest()
