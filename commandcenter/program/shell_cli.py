"""`commandcenter completion`, `man` and `manual`; one function a command, no logic (cli.py)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import completion as of_typer

from commandcenter.domain.errors import AskedWrongly
from commandcenter.late import late
from commandcenter.program import man_page
from commandcenter.program.call import one_of

if TYPE_CHECKING:
    from commandcenter.program import manual_command
else:
    manual_command = late("program.manual_command")

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
    typer.echo(man_page.page(context.find_root()))


def manual(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="PDF、DOCX 或 OFD 文件；有 --html 时是 HTML 文件")],
    lang: Annotated[
        str | None, typer.Option("--lang", help="手册的语言 zh 或 en；不写则与界面相同")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="写成一个 HTML 文件，画面在其中")] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="画出演示城市的画面，约需一分钟")
    ] = True,
) -> None:
    """把使用手册写成文件；画面当时从演示城市画出，不会过时。"""
    settings = context.obj.settings
    said = manual_command.write(settings, out, lang, html=html, pictures=pictures)
    typer.echo(said)
