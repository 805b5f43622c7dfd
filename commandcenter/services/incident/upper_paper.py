"""The upper body's paper as a file: it goes first, in parts, then its decision is registered."""

from dataclasses import replace
from pathlib import Path

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services.guard import incident_of, require_for
from commandcenter.services.incident.levels import UpperDecision, register_upper
from commandcenter.store import files
from commandcenter.store.database import Database
from commandcenter.store.files import OnProgress


def register_with_paper(
    db: Database,
    actor: Actor,
    incident_id: int,
    decision: UpperDecision,
    path: Path,
    on_progress: OnProgress,
) -> None:
    """Safe to call again after a loss. Raises RuleBroken before the sending where it can."""
    with db.read() as session:
        require_for(
            session, actor, Action.REGISTER_UPPER_DECISION, incident_of(session, incident_id)
        )
    sha256 = files.send(db, path, on_progress)
    proof = replace(decision.proof, sha256=sha256, file_name=path.name)
    with db.write() as session:
        register_upper(session, actor, incident_id, replace(decision, proof=proof))


def save_paper(db: Database, sha256: str, target: Path, on_progress: OnProgress) -> Path:
    """Copy it to `target`, checked against its hash. Raises RuleBroken, and leaves nothing."""
    with db.read() as session:
        files.copy_out(session, sha256, target, on_progress)
    return target
