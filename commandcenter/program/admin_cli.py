"""`commandcenter admin`: one function a command, no logic (cli.py)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.posts import post_of
from commandcenter.late import late
from commandcenter.program.call import AsJson
from commandcenter.program.help_page import App

if TYPE_CHECKING:
    from commandcenter.offices import accounts
    from commandcenter.program import admin
    from commandcenter.services.seat import people
else:
    accounts = late("offices.accounts")
    admin = late("program.admin")
    people = late("services.seat.people")

admin_app = App(help="管理人员、角色和登录名。")


@admin_app.command("add-person")
def add_person(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="登录名")],
    name: Annotated[str, typer.Argument(help="姓名")],
    role: Annotated[
        list[str] | None, typer.Option(help="角色，如 duty、leader:onsite、county:990102")
    ] = None,
    post: Annotated[str, typer.Option(help="职务")] = "",
    phone: Annotated[str, typer.Option(help="办公电话")] = "",
    mobile: Annotated[str, typer.Option(help="手机")] = "",
    ask: Annotated[bool, typer.Option("--ask", help="自己输入密码，不由程序生成")] = False,
) -> None:
    """增加一个人：登记、授予角色、建立登录名。"""
    new = people.NewPerson(login, name, post, phone, mobile)
    posts = [post_of(each) for each in role or ()]
    password = _password(ask)
    typer.echo(admin.add_person(context.obj.url, new, posts, password))
    _print_password(password, ask)


@admin_app.command()
def roles(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="登录名")],
    give: Annotated[list[str] | None, typer.Option(help="授予的角色")] = None,
    take: Annotated[list[str] | None, typer.Option(help="终止的角色")] = None,
    as_json: AsJson = False,
) -> None:
    """授予或终止一个人的角色；都不写时只显示现有角色。"""
    given = [post_of(each) for each in give or ()]
    taken = [post_of(each) for each in take or ()]
    held = admin.roles(context.obj.url, login, given, taken)
    typer.echo(held.json() if as_json else held.line)


@admin_app.command()
def disable(context: typer.Context, login: Annotated[str, typer.Argument(help="登录名")]) -> None:
    """停用一个人的登录名，其记录保留。"""
    typer.echo(admin.disable(context.obj.url, login))


@admin_app.command()
def enable(context: typer.Context, login: Annotated[str, typer.Argument(help="登录名")]) -> None:
    """恢复一个停用了的登录名。"""
    typer.echo(admin.enable(context.obj.url, login))


@admin_app.command("reset-password")
def reset_password(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="登录名")],
    ask: Annotated[bool, typer.Option("--ask", help="自己输入密码，不由程序生成")] = False,
) -> None:
    """给一个人新的密码。"""
    password = _password(ask)
    typer.echo(admin.reset_password(context.obj.url, login, password))
    _print_password(password, ask)


@admin_app.command("make-logins")
def make_logins(
    context: typer.Context,
    sheets: Annotated[Path, typer.Option(help="密码条写成的 PDF 文件，每人一页")],
) -> None:
    """给还没有登录名的在岗人员一次全部建好。"""
    typer.echo(admin.make_logins(context.obj.url, sheets))


def _password(ask: bool) -> str:
    """Typed twice without being shown, or made here; never an argument, which others can read."""
    if not ask:
        return accounts.new_password()
    if not sys.stdin.isatty():
        raise RuleBroken("没有终端，不能输入密码：请在终端里运行，或去掉 --ask，由程序生成。")
    typed: str = typer.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    return typed


def _print_password(password: str, typed: bool) -> None:
    if not typed:
        typer.echo(f"密码（只显示这一次）：{password}")
