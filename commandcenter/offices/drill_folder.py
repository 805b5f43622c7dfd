"""Where the embedded drills of this machine lie."""

from pathlib import Path

from commandcenter import own_files
from commandcenter.paths import user_data

FOLDER = "drills"


def folder() -> Path:
    """Made when it is missing."""
    path = user_data() / FOLDER
    own_files.make_folder(path)
    return path


def known() -> list[Path]:
    """Each drill's store, the newest first."""
    return sorted((user_data() / FOLDER).glob("*.db"), reverse=True)
