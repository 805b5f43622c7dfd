"""The command line: one function a command, no logic.

Scripts and services of the bureau rely on it. Errors are one sentence on stderr and
exit code 2 (asked wrongly) or 1 (could not); a traceback never reaches a user.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.completion import get_completion_inspect_parameters

from commandcenter import __version__, own_memory
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.late import late
from commandcenter.offices import given_password
from commandcenter.paths import default_url
from commandcenter.program import (
    export_cli,
    intake_cli,
    papers_cli,
    shell_cli,
    stock_cli,
    trouble,
    watch_cli,
)
from commandcenter.program.admin_cli import admin_app
from commandcenter.program.call import (
    SIZES,
    WITH_WINDOW,
    AsJson,
    Asked,
    Db,
    Lang,
    look_at_address,
    one_of,
    option_of,
    pages_of,
    require_page,
    require_screen,
)
from commandcenter.program.drill_cli import drill_app
from commandcenter.program.help_page import HELP_NAMES, App
from commandcenter.program.upgrade_cli import upgrade_app
from commandcenter.settings import WALL_PAGES, Settings
from commandcenter.settings import load as load_settings
from commandcenter.store.lost import Lost, Unable

if TYPE_CHECKING:
    from commandcenter.program import (
        alarm_list,
        checking,
        commands,
        doctor_command,
        init_command,
        record_commands,
    )
else:
    alarm_list = late("program.alarm_list")
    checking = late("program.checking")
    commands = late("program.commands")
    doctor_command = late("program.doctor_command")
    init_command = late("program.init_command")
    record_commands = late("program.record_commands")

app = App(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
    help="消费领域群体性事件应急指挥系统",
)

app.add_typer(admin_app, name="admin")
app.add_typer(drill_app, name="drill")
app.add_typer(upgrade_app, name="upgrade")


@admin_app.callback()
def administering(context: typer.Context) -> None:
    """管理人员、角色和登录名。"""
    global asked
    asked = replace(asked, command=f"admin {context.invoked_subcommand}")


@upgrade_app.callback()
def upgrading(context: typer.Context) -> None:
    """升级：系统管理员公布新版本，席位核对签名后安装，可以退回上一版本。"""
    global asked
    asked = replace(asked, command=f"upgrade {context.invoked_subcommand}")


asked = Asked("", Settings(), False)


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    db: Db = None,
    lang: Lang = None,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
) -> None:
    """不带命令时打开桌面席。"""
    global asked  # the options before the command, for all commands
    if version:
        typer.echo(__version__)
        raise typer.Exit
    settings = load_settings()
    if lang is not None:
        settings = settings.with_language(lang)
    command = context.invoked_subcommand or ""
    asked = Asked(db or settings.database or default_url(), settings, bool(db), command)
    context.obj = asked
    look_at_address(context, asked, db)
    given_password.given()  # taken out of the environment before anything is started
    if command not in WITH_WINDOW:
        own_memory.hide()
    if context.invoked_subcommand is None:
        raise typer.Exit(commands.run_desk(asked.url, settings, named=asked.named))


@app.command()
def demo(
    fresh: Annotated[bool, typer.Option(help="重新生成演示数据")] = False,
    at: Annotated[
        str, typer.Option(help='时刻，如 "D0 10:46"、"B D0 20:10"、"AB D0 21:40"')
    ] = "D0 10:46",
    speed: Annotated[int, typer.Option(min=1, max=3600, help="时间快慢（倍）")] = 1,
    shoot: Annotated[Path | None, typer.Option(help="不开窗口，把画面和简报画到此文件夹")] = None,
) -> None:
    """打开演示城市；没有显示器时把大屏、桌面和简报画成文件。

    演示用自己的数据库，在数据文件夹里：不能用 --db 指定；设置文件和 COMMANDCENTER_DB
    所指的数据库与它无关，也不会改动。
    """
    code, lines = commands.demo(asked.settings, at=at, speed=speed, fresh=fresh, shoot=shoot)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(code)


@app.command()
def wall(
    screen: Annotated[int | None, typer.Option(min=1, help="第几块屏幕，从 1 数")] = None,
    page: Annotated[
        str, option_of(WALL_PAGES, require_page, "这块屏显示哪一页：" + "、".join(WALL_PAGES))
    ] = "",
    pages: Annotated[
        str, typer.Option(help="几块屏从左到右各显示哪一页，记住；- 空着，如 main,map,-")
    ] = "",
) -> None:
    """打开大屏；记住过几块屏各显示哪一页的，照记住的打开。"""
    shown = pages_of(pages)
    raise typer.Exit(commands.run_wall(asked.url, asked.settings, screen, page, shown))


@app.command()
def init(
    city: Annotated[Path | None, typer.Option(help="本市边界 GeoJSON 文件", readable=False)] = None,
    name: Annotated[str, typer.Option(help="本局全称；不与 --city 一起写时只改名称")] = "",
    crs: Annotated[str, typer.Option(help="边界的坐标系 wgs84、gcj02 或 bd09")] = "wgs84",
    replaces: Annotated[
        bool, typer.Option("--replace-city", help="换掉数据库里已有的、与文件不同的边界")
    ] = False,
    people: Annotated[
        Path | None,
        typer.Option(help="人员名单 XLSX、CSV：登记、授权、建立登录名", readable=False),
    ] = None,
    passwords: Annotated[
        Path | None, typer.Option(help="新增人员的密码写入此文件（只有本人能读），不显示")
    ] = None,
    phone: Annotated[str, typer.Option(help="值班电话")] = "",
    template: Annotated[
        Path | None, typer.Option("--people-template", help="只写出人员名单的空白模板（.xlsx）")
    ] = None,
) -> None:
    """建立或升级数据库结构，载入预案、本市边界和人员名单。"""
    if template is not None:
        typer.echo(init_command.write_template(asked.url, template))
        raise typer.Exit
    if replaces and city is None:
        raise typer.BadParameter("请用 --city 指明新的边界文件", param_hint="--replace-city")
    typer.echo(
        init_command.init(
            asked.url, city, name, crs=crs, replaces=replaces, people=people, phone=phone,
            passwords=passwords,
        )
    )  # fmt: skip


app.command()(intake_cli.intake)
app.command()(intake_cli.watch)
app.command()(watch_cli.watchman)
app.command()(watch_cli.detect)


app.command()(papers_cli.brief)
app.command()(papers_cli.forms)
app.command()(papers_cli.plan)
app.command()(stock_cli.stock)


@app.command()
def shoot(
    what: Annotated[str, one_of(SIZES, require_screen, "wall 大屏或 desk 桌面")],
    out: Annotated[Path, typer.Option(help="PNG 文件")],
    size: Annotated[str, typer.Option(help="宽x高")] = "",
    at: Annotated[str, typer.Option(help='回看的时刻，如 "2026-11-24 09:30"')] = "",
) -> None:
    """把一个画面画成 PNG；有 --at 时画当时所见的画面。"""
    typer.echo(commands.shoot(asked.url, asked.settings, what, out, size, at))


app.command()(export_cli.export)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="备份文件")],
    force: Annotated[bool, typer.Option("--force", help="覆盖另一个数据库的备份")] = False,
) -> None:
    """备份数据库和人员识别密钥。"""
    typer.echo(record_commands.backup(asked.url, file, force=force))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="备份文件", readable=False)]) -> None:
    """把备份恢复到一个新数据库。"""
    typer.echo(record_commands.restore(asked.url, file))


@app.command("restore-drill")
def restore_drill(
    file: Annotated[Path, typer.Argument(help="备份文件", readable=False)],
) -> None:
    """试着恢复一份备份：恢复到临时位置，核对全部记录，登记结果；不改动现有数据。"""
    words, good = record_commands.restore_drill(asked.url, file, checking.tell)
    typer.echo(words)
    raise typer.Exit(0 if good else 1)


@app.command()
def verify(
    accept: Annotated[
        bool, typer.Option("--accept", help="恢复过备份：以现有记录为准，本机重新记住")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """核对全部记录：校验链、每条记录、统计数、数据库结构，以及与本机见过的是否一致。"""
    answer = checking.verify(asked.url, accept=accept)
    typer.echo(answer.json() if as_json else answer.text())
    raise typer.Exit(0 if answer.good else trouble.FAILED)


@app.command()
def alarms(
    as_json: AsJson = False,
) -> None:
    """列出现在的告警，最紧急的在前；只输出，不写入。"""
    found = alarm_list.standing(asked.url)
    if as_json:
        typer.echo(found.json())
    else:
        for line in found.lines():
            typer.echo(trouble.one_line(line))


@app.command()
def doctor(
    report: Annotated[
        Path | None, typer.Option(help="打包给技术支持：检查结果、版本和错误记录写成此 ZIP 文件")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """检查数据库、字体、地图引擎、时钟、磁盘和版本；可打包给技术支持（不含个人信息）。"""
    doctor_command.require_report(report, asked.url)
    found = doctor_command.doctor(asked.url, asked.settings.notify)
    lines, good = found.lines(), found.good
    typer.echo(found.json() if as_json else "\n".join(lines))
    if report is not None:
        held = doctor_command.show_report(asked.url, lines, report, trouble.print_line)
        if sys.stdin.isatty():
            typer.confirm("写入以上内容？", abort=True)
        typer.echo(doctor_command.write_report(held, report))
    raise typer.Exit(0 if good else 1)


app.command()(shell_cli.completion)
app.command()(shell_cli.man)
app.command()(shell_cli.manual)


@contextmanager
def _one_sentence() -> Iterator[None]:
    """What goes wrong is told in one sentence."""
    try:
        yield
    except trouble.Usage as error:
        trouble.fail(trouble.asked_wrongly(error), trouble.WRONGLY)
    except AskedWrongly as wrong:
        trouble.fail(f"{str(wrong).rstrip('。')}，用法见 {asked.called} --help。", trouble.WRONGLY)
    except RuleBroken as broken:
        trouble.fail(str(broken))
    except Unable as unable:
        trouble.fail(str(unable))
    except Lost:
        trouble.fail(trouble.lost(asked.url))
    except typer.Abort:
        trouble.fail("已取消。")
    except OSError as error:
        trouble.fail(f"“{error.filename or asked.url}”无法读写：{why(error)}。")


def main() -> None:
    """The entry point of `commandcenter`."""
    trouble.guard_process()
    if shell_cli.ASKED_BY_SHELL in os.environ:
        get_completion_inspect_parameters()  # makes the three shells known
    with _one_sentence():
        command = typer.main.get_command(app)
        sys.exit(command(prog_name="commandcenter", standalone_mode=False))
