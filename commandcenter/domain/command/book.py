"""The book of obligations: every row of an incident as it should stand, worked out from the acts.

Total and idempotent: what is stored already comes out again as it is, or as it must change.
It knows no table, no session and no clock.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from commandcenter.domain.command.births import EVERY_LEVEL, Birth, Book, births_of
from commandcenter.domain.command.closing_acts import Closed, closing, round_base
from commandcenter.domain.command.life import Asked, Kept, Life, Wanted
from commandcenter.domain.command.limits import Limit, course_of, due_of
from commandcenter.domain.command.obligation import (
    COUNTED,
    UNDONE,
    Act,
    Obligation,
    ObligationState,
)
from commandcenter.domain.command.signs import Proofs
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import headed, phrase, phrases, word
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.plan.obligation_items import ROW, ObligationItem, in_list
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report import ReportKind, report_label
from commandcenter.late_dataclass import dataclass

CAME = ("team",)  # to a place
# Of the incident itself: what another one that was merged into it decided is no act of its own.
OWN = ("verified", "aftermath", "closed", "grade.", "response.")


def book(
    plan: PlanData,
    life: Life,
    acts: Sequence[Act],
    kept: Sequence[Kept],
    at: datetime,
    by: str = "",
) -> tuple[Wanted, ...]:
    """The whole book at `at`: every row that should be, as it should stand, in the plan's order.

    `acts`: all that stand at `at`, in any order, those of the incidents merged into it among
    them. `kept`: the rows that are stored, for what people said and what is frozen. `by`: who
    enters what changes it now.
    """
    own = [act for act in acts if act.incident == life.incident or not act.sign.startswith(OWN)]
    proofs = Proofs(own, {each.code: each.title for each in plan.departments.values()})
    course = course_of(plan, life)
    moment, at = at, course.not_before(at)
    positions = in_list(plan.obligations.values(), course.level_at(at))
    known = {each.row.key: each for each in kept}
    asked = defaultdict[str, list[Asked]](list)
    for each in life.asked:
        asked[each.kind].append(each)
    entry = _Entry(moment, by, frozenset((act.table, act.id) for act in own))
    case = Book(plan, life, course, proofs, known, at, positions, asked)
    wanted = {
        row.key: row
        for item in plan.obligations.values()
        for birth in births_of(case, item)
        for row in _rows(case, item, birth, entry)
    }
    wanted |= {row.key: row for row in _with_limits(case, wanted)}
    gone = [_gone(life, each) for key, each in sorted(known.items()) if key not in wanted]
    return (*wanted.values(), *gone)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on its way: `base` is what its limit counts from, `due` by level from there.
    `kept`: as it is stored.
    """

    key: str
    kept: Kept | None
    item: ObligationItem
    birth: Birth
    number: int
    base: datetime
    due: Mapping[Level, Due]
    closed: Closed | None
    over: str = ""  # why there is no further round


@dataclass(frozen=True, slots=True)
class _Entry:
    """When and by whom something was entered."""

    at: datetime | None = None
    by: str | None = None
    acts: frozenset[tuple[str, int]] = frozenset()  # that stand, by their records


def _rows(case: Book, item: ObligationItem, birth: Birth, now: _Entry) -> Iterator[Wanted]:
    """What is not wanted and was never on the list is not put on it as ceased."""
    acts = birth.proofs(case, item.signs)
    rows = _rounds(case, item, birth, acts) if item.round else _one(case, item, birth, acts)
    for row in rows:
        wanted = _wanted(case, row, now)
        if wanted.state is not ObligationState.CEASED or wanted.key in case.kept:
            yield wanted


def _one(case: Book, item: ObligationItem, birth: Birth, acts: Sequence[Act]) -> Iterator[_Row]:
    kept = case.kept.get(key := case.key(item, birth, 0))
    base, due = _first_limit(case, item, birth)
    yield _Row(key, kept, item, birth, 0, base, due, closing(case, item, birth, kept, acts))


def _first_limit(
    case: Book, item: ObligationItem, birth: Birth
) -> tuple[datetime, Mapping[Level, Due]]:
    """From the start, or from the act that it waits for (arrived: 15 minutes)."""
    start = _start_act(case, item, birth)
    if item.after and start:
        return start.at, dict.fromkeys(birth.levels, item.after.minutes)
    if birth.levels is EVERY_LEVEL:
        return birth.start, item.due
    return birth.start, {level: due for level, due in item.due.items() if level in birth.levels}


def _start_act(case: Book, item: ObligationItem, birth: Birth) -> Act | None:
    if item.after is None:
        return None
    return next(iter(birth.proofs(case, (item.after.sign,))), None)


def _rounds(case: Book, item: ObligationItem, birth: Birth, acts: Sequence[Act]) -> Iterator[_Row]:
    """Those that were done, and the one that is open: a round that is missed does not multiply.

    The act that a round counts from closes none.
    """
    base, due = _first_limit(case, item, birth)
    number, since = 1, base
    while True:
        kept = case.kept.get(key := case.key(item, birth, number))
        left = [act for act in acts if act.at > since]
        closed = closing(case, item, birth, kept, left)
        row = _Row(key, kept, item, birth, number, base, due, closed)
        yield _of_place(case, row, since) if item.ends else row
        if closed is None:
            return
        base, since = round_base(birth, left, closed), max(since, closed.at)
        due = {level: each for level, each in item.round.items() if level in birth.levels}
        number += 1


def _of_place(case: Book, row: _Row, since: datetime) -> _Row:
    """A team that leaves ends the rounds of its place; one that comes later begins them again.

    A report from there without a team does not.
    """
    item, birth, closed = row.item, row.birth, row.closed
    left = [act.at for act in birth.proofs(case, item.ends) if act.at <= since]
    if not left:
        return row
    came = (act.at for act in birth.proofs(case, CAME) if act.at > left[-1])
    back = next(came, None)
    if back and back <= since:
        return row
    if back and (closed is None or back <= closed.at):
        due = dict.fromkeys(birth.levels, item.again) if item.again else row.due
        return replace(row, base=back, due=due)
    return row if closed else replace(row, over=word("本点已撤收"))


def _limit(case: Book, row: _Row) -> Limit | None:
    moment = row.closed.at if row.closed else case.at
    if row.item.limit and row.birth.due_at:
        return Limit(row.birth.due_at, None)
    before = case.course.before(reports=row.item.is_report)
    return due_of(row.due, case.course, row.base, moment, before)


def _state(case: Book, row: _Row, kept: Kept | None) -> tuple[ObligationState, str]:
    """How it stands, and why it ceased. What people said of it stands before what ceased."""
    life, item = case.life, row.item
    grey = item.grey and life.verified_at is None and life.state is State.REPORTED
    if row.closed:
        return (ObligationState.GREY if grey else ObligationState.DONE), ""
    if kept and kept.row.na_why:
        return ObligationState.NOT_APPLICABLE, ""
    if why := _over(case, row):
        return ObligationState.CEASED, why
    if item.when and not _applies(case, row, kept):
        return ObligationState.WAITING, ""
    return (ObligationState.GREY if grey else ObligationState.OPEN), ""


ENDS: Mapping[State, str] = phrases(
    {
        State.FALSE_ALARM: "接报核实为误报",
        State.TRANSFERRED: "事件已移送",
    }
)


def _over(case: Book, row: _Row) -> str:
    """Why nothing of it is to be done any more, "" while something is."""
    life, item = case.life, row.item
    level = case.course.level_at(case.at, reports=item.is_report)
    if life.state is State.MERGED:
        return phrase("并入“{title}”", title=life.merged_into)
    if life.state in ENDS and item.until != items.NEVER:
        return ENDS[life.state]
    if item.waive and row.birth.proofs(case, item.waive):
        return word("已具名豁免")
    if row.birth.idle or row.over:
        return row.birth.idle or row.over
    if level not in item.levels:
        return phrase("{level}不设此项", level=level.with_sign)
    if item.until == items.UNTIL_ENDED and life.ended_at:
        return word("响应已终止")
    return word("事件已结案") if life.closed_at and item.until != items.NEVER else ""


def _applies(case: Book, row: _Row, kept: Kept | None) -> bool:
    """Its case has come: by what is recorded, or because somebody said so."""
    when, life = row.item.applies, case.life
    return (
        bool(row.birth.table)
        or (kept is not None and kept.applies)
        or life.kind in when.kinds
        or any(life.facts.get(code) for code in when.facts)
        or bool(case.proofs.of(when.signs))
    )


def _wanted(case: Book, row: _Row, now: _Entry) -> Wanted:
    item, birth, life, key, kept = row.item, row.birth, case.life, row.key, row.kept
    state, why = _state(case, row, kept)
    done = row.closed if state is ObligationState.DONE else None
    limit = _frozen(kept, done) or _limit(case, row)
    entry = _entry(kept, done, now)
    group, role, district = _doer(row)
    said = _said(kept)
    return Wanted(
        incident_id=life.incident or None, key=key, code=item.code, about=birth.about,
        round=row.number, title=_title(case, row), detail=_detail(row), clause=item.clause,
        basis=item.basis or item.source, group=group, role=role, district=district,
        form="" if item.hand else item.form, must=case.course.level_at(case.at) in item.must,
        position=case.positions[item.code], born_at=birth.born_at, born_table=birth.table,
        born_id=birth.id, start_at=row.base, due_at=limit.due_at if limit else None,
        level=limit.level if limit else None, provisional=bool(limit and limit.provisional),
        state=state, ceased_why=why, done_at=done.at if done else None,
        done_by=done.by if done else "", act_table=done.act_table if done else "",
        act_id=done.act_id if done else None, plan_version_id=life.plan_version,
        hand_words=said.hand_words, na_why=said.na_why, na_by=said.na_by, na_at=said.na_at,
        assigned_to=said.assigned_to or birth.person, entered_at=entry.at, entered_by=entry.by,
    )  # fmt: skip


def _with_limits(case: Book, rows: Mapping[str, Wanted]) -> Iterator[Wanted]:
    """What closes others has their limit: of the one it closed, else of the first that is open."""
    for asked in (each for each in case.life.asked if each.limits):
        found = [r for code in asked.limits for r in rows.values() if r.code == code and r.due_at]
        own = {(act.table, act.id) for act in case.proofs.speaking_of(asked.about)}
        limits = [row for row in found if (row.act_table, row.act_id) in own]
        opened = limits or [row for row in found if row.state is ObligationState.OPEN]
        for item in case.plan.obligations.values():
            row = rows.get(f"{case.life.incident}/{item.code}/{asked.about}/0")
            if not (row and item.limit) or row.due_at:
                continue
            limit = next(iter(opened if row.state in UNDONE else limits), None)
            if limit and row.state in COUNTED:
                yield replace(
                    row, due_at=limit.due_at, level=limit.level, provisional=limit.provisional
                )


def _frozen(kept: Kept | None, done: Closed | None) -> Limit | None:
    """The limit is final once done, as long as the same act stands."""
    row = kept.row if kept else None
    if row is None or done is None or not _same_act(row, done) or not row.due_at:
        return None
    return Limit(row.due_at, row.level, row.provisional)


def _same_act(row: Obligation, done: Closed) -> bool:
    """Whether the row stands as done, by the same act and of the same time."""
    acts = (row.done_at, row.act_table, row.act_id) == (done.at, done.act_table, done.act_id)
    return acts and row.state is ObligationState.DONE


def _entry(kept: Kept | None, done: Closed | None, now: _Entry) -> _Entry:
    """When it was entered that it is done, as long as the same act stands: as the act's own record
    says, else with what changes the book now. It is not known of a row that comes done, or is done
    by what stood there before as the act that closed it is withdrawn, where no record says it.
    """
    if done is None:
        return _Entry()
    if kept and _same_act(kept.row, done):
        return _Entry(kept.row.entered_at, kept.row.entered_by)
    if done.entered_at is not None:
        return _Entry(done.entered_at, done.entered_by)
    before = kept.row if kept else None
    withdrawn = before and before.act_id and (before.act_table, before.act_id) not in now.acts
    return _Entry() if before is None or withdrawn else now


@dataclass(frozen=True, slots=True)
class _Said:
    """What people said of a row."""

    hand_words: str = ""
    na_why: str = ""
    na_by: str = ""
    na_at: datetime | None = None
    assigned_to: int | None = None


def _said(kept: Kept | None) -> _Said:
    if kept is None:
        return _Said()
    row = kept.row
    return _Said(row.hand_words, row.na_why, row.na_by, row.na_at, row.assigned_to)


def _doer(row: _Row) -> tuple[Group | None, Role | None, str | None]:
    """As the row that asks says; what a county reports or handles is the county's."""
    birth, who = row.birth, row.item.who
    named = birth.group or birth.role or birth.person
    if birth.role is Role.COUNTY or (who.of == ROW and named):
        return birth.group, birth.role, birth.district
    return who.group, who.role, birth.district


def _title(case: Book, row: _Row) -> str:
    if "{" not in row.item.title:
        return row.item.title
    level = case.course.level_at(case.at)
    words = {
        "amount": str(row.item.amount.get(level, "")),
        "round_report": report_label(ReportKind.FOLLOW_UP, row.number),
        **row.birth.words,
    }
    return row.item.title.format_map(defaultdict(str, words))


def _detail(row: _Row) -> str:
    label = row.birth.label
    return headed(label, row.item.detail) if label else row.item.detail


NOT_DONE: Mapping[str, Any] = {
    "done_at": None, "done_by": "", "act_table": "", "act_id": None, "entered_at": None,
    "entered_by": "",
}  # fmt: skip


def _gone(life: Life, kept: Kept) -> Wanted:
    """A row that nothing asks for any more: what was said of it by hand stays, the rest ceases."""
    row = kept.row
    if row.done_at and (row.hand_words or row.is_old_tick):
        state, why = ObligationState.DONE, ""
    elif row.na_why:
        state, why = ObligationState.NOT_APPLICABLE, ""
    else:
        state, why = ObligationState.CEASED, row.ceased_why or word("所依据的记录已撤回或者变更")
    same = {each.name: getattr(row, each.name) for each in fields(Obligation) if each.name != "id"}
    emptied = {} if state is ObligationState.DONE else NOT_DONE
    return Wanted(
        **{**same, **emptied, "state": state, "ceased_why": why},
        born_table=kept.born_table,
        born_id=kept.born_id,
        plan_version_id=life.plan_version,
    )
