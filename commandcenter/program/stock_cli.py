"""`commandcenter stock`: what lies where; one function a command, no logic (cli.py)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.support.stock import SheetKind
from commandcenter.late import late
from commandcenter.program import trouble
from commandcenter.program.call import AsJson

if TYPE_CHECKING:
    from commandcenter.program import stock_command
else:
    stock_command = late("program.stock_command")


def stock(
    context: typer.Context,
    labels: Annotated[
        Path | None, typer.Option(help="把全部物资的二维码标签写成 PDF、DOCX 或 OFD 文件")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="把物资台账写成 PDF、DOCX 或 OFD 文件")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """列出物资装备的在库、领用、应还和检查到期；可写成标签或台账文件。"""
    if labels is None and ledger is None:
        found = stock_command.listed(context.obj.url)
        if as_json:
            typer.echo(found.json())
        else:
            for line in found.lines():
                typer.echo(trouble.one_line(line))
    for kind, out in ((SheetKind.LABELS, labels), (SheetKind.LEDGER, ledger)):
        if out is not None:
            typer.echo(stock_command.write(context.obj.url, kind, out))
