"""The kind of an incident: as entered, or proposed by the first that fits its categories."""

from dataclasses import replace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.kinds import (
    BY_HAND,
    FACT_OF,
    PATIENT_FACTS,
    PATIENTS,
    kind_of,
    proposed_kind,
    require_kind,
)


def test_figures_of_people_are_counted_by_people():
    assert sorted(PATIENTS) == ["dead", "hurt", "inpatient", "severe", "treated"]
    assert BY_HAND == ("dead", "hurt", "inpatient", "severe", "treated", "schools")
    assert FACT_OF == {"treated": "hurt", "hurt": "hurt", "dead": "dead"}
    assert PATIENT_FACTS == ("hurt", "dead")


@pytest.fixture
def two_kinds(plan):
    """A plan of two kinds, the second of which is proposed for two categories."""
    food, closure = list(plan.kinds.values())[:2]
    first = replace(food, code="food", categories=(Category.SAFETY,))
    second = replace(closure, code="closure", categories=(Category.CLUSTER, Category.SAFETY))
    return replace(plan, kinds={"food": first, "closure": second})


@pytest.mark.parametrize(
    ("entered", "categories", "kind"),
    [
        (None, {Category.SAFETY}, "food"),
        ("", {Category.SAFETY, Category.CLUSTER}, "food"),
        (None, {Category.CLUSTER, Category.MEDIA}, "closure"),
        (None, {Category.MEDIA}, None),
        (None, set(), None),
        ("closure", {Category.SAFETY}, "closure"),
        ("closure", set(), "closure"),
        ("of an earlier plan", {Category.SAFETY}, "food"),
    ],
)
def test_a_kind_is_the_one_entered_or_the_first_that_fits(two_kinds, entered, categories, kind):
    found = kind_of(two_kinds, entered, categories)
    assert (found.code if found else None) == kind


def test_a_plan_without_kinds_proposes_none(plan):
    bare = replace(plan, kinds={})
    assert proposed_kind(bare, list(Category)) is None
    assert kind_of(bare, "food", list(Category)) is None


def test_what_is_no_kind_of_the_plan_is_refused(two_kinds):
    assert require_kind(two_kinds, "food") == "food"
    with pytest.raises(RuleBroken) as refused:
        require_kind(two_kinds, "火" * 21)
    assert str(refused.value) == f"预案里没有“{'火' * 20}”这一事件种类。"
