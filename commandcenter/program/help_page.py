"""What a command is and takes, read from the command line itself: for `-h` and the manual page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import east_asian_width

import typer
from typer.core import TyperCommand, TyperGroup

from commandcenter.late_dataclass import dataclass
from commandcenter.program.plain_values import read_plainly

F = TypeVar("F", bound=Callable[..., Any])

HELP_NAMES = {"help_option_names": ["-h", "--help"]}
WIDTH, MARGIN, LONGEST_NAME = 92, 2, 26  # columns; a Chinese character takes two
VALUES: dict[object, str] = {Path: "文件", int: "数"}  # what an option takes; all else is words
CLOSED = "，。；：！？、）》”"  # begins no line
EXIT_CODES = (
    ("0", "办成了"),
    ("1", "没有办成：规则不允许、找不到、打不开，或者检查有问题；标准错误里说明原因"),
    ("2", "命令写法不对；标准错误里说明哪里不对"),
    ("130", "被 Ctrl+C 打断"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An argument, an option or a command: how it is written, and what it is for."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`called`: the program's name and the command's; `about`: paragraphs."""

    called: str
    usage: str
    about: tuple[str, ...]
    arguments: tuple[Item, ...]
    options: tuple[Item, ...]
    commands: tuple[Item, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        named = (("参数", self.arguments), ("选项", self.options), ("命令", self.commands))
        return tuple((name, items) for name, items in named if items)

    def text(self) -> str:
        lines = [f"用法：{self.usage}"]
        for paragraph in self.about:
            lines += ["", *wrapped(paragraph, WIDTH)]
        for name, items in self.parts:
            lines += ["", f"{name}："]
            for item in items:
                lines += _shown(item)
        if self.commands and " " not in self.called:
            lines += ["", "退出码："]
            for code, words in EXIT_CODES:
                lines += _shown(Item(code, words))
        return "\n".join(lines)


def page_of(command: Any, context: typer.Context) -> HelpPage:
    """`command`: of typer, a group or one command."""
    called = context.command_path
    parameters = [p for p in command.get_params(context) if not getattr(p, "hidden", False)]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    commands = [command.get_command(context, name) for name in _names(command, context)]
    usage = [called, "[选项]", *(_written(p) for p in arguments)]
    return HelpPage(
        called,
        " ".join([*usage, *(["命令 …"] if commands else [])]),
        tuple(_paragraphs(command.help or "")),
        tuple(Item(_written(p), p.help or "") for p in arguments),
        tuple(_option(p) for p in options),
        tuple(Item(c.name or "", next(_paragraphs(c.help or ""), "")) for c in commands),
    )


def _names(command: Any, context: typer.Context) -> list[str]:
    return command.list_commands(context) if isinstance(command, TyperGroup) else []


def _paragraphs(words: str) -> Iterator[str]:
    """Lines of one paragraph are joined: Chinese has no space between them."""
    for paragraph in words.split("\n\n"):
        if joined := "".join(line.strip() for line in paragraph.splitlines()):
            yield joined


def _written(argument: Any) -> str:
    name = argument.name.upper()
    name = f"{name}…" if argument.nargs != 1 else name
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> Item:
    names = "，".join([*option.opts, *option.secondary_opts])
    if option.name == "help":
        return Item("，".join(HELP_NAMES["help_option_names"]), "显示这份说明")
    kind = getattr(getattr(option, "type_descriptor", None), "annotation", str)
    value = "" if option.is_flag else f" {VALUES.get(kind, '文字')}"
    notes = [
        "必须写" if option.required else "",
        "可以写多次" if option.multiple else "",
        f"环境变量 {option.envvar}" if option.envvar else "",
    ]
    more = "；".join(note for note in notes if note)
    return Item(f"{names}{value}", f"{option.help or ''}{f'（{more}）' if more else ''}")


def _shown(item: Item) -> list[str]:
    """The name, and what it is for beside it; below it where the name is long."""
    indent = " " * (MARGIN + LONGEST_NAME + 2)
    lines = wrapped(item.words, WIDTH - len(indent)) or [""]
    space = LONGEST_NAME - width_of(item.name)
    head = f"{' ' * MARGIN}{item.name}"
    if space < 0:
        return [head, *(f"{indent}{line}" for line in lines)]
    first = f"{head}{' ' * (space + 2)}{lines[0]}".rstrip()
    return [first, *(f"{indent}{line}" for line in lines[1:])]


def width_of(words: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in words)


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most so many columns; a line ends between Chinese characters or at a space."""
    lines, line = [], ""
    for piece in _pieces(words):
        if width_of(line + piece.rstrip()) > width and line and piece[0] not in CLOSED:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(words: str) -> Iterator[str]:
    """What may not be divided: a Chinese character, or a run of others with the space after it."""
    run = ""
    for c in words:
        if width_of(c) == 1 and c != " ":
            run += c
            continue
        if c == " ":
            yield run + c
            run = ""
            continue
        if run:
            yield run
        yield c
        run = ""
    if run:
        yield run


class PagedCommand(TyperCommand):
    """A command that is explained by its page."""

    def get_params(self, ctx: Any) -> list[Any]:
        return read_plainly(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        return page_of(self, ctx).text()


class PagedGroup(TyperGroup):
    """A group of commands that is explained by its page."""

    def get_params(self, ctx: Any) -> list[Any]:
        return read_plainly(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        return page_of(self, ctx).text()


class App(typer.Typer):
    """Every command of it, and it itself, has a page."""

    def __init__(self, **named: Any) -> None:
        super().__init__(cls=PagedGroup, **named)

    def command(self, name: str | None = None, **named: Any) -> Callable[[F], F]:
        return super().command(name, cls=PagedCommand, **named)
