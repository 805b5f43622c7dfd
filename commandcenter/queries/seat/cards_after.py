"""What waits after the response: reports to write and to sign, the aftermath, the closing."""

from collections.abc import Iterator
from datetime import datetime

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.aftermath.closing import open_points
from commandcenter.domain.aftermath.inquiry import missing
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.aftermath.closing import close_facts
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow

# Whose leader sees to each report; others may write in it too.
WRITERS: dict[InquiryKind, Group] = {
    InquiryKind.INVESTIGATION: Group.INVESTIGATION,
    InquiryKind.ASSESSMENT: Group.COORDINATION,
}


def after(ask: Asker) -> Iterator[TodoItem]:
    yield from _inquiries(ask)
    yield from _aftermath(ask)
    yield from _closing(ask)


def _inquiries(ask: Asker) -> Iterator[TodoItem]:
    """A report without gaps waits for its signature, one with gaps for its group's leader."""
    waiting = {each.code: each for each in ask.open(*(f"inquiry_{kind}" for kind in InquiryKind))}
    rows = {row.kind: row for row in reports_of(ask.session, ask.incident.id)} if waiting else {}
    leads = ask.actor.groups(Role.LEADER)
    for place, kind in enumerate(InquiryKind):
        each = waiting.get(f"inquiry_{kind}")
        if each is None:
            continue
        row, writes = rows.get(kind), WRITERS[kind] in leads and ask.may(Action.DRAFT_INQUIRY)
        if row is not None:
            yield from _drafted(ask, kind, row, writes=writes)
        elif writes:
            yield _to_draft(ask, kind, place, each.due_at)


def _drafted(
    ask: Asker, kind: InquiryKind, row: InquiryReportRow, *, writes: bool
) -> Iterator[TodoItem]:
    gaps, title = missing(sections_of(row)), INQUIRY_WORDS[kind]
    drafted = short_zh(row.drafted_at, ask.now)
    since, due = row.drafted_at, row.due_at
    if gaps and writes:
        words = phrase("{by} {at} 起草，缺 {n} 部分", by=row.drafted_by, at=drafted, n=len(gaps))
        head = phrase("{paper}待补全", paper=title)
        yield ask.item(TodoKind.INQUIRY, row.id, head, words, since, due)
    elif not gaps and ask.may(Action.SIGN_INQUIRY):
        head, words = (
            phrase("{paper}待签发", paper=title),
            phrase("{by} {at} 起草", by=row.drafted_by, at=drafted),
        )
        yield ask.item(TodoKind.INQUIRY, row.id, head, words, since, due)


def _to_draft(ask: Asker, kind: InquiryKind, place: int, due: datetime | None) -> TodoItem:
    """It has no report yet: an id below 0, of incident and kind."""
    incident = ask.incident
    since = incident.ended_at or incident.received_at
    number = -(len(InquiryKind) * incident.id + place)
    title, detail = phrase("{paper}待起草", paper=INQUIRY_WORDS[kind]), word("响应已终止")
    return ask.item(TodoKind.INQUIRY, number, title, detail, since, due)


def _aftermath(ask: Asker) -> Iterator[TodoItem]:
    if Group.COORDINATION not in ask.actor.groups(Role.LEADER):
        return
    for each in ask.open("aftermath"):
        if ask.may(Action.DISPOSE_INCIDENT):
            title, detail = word("转入后期处置"), word("响应已终止，调查、追责和善后尚未开始")
            yield ask.item(TodoKind.CLOSE, ask.incident.id, title, detail, each.start_at)


def _closing(ask: Asker) -> Iterator[TodoItem]:
    """Nothing else is open any more: for who may close it, not for who settled the last line."""
    if ask.rights.scope(ask.actor, Action.CLOSE_CASE) is None:
        return
    if not any(ask.open("close")):
        return
    incident = ask.incident
    facts = close_facts(ask.session, incident)
    if open_points(facts, ask.now):
        return
    if ask.may(Action.CLOSE_CASE, author_id=facts.last_settler):
        since = incident.ended_at or incident.received_at
        title, detail = word("可以结案"), word("台账、任务、报告和个人信息处理均已办结")
        yield ask.item(TodoKind.CLOSE, incident.id, title, detail, since)
