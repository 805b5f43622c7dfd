"""What waits after the response: reports to write and to sign, the aftermath, the closing."""

from collections.abc import Iterator

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.aftermath.closing import open_points
from commandcenter.domain.aftermath.inquiry import AFTER_RESPONSE, due_at, missing
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Group, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.aftermath.closing import close_facts
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.plan.plan import plan_of

# Whose leader sees to each report; others may write in it too.
WRITERS: dict[InquiryKind, Group] = {
    InquiryKind.INVESTIGATION: Group.INVESTIGATION,
    InquiryKind.ASSESSMENT: Group.COORDINATION,
}


def after(ask: Asker) -> Iterator[TodoItem]:
    if ask.incident.state in AFTER_RESPONSE:
        yield from _inquiries(ask)
        yield from _aftermath(ask)
        yield from _closing(ask)


def _inquiries(ask: Asker) -> Iterator[TodoItem]:
    """A report without gaps waits for its signature, one with gaps for its group's leader."""
    rows = {InquiryKind(row.kind): row for row in reports_of(ask.session, ask.incident.id)}
    leads = ask.actor.groups(Role.LEADER)
    for place, kind in enumerate(InquiryKind):
        title, row = INQUIRY_WORDS[kind], rows.get(kind)
        if row is None:
            if WRITERS[kind] in leads and ask.may(Action.DRAFT_INQUIRY):
                yield _to_draft(ask, kind, place)
            continue
        gaps = missing(sections_of(row))
        detail = f"{row.drafted_by} {short_zh(row.drafted_at, ask.now)} 起草"
        if row.signed_at is not None:
            continue
        if gaps and WRITERS[kind] in leads and ask.may(Action.DRAFT_INQUIRY):
            words = f"{detail}，缺 {len(gaps)} 部分"
            yield ask.item(
                TodoKind.INQUIRY, row.id, f"{title}待补全", words, row.drafted_at, row.due_at
            )
        elif not gaps and ask.may(Action.SIGN_INQUIRY):
            yield ask.item(
                TodoKind.INQUIRY, row.id, f"{title}待签发", detail, row.drafted_at, row.due_at
            )


def _to_draft(ask: Asker, kind: InquiryKind, place: int) -> TodoItem:
    """It has no report yet: an id below 0, of incident and kind."""
    incident = ask.incident
    plan = plan_of(ask.session, incident.plan_version_id)
    due = due_at(plan, kind, last_response(ask.session, incident), incident.ended_at)
    since = incident.ended_at or incident.received_at
    number = -(len(InquiryKind) * incident.id + place)
    title, detail = f"{INQUIRY_WORDS[kind]}待起草", "响应已终止"
    return ask.item(TodoKind.INQUIRY, number, title, detail, since, due)


def _aftermath(ask: Asker) -> Iterator[TodoItem]:
    incident = ask.incident
    leads = Group.COORDINATION in ask.actor.groups(Role.LEADER)
    if incident.state is State.ENDED and leads and ask.may(Action.DISPOSE_INCIDENT):
        since = incident.ended_at or incident.received_at
        title, detail = "转入后期处置", "响应已终止，调查、追责和善后尚未开始"
        yield ask.item(TodoKind.CLOSE, incident.id, title, detail, since)


def _closing(ask: Asker) -> Iterator[TodoItem]:
    """Nothing is open any more: for who may close it, not for who settled the last line."""
    if ask.rights.scope(ask.actor, Action.CLOSE_CASE) is None:
        return
    incident = ask.incident
    facts = close_facts(ask.session, incident)
    if open_points(facts, ask.now):
        return
    if ask.may(Action.CLOSE_CASE, author_id=facts.last_settler):
        since = incident.ended_at or incident.received_at
        title, detail = "可以结案", "台账、任务、报告和个人信息处理均已办结"
        yield ask.item(TodoKind.CLOSE, incident.id, title, detail, since)
