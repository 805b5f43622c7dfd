"""How a 典型案例 stands on its way out, and why an act is refused: one logic for services and
queries. What is amiss in its text is found here, too.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import require_nameless
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.publicity.cases import (
    BY_ANOTHER,
    CaseAct,
    CaseState,
    CaseStep,
    action_for,
    require_no_slips,
    require_place,
)
from commandcenter.domain.releases.release import digest, judged_text
from commandcenter.domain.rights import Matter, Rights
from commandcenter.late import late_name
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow

if TYPE_CHECKING:
    from commandcenter.domain.papers.usage import slips
    from commandcenter.store.aftermath.case_story import unnamed
    from commandcenter.store.papers.paper_facts import usage_of
    from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow
else:
    unnamed = late_name("store.aftermath.case_story", "unnamed")
    slips = late_name("domain.papers.usage", "slips")
    usage_of = late_name("store.papers.paper_facts", "usage_of")

Steps = Sequence["TypicalCaseStepRow"]


def state_of(row: TypicalCaseRow) -> CaseState:
    """A draft where an older program wrote it."""
    return CaseState(row.state or CaseState.DRAFT)


def judged(row: TypicalCaseRow) -> str:
    return judged_text(row.title, row.text)


def sha256_of(row: TypicalCaseRow) -> str:
    return digest(judged(row))


def steps_of(session: Session, case_ids: Collection[int]) -> Steps:
    """All steps of some cases, oldest first."""
    if not case_ids:
        return ()
    # no start reads it
    from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow

    return session.scalars(
        select(TypicalCaseStepRow)
        .where(TypicalCaseStepRow.case_id.in_(case_ids))
        .order_by(TypicalCaseStepRow.id)
    ).all()


def last_step(steps: Steps, step: CaseStep) -> "TypicalCaseStepRow | None":
    return next((each for each in reversed(steps) if each.step == step), None)


def signed_at(row: TypicalCaseRow, steps: Steps) -> datetime:
    signed = last_step(steps, CaseStep.APPROVAL)
    return signed.done_at if signed else row.drafted_at


def act_refusal(
    rights: Rights, actor: Actor, row: TypicalCaseRow, steps: Steps, act: CaseAct
) -> RuleBroken | None:
    """Why the actor may not do it now; None: they may. What the text says is judged by itself."""
    return right_refusal(rights, actor, row, steps, act) or refusal_of(
        lambda: require_place(act, state_of(row))
    )


def right_refusal(
    rights: Rights, actor: Actor, row: TypicalCaseRow, steps: Steps, act: CaseAct
) -> RuleBroken | None:
    """Why the actor is not the one to do it."""
    author = _author_for(actor, row, steps) if act in BY_ANOTHER else 0
    return rights.refusal(actor, action_for(act, state_of(row)), Matter(author_id=author))


def require_clean(session: Session, incident: IncidentRow, title: str, text: str) -> None:
    """Raise RuleBroken for a real name that is left, or words that an office does not write."""
    words = judged_text(title, text)
    private, places = unnamed(session, incident)
    require_nameless(words, private, places)
    require_no_slips(slips(words, usage_of(session, PaperKind.RELEASE)))


def _author_for(actor: Actor, row: TypicalCaseRow, steps: Steps) -> int | None:
    """Whose work it is in the eyes of a person: their own if they wrote any of it."""
    wrote = {step.person_id for step in steps if step.step == CaseStep.DRAFT}
    return actor.person_id if actor.person_id in wrote else row.drafter_id
