"""Whether the obligations of a plan make sense: what is wrong is named by file and item."""

from collections import Counter
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any, Protocol

from commandcenter.domain.command.life import ASKED
from commandcenter.domain.command.signs import is_sign
from commandcenter.domain.level import Level
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.due_words import is_due
from commandcenter.domain.plan.obligation_items import ObligationItem
from commandcenter.domain.plan.plan_items import Addressee
from commandcenter.domain.reports.report_clock import ClockKind

FILE = "obligations.toml"
TITLE_LENGTH = 16  # what a line of the wall holds
MUST_LIMIT = {Level.I: 10, Level.II: 10, Level.III: 10, Level.IV: 6}
OLD_CLOCKS = frozenset(f"clock:{each}" for each in ClockKind)
STARTS = frozenset({items.RECEIVED, items.ACTIVATION, items.END, items.ASKED})
PER = frozenset(
    {items.ONCE, items.ADDRESSEE, items.CHAIN, items.COUNTY, items.PLACE}
)  # each a row, or all together: GROUP, DEPARTMENT
TOGETHER = frozenset({items.GROUP, items.DEPARTMENT})
LONGEST_COUNTY = "市中心区"


class _Plan(Protocol):
    """What is asked of the plan here."""

    @property
    def obligations(self) -> Mapping[str, ObligationItem]: ...
    @property
    def duty_lines(self) -> Mapping[str, items.DutyLine]: ...
    @property
    def kinds(self) -> Mapping[str, items.KindItem]: ...
    @property
    def addressees(self) -> Mapping[str, Addressee]: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def contexts(self) -> Mapping[str, Any]: ...


def check_obligations(plan: _Plan) -> None:
    """Raise ValueError naming file, item and what is wrong. A plan may have none at all."""
    for item in plan.obligations.values():
        where = f"{FILE}, {item.code}"
        _check_limits(where, item)
        _check_rows(where, item)
        _check_signs(where, item)
        _check_named(plan, where, item)
        _check_title(plan, where, item)
    _check_must(plan.obligations.values())
    _check_lines(plan)
    _check_kinds(plan)


def _refuse(where: str, words: str, wrong: bool) -> None:
    if wrong:
        raise ValueError(f"{where}: {words}")


def _check_limits(where: str, item: ObligationItem) -> None:
    for name, limits in (("due", item.due), ("round", item.round)):
        missing = [level.value for level in Level if level not in limits]
        _refuse(where, f"{name} says nothing for {', '.join(missing)}", bool(missing and limits))
        for level, due in limits.items():
            _refuse(where, f"{name} {due!r} at {level} is not understood", not is_due(due))
    _refuse(where, "due says nothing", not item.due)
    for level in item.must:
        late = item.due[level] == "none" or level not in item.levels
        _refuse(where, f"a must without deadline at {level}", late)
    _refuse(where, f"limit {item.limit!r} is not understood", item.limit not in ("", items.ROW))
    _refuse(where, "a row that asks is missing for its limit", bool(item.limit) > _is_asked(item))


def _is_asked(item: ObligationItem) -> bool:
    return item.per == items.COUNTY or bool(item.asks) or item.per.startswith(items.SIGN)


def _check_rows(where: str, item: ObligationItem) -> None:
    known = item.per in PER | TOGETHER or item.asks in ASKED
    known = known or is_sign(item.per.removeprefix(items.SIGN))
    _refuse(where, f"per {item.per!r} is not understood", not known)
    _refuse(where, "all of what", item.per in TOGETHER and not item.all)
    act = item.start.removeprefix(items.ACT)
    started = item.start in STARTS or (act != item.start and is_sign(act))
    _refuse(where, f"start {item.start!r} is not understood", not started)
    asked = item.start == items.ASKED
    _refuse(where, "starts with a row that does not ask", asked and not _is_asked(item))
    _refuse(where, f"listed {item.listed!r} is not understood", item.listed not in ("", "verified"))
    until = (items.UNTIL_ENDED, items.UNTIL_CLOSED, items.NEVER)
    _refuse(where, f"until {item.until!r} is not understood", item.until not in until)
    _refuse(where, "grey before the start", item.grey and item.start != items.RECEIVED)


def _check_signs(where: str, item: ObligationItem) -> None:
    """By an act or by hand; by both only where it says so."""
    named = [*item.signs, *item.each, *item.waive, *item.ends, *item.applies.signs]
    named += [item.after.sign] if item.after else []
    if unknown := [sign for sign in named if not is_sign(sign)]:
        raise ValueError(f"{where}: no such sign: {', '.join(unknown)}")
    _refuse(where, "neither a sign nor by hand", not (item.signs or item.hand))
    _refuse(where, "a sign and by hand", (bool(item.signs) and item.hand) is not item.both)
    _refuse(where, "a sign without its form", bool(item.signs) > bool(item.form or item.hand))
    _refuse(where, "a case without words", item.applies != items.Case() and not item.when)


def _check_named(plan: _Plan, where: str, item: ObligationItem) -> None:
    told = plan.obligations[item.to_of].to if item.to_of in plan.obligations else item.to
    _refuse(where, f"no such obligation: {item.to_of}", bool(item.to_of) and told is item.to)
    _refuse(where, "a report to nobody", item.is_report and set(told) != set(Level))
    named = [code for codes in told.values() for code in codes]
    if unknown := [code for code in named if code not in plan.addressees]:
        raise ValueError(f"{where}: no such addressee: {', '.join(unknown)}")
    if unknown := [code for code in item.applies.kinds if code not in plan.kinds]:
        raise ValueError(f"{where}: no such kind: {', '.join(unknown)}")
    known = {*plan.facts, *plan.contexts}
    if unknown := [code for code in item.applies.facts if code not in known]:
        raise ValueError(f"{where}: no such fact: {', '.join(unknown)}")
    clocks = [old for old in item.old if old.startswith("clock:")]
    if unknown := sorted(set(clocks) - OLD_CLOCKS):
        raise ValueError(f"{where}: no such clock: {', '.join(unknown)}")


def _check_title(plan: _Plan, where: str, item: ObligationItem) -> None:
    """It fits a line of the wall, whoever it is to; what a row says is cut when it is read."""
    names = [name for _, name, _, _ in Formatter().parse(item.title) if name]
    known = {*ASKED.get(item.asks, ()), "amount", "addressee", "round_report"}
    if unknown := sorted(set(names) - known):
        raise ValueError(f"{where}: the title names what is not known: {', '.join(unknown)}")
    if set(names) & set(ASKED.get(item.asks, ())):
        return
    for words in _possible(plan, item):
        _refuse(where, f"title over {TITLE_LENGTH} characters", len(words) > TITLE_LENGTH)


def _possible(plan: _Plan, item: ObligationItem) -> list[str]:
    usual = [a for a in plan.addressees.values() if not a.skips]
    names = [a.title.replace("{county}", LONGEST_COUNTY) for a in usual] or [""]
    amounts = [str(number) for number in item.amount.values()] or [""]
    return [
        item.title.format(amount=amount, addressee=name, round_report="续报二十二")
        for name in names
        for amount in amounts
    ]


def _check_must(found: Iterable[ObligationItem]) -> None:
    counts = Counter(level for item in found for level in item.must)
    for level, limit in MUST_LIMIT.items():
        if counts[level] > limit:
            raise ValueError(
                f"{FILE}: {counts[level]} musts at {level}, at most {limit} are allowed"
            )


def _check_lines(plan: _Plan) -> None:
    for line in plan.duty_lines.values():
        where = f"{FILE}, {line.code}"
        if unknown := [code for code in line.codes if code not in plan.obligations]:
            raise ValueError(f"{where}: no such obligation: {', '.join(unknown)}")
        if unknown := [sign for sign in line.signs if not is_sign(sign)]:
            raise ValueError(f"{where}: no such sign: {', '.join(unknown)}")
        _refuse(where, "rests on nothing", not (line.codes or line.signs))


def _check_kinds(plan: _Plan) -> None:
    proposed: Mapping[Any, int] = Counter(c for k in plan.kinds.values() for c in k.categories)
    for kind in plan.kinds.values():
        where = f"kinds.toml, {kind.code}"
        if unknown := [tile for tile in kind.tiles if tile not in items.TILE_WORDS]:
            raise ValueError(f"{where}: no such figure: {', '.join(unknown)}")
        six = len(kind.tiles) == len(set(kind.tiles)) == items.TILES
        _refuse(where, f"not {items.TILES} figures", not six)
        pictures = (items.COMPLAINTS, items.CASES)
        _refuse(where, f"no such picture: {kind.picture}", kind.picture not in pictures)
        _refuse(
            where,
            "cases without a word for their places",
            kind.has_cases > bool(kind.sites and kind.site),
        )
        measures = [*(each.code for each in kind.measures), *([kind.stop] if kind.stop else [])]
        if unknown := [code for code in measures if code not in plan.obligations]:
            raise ValueError(f"{where}: no such obligation: {', '.join(unknown)}")
        twice = [category.value for category in kind.categories if proposed[category] > 1]
        _refuse(where, f"proposed beside another kind for {', '.join(twice)}", bool(twice))
