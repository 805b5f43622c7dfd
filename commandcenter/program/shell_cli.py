"""`commandcenter completion` and `man`, for the shell; one function a command (cli.py)."""

from typing import Annotated

import typer
from typer import completion as of_typer

from commandcenter.domain.errors import AskedWrongly
from commandcenter.program import manual
from commandcenter.program.call import one_of

PROGRAM = "commandcenter"
ASKED_BY_SHELL = "_COMMANDCENTER_COMPLETE"  # set by the shell that asks how a word may go on
SHELLS = ("bash", "zsh", "fish")


def require_shell(shell: str) -> None:
    """Raises AskedWrongly for a shell that is not known."""
    if shell not in SHELLS:
        raise AskedWrongly("只能给 bash、zsh 和 fish 生成补全，没有“{shell}”。", shell=shell)


def completion(
    shell: Annotated[str, one_of(SHELLS, require_shell, "bash、zsh 或 fish")],
) -> None:
    """输出命令补全脚本；放到哪里见 man 页。"""
    script = of_typer.get_completion_script  # type: ignore[attr-defined]  # for this, and not marked so
    typer.echo(script(prog_name=PROGRAM, complete_var=ASKED_BY_SHELL, shell=shell))


def man(context: typer.Context) -> None:
    """输出 man 页（troff）：全部命令、选项和退出码。"""
    typer.echo(manual.page(context.find_root()))
