"""Where things are: the program itself, its own data, and each user's."""

import os
import sys
from pathlib import Path

import platformdirs

from commandcenter import own_files

PACKAGE = Path(__file__).resolve().parent
RESOURCES = PACKAGE / "resources"  # in a checkout links to the folders beside the package
DATABASE = PACKAGE / "db"
ROOT = PACKAGE.parent  # of a checkout, for tests and benchmarks: nothing of it is installed
NAME = "commandcenter"


def own_command(*words: str) -> list[str]:
    """The program and the arguments by which `commandcenter WORDS` is a process of its own.

    In a bundle that holds its Python the program is its own Python.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, "-m", "commandcenter", *words]


def user_data() -> Path:
    """The folder of the embedded database, made when it is missing (mode 0700)."""
    folder = Path(os.environ.get("COMMANDCENTER_DATA") or platformdirs.user_data_dir(NAME))
    own_files.make_folder(folder)
    return folder


def user_config() -> Path:
    return Path(platformdirs.user_config_dir(NAME))


def user_cache() -> Path:
    return Path(platformdirs.user_cache_dir(NAME))


def default_url() -> str:
    return f"sqlite:///{user_data() / 'commandcenter.db'}"
