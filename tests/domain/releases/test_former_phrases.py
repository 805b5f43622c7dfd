"""Sentences that no record proves are not written into a release, whatever plan is stored."""

import pytest

from commandcenter.domain.releases.former_phrases import FORMER, proved
from commandcenter.store import seed
from commandcenter.store.plan.plan_files import plan_items

OLD = "我局已关注到{title}的有关情况，第一时间派员处置。\n截至{as_of}，共接到投诉{complaints}件。"


def test_a_phrase_of_an_earlier_version_claims_no_work_any_more():
    said = proved(OLD)
    assert "派员" not in said
    assert said.startswith("我局已接到{title}的有关情况反映。{response}\n截至{as_of}")


@pytest.mark.parametrize("former", FORMER)
def test_each_sentence_of_before_is_replaced_and_the_plan_of_now_has_none(former):
    assert former not in proved(f"{former}其余。")
    shipped = [item.data for item in plan_items(seed.PLAN) if item.kind == "release_phrase"]
    assert shipped
    assert all(former not in data["text"] for data in shipped)


def test_what_a_bureau_worded_itself_stays():
    own = "我局已派员赴{title}现场。"
    assert proved(own) == own
