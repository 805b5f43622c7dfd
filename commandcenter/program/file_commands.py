"""What `brief` and `export` do: a paper or a table as a file."""

from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.export_kinds import (
    require_export,
    require_may_be_plain,
    require_subject,
    require_suffix,
)
from commandcenter.domain.papers.brief_kinds import PERIODS
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.domain.papers.period import PeriodKind, period_of
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import marked_place, require_place, set_paper
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_record
from commandcenter.services.seat.exports import note_export


def brief(url: str, kind: str, subject: int, out: Path, of: Subject = Subject.INCIDENT) -> str:
    """`subject`: the incident, or the week or month of the kind, or what `of` says.

    An incident's journal says that its paper was made: the file and the line are both there or
    neither.
    """
    if out.suffix.lower().removeprefix(".") not in ("", *FORMATS):
        words = "公文写成 .pdf、.docx 或 .ofd 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=out.suffix)
    require_place(out, url)
    from commandcenter.offices.paper_making import printed_document  # loaded for a paper only

    with opened(url) as db:
        out = marked_place(out, db)
        with db.read() as session:
            made = printed_document(session, kind, subject, of)
        data, words = set_paper(made, out)
        with own_files.whole(out) as file:
            file.write(data)
            own_files.sync(file)
            if kind not in PERIODS and of is Subject.INCIDENT:
                with db.write() as session:
                    paper_record.note_made(session, PROGRAM, subject, PaperKind(kind))
    return words


NO_PERIOD = {
    PeriodKind.WEEK: "请用 --week 指明是哪一周，如 2026-W47。",
    PeriodKind.MONTH: "请用 --month 指明是哪个月，如 2026-10。",
    PeriodKind.DAY: "请用 --day 指明是哪一天，如 2026-11-24。",
}


def period_number(kind: str, week: str, month: str, day: str = "") -> int:
    """202647 for 2026-W47, 202610 for 2026-10, 20261124 for 2026-11-24. Raises AskedWrongly for
    what is none."""
    wanted = PERIODS.get(kind, PeriodKind.WEEK)
    said = {PeriodKind.WEEK: week, PeriodKind.MONTH: month, PeriodKind.DAY: day}
    words = said[wanted]
    if not words:
        raise AskedWrongly(NO_PERIOD[wanted])
    return period_of(wanted, words).number


def export(url: str, what: str, out: Path, incident: int | None, *, plain: bool = False) -> str:
    """A table. The file and the line of the journal that tells of it are both there or neither."""
    require_export(what)
    require_subject(what, incident)
    require_suffix(out.suffix)
    require_may_be_plain(out.suffix, plain=plain)
    require_place(out, url)
    from commandcenter.offices import exports  # the queries of all lists are loaded for a list only

    with opened(url) as db:
        with db.read() as session:
            out = marked_place(out, db)
            actor = acting_person(session)
            table = exports.table(session, what, incident)
            data = exports.as_file(table, out.suffix, plain=plain)
        with own_files.whole(out) as file:
            file.write(data)
            own_files.sync(file)
            with db.write() as session:
                note_export(session, actor, what, len(table.rows), incident)
    return f"{out}：{len(table.rows)} 行。"
