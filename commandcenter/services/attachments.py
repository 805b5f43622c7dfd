"""A file goes in parts first, without the pen; then the step is told of it in one transaction."""

from pathlib import Path

from commandcenter.domain.org import Actor
from commandcenter.services.checklist import attach_file
from commandcenter.store import files
from commandcenter.store.database import Database


def attach(db: Database, actor: Actor, step_id: int, path: Path) -> str:
    """Send a file and link it to a step; return its SHA-256. Safe to call again after a loss.

    Raises RuleBroken for a file that is too large, or without the right.
    """
    sha256 = files.send(db, path)
    with db.write() as session:
        attach_file(session, actor, step_id, sha256, path.name)
    return sha256
