"""`commandcenter forms`: forms of complaints as one file, who complained covered."""

from collections.abc import Sequence
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.complaints.form_items import FormAsked
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import marked_place, require_place, set_paper
from commandcenter.queries.complaints.complaint_numbers import numbered, of_incident
from commandcenter.services.guard import PROGRAM


def make(
    url: str, wanted: FormAsked, numbers: Sequence[str], incident: int | None, out: Path
) -> str:
    """What is to be said of the file. Raises AskedWrongly unless numbers or an incident are given,
    RuleBroken where the form fits none of them: then nothing is written."""
    if bool(numbers) == (incident is not None):
        raise AskedWrongly("请用 --number 写登记编号，或者用 --incident 指明事件，两者写一个。")
    if out.suffix.lower().removeprefix(".") not in ("", *FORMATS):
        words = "文书写成 .pdf、.docx 或 .ofd 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=out.suffix)
    require_place(out, url)
    from commandcenter.offices import complaint_forms as office  # the pages, for a form only

    with opened(url) as db:
        out = marked_place(out, db)
        with db.read() as session:
            found = (
                numbered(session, numbers) if incident is None else of_incident(session, incident)
            )
        with own_files.whole(out) as file:
            made, document = office.forms_of(db, PROGRAM, wanted, found)
            data, words = set_paper(document, out)
            file.write(data)
    return f"{words}\n{office.outcome(made)}"
