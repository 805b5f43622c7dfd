"""By what a decision of an upper body is known here: its paper, or the whole record of a call."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.upper_proof import Proof, require_proof

DECIDED = datetime(2026, 11, 24, 2, 30, 40, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CALL = Proof(caller="省局值班室 高远", phone="0999-5550101", called_at=NOW)


@pytest.mark.parametrize(
    "proof",
    [
        Proof(sha256="ab" * 32, file_name="通知.pdf"),
        CALL,
        replace(CALL, sha256="ab" * 32),
        replace(CALL, called_at=DECIDED.replace(second=0)),  # a call is noted by the minute
        replace(CALL, caller="高" * 60, phone="5" * 60),
        replace(CALL, phone="内线 0"),
        replace(CALL, phone="内线 9"),
    ],
)
def test_a_file_or_a_whole_record_of_a_call_proves_it(proof):
    require_proof(proof, DECIDED, NOW)


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (Proof(), "须附来文（文件），或者写明电话记录"),
        (Proof(caller=" ", phone=" "), "须附来文（文件），或者写明电话记录"),
        (replace(CALL, caller=" "), "须写明来电人的姓名、职务和来电号码"),
        (replace(CALL, phone="内线"), "须写明来电人的姓名、职务和来电号码"),
        (replace(CALL, phone="", sha256="ab" * 32), "须写明来电人的姓名、职务和来电号码"),
        (Proof(sha256="ab" * 32, caller="高远"), "须写明来电人的姓名、职务和来电号码"),
        (Proof(sha256="ab" * 32, phone="110"), "须写明来电人的姓名、职务和来电号码"),
        (Proof(sha256="ab" * 32, called_at=NOW), "须写明来电人的姓名、职务和来电号码"),
        (replace(CALL, caller="高" * 61), "来电人和来电号码各不超过 60 字"),
        (replace(CALL, phone="5" * 61), "来电人和来电号码各不超过 60 字"),
        (replace(CALL, called_at=None), "电话记录须写明通话时间"),
        (replace(CALL, called_at=NOW + timedelta(seconds=1)), "通话时间不能晚于现在"),
        (
            replace(CALL, called_at=DECIDED.replace(second=0) - timedelta(seconds=1)),
            "通话时间早于上级作出决定的时间",
        ),
    ],
)
def test_half_a_record_of_a_call_proves_nothing(proof, words):
    with pytest.raises(RuleBroken, match=words):
        require_proof(proof, DECIDED, NOW)
