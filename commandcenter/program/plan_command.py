"""`commandcenter plan`: the plan, or what was changed of it, as a file to print."""

from pathlib import Path
from typing import Annotated

import typer

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import marked_place, require_place, set_paper, whole
from commandcenter.program.call import MOST


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
    typer.echo(make(context.obj.url, out, version, before, revision))


def make(url: str, out: Path, version: int | None, before: int | None, revision: int | None) -> str:
    """What is to be said of the file. Raises RuleBroken for what is not there: then nothing is
    written."""
    if out.suffix.lower().removeprefix(".") not in ("", *FORMATS):
        words = "预案写成 .pdf、.docx 或 .ofd 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=out.suffix)
    require_place(out, url)
    from commandcenter.offices import plan_papers as office  # the pages, for a paper only

    with opened(url) as db:
        out = marked_place(out, db)
        with db.read() as session:
            document = office.document_of(session, office.Wanted(version, before, revision))
        with whole(out) as part:
            data, words = set_paper(document, out)
            own_files.write(part, data)
    return words
