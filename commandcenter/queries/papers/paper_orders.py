"""指令和批示办理单: what the command ordered and what came from above, with what became of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import Standing, Task, standing
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.orders import reminders_of
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class Given:
    """A 批示 or a 指令. `document`: on which paper it was written, "" for a 指令; `to`: who
    carries it out; `told_at`, `told_way`: the result was told to who directed."""

    by: str
    post: str
    document: str
    words: str
    at: datetime
    to: str
    due_at: datetime | None
    standing: Standing
    received_by: str
    received_at: datetime | None
    reminders: int
    result: str
    done_by: str
    done_at: datetime | None
    told_at: datetime | None = None
    told_way: str = ""


@dataclass(frozen=True, slots=True)
class OrdersPaper:
    """Both in the order in which they came."""

    stamp: Stamp
    directives: tuple[Given, ...]
    instructions: tuple[Given, ...]


def orders_paper(session: Session, incident_id: int, now: datetime) -> OrdersPaper:
    """Raises RuleBroken when there is neither."""
    asks = _Asking(session, incident_id, now)
    paper = OrdersPaper(stamp(session, incident_id, now), asks.directives(), asks.instructions())
    if not paper.directives and not paper.instructions:
        raise RuleBroken("本事件没有登记批示，也没有下达指令，没有办理单。")
    return paper


class _Asking:
    def __init__(self, session: Session, incident_id: int, now: datetime) -> None:
        self._session, self._incident, self._now = session, incident_id, now
        self._cover = cover_of(session, session.get_one(IncidentRow, incident_id))

    def directives(self) -> tuple[Given, ...]:
        chased = reminders_of(self._session, self._incident, "directive")
        rows = self._session.scalars(
            select(DirectiveRow)
            .where(DirectiveRow.incident_id == self._incident)
            .order_by(DirectiveRow.directed_at, DirectiveRow.id)
        )
        return tuple(
            Given(
                by=row.from_person,
                post=row.from_post,
                document=self._cover(row.document),
                words=self._cover(row.words),
                at=row.directed_at,
                to=self._to(row.group, row.to_person),
                due_at=row.due_at,
                standing=standing(
                    Task(
                        row.registered_at, row.due_at, row.received_at, row.received_by or "",
                        row.done_at, row.done_by or "", row.reported_at,
                    ),
                    self._now,
                ),
                received_by=row.received_by or "",
                received_at=row.received_at,
                reminders=len(chased.get(row.id, ())),
                result=self._cover(row.result or ""),
                done_by=row.done_by or "",
                done_at=row.done_at,
                told_at=row.reported_at,
                told_way=row.reported_way or "",
            )
            for row in rows
        )  # fmt: skip

    def instructions(self) -> tuple[Given, ...]:
        chased = reminders_of(self._session, self._incident, "instruction")
        rows = self._session.scalars(
            select(InstructionRow)
            .where(InstructionRow.incident_id == self._incident)
            .order_by(InstructionRow.at, InstructionRow.id)
        )
        return tuple(
            Given(
                by=row.given_by,
                post="",
                document="",
                words=self._cover(row.text),
                at=row.at,
                to=self._to(row.to_group, row.to_person),
                due_at=row.deadline_at,
                standing=standing(
                    Task(
                        row.at, row.deadline_at, row.received_at, row.received_by,
                        row.reported_at, row.reported_by,
                    ),
                    self._now,
                ),
                received_by=row.received_by,
                received_at=row.received_at,
                reminders=len(chased.get(row.id, ())),
                result=self._cover(row.report),
                done_by=row.reported_by,
                done_at=row.reported_at,
            )
            for row in rows
        )  # fmt: skip

    def _to(self, group: Group | None, person: int | None) -> str:
        names = [GROUP_WORDS[group]] if group else []
        if person is not None:
            names.append(self._session.get_one(PersonRow, person).name)
        return "、".join(names)
