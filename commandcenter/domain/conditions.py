"""Conditions on facts of which some are unknown: met, not met, or not to be told yet."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from commandcenter.late_dataclass import dataclass


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


Values = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """`met`: the alternatives that hold whole; `unknown`: the facts that would tell of the rest."""

    outcome: Outcome
    met: tuple[Mapping[str, int], ...] = ()
    unknown: tuple[str, ...] = ()


def all_of(wanted: Mapping[str, int], values: Values) -> Outcome:
    """Whether each fact reaches its number; one that surely does not decides at once."""
    told = [(values.get(code), least) for code, least in wanted.items()]
    if any(value is not None and value < least for value, least in told):
        return Outcome.NOT_MET
    return Outcome.UNKNOWN if any(value is None for value, _ in told) else Outcome.MET


def any_of(alternatives: Sequence[Mapping[str, int]], values: Values) -> ConditionResult:
    """Whether one alternative holds whole; without alternatives nothing can be met."""
    outcomes = [(each, all_of(each, values)) for each in alternatives]
    met = tuple(each for each, outcome in outcomes if outcome is Outcome.MET)
    if met:
        return ConditionResult(Outcome.MET, met)
    open_ones = [each for each, outcome in outcomes if outcome is Outcome.UNKNOWN]
    missing = unknown_in(open_ones, values)
    return ConditionResult(Outcome.UNKNOWN if open_ones else Outcome.NOT_MET, (), missing)


def unknown_in(maps: Iterable[Mapping[str, int]], values: Values) -> tuple[str, ...]:
    """The facts of these alternatives that nobody knows, each once, in order."""
    return tuple(dict.fromkeys(c for each in maps for c in each if values.get(c) is None))


def both(first: Outcome, second: Outcome) -> Outcome:
    """AND over three answers."""
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
        if outcome in (first, second):
            return outcome
    return Outcome.MET
