"""The manual page (troff, man macros), made from the command line: it is never older than it."""

from collections.abc import Iterator
from typing import Any

import typer

from commandcenter import __version__
from commandcenter.program.help_page import EXIT_CODES, HelpPage, Item, page_of

FILES = (
    ("COMMANDCENTER_DB", "数据库地址，与 --db 相同"),
    ("COMMANDCENTER_DATA", "数据文件夹，不写时用本用户自己的"),
    ("PGPASSWORD", "服务器登录名的口令；程序读入后即从环境中去掉"),
)
COMPLETED = "commandcenter completion"
SHELLS = (
    ("bash", f"{COMPLETED} bash > ~/.local/share/bash-completion/completions/commandcenter"),
    ("zsh", f"{COMPLETED} zsh > ~/.zfunc/_commandcenter（~/.zfunc 须在 fpath 中）"),
    ("fish", f"{COMPLETED} fish > ~/.config/fish/completions/commandcenter.fish"),
)


def page(context: Any) -> str:
    """`context`: the program's own."""
    whole = page_of(context.command, context)
    about = whole.about[0] if whole.about else ""
    lines = [
        f'.TH COMMANDCENTER 1 "" "commandcenter {__version__}" "{_escaped(about)}"',
        ".nh", ".ad l",
        ".SH 名称", f"commandcenter \\- {_escaped(about)}",
        ".SH 用法", f".B {_escaped(whole.usage)}",
        ".SH 选项", *_items(whole.options),
        ".SH 命令",
    ]  # fmt: skip
    for each in pages(context.command, context):
        lines += _command(each)
    lines += [".SH 退出码", *_items(Item(*pair) for pair in EXIT_CODES)]
    lines += [".SH 环境变量", *_items(Item(*pair) for pair in FILES)]
    lines += [".SH 命令补全", *_items(Item(*pair) for pair in SHELLS)]
    return "\n".join(lines)


def pages(command: Any, context: typer.Context) -> Iterator[HelpPage]:
    """Of every command, those of a group after one another."""
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        own = typer.Context(found, parent=context, info_name=name)
        if hasattr(found, "list_commands"):
            yield from pages(found, own)
        else:
            yield page_of(found, own)


def _command(page: HelpPage) -> Iterator[str]:
    yield f'.SS "{_escaped(page.usage)}"'
    for number, paragraph in enumerate(page.about):
        if number:
            yield ".PP"
        yield _escaped(paragraph)
    yield from _items(page.arguments)
    yield from _items(item for item in page.options if "--help" not in item.name)


def _items(items: Any) -> Iterator[str]:
    for item in items:
        yield ".TP"
        yield f"\\fB{_escaped(item.name)}\\fR"
        yield _escaped(item.words)


def _escaped(words: str) -> str:
    r"""Backslash and hyphen mean something to troff, and a point or apostrophe begins an order."""
    plain = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain
