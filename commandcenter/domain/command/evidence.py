"""The evidence shelf: what a piece must say of itself, and who may hand it on (plan 4.1(4))."""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.domain.times import is_before

OFFICERS = 2  # 行政处罚程序规定: not fewer than two collect evidence
MOST_OFFICERS = 6
SHA256 = re.compile("[0-9a-f]{64}")


class Kind(StrEnum):
    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    OBJECT = "object"
    E_DATA = "e_data"
    STATEMENT = "statement"
    SAMPLE = "sample"


KIND_WORDS: dict[Kind, str] = phrases(
    {
        Kind.DOCUMENT: "书证",
        Kind.PHOTO: "照片",
        Kind.VIDEO: "视频",
        Kind.AUDIO: "录音",
        Kind.OBJECT: "物证",
        Kind.E_DATA: "电子数据",
        Kind.STATEMENT: "询问笔录",
        Kind.SAMPLE: "样品",
    }
)


def require_collectors(names: Sequence[str]) -> tuple[str, ...]:
    """The officers' names, trimmed and each once; two at least."""
    kept = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(kept) < OFFICERS:
        raise RuleBroken("取证人员不得少于 {n} 人，请填写两名执法人员的姓名。", n=OFFICERS)
    if len(kept) > MOST_OFFICERS:
        raise RuleBroken("取证人员不超过 {n} 人。", n=MOST_OFFICERS)
    return kept


def require_collected(collected_at: datetime, now: datetime) -> None:
    if collected_at > now:
        raise RuleBroken("取证时间不能晚于现在。")


def require_kept_somewhere(stored: bool, carrier: str) -> None:
    """What is not stored here must say where the original is."""
    if not stored and not carrier:
        raise RuleBroken("未存入本系统的证据须写明原件（载体）存放在何处。")


def require_sha256(sha256: str) -> None:
    if not SHA256.fullmatch(sha256):
        raise RuleBroken("文件校验值应为 64 位 SHA-256。")


def require_not_amended(amended_by: int) -> None:
    """`amended_by`: the number of the right piece, 0: none."""
    if amended_by:
        raise RuleBroken("已由 {n} 号更正，请在更正后的证据上办理。", n=amended_by)


def require_stored(stored: bool) -> None:
    if not stored:
        raise RuleBroken("文件没有存入本系统，请查看原件。")


def require_to_export(pieces: int) -> None:
    if not pieces:
        raise RuleBroken("还没有可以导出的证据。")


def require_handing(
    holder: str,
    expected: str,
    to_holder: str,
    handed_at: datetime,
    since: datetime,
    now: datetime,
) -> None:
    """The giver is the last holder; a link never begins before the one it follows."""
    if expected != holder:
        raise RuleBroken("现保管人已是{holder}，请核对后再登记交接。", holder=holder)
    if to_holder == holder:
        raise RuleBroken("接收人就是现保管人{holder}。", holder=holder)
    if handed_at > now:
        raise RuleBroken("交接时间不能晚于现在。")
    if is_before(handed_at, since, now):
        raise RuleBroken("交接时间不能早于取证或上一次交接的时间。")
