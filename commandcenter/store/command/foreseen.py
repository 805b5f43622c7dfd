"""What the book would say after a decision that nobody has taken yet: nothing is written."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.book import book
from commandcenter.domain.command.life import Kept, LevelSpan, Life, Wanted
from commandcenter.domain.command.obligation import UNDONE, Act, Obligation, ObligationState
from commandcenter.domain.command.tasks import is_task
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import APPLIES, OF_OBLIGATION, TABLE
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow

if TYPE_CHECKING:
    from commandcenter.store.command.acts import acts_of
    from commandcenter.store.command.lives import Known, known_of
else:
    acts_of = late_name("store.command.acts", "acts_of")
    known_of = late_name("store.command.lives", "known_of")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a decision does to the tasks that the plan sets: what goes on, comes, goes, is done.

    Each in the order of the list.
    """

    kept: tuple[Wanted, ...]
    new: tuple[Wanted, ...]
    dropped: tuple[Wanted, ...]
    done: tuple[Obligation, ...]


@dataclass(frozen=True)
class Foresight:
    """The book of one incident, read once, to be worked out at several decisions."""

    known: "Known | None"
    acts: tuple[Act, ...]
    kept: tuple[Kept, ...]
    at: datetime

    def of_level(self, level: Level) -> Foreseen:
        """The response is started, or changed, to `level`."""
        if self.known is None:
            return Foreseen((), (), (), ())
        life = self.known.life
        running = any(span.axis is Axis.RESPONSE for span in life.levels)
        after = replace(
            life,
            state=State.RESPONDING,
            activated_at=life.activated_at or self.at,
            levels=(*life.levels, LevelSpan(Axis.RESPONSE, level, self.at)),
        )
        return self._after(self.known, after, "response.changed" if running else "response.started")

    def of_end(self) -> Foreseen:
        if self.known is None:
            return Foreseen((), (), (), ())
        after = replace(self.known.life, state=State.ENDED, ended_at=self.at)
        return self._after(self.known, after, "response.ended")

    def _after(self, known: "Known", life: Life, sign: str) -> Foreseen:
        decision = Act(sign, "level_decision", 0, "", self.at, "", life.incident)
        wanted = book(known.plan, life, (*self.acts, decision), self.kept, self.at)
        stands = {each.row.key: each.row for each in self.kept if is_task(each.row)}
        return _compared(stands, [row for row in wanted if is_task(row)])


def foresight(session: Session, incident_id: int, at: datetime) -> Foresight:
    known = known_of(session, incident_id)
    acts = acts_of(session, known.family) if known else ()
    return Foresight(known, tuple(acts), _kept(session, incident_id), at)


def _kept(session: Session, incident_id: int) -> tuple[Kept, ...]:
    note = ObligationNoteRow
    said = exists().where(note.obligation_id == TABLE.c.id, note.kind == APPLIES)
    names = (*OF_OBLIGATION, "born_table", "born_id")
    rows = select(*(TABLE.c[name] for name in names), said).where(
        TABLE.c.incident_id == incident_id
    )
    count = len(fields(Obligation))
    return tuple(
        Kept(Obligation(*row[:count]), *row[count:])
        for row in session.execute(rows.order_by(TABLE.c.id))
    )


def _compared(stands: Mapping[str, Obligation], wanted: list[Wanted]) -> Foreseen:
    wanted.sort(key=lambda row: (row.position, row.key))
    before = {key for key, row in stands.items() if row.state in UNDONE}
    ceased = ObligationState.CEASED
    undone = [row for row in wanted if row.state in UNDONE]
    return Foreseen(
        kept=tuple(row for row in undone if row.key in before),
        new=tuple(row for row in undone if row.key not in before),
        dropped=tuple(row for row in wanted if row.key in before and row.state is ceased),
        done=tuple(row for row in stands.values() if row.state is ObligationState.DONE),
    )
