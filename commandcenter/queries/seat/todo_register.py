"""What waits in the register of papers: the next step of each that this person may take."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PAPER_WORDS, STEP_WORDS, PaperState, PaperStep
from commandcenter.domain.phrase import headed, phrase
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.papers.paper_way import Standing, refusal, standings
from commandcenter.store.plan.plan import plan_of

OPEN = (PaperState.DRAFT, PaperState.FLOW, PaperState.SIGNED, PaperState.ISSUED)


def register_items(session: Session, actor: Actor) -> Iterator[TodoItem]:
    """One card a paper (`subject_id`: its id); `incident_id` 0 for one of none."""
    rights = plan_of(session).rights
    incidents = {row.id: row for row in all_incidents(session)}
    for state in standings(session, OPEN):
        row, wanted = state.row, state.wanted
        if wanted is None or closed(incidents.get(row.incident_id or 0)):
            continue
        words = _words(state, actor, wanted)
        if not words:
            continue
        if state.lacks_print:  # who numbers makes the numbered print, too
            if rights.allows(actor, Action.NUMBER_PAPER):
                yield _item(state, phrase("{paper}待排印正本", paper=state.row.title))
        elif refusal(rights, actor, state, wanted) is None:
            yield _item(state, words)


def _words(state: Standing, actor: Actor, wanted: PaperStep) -> str:
    """What is to be done. A draft waits for its drafter only after it was sent back."""
    if state.row.state is not PaperState.DRAFT:
        return phrase("{paper}待{step}", paper=state.row.title, step=STEP_WORDS[wanted])
    if state.row.drafter_id == actor.person_id and _is_back(state):
        return phrase("{paper}退回修改", paper=state.row.title)
    return ""


def _is_back(state: Standing) -> bool:
    return bool(state.steps) and state.steps[-1].step is PaperStep.RETURN


def _item(state: Standing, title: str) -> TodoItem:
    row, last = state.row, state.steps[-1]
    detail = phrase(
        "{kind} · {by}拟稿 · 第{n}稿", kind=PAPER_WORDS[row.kind], by=row.drafted_by, n=last.text
    )
    if last.step is PaperStep.RETURN:
        detail = headed(detail, last.words)
    return TodoItem(TodoKind.PAPER, row.id, row.incident_id or 0, title, detail, last.at, None)
