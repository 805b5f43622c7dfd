"""What is kept once and corrected in place, by hand or by a file with it again (plan 6.1)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.store.database import now

CLAUSE = "6.1"


@dataclass(frozen=True, slots=True)
class Register:
    """`kind` of its lines in the journal; `kept`: what of a row people write."""

    kind: str
    kept: tuple[str, ...]

    def store(self, session: Session, actor: Actor, row: Any, new: Any, verb: str) -> int:
        """`row`: with what is not written by people. Returns its id."""
        for name in self.kept:
            setattr(row, name, getattr(new, name))
        row.at, row.by = now(session), actor.name
        session.add(row)
        session.flush()
        book.record(session, actor, self.kind, row.id, verb, clause=CLAUSE)
        found: int = row.id
        return found

    def differs(self, row: Any, new: Any) -> bool:
        return any(getattr(row, name) != getattr(new, name) for name in self.kept)

    def change(self, session: Session, actor: Actor, row: Any, new: Any, file_name: str) -> bool:
        """Whether anything is other than it was."""
        if not self.differs(row, new):
            return False
        # First: what asks the clock writes what was changed before.
        row.corrected_at, row.corrected_by = now(session), actor.name
        for name in self.kept:
            setattr(row, name, getattr(new, name))
        row.file_name = file_name
        book.record(session, actor, self.kind, row.id, "corrected", clause=CLAUSE)
        return True

    def correct(
        self,
        session: Session,
        actor: Actor,
        row: Any,
        seen: int,
        checked: Callable[[], Any],
        other: Callable[[Any], Any],
        taken: Callable[[Any], RuleBroken],
    ) -> None:
        """By hand. `seen`: the version on the screen; `checked`: what is to stand there; `other`:
        who has that by now; `taken`: what is said of it."""
        require_seen(row.version, seen)
        new = checked()
        found = other(new)
        if found is not None and found.id != row.id:
            raise taken(found)
        if not self.change(session, actor, row, new, row.file_name):
            raise RuleBroken("没有改动任何内容。")
