"""Runs the command line as often as asked: each call a process of its own, forked ready loaded.

A line of JSON on standard input is a call: arguments, environment, folder, limits. A line
of JSON on standard output is its exit code. What the command says goes to two files.
"""

import ctypes
import gc
import json
import os
import resource
import runpy
import signal
import sys

from sqlalchemy.orm import configure_mappers
from typer.main import get_command

import commandcenter.db.demo.load
import commandcenter.offices.paper_kinds
import commandcenter.outputs.word
import commandcenter.program.cli
import commandcenter.program.doctor_command
import commandcenter.program.file_commands
import commandcenter.program.init_command
import commandcenter.program.record_commands
import commandcenter.program.windows  # the heavy libraries are loaded before the fork
from commandcenter.store import schema_state

LONGEST_S = 100  # a command that waits for ever is ended, and its exit code says so
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
VERSION_3 = 0x20080522


def drop_the_rights_of_root():
    """From here on modes of files hold for root too (Linux capabilities 1 and 2 dropped)."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    for word in range(3):
        sets[word] &= ~(1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH)
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")


def call(order):
    """The child: becomes the command. Never returns."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))
    sys.stdin = os.fdopen(0)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    if order["file_size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_size"], order["file_size"]))
    if order["unprivileged"]:
        drop_the_rights_of_root()
    signal.alarm(LONGEST_S)
    sys.argv = ["commandcenter", *order["arguments"]]
    code = 0
    try:
        runpy.run_module("commandcenter", run_name="__main__")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  as the interpreter does: it is the failure looked for
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main():
    # What reads a command's arguments is loaded with the first one that is read.
    get_command(commandcenter.program.cli.app).make_context("commandcenter", ["verify"])
    configure_mappers()
    schema_state.head()
    gc.freeze()  # a child that walks what it inherits copies it
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            call(order)
        _, status = os.waitpid(pid, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)  # noqa: T201


main()
