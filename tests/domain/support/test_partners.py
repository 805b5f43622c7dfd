"""Experts and partners: an agreement has its number and its last day, or neither."""

from datetime import date

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.partners import NewPartner, require_partner

KINDS = frozenset({"laboratory"})


def partner(kind: str = "laboratory", agreement: str = "", ends: date | None = None) -> NewPartner:
    return NewPartner(kind, "临澄检测中心", "周明", "0599-0000000", "送检", agreement, ends)


def test_a_partner_has_an_agreement_with_its_last_day_or_none():
    require_partner(partner(), KINDS)
    require_partner(partner(agreement="协2026-3", ends=date(2027, 1, 1)), KINDS)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (partner("医" * 41), f"预案数据里没有“{'医' * 40}”这类合作单位。"),
        (partner(agreement="协2026-3"), "有协议的须填写协议有效期至。"),
        (partner(ends=date(2027, 1, 1)), "填了协议有效期，须填写协议编号。"),
    ],
)
def test_a_partner_that_cannot_be_is_refused(new, words):
    with pytest.raises(RuleBroken) as refused:
        require_partner(new, KINDS)
    assert str(refused.value) == words
