"""Joining the bureau's database: a refusal says where to look, and nobody's password is shown."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part


@pytest.mark.parametrize("part", list(Part))
def test_a_refusal_says_in_words_why_and_in_which_part(part):
    refused = NotJoined(part, "找不到服务器“{host}”。", host="db1")
    assert (refused.part, str(refused)) == (part, "找不到服务器“db1”。")
    assert isinstance(refused, RuleBroken)


def test_a_password_is_not_shown_with_the_answers():
    assert "secret" not in repr(JoinRequest("db1", "cc", "zhoulan", "secret"))
