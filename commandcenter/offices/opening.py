"""The database that a command works on: opened in words, closed at the end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from commandcenter.domain.drills.drill import MODE_WORDS, DrillMark
from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import credentials, file_check
from commandcenter.store import schema_state
from commandcenter.store.database import Database
from commandcenter.store.engines import sqlite_file
from commandcenter.store.refusals import refusals_in_words


@contextmanager
def opened(
    url: str,
    *,
    ready: bool = True,
    any_schema: bool = False,
    ask: credentials.Ask = credentials.ask_on_terminal,
) -> Iterator[Database]:
    """The database, closed at the end; with `ready` its schema must be this program's, with
    `any_schema` one of an older or newer program of ours.

    `ask` asks for a server's password when nobody else knows it.
    """
    if ready:
        _require_file(url)
    db = credentials.open_url(url, ask)
    try:
        with refusals_in_words(db):
            if any_schema:
                schema_state.require_ours(db)
            elif ready:
                require_ready(db)
            yield db
    finally:
        db.close()


def require_ready(db: Database) -> None:
    """Raise RuleBroken unless this program may work on it; say what there is to say."""
    schema_state.require_current(db)
    _print_closed_files()
    if db.drill:
        sys.stderr.write(f"{drill_words(db.drill)}\n")


def drill_words(mark: DrillMark) -> str:
    return f"演练库“{mark.title}”（{MODE_WORDS[mark.mode]}），不进实战记录，不对外发送。"


def _print_closed_files() -> None:
    for words in file_check.newly_closed():
        sys.stderr.write(f"{words}\n")


def _require_file(url: str) -> None:
    """Opening a file that is not there, or has nothing in it, would make an empty database."""
    file = sqlite_file(url)
    if file and not file.exists():
        raise RuleBroken("数据库文件“{file}”不存在，请先运行 commandcenter init。", file=file)
    if file and file.is_file() and not file.stat().st_size:
        raise RuleBroken(schema_state.EMPTY)
