"""By what an upper body's decision is known here: its paper as a file, or the call that told it."""

from datetime import datetime

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass

CHARS = 60


@dataclass(frozen=True, slots=True)
class Proof:
    """A stored file, or who rang (name and post), from which number and when; or both."""

    sha256: str = ""
    file_name: str = ""
    caller: str = ""
    phone: str = ""
    called_at: datetime | None = None

    @property
    def told_by_call(self) -> bool:
        return bool(self.caller.strip() or self.phone.strip() or self.called_at)


def require_proof(proof: Proof, decided_at: datetime, now: datetime) -> None:
    """Raise RuleBroken unless the decision is known by a file or a whole record of a call."""
    if proof.told_by_call:
        _require_call(proof, decided_at, now)
    elif not proof.sha256:
        raise RuleBroken(
            "登记上级决定须附来文（文件），或者写明电话记录：来电人、来电号码、通话时间。"
        )


def _require_call(proof: Proof, decided_at: datetime, now: datetime) -> None:
    if not proof.caller.strip() or not any("0" <= c <= "9" for c in proof.phone):
        raise RuleBroken("电话记录须写明来电人的姓名、职务和来电号码。")
    if max(len(proof.caller.strip()), len(proof.phone.strip())) > CHARS:
        raise RuleBroken("来电人和来电号码各不超过 {n} 字。", n=CHARS)
    if proof.called_at is None:
        raise RuleBroken("电话记录须写明通话时间。")
    if proof.called_at > now:
        raise RuleBroken("通话时间不能晚于现在。")
    if proof.called_at < decided_at.replace(second=0, microsecond=0):
        raise RuleBroken("通话时间早于上级作出决定的时间，请核对。")
