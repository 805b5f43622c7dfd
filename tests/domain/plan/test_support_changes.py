"""What a bureau sets of its people's certificates and training: what fits, and how it reads."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange, amended
from commandcenter.domain.plan.plan_support_changes import SAID
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN


@pytest.fixture(scope="module")
def tables():
    return read_tables(PLAN)


def skill(tables, wanted):
    fields = {"source": "局务会议定", "wanted": wanted}
    changed = amended(tables, [ItemChange("skill", "first_aid", fields)])
    return next(item for item in changed["skill"] if item["code"] == "first_aid")


def test_of_people_wanted_of_a_skill_there_is_a_least_and_a_most(tables):
    for least in (0, 1_000):
        wanted = {"legal": least}
        assert skill(tables, wanted)["wanted"] == wanted
    for least in (-1, 1_001):
        with pytest.raises(RuleBroken, match="应为 0 至 1,000 的整数"):
            skill(tables, {"legal": least})


@pytest.mark.parametrize(
    "wanted", [{"legal": 2, "no such group": 1}, {"": 1}, ["legal"], 3, "法务"]
)
def test_people_are_wanted_of_the_groups_of_the_plan_and_of_no_other(tables, wanted):
    with pytest.raises(RuleBroken, match="“急救”的工作组不对"):
        skill(tables, wanted)
    assert skill(tables, {})["wanted"] == {}


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("skill", {"tell_months": 2}, "到期前 2 个月提醒"),
        (
            "skill",
            {"asked": ["onsite", "legal"], "tell_months": 0},
            "现场处置组、法律咨询组每人须持证 · 到期前 0 个月提醒",
        ),
        (
            "skill",
            {"wanted": {"onsite": 3, "coordination": 1, "legal": 0}, "tell_months": 2},
            "综合协调组 1 人 · 现场处置组 3 人 · 到期前 2 个月提醒",
        ),
        ("training_norm", {"hours": 40, "from_month": 9}, "每人每年 40 学时 · 9 月起提醒"),
        ("partner_kind", {"tell_months": 3}, "到期前 3 个月提醒"),
    ],
)
def test_what_is_set_reads_as_a_sentence(kind, fields, words):
    assert str(SAID[kind](fields)) == words
