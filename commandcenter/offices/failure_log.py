"""What goes wrong where no window shows it: lines in a log of this machine, without data."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commandcenter import own_files
from commandcenter.offices.failure_words import CarefulForm
from commandcenter.paths import user_data

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
LOG_SIZES = (1_000_000, 2)  # bytes of a file, and how many


def log_folder() -> Path:
    return user_data() / "logs"


def command_log() -> Path:
    return log_folder() / "command.log"


@contextmanager
def logged() -> Iterator[None]:
    """Keep what the program's parts log meanwhile in the file of the commands.

    Without this Python would write it to stderr, for the user.
    """
    logger = logging.getLogger("commandcenter")
    size, files = LOG_SIZES
    handler = own_files.Log(command_log(), size=size, files=files, form=CarefulForm(LINE))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()
