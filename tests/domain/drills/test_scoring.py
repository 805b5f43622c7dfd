"""The score of a drill by clause."""

import pytest

from commandcenter.domain.drills.scoring import Lapse, Scored, belongs, scored, total
from commandcenter.domain.drills.script import ClauseRule, Losses, ScoreRules, read_rules
from commandcenter.offices.drill_scripts import score_table

RULES = read_rules(score_table())


def test_points_are_lost_by_lapses_and_never_more_than_there_are():
    lapses = [Lapse("4.1(1)", "晚", 3, ("obligation", n)) for n in range(9)]
    found = {line.clause: line for line in scored(RULES, {"4.1(1)", "2.2(4)"}, lapses)}
    report = found["4.1(1)"]
    assert (report.points, report.full) == (0, 20)
    assert sum(lapse.points for lapse in report.lapses) == 20
    assert found["2.2"].points == 10, "a clause has those below it"
    assert found["4.1(5)"].points is None
    assert total(found.values()) == (10, 30)


def test_where_nothing_was_recorded_nothing_is_scored():
    assert total(scored(RULES, set(), [])) == (None, 0)


def test_the_proposed_points_are_a_hundred_over_the_clauses():
    assert [(rule.code, rule.full) for rule in RULES.clauses] == [
        ("4.1(1)", 20), ("1.4.2", 10), ("4.1(2)", 15), ("4.1(3)", 15), ("4.1(4)", 10),
        ("4.1(5)", 10), ("2.1", 10), ("2.2", 10),
    ]  # fmt: skip
    assert RULES.losses == Losses(late=2, missing=5, taken_back=1, number=2, alarm=1)


def test_a_lapse_costs_what_is_left_at_most_and_one_that_costs_nothing_is_not_named():
    rules = ScoreRules((ClauseRule("4.1", "处置", 5),), RULES.losses)
    three, free, more = (
        Lapse("4.1(3)", words, points, ("obligation", points))
        for words, points in (("晚", 3), ("无", 0), ("缺", 4))
    )
    other = Lapse("4.11", "晚", 5, ("obligation", 9))
    [line] = scored(rules, ["4.1(3)"], [three, free, other, more, three])
    cut = Lapse("4.1(3)", "缺", 2, ("obligation", 4))
    assert line == Scored("4.1", "处置", 0, 5, (three, cut))
    [line] = scored(rules, ["4.1"], [three])
    assert line == Scored("4.1", "处置", 2, 5, (three,))


def test_a_clause_that_lost_all_counts_and_one_of_which_nothing_is_known_does_not():
    lines = [Scored("a", "", 0, 5, ()), Scored("b", "", 3, 10, ()), Scored("c", "", None, 20, ())]
    assert total(lines) == (3, 15)
    assert total(lines[:1]) == (0, 5)


@pytest.mark.parametrize(
    ("clause", "to", "is_of_it"),
    [
        ("4.1", "4.1", True),
        ("4.1(1)", "4.1", True),
        ("4.1.2", "4.1", True),
        ("4.11", "4.1", False),
        ("4.1", "4.1(1)", False),
        ("4.1(1)", "4.1(1)", True),
        ("4.1(12)", "4.1(1)", False),
        ("14.1", "4.1", False),
    ],
)
def test_a_clause_has_those_below_it_and_no_other_that_begins_alike(clause, to, is_of_it):
    assert belongs(clause, to) is is_of_it
