"""`commandcenter plan`: the plan, or what was changed of it, as a file to print."""

from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import marked_place, require_place, set_paper


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
        data, words = set_paper(document, out)
        own_files.write(out, data)
    return words
