"""Under whose authority a level is decided: a person who signs, one who said so by telephone,
or the body above. Three ways lead to the same acts, and each leaves who, when and on what.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.decided_above import require_own
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, storable
from commandcenter.store.database import now
from commandcenter.store.incident.decided_above import decided_above
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow

NOTHING = Proof()


@dataclass(frozen=True, slots=True)
class Warrant:
    """`recorder`: whose hand wrote it, and whom the journal names; `decider`: whose decision it
    is, None for the upper body's (then `organ`, `document`, `decided_at`, `proof` say which). `at`:
    since when it holds. `oral_id`: the 电话请示记录 it rests on, still to be signed.
    """

    recorder: Actor
    decider: Actor | None
    at: datetime
    oral_id: int | None = None
    organ: str = ""
    document: str = ""
    decided_at: datetime | None = None
    answers: int | None = None
    proof: Proof = NOTHING

    @property
    def by(self) -> str:
        """The name that stands under the decision."""
        return self.decider.name if self.decider else self.organ

    @property
    def step(self) -> str:
        return "decision" if self.decider else "upper"

    @property
    def upper(self) -> str:
        """The upper body with its document, as a notice cites it."""
        if self.decider:
            return ""
        return f"{self.organ}（{self.document}）" if self.document else self.organ

    def require(
        self, session: Session, action: Action, incident: IncidentRow, level: Level | None
    ) -> None:
        """The decider's own right to it; the upper body needs none here."""
        if self.decider:
            rights(session).require(
                self.decider, action, district=frozenset(incident.districts), level=level
            )

    def require_not_above(
        self, session: Session, incident: IncidentRow, axis: Axis, level: Level | None
    ) -> None:
        """What the body above decided it alone makes milder, or ends (`level` None)."""
        if self.decider:
            require_own(decided_above(session, incident.id, axis), level)

    def signed(self, signature: str) -> str:
        """The signature as kept: the decider's own name; "" where they sign later, or elsewhere."""
        if self.decider is None or self.oral_id is not None:
            return ""
        require_signature(signature, self.decider.name)
        return self.decider.name


def own(session: Session, actor: Actor) -> Warrant:
    """The actor decides in person, now."""
    return Warrant(actor, actor, now(session))


def require_shown(shown: str, notice: str) -> None:
    """Raise RuleBroken when what was read before signing is not what would be kept."""
    if shown and shown != notice:
        raise RuleBroken("签发前情况已有变化，正文已更新，请重新核对后再签。")


def add_decision(
    session: Session,
    warrant: Warrant,
    incident: IncidentRow,
    axis: Axis,
    level: Level,
    reason: str,
    facts: Mapping[str, object],
    signature: str,
) -> LevelDecisionRow:
    """The row that keeps it, with the facts it rests on; `signature` as typed."""
    row = LevelDecisionRow(
        incident_id=incident.id,
        axis=axis,
        step=warrant.step,
        level=level,
        reason=reason,
        facts=dict(facts),
        by=warrant.by,
        at=warrant.at,
        signature=warrant.signed(signature),
        answers=warrant.answers,
        oral_id=warrant.oral_id,
        organ=warrant.organ or None,
        registered_by=None if warrant.decider else warrant.recorder.name,
        document=warrant.document or None,
        decided_at=warrant.decided_at,
        file_sha256=warrant.proof.sha256 or None,
        file_name=warrant.proof.file_name or None,
        caller=storable(warrant.proof.caller).strip() or None,
        caller_phone=storable(warrant.proof.phone).strip() or None,
        called_at=warrant.proof.called_at,
    )
    session.add(row)
    return row


def record(session: Session, actor: Actor, incident: IncidentRow, verb: str, clause: str) -> int:
    """The journal line of what was done to an incident."""
    return book.record(
        session, actor, "incident", incident.id, verb, incident=incident.id, clause=clause
    )
