"""Experts and partners (plan 6.1): who can be asked for help, under which agreement."""

from collections.abc import Container
from datetime import date

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NewPartner:
    """`agreement`: its number, "" where there is none; `expires_on`: its last day."""

    kind: str
    organisation: str
    contact: str
    phone: str
    what_for: str
    agreement: str = ""
    expires_on: date | None = None
    note: str = ""


def require_partner(new: NewPartner, kinds: Container[str]) -> None:
    if new.kind not in kinds:
        raise RuleBroken("预案数据里没有“{kind}”这类合作单位。", kind=new.kind[:40])
    if new.agreement and new.expires_on is None:
        raise RuleBroken("有协议的须填写协议有效期至。")
    if new.expires_on is not None and not new.agreement:
        raise RuleBroken("填了协议有效期，须填写协议编号。")
