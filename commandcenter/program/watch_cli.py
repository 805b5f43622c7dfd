"""`commandcenter watchman` and `detect`: the watch; one function a command, no logic (cli.py)."""

import json
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.late import late
from commandcenter.program.call import AsJson
from commandcenter.program.trouble import fail, print_line

if TYPE_CHECKING:
    from commandcenter.offices import past_watch, watch_service
else:
    past_watch = late("offices.past_watch")
    watch_service = late("offices.watch_service")


def watchman(context: typer.Context) -> None:
    """自动监测（没有窗口）：投诉一来就看，每晚全面分析；收到终止信号后停止。"""

    def on_ready(stop: Callable[[], None]) -> None:
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: stop())

    watch_service.keep_watch(context.obj.url, print_line, on_ready, context.obj.settings)


def detect(
    context: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", help='截至的时刻，如 "2026-11-24 09:30"')] = "",
    first: Annotated[str, typer.Option("--from", help="回测：从哪一天的夜间分析起")] = "",
    last: Annotated[str, typer.Option("--to", help="回测：到哪一天的夜间分析止")] = "",
    as_registered: Annotated[
        bool, typer.Option("--as-registered", help="回测时每件投诉都算登记时已知，不论何时导入")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """按需监测一次；用 --from 和 --to 逐夜回测过去会提示什么。只输出，不写入。"""
    if first or last or as_registered:
        past_watch.require_span(first, last, as_of)
        run = past_watch.on_command(context.obj.url, first, last, as_registered=as_registered)
        if as_json:
            typer.echo(json.dumps(past_watch.as_dict(run), ensure_ascii=False))
        else:
            for line in past_watch.lines(run):
                print_line(line)
        return
    seen = watch_service.detect_on_demand(context.obj.url, as_of)
    if as_json:
        typer.echo(
            json.dumps([watch_service.as_dict(sign) for sign in seen.signs], ensure_ascii=False)
        )
    else:
        typer.echo(watch_service.sentence(seen))
        for sign in seen.signs:
            print_line(sign.words)
    if seen.failed:
        fail(watch_service.failed_words(seen.failed))
