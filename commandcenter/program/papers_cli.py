"""`commandcenter brief`, `forms` and `plan`: papers; one function a command, no logic (cli.py)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandcenter.domain.complaints.form_items import FORM_HELP, FormAsked, FormKind, require_form
from commandcenter.domain.papers.brief_kinds import (
    DRILL,
    KIND_HELP,
    PERIODS,
    require_fitting,
    require_kind,
)
from commandcenter.domain.papers.paper import PAPER_WORDS, Subject
from commandcenter.late import late
from commandcenter.program.call import MOST, Incident, one_of

if TYPE_CHECKING:
    from commandcenter.program import file_commands, form_command, plan_command
else:
    file_commands = late("program.file_commands")
    form_command = late("program.form_command")
    plan_command = late("program.plan_command")

Liaison = Annotated[int | None, typer.Option(min=1, max=MOST, help="联络事项的编号，用于函")]
Consultation = Annotated[
    int | None, typer.Option(min=1, max=MOST, help="会商记录的编号，用于会商纪要")
]
Meeting = Annotated[int | None, typer.Option(min=1, max=MOST, help="会议的编号，用于会议通知")]
Direction = Annotated[int | None, typer.Option(min=1, max=MOST, help="批示的编号，用于批示抄清")]


def brief(
    context: typer.Context,
    kind: Annotated[str, one_of(PAPER_WORDS, require_kind, KIND_HELP)],
    out: Annotated[Path, typer.Option(help="PDF、DOCX 或 OFD 文件，以后缀为准")],
    incident: Incident = None,
    week: Annotated[str, typer.Option(help="周报、值班表的周，如 2026-W47")] = "",
    month: Annotated[str, typer.Option(help="月度分析的月份，如 2026-10")] = "",
    day: Annotated[str, typer.Option(help="值班日报的日期，如 2026-11-24")] = "",
    warning: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="预警编号，用于预警的消费警示")
    ] = None,
    drill: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="演练登记的编号，用于演练评估报告")
    ] = None,
    liaison: Liaison = None,
    consultation: Consultation = None,
    meeting: Meeting = None,
    directive: Direction = None,
) -> None:
    """把一份公文写成 PDF、Word 或 OFD 文件；值班表不指明事件时为今日起7天或者所指的一周。"""
    records = {
        "liaison": liaison, "consultation": consultation, "meeting": meeting,
        "directive": directive,
    }  # fmt: skip
    require_fitting(
        kind, week=week, month=month, incident=incident, warning=warning, drill=drill, day=day,
        **records,
    )  # fmt: skip
    number, of = _subject(
        kind, incident, {"warning": warning, "drill": drill, **records}, (week, month, day)
    )
    typer.echo(file_commands.brief(context.obj.url, kind, number, out, of))


def _subject(
    kind: str, incident: int | None, records: dict[str, int | None], period: tuple[str, str, str]
) -> tuple[int, Subject]:
    """What the paper is about: its number, and of which kind it is one."""
    if kind in PERIODS:
        return file_commands.period_number(kind, *period), Subject.INCIDENT
    if kind == "roster" and incident is None:
        week = period[0]
        return (file_commands.period_number(kind, week, "") if week else 0), Subject.PERIOD
    if kind == DRILL and records["drill"] is None:
        raise typer.BadParameter("请用 --drill 指明演练", param_hint="--drill")
    for name, number in records.items():
        if number is not None:
            return number, Subject(name)
    if incident is None:
        raise typer.BadParameter("请用 --incident 指明事件", param_hint="--incident")
    return incident, Subject.INCIDENT


def forms(
    context: typer.Context,
    kind: Annotated[str, one_of(FormKind, require_form, FORM_HELP)],
    out: Annotated[Path, typer.Option(help="PDF、DOCX 或 OFD 文件，以后缀为准")],
    number: Annotated[list[str] | None, typer.Option(help="登记编号，可以写多个")] = None,
    incident: Incident = None,
    ground: Annotated[str, typer.Option(help="法定情形的代码，如 decline_3")] = "",
    to: Annotated[str, typer.Option(help="分送给哪个单位")] = "",
) -> None:
    """给所列的投诉举报，或者一件事件中适用的各件，制作文书（个人信息已脱敏）。"""
    wanted = FormAsked(FormKind(kind), ground=ground, to=to)
    typer.echo(form_command.make(context.obj.url, wanted, number or [], incident, out))


def plan(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="PDF、DOCX 或 OFD 文件，以后缀为准")],
    version: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="预案版本的编号；不写即现行版本")
    ] = None,
    before: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="与哪个版本对照，制作修订对照表")
    ] = None,
    revision: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="预案修订的编号，制作修订对照表")
    ] = None,
) -> None:
    """把预案全文，或者两个版本、一次修订的对照表，写成 PDF、Word 或 OFD 文件。"""
    if (before is not None and version is None) or (revision is not None and version is not None):
        raise typer.BadParameter(
            "对照两个版本时 --before 和 --version 都写；对照一次修订时只写 --revision",
            param_hint="--before",
        )
    typer.echo(plan_command.make(context.obj.url, out, version, before, revision))
