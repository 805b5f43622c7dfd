"""结案: every gate before the closing, what keeps it shut, and what can be done about it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.archive import Entry, require_archivable
from commandcenter.domain.aftermath.closing import (
    Gate,
    Named,
    OpenPoint,
    open_points,
    require_closable,
    require_waivable,
)
from commandcenter.domain.aftermath.retention import Retention, Scope, require_after_response
from commandcenter.domain.command.duties import DutyState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State, require_move
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.aftermath.recovery import recovery_board
from commandcenter.queries.command.duties import duty_sheet
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.aftermath import erasure
from commandcenter.store.aftermath.closing import close_facts
from commandcenter.store.command.incident_rows import IncidentRows, incident_rows
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import (
    ArchivePackageRow,
    DutyNoteRow,
    RetentionRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that keeps a gate shut, with what can be done to it."""

    id: int
    title: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate. `words` and `todo` are "" once it is passed."""

    gate: Gate
    passed: bool
    words: str
    todo: str
    items: tuple[Item, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class DutyItem:
    """A duty of the plan that nothing shows done, or that somebody stated not to apply."""

    code: str
    clause: str
    title: str
    words: str
    stated: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class PackageLine:
    id: int
    sha256: str
    size: int
    entries: tuple[Entry, ...]
    made_at: datetime
    made_by: str
    after_closing: bool


@dataclass(frozen=True, slots=True)
class ClosingBoard:
    """Gates in their order. `offers`: to close the case, to make its archive package."""

    gates: tuple[GateLine, ...]
    duties: tuple[DutyItem, ...]
    packages: tuple[PackageLine, ...]  # newest first
    offers: tuple[Offer, ...]
    title: str
    state: State | None
    closed_at: datetime | None
    closed_by: str
    refusal: RuleBroken | None
    now: datetime


# Whose part it is to know what keeps a case open.
READERS = (
    Action.LEDGER_READ, Action.CLOSE_CASE, Action.DRAFT_INQUIRY, Action.MAKE_ARCHIVE,
    Action.DISPOSE_INCIDENT,
)  # fmt: skip


def closing_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> ClosingBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    rights = plan_of(session).rights
    may_read = any(rights.scope(actor, action) for action in READERS)
    if incident is None or not may_read:
        refusal = None if may_read else rights.refusal(actor, Action.LEDGER_READ, Matter())
        return ClosingBoard((), (), (), (), "", None, None, "", refusal, now)
    rows, level = incident_rows(session, incident.id), last_response(session, incident)
    matter = Matter(districts=frozenset(incident.districts), level=level or incident.grade)
    asker = _Asker(session, rights, actor, incident, rows, matter, now)
    return ClosingBoard(
        gates=tuple(asker.gates()),
        duties=tuple(asker.duties()),
        packages=tuple(_packages(rows, incident)),
        offers=(*asker.archive(), *asker.close()),
        title=incident.title,
        state=incident.state,
        closed_at=incident.closed_at,
        closed_by=incident.closed_by or "",
        refusal=None,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    session: Session
    rights: Rights
    actor: Actor
    incident: IncidentRow
    rows: IncidentRows
    matter: Matter
    now: datetime

    def offer(self, key: str, action: Action, *rules: partial[None]) -> tuple[Offer, ...]:
        return only(offer(key, self.rights, self.actor, action, self.matter, *rules))

    def gates(self) -> Iterator[GateLine]:
        facts = close_facts(self.session, self.incident)
        shut = {point.gate: point for point in open_points(facts, self.now)}
        closed = self.incident.state is State.ARCHIVED
        for gate in Gate:
            point = None if closed and gate is Gate.STATE else shut.get(gate)
            yield GateLine(
                gate=gate,
                passed=point is None,
                words=point.words if point else "",
                todo=point.todo if point else "",
                items=tuple(self._items(gate, point.items)) if point else (),
                offers=self._offers(gate, point),
            )

    def _items(self, gate: Gate, items: tuple[Named, ...]) -> Iterator[Item]:
        """Of the ledgers only the lines that the actor may see, each with its waiver."""
        if gate is not Gate.LEDGER:
            yield from (Item(item.id, word(item.title)) for item in items)
            return
        board = recovery_board(self.session, self.actor, self.incident.id, self.now)
        seen = {line.id: line for line in board.lines}
        for item in items:
            if line := seen.get(item.id):
                waive = tuple(v for v in line.offers if v.key == "waive")
                yield Item(item.id, word(item.title), waive)

    def _offers(self, gate: Gate, point: OpenPoint | None) -> tuple[Offer, ...]:
        if gate is Gate.RETENTION:
            return self._retention()
        if point is None:
            return ()
        match gate:
            case Gate.STATE:
                move = partial(require_move, self.incident.state, State.AFTERMATH)
                return self.offer("begin_aftermath", Action.DISPOSE_INCIDENT, move)
            case Gate.STEPS:
                ended = partial(require_waivable, self.incident.state)
                return self.offer("waive_steps", Action.WAIVE_LINE, ended)
        return ()

    def _retention(self) -> tuple[Offer, ...]:
        """Decided anew at any time after the response; the rest erased once it may go."""
        rule = partial(require_after_response, self.incident.state)
        decide = self.offer("decide_retention", Action.DECIDE_RETENTION, rule)
        row = next(reversed(self.rows.of(RetentionRow)), None)  # the newest decision holds
        if row and row.decision == Retention.ERASE and (row.erased or {}).get("stays"):
            return (*self.offer("erase_rest", Action.DECIDE_RETENTION), *decide)
        return decide

    def duties(self) -> Iterator[DutyItem]:
        notes = self.rows.of(DutyNoteRow)
        stated = {note.duty for note in notes if note.withdrawn_at is None}
        for line in duty_sheet(self.session, self.incident.id, self.now, self.actor).lines:
            if line.state is DutyState.EMPTY:
                offers = () if line.left else self.offer("not_applicable", Action.WAIVE_LINE)
            elif line.code in stated:
                offers = self.offer("applies_again", Action.WAIVE_LINE)
            else:
                continue
            yield DutyItem(
                line.code, line.clause, line.title, line.words, line.code in stated, offers
            )

    def archive(self) -> tuple[Offer, ...]:
        rule = partial(require_archivable, self.incident.state)
        return self.offer("archive", Action.MAKE_ARCHIVE, rule)

    def close(self) -> tuple[Offer, ...]:
        if self.incident.state is State.ARCHIVED:
            return ()
        facts = close_facts(self.session, self.incident)
        matter = Matter(author_id=facts.last_settler)
        rule = partial(require_closable, facts, self.now)
        return only(offer("close", self.rights, self.actor, Action.CLOSE_CASE, matter, rule))


def _packages(rows: IncidentRows, incident: IncidentRow) -> Iterator[PackageLine]:
    for row in reversed(rows.of(ArchivePackageRow)):
        yield PackageLine(
            id=row.id,
            sha256=row.sha256,
            size=row.size,
            entries=tuple(
                Entry(str(e["name"]), int(str(e["size"])), str(e["sha256"])) for e in row.contents
            ),
            made_at=row.made_at,
            made_by=row.made_by,
            after_closing=bool(incident.closed_at and row.made_at >= incident.closed_at),
        )


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A kind of personal data: what it is, and how much of it would go now."""

    scope: Scope
    title: str
    words: str
    source: str
    count: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that was taken. `counts`, `stays`: what was erased and what had to stay."""

    decision: Retention
    scope: tuple[Scope, ...]
    reason: str
    keep_until: datetime | None
    signature: str
    at: datetime
    line: int | None
    erased_at: datetime | None
    counts: dict[str, int]
    stays: dict[str, int]


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What a decision on personal data would reach. `stays`: complaints by why they stay."""

    title: str
    complaints: int
    free: int
    stays: tuple[tuple[str, int], ...]
    scopes: tuple[ScopeLine, ...]
    decisions: tuple[DecisionLine, ...]  # newest first
    now: datetime


def retention_view(session: Session, incident_id: int, now: datetime) -> RetentionView:
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    why = erasure.why_they_stay(session, incident_id)
    free = [number for number, reason in why.items() if reason is None]
    held = erasure.held(session, incident_id, free)
    staying: dict[str, int] = {}
    for reason in why.values():
        if reason is not None:
            staying[reason.value] = staying.get(reason.value, 0) + 1
    return RetentionView(
        title=incident.title,
        complaints=len(why),
        free=len(free),
        stays=tuple(sorted(staying.items())),
        scopes=tuple(
            ScopeLine(Scope(item.code), item.title, item.words, item.source, held[Scope(item.code)])
            for item in plan.retention_scopes.values()
        ),
        decisions=tuple(_decisions(session, incident_id)),
        now=now,
    )


def _decisions(session: Session, incident_id: int) -> Iterator[DecisionLine]:
    rows = session.scalars(
        select(RetentionRow)
        .where(RetentionRow.incident_id == incident_id)
        .order_by(RetentionRow.id.desc())
    )
    for row in rows:
        erased = row.erased or {}
        yield DecisionLine(
            decision=Retention(row.decision),
            scope=tuple(Scope(code) for code in row.scope),
            reason=row.reason,
            keep_until=row.keep_until,
            signature=row.signature,
            at=row.at,
            line=row.line,
            erased_at=row.erased_at,
            counts=_numbers(erased.get("counts")),
            stays=_numbers(erased.get("stays")),
        )


def _numbers(found: object) -> dict[str, int]:
    return {str(k): int(v) for k, v in found.items()} if isinstance(found, dict) else {}
