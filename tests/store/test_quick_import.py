"""SQLAlchemy without what is for coroutines is the same, and has that when it is asked for."""

import subprocess
import sys

from commandcenter.paths import ROOT

LOADED = """
import sys
from commandcenter.offices import credentials
print([name for name in ("asyncio", "importlib.metadata", "ssl", "email") if name in sys.modules])
"""
ASKED = (
    LOADED
    + """
from sqlalchemy import create_engine, text
from sqlalchemy.dialects.sqlite import aiosqlite
from sqlalchemy.util import compat, concurrency
with create_engine("sqlite://").connect() as connection:
    print(connection.scalar(text("SELECT 1")))
print("asyncio" in sys.modules)
print(concurrency.is_exit_exception(ValueError()), concurrency.is_exit_exception(SystemExit()))
import asyncio, importlib.metadata
async def answer():
    return 42
waiting = answer()
print(concurrency.iscoroutine(waiting), concurrency.iscoroutine(answer), asyncio.run(waiting))
print(concurrency.is_exit_exception(asyncio.CancelledError()))
for module in (compat, concurrency, aiosqlite):
    assert module.asyncio.TimeoutError is asyncio.TimeoutError, module
print(compat.importlib_metadata.version("SQLAlchemy") == importlib.metadata.version("SQLAlchemy"))
"""
)
BEFORE = """
import sys, sqlalchemy, asyncio
from commandcenter.store import quick_import
from sqlalchemy.util import compat
print(compat.asyncio is asyncio is sys.modules["asyncio"])
"""


def said(script):
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split("\n")[:-1]


def test_a_start_has_nothing_of_coroutines():
    assert said(LOADED) == ["[]"]


def test_who_asks_for_it_has_the_real_thing():
    assert said(ASKED) == ["[]", "1", "False", "False True", "True False 42", "True", "True"]


def test_who_has_sqlalchemy_already_keeps_it_as_it_is():
    assert said(BEFORE) == ["True"]
