"""The rules of the plan that need no statistics: 苗头 and 群体投诉, by counting people."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from commandcenter.domain.watch.signal import Detector
from commandcenter.domain.watch.watching import GROUP, Rule
from commandcenter.store.watch.streams import Bools, Ints, Rows
from commandcenter.watch.findings import OF_WHOM, Finding, each_stream, finding_of, micros, usual


def by_rules(
    rows: Rows, rules: Sequence[Rule], since: int, late: Bools | None = None
) -> list[Finding]:
    """What the rules say of windows that end after `since` (microseconds), one a stream and rule.

    Of several windows the one with the most people, then the latest. With `late` only of
    windows that hold one of these rows.
    """
    wanted = np.ones(len(rows.at), bool) if late is None else late
    return [finding for rule in rules for finding in _by_rule(rows, rule, since, wanted)]


def _by_rule(rows: Rows, rule: Rule, since: int, wanted: Bools) -> Iterator[Finding]:
    detector = Detector.GROUP_COMPLAINT if rule.code == GROUP else Detector.EARLY_SIGN
    if rule.people:
        yield from _counted(rows, rule, detector, rows.counts, rule.people, since, wanted)
    if rule.cases:
        cases = Detector.LINKED_CASES
        yield from _counted(rows, rule, cases, rows.ill, rule.cases, since, wanted)


def _counted(
    rows: Rows,
    rule: Rule,
    detector: Detector,
    chosen: Bools,
    least: int,
    since: int,
    wanted: Bools,
) -> Iterator[Finding]:
    cases = detector is Detector.LINKED_CASES
    lately = rows.at > since - micros(rule.window)
    for kind in OF_WHOM:
        for code, where in each_stream(rows, kind, chosen & lately, least):
            best: tuple[int, Ints] = (0, where[:0])
            for same in _same_cause(rows, where) if rule.cause else [where]:
                fullest = _fullest(rows, same, rule, since, wanted, cases)
                best = max(best, fullest, key=lambda b: b[0])
            count, inside = best
            if count >= least:
                start = int(rows.at[inside[-1]]) - micros(rule.window)
                # Of what the rule counts: beside three who fell ill it says nothing that a
                # trader usually has nine complaints.
                alike = chosen & (rows.cause == rows.cause[inside[0]]) if rule.cause else chosen
                yield finding_of(
                    rows, kind, inside, detector, rule.window,
                    expected=usual(rows, kind, code, start, rule.window, alike),
                    rule=rule.title, least=least,
                    cause=rows.causes[rows.cause[inside[0]]] if rule.cause else "",
                )  # fmt: skip


def _same_cause(rows: Rows, where: Ints) -> Iterator[Ints]:
    causes = rows.cause[where]
    for cause in np.unique(causes):
        if rows.causes[cause]:
            yield where[causes == cause]


def _fullest(
    rows: Rows, where: Ints, rule: Rule, since: int, wanted: Bools, cases: bool
) -> tuple[int, Ints]:
    """The window with the most people that holds a wanted row: how many, and its rows.

    A food case that names nobody is a case all the same; for people only names count.
    """
    at, people = rows.at[where].tolist(), rows.person[where].tolist()
    span, first, inside = micros(rule.window), 0, Counter[int]()
    before = np.r_[0, np.cumsum(wanted[where])].tolist()  # wanted rows
    best, chosen = 0, where[:0]
    for last, person in enumerate(people):
        inside[person] += 1
        while at[first] <= at[last] - span:
            inside[people[first]] -= 1
            if not inside[people[first]]:
                del inside[people[first]]
            first += 1
        nameless = inside.get(0, 0)
        count = len(inside) - (nameless > 0) + (nameless if cases else 0)
        if count >= best and at[last] > since and before[last + 1] > before[first]:
            best, chosen = count, where[first : last + 1]
    return best, chosen
