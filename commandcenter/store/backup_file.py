"""Whether a file is one of our backups, whole or not: before it is overwritten, or tried."""

import zipfile
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
LOCAL = b"PK\x03\x04"  # how a member of a zip begins; its name stands 30 bytes on
NAME_AT = 30


def is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, OSError):
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
