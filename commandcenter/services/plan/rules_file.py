"""A county's rules with their file: it goes first, in parts, then the rules are filed."""

from dataclasses import replace
from pathlib import Path

from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan_gap import require_rules_file
from commandcenter.domain.rights import Action
from commandcenter.services.guard import rights
from commandcenter.services.plan.gaps import OwnRules, file_rules
from commandcenter.store import files
from commandcenter.store.database import Database
from commandcenter.store.files import OnProgress


def file_with_paper(
    db: Database, actor: Actor, rules: OwnRules, path: Path, on_progress: OnProgress
) -> int:
    """Safe to call again after a loss. Raises RuleBroken before the sending where it can."""
    name = require_rules_file(path.name)
    with db.read() as session:
        rights(session).require(actor, Action.FILE_OWN_RULES, district=rules.district)
    sha256 = files.send(db, path, on_progress)
    with db.write() as session:
        return file_rules(session, actor, replace(rules, sha256=sha256, file_name=name))


def save_rules(db: Database, sha256: str, target: Path, on_progress: OnProgress) -> Path:
    """Copy it to `target`, checked against its hash. Raises RuleBroken, and leaves nothing."""
    with db.read() as session:
        files.copy_out(session, sha256, target, on_progress)
    return target
