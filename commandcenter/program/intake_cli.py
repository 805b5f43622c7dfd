"""`commandcenter intake` and `watch`: files taken in; one function a command, no logic (cli.py)."""

import json
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.late import late
from commandcenter.program.call import AsJson
from commandcenter.program.long_list import print_first
from commandcenter.program.trouble import print_line

if TYPE_CHECKING:
    from commandcenter.offices import looking_ahead, take_in, watched_folder
else:
    looking_ahead = late("offices.looking_ahead")
    take_in = late("offices.take_in")
    watched_folder = late("offices.watched_folder")

MappingName = Annotated[str | None, typer.Option(help="列对应表名称")]
CrsName = Annotated[str, typer.Option(help="坐标系 wgs84、gcj02 或 bd09")]


def intake(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="12315、12345 导出的 CSV、XLSX、XLS 或 ODS 文件", readable=False),
    ],
    mapping: MappingName = None,
    crs: CrsName = "wgs84",
    rejects: Annotated[Path | None, typer.Option(help="退回记录写到此文件")] = None,
    check: Annotated[bool, typer.Option("--check", help="只看会有哪些变化，不导入")] = False,
    as_json: AsJson = False,
) -> None:
    """导入投诉举报文件；用 --check 只看会新增、更正、重复、退回哪些。"""
    url, rows = context.obj.url, []
    if check:
        for ahead in looking_ahead.intake_ahead(url, files, mapping=mapping, crs=crs):
            rows.append(ahead.as_dict())
            if not as_json:
                print_line(f"{ahead.facts.file_name}：{ahead.sentence()}")
                name = f"{Path(ahead.facts.file_name).name}_核对.txt"
                print_first([*ahead.corrections(), *ahead.refusals()], name)
    else:
        for taken in take_in.intake(url, files, mapping=mapping, crs=crs, rejects=rejects):
            rows.append(taken.as_dict())
            if not as_json:
                print_line(f"{taken.facts.file_name}：{taken.sentence()}")
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))


def watch(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="放入导出文件的文件夹；不写时只看热线接口", readable=False)
    ] = None,
    mapping: MappingName = None,
    crs: CrsName = "wgs84",
    once: Annotated[bool, typer.Option("--once", help="只看一次就结束")] = False,
) -> None:
    """看守一个文件夹和热线接口：放入的文件各导入一次，然后移到“已导入”或“未导入”。"""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service is told to end so
    url = context.obj.url
    with suppress(KeyboardInterrupt):
        for line in watched_folder.watch(url, folder, mapping=mapping, crs=crs, once=once):
            print_line(line)
