"""`commandcenter upgrade`: one function a command, no logic (cli.py)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.errors import RuleBroken
from commandcenter.late import late
from commandcenter.program import trouble
from commandcenter.program.call import AsJson
from commandcenter.program.help_page import App

if TYPE_CHECKING:
    from commandcenter.program import upgrade_command, upgrade_status
else:
    upgrade_command = late("program.upgrade_command")
    upgrade_status = late("program.upgrade_status")

upgrade_app = App(help="升级：系统管理员公布新版本，席位核对签名后安装，可以退回上一版本。")

Folder = Annotated[
    Path | None, typer.Option("--from", help="公布的文件夹在本机的位置，与公布时写的不同时才要")
]
System = Annotated[
    bool,
    typer.Option("--system", help="为整台机器安装（/opt），要用 root；不写时装在自己的文件夹"),
]
Yes = Annotated[bool, typer.Option("--yes", help="不再询问")]
AskPassword = Annotated[bool, typer.Option("--ask", help="私钥另用口令保护，在终端里输入")]


@upgrade_app.command()
def key(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="私钥写入此文件，请离线保管", readable=False)],
    signer: Annotated[str, typer.Option(help="签名人，席位上看到的就是它")],
    ask: AskPassword = False,
) -> None:
    """建立本局的签名密钥：私钥写成文件，公钥登记在数据库里。再建一次即换用新的。"""
    password = _password(twice=True) if ask else ""
    typer.echo(upgrade_command.make_key(context.obj.url, file, signer, password))


@upgrade_app.command()
def publish(
    context: typer.Context,
    package: Annotated[list[Path], typer.Argument(help="安装包 .deb、.tar.xz", readable=False)],
    folder: Annotated[Path, typer.Option(help="各席位都能读的文件夹，如服务器上的共享")],
    key: Annotated[Path, typer.Option(help="签名私钥的文件")],
) -> None:
    """签名并公布新版本：安装包和清单放进文件夹，数据库告诉各席位。"""
    password = _password(twice=False) if upgrade_command.is_locked(key) else ""
    typer.echo(upgrade_command.publish(context.obj.url, package, folder, key, password))


@upgrade_app.command()
def withdraw(context: typer.Context) -> None:
    """撤回公布：席位不再提示，也不再安装；已经装好的不变。"""
    typer.echo(upgrade_command.withdraw(context.obj.url))


@upgrade_app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """现在公布的版本、由谁签名、本机能不能装、各席位是什么版本。"""
    found = upgrade_status.status(context.obj.url)
    if as_json:
        typer.echo(found.json())
    else:
        for line in found.lines():
            typer.echo(trouble.one_line(line))


@upgrade_app.command()
def install(
    context: typer.Context, folder: Folder = None, system: System = False, yes: Yes = False
) -> None:
    """核对签名后安装公布的版本；正在用的版本留着，可以退回。"""
    found = upgrade_command.offered(context.obj.url)
    typer.echo(upgrade_command.told(found, folder, system=system))
    if not yes:
        _require_terminal("--yes")
        typer.confirm("现在安装？", abort=True)
    typer.echo(upgrade_command.install(found, folder, trouble.print_line, system=system))


@upgrade_app.command()
def back(context: typer.Context, system: System = False) -> None:
    """退回上一版本，从下次打开起用它。"""
    typer.echo(upgrade_command.back(context.obj.url, system=system))


def _password(*, twice: bool) -> str:
    _require_terminal("--ask")
    again = "再输入一次" if twice else False
    typed: str = typer.prompt("私钥的口令", hide_input=True, confirmation_prompt=again)
    return typed


def _require_terminal(option: str) -> None:
    if sys.stdin.isatty():
        return
    if option == "--yes":
        raise RuleBroken("没有终端，不能询问：请在终端里运行，或加 --yes。")
    raise RuleBroken("没有终端，不能输入口令：请在终端里运行。")
