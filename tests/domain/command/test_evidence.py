"""The evidence shelf: who collects, when, where the original is, and how it is handed on."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.evidence import (
    require_collected,
    require_collectors,
    require_handing,
    require_kept_somewhere,
    require_not_amended,
    require_sha256,
    require_stored,
    require_to_export,
)
from commandcenter.domain.errors import RuleBroken

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_two_officers_at_least_and_six_at_most_collect():
    assert require_collectors([" 周明", "罗敏 ", "周明", " "]) == ("周明", "罗敏")
    six = [f"第{n}人" for n in range(6)]
    assert require_collectors(six) == tuple(six)
    with pytest.raises(RuleBroken, match="取证人员不得少于 2 人"):
        require_collectors(["周明", " 周明"])
    with pytest.raises(RuleBroken, match="取证人员不超过 6 人"):
        require_collectors([*six, "第7人"])


@pytest.mark.parametrize(
    ("sha256", "fits"),
    [
        ("0123456789abcdef" * 4, True),
        ("", False),
        ("a" * 63, False),
        ("a" * 65, False),
        ("g" * 64, False),
        ("A" * 64, False),
        ("a" * 64 + "\n", False),
    ],
)
def test_a_checksum_is_one_of_sha256(sha256, fits):
    if fits:
        require_sha256(sha256)
    else:
        with pytest.raises(RuleBroken, match="文件校验值应为 64 位 SHA-256"):
            require_sha256(sha256)


def test_a_piece_says_when_it_was_taken_and_where_it_is():
    require_collected(NOW, NOW)
    with pytest.raises(RuleBroken, match="取证时间不能晚于现在"):
        require_collected(NOW + SECOND, NOW)
    require_kept_somewhere(stored=True, carrier="")
    require_kept_somewhere(stored=False, carrier="取证室 3 号柜")
    with pytest.raises(RuleBroken, match="须写明原件（载体）存放在何处"):
        require_kept_somewhere(stored=False, carrier="")


def test_a_piece_that_was_amended_not_stored_or_not_there_is_not_worked_on():
    require_not_amended(0)
    with pytest.raises(RuleBroken, match="已由 4 号更正"):
        require_not_amended(4)
    require_stored(stored=True)
    with pytest.raises(RuleBroken, match="文件没有存入本系统"):
        require_stored(stored=False)
    require_to_export(1)
    with pytest.raises(RuleBroken, match="还没有可以导出的证据"):
        require_to_export(0)


def test_a_link_of_the_chain_begins_where_the_last_one_ended():
    since = NOW - timedelta(hours=1)
    for at in (since, NOW):
        require_handing("周明", "周明", "罗敏", at, since, NOW)
    for expected, to, at, words in (
        ("罗敏", "陈屿", NOW, "现保管人已是周明"),
        ("周明", "周明", NOW, "接收人就是现保管人周明"),
        ("周明", "罗敏", NOW + SECOND, "交接时间不能晚于现在"),
        ("周明", "罗敏", since - SECOND, "交接时间不能早于取证或上一次交接的时间"),
    ):
        with pytest.raises(RuleBroken, match=words):
            require_handing("周明", expected, to, at, since, NOW)
