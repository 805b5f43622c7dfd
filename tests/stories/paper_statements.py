"""What the papers of an incident say at a moment, and readers that find what cannot be true."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import select

from commandcenter.domain import moments, times
from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.command.obligation import UNDONE, ObligationState
from commandcenter.domain.command.tasks import acts_of, title_of
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.reports.report import ReportKind
from commandcenter.offices.paper_kinds import KINDS, PERIODS, document
from commandcenter.outputs.pdf.parts import parts
from commandcenter.store.aftermath.inquiry_facts import fill
from commandcenter.store.database import now
from commandcenter.store.papers.paper_facts import usage_of
from commandcenter.store.reports.report_elements import fill_in, line_of, reports_of, written
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

MINUTE = timedelta(minutes=1)

MARK = re.compile(r"⟦(\d+)⟧")
SAID = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"|(?P<next>次日)"
    r"|(?P<hour>\d{1,2})时(?:(?P<minute>\d{2})分)?⟦(?P<truth>\d+)⟧"
)
DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
ALLOWED = frozenset({"支队"})  # of a 支队支队长
ROW = re.compile(r"(.*g\d+r[0-9a-f]+)c\d+")  # of the key of a cell: its table and row


def marking(monkeypatch):
    """Every clock time that the program says carries its own moment until it is read here."""
    plain = times.clock_zh

    def marked(at: datetime) -> str:
        return f"{plain(at)}⟦{times.local(at):%Y%m%d%H%M}⟧"

    for module in (times, moments):
        monkeypatch.setattr(module, "clock_zh", marked)


def paper_texts(session, incident=1, *, of_now=False):
    """(where, text, day) of everything that a paper would say now; `day`: that of its head.

    `of_now`: without what was drafted earlier, which tells what was so then.
    """
    at = now(session)
    for kind in KINDS:
        if kind in PERIODS:
            continue
        try:
            made = document(session, kind, incident)
        except RuleBroken:
            continue  # the incident has not come to it, or is past it
        if of_now and made.meta.at < at - MINUTE:
            continue
        day = times.local(made.meta.at).date()
        rows: dict[str, list[str]] = {}  # a row of a table is read across
        for part in parts(made):
            cell = ROW.fullmatch(part.key)
            rows.setdefault(cell[1] if cell else part.key, []).append(part.text)
        yield from ((f"{kind} {key}", "\n".join(cells), day) for key, cells in rows.items())
    for kind, elements in fresh_elements(session, incident).items():
        yield from ((f"{kind} {e.code}", f"{e.text}\n{e.source}", None) for e in elements)
    row = session.get_one(IncidentRow, incident)
    for kind in InquiryKind:
        for code, filled in fill(session, row, kind, at).items():
            yield code, filled.text, times.local(at).date()


def read_parts(session, incident=1):
    """(kind, part, what its words are read for) of every kind but those of a period."""
    for kind in KINDS:
        if kind in PERIODS:
            continue
        try:
            made = document(session, kind, incident)
        except RuleBroken:
            continue
        usage = usage_of(session, PaperKind(kind))
        yield from ((kind, part, usage) for part in parts(made))


def fresh_elements(session, incident=1):
    """What each kind of report would say if it were drafted now."""
    row, line = session.get_one(IncidentRow, incident), line_of(session, None)
    sent = written(reports_of(session, incident, line))
    kinds = [k for k in ReportKind if sent or k in (ReportKind.FIRST, ReportKind.PHONE)]
    return {k: fill_in(session, row, k, now(session), line, sent) for k in kinds}


def doubled(text):
    return [word for word in DOUBLED.findall(MARK.sub("", text)) if word not in ALLOWED]


def misread(text: str, day: date | None) -> list[str]:
    """Clock times that a reader takes for another day's than the program meant."""
    year, wrong = day.year if day else 0, []
    for found in SAID.finditer(text):
        if found["month"]:
            year = int(found["year"] or year or datetime.now().year)
            day = date(year, int(found["month"]), int(found["day"]))
            continue
        if found["next"]:
            day = day + timedelta(days=1) if day else None
            continue
        meant = datetime.strptime(found["truth"], "%Y%m%d%H%M")
        if day is None or (day.month, day.day) != (meant.month, meant.day):
            wrong.append(f"{MARK.sub('', found[0])} of {meant:%m-%d} reads as of {day}")
    return wrong


def measures_decided(session, incident=1):
    """Each sentence of the measures of every decision on the response."""
    rows = session.scalars(
        select(LevelDecisionRow.measures).where(
            LevelDecisionRow.incident_id == incident, LevelDecisionRow.measures.is_not(None)
        )
    )
    parts = [part.strip("。；， ") for row in rows for part in re.split("[；。]", row)]
    return {re.sub("^[一二三四五六七八九十]+是", "", part) for part in parts if len(part) > 6}


def stated_as_done(session, incident=1):
    """All that stands under 已采取的措施, of reports and flash."""
    for elements in fresh_elements(session, incident).values():
        yield from (e.text for e in elements if e.code.endswith((".measures", ".handling")))
    try:
        flash = document(session, "express", incident)
    except RuleBroken:
        return
    yield from (p.text for p in parts(flash) if p.text.startswith("已采取的措施"))


SENTENCE = re.compile("[。；]")
UNDONE_WORDS = ("立即办理", "逾期", "未办结", "未办理", "尚未")
LATE_WORDS = ("迟报", "超过时限", "晚于时限")
SHORTEST = 5  # characters of a title that means nothing else in a paper


def tight(words):
    """As papers set them: without the spaces beside digits."""
    return words.replace(" ", "")


def titles(rows, wanted):
    return {tight(title_of(row)) for row in rows if wanted(row)}


def denied(texts, done_texts, rows, at):
    """(where, sentence, title) of each statement about an obligation that its state denies.

    What is done is not told as undone or to be done at once, nothing open as done, nothing late
    that was in time. A title that open and closed rows share (rounds) tells of neither.
    """
    undone = titles(rows, lambda row: row.state in UNDONE)
    done = titles(rows, lambda row: row.state is ObligationState.DONE)
    late = titles(rows, lambda row: row.is_late(at))
    closed = {title for title in done - undone if len(title) >= SHORTEST}
    in_time = {title for title in (done | undone) - late if len(title) >= SHORTEST}
    found = []
    for where, text in texts:
        for said in SENTENCE.split(tight(text).replace("\n", " ")):
            if any(word in said for word in UNDONE_WORDS):
                found += [(where, said, title) for title in named_in(said, closed, undone)]
            if any(word in said for word in LATE_WORDS):
                found += [(where, said, title) for title in named_in(said, in_time, late)]
    open_ = {tight(acts_of([row])): title_of(row) for row in rows if row.state in UNDONE}
    told = {tight(acts_of([row])) for row in rows if row.state is ObligationState.DONE}
    for text in done_texts:
        for said in SENTENCE.split(tight(text)):
            found += [
                ("done", text, title) for act, title in open_.items()
                if says(said, act) and act not in told
            ]  # fmt: skip
    return found


def says(said, act):
    """Whether a sentence tells the act, by itself or among others of its beginning."""
    named = re.fullmatch("完成“([^”]+)”", act)
    return f"“{named[1]}”" in said and "完成" in said if named else f"组{act}" in f"{said}"


def named_in(said, wanted, others):
    """The titles that stand in a sentence, and in no longer title of another kind."""
    longer = [other for other in others if other in said]
    return [
        title for title in wanted
        if title in said and not any(title in other for other in longer)
    ]  # fmt: skip
