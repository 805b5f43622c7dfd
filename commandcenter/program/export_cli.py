"""`commandcenter export`: tables, and what other programs take; no logic (cli.py)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.export_kinds import (
    EVERY,
    KIND_HELP,
    KINDS,
    Door,
    require_export,
    require_fitting,
    require_subject,
)
from commandcenter.late import late
from commandcenter.program.call import MOST, Incident, one_of

if TYPE_CHECKING:
    from commandcenter.program import door_command, file_commands
else:
    door_command = late("program.door_command")
    file_commands = late("program.file_commands")

ONLY_CHANGES = frozenset({Door.CHANGES.value})
ONLY_CAP = frozenset({Door.CAP.value})
TABLES = frozenset(KINDS)


def export(
    context: typer.Context,
    what: Annotated[str, one_of(EVERY, require_export, KIND_HELP)],
    out: Annotated[
        Path | None,
        typer.Option(help="文件：表格 .csv、.xlsx，changes .jsonl，cap .xml，map .geojson"),
    ] = None,
    incident: Incident = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="CSV 不写“数据截至”一行，第一行就是表头")
    ] = False,
    since: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="changes：从日志第几行之后开始")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="changes：逐行输出 JSON，每行一条，不写文件")
    ] = False,
    warning: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="cap：预警编号，导出预警的消费警示")
    ] = None,
    number: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="cap：第几号消费警示，不写为最新的一号")
    ] = None,
) -> None:
    """导出表格，或供其他程序读取的文件（个人信息已脱敏），导出记入日志。"""
    given = [
        ("--plain", TABLES, plain), ("--since", ONLY_CHANGES, since is not None),
        ("--json", ONLY_CHANGES, as_json), ("--warning", ONLY_CAP, warning),
        ("--number", ONLY_CAP, number),
        ("--incident", TABLES | {Door.CAP.value, Door.MAP.value}, incident),
    ]  # fmt: skip
    require_fitting(what, [(option, exports) for option, exports, there in given if there])
    require_subject(what, incident)
    url = context.obj.url
    if what == Door.CHANGES and (out is None) == as_json:
        told = door_command.changes(url, since or 0, out)
        typer.echo(told, err=as_json)
    elif out is None or as_json:
        wanted = "--out 或 --json（二者选一）" if what == Door.CHANGES else "--out"
        raise AskedWrongly(f"请用 {wanted} 指明导出到哪里。")
    elif what in KINDS:
        typer.echo(file_commands.export(url, what, out, incident, plain=plain))
    else:
        typer.echo(door_command.door(url, Door(what), out, incident, warning, number))
