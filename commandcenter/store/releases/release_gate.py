"""How a release stands at its gates, and why an act is refused.

For the services that carry acts out and for the queries that show them: one logic for both.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import headed, phrase
from commandcenter.domain.releases.release import (
    BEFORE_PUBLICATION,
    BEFORE_SIGNATURE,
    GateStep,
    Passed,
    ReleaseKind,
    ReleaseState,
    digest,
    judged_text,
    not_notified,
    require_checked,
    require_notified,
)
from commandcenter.domain.releases.release_acts import (
    BY_ANOTHER,
    ReleaseAct,
    action_for,
    require_place,
)
from commandcenter.domain.releases.release_authority import require_authority, rule_for
from commandcenter.domain.releases.release_items import ReleaseRule
from commandcenter.domain.rights import Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once
from commandcenter.store.releases.release_about import about
from commandcenter.store.releases.release_basis import Basis, basis_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow

GATE = "release_gate"  # the obligation to bring one out
ABOUT = f"{ReleaseRow.__tablename__}:"  # before its number, in what the obligation is about
OF_THE_TEXT = (GateStep.AUTHORITY,)  # hold for a text whatever has happened to it since


@dataclass(frozen=True, slots=True)
class Standing:
    """A release with its steps, oldest first, and the rule of who may publish it.

    `level`: the graver of grade and response as they are now; so is `rule`.
    """

    row: ReleaseRow
    steps: tuple[ReleaseCheckRow, ...]
    level: Level | None
    rule: ReleaseRule | None

    @property
    def judged(self) -> str:
        return judged_text(self.row.title, self.row.text)

    @property
    def sha256(self) -> str:
        return digest(self.judged)

    @property
    def since_submission(self) -> tuple[ReleaseCheckRow, ...]:
        """The steps of this round: what came before the last submission counts no more, nor what
        was taken back.
        """
        marks = (GateStep.SUBMIT, GateStep.DRAFT)
        last = max((n for n, step in enumerate(self.steps) if step.step in marks), default=-1)
        return standing_steps(self.steps[last + 1 :])

    @property
    def passed(self) -> tuple[Passed, ...]:
        older = [step for step in self.steps if step.step in OF_THE_TEXT]
        return tuple(
            Passed(GateStep(step.step), step.text_sha256, step.receiver)
            for step in (*older, *self.since_submission)
            if step.passed
        )

    @property
    def authorised(self) -> bool:
        return any(p.step is GateStep.AUTHORITY and p.sha256 == self.sha256 for p in self.passed)

    @property
    def lacks_document(self) -> bool:
        """Whether another body must authorise the text, and has not."""
        return bool(self.rule and self.rule.document and not self.authorised)

    @property
    def untold(self) -> tuple[str, ...]:
        """Whom the rule wants told of this text, and nobody has told yet."""
        return tuple(not_notified(self.rule.tell if self.rule else (), self.passed, self.sha256))

    @property
    def signed_at(self) -> datetime:
        """When the text was signed; when it was drafted while it is not."""
        signed = [s.done_at for s in self.since_submission if s.step == GateStep.APPROVAL]
        return signed[-1] if signed else self.row.drafted_at

    def author_for(self, person_id: int) -> int | None:
        """Whose work it is in the eyes of a person: their own if they wrote any of it."""
        wrote = {s.person_id for s in self.steps if s.step == GateStep.DRAFT}
        return person_id if person_id in wrote else self.row.drafter_id


def standing_steps(steps: Sequence[ReleaseCheckRow]) -> tuple[ReleaseCheckRow, ...]:
    """Without those that were taken back, each by the step that follows it."""
    kept: list[ReleaseCheckRow] = []
    for step in steps:
        if step.step == GateStep.TAKEN_BACK:
            kept = kept[:-1]
        else:
            kept.append(step)
    return tuple(kept)


def standing(
    session: Session,
    row: ReleaseRow,
    about_words: str | None = None,
    steps: Sequence[ReleaseCheckRow] | None = None,
) -> Standing:
    """What is known already need not be read: what the incident is about, the steps so far."""
    if steps is None:
        steps = steps_of(session, [row.id])
    basis = basis_of(session, row)
    words = about(session, basis) if about_words is None else about_words
    rules = basis.rules(plan_of(session, basis.plan_version).release_rules.values())
    rule = rule_for(rules, row.kind, basis.level, words)
    return Standing(row, tuple(steps), basis.level, rule)


# Where a release waits for its next gate.
ON_THE_WAY = (
    ReleaseState.LEGAL, ReleaseState.SECRECY, ReleaseState.APPROVAL, ReleaseState.APPROVED
)  # fmt: skip


def releases_on_the_way(session: Session) -> Sequence[ReleaseRow]:
    """Of all incidents and warnings, oldest first."""
    rows = select(ReleaseRow).where(ReleaseRow.state.in_(ON_THE_WAY)).order_by(ReleaseRow.id)
    return read_once(session, "releases on the way", lambda: session.scalars(rows).all())


def steps_of(session: Session, release_ids: Collection[int]) -> Sequence[ReleaseCheckRow]:
    """All steps of some releases, oldest first."""
    return session.scalars(
        select(ReleaseCheckRow)
        .where(ReleaseCheckRow.release_id.in_(release_ids))
        .order_by(ReleaseCheckRow.id)
    ).all()


def refusal(rights: Rights, actor: Actor, now: Standing, act: ReleaseAct) -> RuleBroken | None:
    """Why the actor may not do it now; None: they may. What a text says is judged by its check."""
    return right_refusal(rights, actor, now, act) or gate_refusal(now, act)


def right_refusal(
    rights: Rights, actor: Actor, now: Standing, act: ReleaseAct
) -> RuleBroken | None:
    """Why the actor is not the one to do it."""
    author = now.author_for(actor.person_id) if act in BY_ANOTHER else 0
    return rights.refusal(actor, action_for(act, now.row.state), Matter(author_id=author))


def gate_refusal(now: Standing, act: ReleaseAct) -> RuleBroken | None:
    """Why nobody can do it now."""
    return refusal_of(lambda: _require_gate(now, act))


def _require_gate(now: Standing, act: ReleaseAct) -> None:
    row = now.row
    require_place(act, row.kind, row.state)
    if act in (ReleaseAct.APPROVE, ReleaseAct.PUBLISH):
        signing = act is ReleaseAct.APPROVE
        require_checked(BEFORE_SIGNATURE if signing else BEFORE_PUBLICATION, now.passed, now.sha256)
        rule = require_authority(now.rule, now.authorised)
        if not signing:
            require_notified(rule.tell, now.passed, now.sha256)
    if act is ReleaseAct.AUTHORISE and not (now.rule and now.rule.document):
        raise RuleBroken("按类别和级别，本稿不需要上级授权。")


def authority_words(rule: ReleaseRule | None) -> str:
    """Who may publish it, in words; "" while the incident is not graded."""
    if rule is None:
        return ""
    words = headed(rule.title, rule.publisher)
    return phrase("{rule}，须有上级授权文号", rule=words) if rule.document else words


def wanted_out(
    session: Session, incident: IncidentRow | None, at: datetime
) -> dict[int, Obligation]:
    """What the book says of each release of an incident: by when it should be out."""
    book = obligations_of(session, incident.id, at) if incident else ()
    return {int(o.about.removeprefix(ABOUT)): o for o in book if o.code == GATE}


def next_number(session: Session, basis: Basis, kind: ReleaseKind) -> int:
    """Within its kind, from 1."""
    highest = session.scalar(
        select(func.max(ReleaseRow.number)).where(basis.owns(), ReleaseRow.kind == kind)
    )
    return (highest or 0) + 1


def usable_lines(session: Session, incident_id: int) -> list[ReleaseRow]:
    """What an answer may follow: signed 口径 and published releases, newest first."""
    rows = session.scalars(
        select(ReleaseRow).where(ReleaseRow.incident_id == incident_id).order_by(ReleaseRow.id)
    )
    out = (ReleaseState.PUBLISHED,)
    ready = [r for r in rows if r.state in (*out, ReleaseState.APPROVED)]
    return [r for r in reversed(ready) if r.state in out or r.kind is ReleaseKind.LINE]
