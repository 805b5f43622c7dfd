"""`commandcenter drill`: one function a command, no logic (cli.py)."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.errors import RuleBroken
from commandcenter.late import late
from commandcenter.program import trouble
from commandcenter.program.call import AsJson, Incident
from commandcenter.program.help_page import App

if TYPE_CHECKING:
    from commandcenter.offices import drill_stores, opening
    from commandcenter.program import commands, drill_list, drills
else:
    commands = late("program.commands")
    drill_list = late("program.drill_list")
    drill_stores = late("offices.drill_stores")
    drills = late("program.drills")
    opening = late("offices.opening")

drill_app = App(help="演练：在演练库里进行，不进实战记录。")


@drill_app.command("new")
def new_drill(
    context: typer.Context,
    conductor: Annotated[str, typer.Option(help="导调员的登录名")],
    script: Annotated[Path | None, typer.Argument(help="演练脚本（TOML）", readable=False)] = None,
    incident: Incident = None,
    observer: Annotated[list[str] | None, typer.Option(help="观察员的登录名")] = None,
    blind: Annotated[bool, typer.Option("--blind", help="盲演：参演人员看不到后面的内容")] = False,
) -> None:
    """按脚本或者一件已结案的事件建立演练库，人员、值班和预案取自本局。"""
    url = drills.new(context.obj.url, script, incident, conductor, observer or (), blind=blind)
    typer.echo(url)


@drill_app.command("open")
def open_drill(
    context: typer.Context,
    store: Annotated[str, typer.Argument(help="演练库的地址或者文件")],
) -> None:
    """打开一个演练库的桌面席。"""
    url = store if "://" in store else f"sqlite:///{Path(store).absolute()}"
    with opening.opened(url) as db:
        drill_stores.require_drill(db)
    raise typer.Exit(commands.run_desk(url, context.obj.settings, named=True))


@drill_app.command("list")
def list_drills(as_json: AsJson = False) -> None:
    """本系统自带的演练脚本，和这台计算机上的演练库。"""
    found = drill_list.found()
    if as_json:
        typer.echo(found.json())
    else:
        for line in found.lines():
            typer.echo(trouble.one_line(line))


@drill_app.command("run")
def run_drill(
    script: Annotated[Path, typer.Argument(help="演练脚本（TOML）", readable=False)],
    speed: Annotated[int, typer.Option(help="时间快慢（倍）：1、2、5、10、20、60")] = 60,
    headless: Annotated[bool, typer.Option("--headless", help="不开窗口")] = False,
    virtual: Annotated[bool, typer.Option("--virtual", help="不等待，时间直接走到下一项")] = False,
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option(help="演练库放在此文件夹", readable=False)] = None,
) -> None:
    """按脚本演练，人员的办理也按脚本：发布新版本前的预演。"""
    if not headless:
        raise RuleBroken("按脚本演练不开窗口，请加 --headless；有人参加的演练用 drill new。")
    found = drills.run(script, speed, virtual=virtual, out=out)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        typer.echo(trouble.one_line(drills.sentence(found)))
