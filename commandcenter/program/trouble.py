"""What the command line says when it was asked wrongly or could not: one sentence, one line."""

import logging
import re
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import NoReturn

import typer

from commandcenter import own_files, own_memory
from commandcenter.offices.failure_log import command_log

# click's UsageError, the base of all that is asked wrongly; newer typers bring their own click.
Usage: type[Exception] = typer.BadParameter.__mro__[1]
NO_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
EXTRA = re.compile(r"Got unexpected extra argument\w*(?:\(s\))? \((.*)\)", re.DOTALL)
FAILED, WRONGLY = 1, 2  # exit codes: could not, asked wrongly
LONGEST, ENDING = 500, 200  # characters of a sentence, and of its end that is kept
# What typers, older and newer, say in English of a number.
IN_ENGLISH = (
    (re.compile(r"greater than or equal to (\S+)"), "应不小于 {}"),
    (re.compile(r"less than or equal to (\S+)"), "应不大于 {}"),
    (re.compile(r"in the range (\S+?)\.?$"), "应在 {} 之内"),
    (re.compile(r"valid (integer)"), "应为整数"),
)


def one_line(words: str) -> str:
    """The words without line ends and control characters, and not endlessly many."""
    shown = "".join(c if c.isprintable() or c == "\u3000" else " " for c in words)
    shown = " ".join(shown.split(" ")).strip()
    if len(shown) <= LONGEST:
        return shown
    return f"{shown[: LONGEST - ENDING - 1]}…{shown[-ENDING:]}"  # a name may be endless


def print_line(words: str) -> None:
    """At once, also where a pipe reads it."""
    typer.echo(one_line(words))
    sys.stdout.flush()


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    typer.echo(one_line(sentence), err=True)
    sys.exit(code)


def asked_wrongly(error: Exception) -> str:
    """What is wrong with the call, and where to read how it is meant."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "") or "commandcenter"
    return f"{_what_is_wrong(error)}，用法见 {path} --help。"


def _what_is_wrong(error: Exception) -> str:
    kind, message = type(error).__name__, str(getattr(error, "message", ""))
    if option := getattr(error, "option_name", ""):
        what = "没有选项“{}”" if kind == "NoSuchOption" else "选项“{}”的写法不对"
        return what.format(option)
    if hint := _parameter(error):
        why = _in_chinese(message)
        return f"缺少{hint}" if kind == "MissingParameter" else f"{hint}的值不对{why}"
    if found := NO_COMMAND.fullmatch(message):
        return f"没有命令“{found[1]}”"
    if found := EXTRA.match(message):
        return f"多出了“{found[1]}”"
    return "缺少命令" if message.startswith("Missing command") else "命令写法不对"


def _in_chinese(message: str) -> str:
    """Of a typer's own words, which are English, the numbers that were meant."""
    if not message.isascii():
        return f"：{message.rstrip('。')}"
    for pattern, words in IN_ENGLISH:
        if found := pattern.search(message):
            return f"：{words.format(found[1])}"
    return ""


def _parameter(error: Exception) -> str:
    """The option or argument that an error is about, as it is typed; "" for none."""
    hint = getattr(error, "param_hint", None)
    if isinstance(hint, str):
        return f"“{hint}”"
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    names = [name for name in parameter.opts if name.startswith("-")]
    return f"“{names[0]}”" if names else f"参数“{parameter.name}”"


def lost(url: str) -> str:
    if url.startswith("sqlite"):
        return "数据库文件无法读写，请检查文件权限、磁盘空间，以及是否被别的程序占用。"
    return "数据库连接不上，请检查地址和网络。"


def guard_process() -> None:
    """Before anything else: what this process writes by itself is private, and tells of nobody.

    Python's own hooks would write messages of errors, with what people typed, to stderr: a
    service's goes into the journal of the machine.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    sys.excepthook = on_bug
    threading.excepthook = _on_bug_in_thread
    sys.unraisablehook = _on_bug_unraised
    logging.raiseExceptions = False
    own_files.keep_private()
    own_memory.write_no_dumps()


def _on_bug_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and args.exc_type is not SystemExit:
        on_bug(args.exc_type, args.exc_value, args.exc_traceback)


def _on_bug_unraised(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        on_bug(args.exc_type, args.exc_value, args.exc_traceback)


def on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug, as `sys.excepthook`: its places go to a file, a sentence to the user.

    The record holds no values: those may be about people.
    """
    places = "".join(traceback.format_tb(trace))
    record = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {kind.__name__}\n{places}\n"
    where = ""
    with suppress(OSError):
        path = command_log()
        own_files.make_folder(path.parent)
        with own_files.opened(path, "a", encoding="utf-8") as file:
            file.write(record)
        where = f"，已记录在“{path}”"
    sys.stderr.write(one_line(f"程序出错（{kind.__name__}）{where}。") + "\n")
