"""Whether the journal is whole: its chain walked, in a sentence."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.verify import verify

FAULTS = {
    "gap": "行号不连续",
    "image": "变更内容与校验值不符",
    "rows": "变更记录有缺失",
    "hash": "日志行与校验值不符",
    "head": "链尾与登记不符",
    "unannounced": "有未记入日志的变更",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    whole: bool
    words: str


def verdict(session: Session) -> Verdict:
    """Walks the whole chain: it takes seconds where there are many lines."""
    found = verify(session)
    if found.bad:
        why = FAULTS[found.bad.why]
        return Verdict(False, f"日志第 {found.bad.number} 行有问题：{why}。")
    lines = "、".join(map(str, found.decisions))
    erased = f"，其中 {found.erased} 条按第 {lines} 行的决定已销毁" if found.erased else ""
    return Verdict(True, f"日志完好：{found.lines} 行，{found.images} 条变更{erased}。")


def verdict_for(session: Session, actor: Actor) -> Verdict:
    """The same for a person. Raises RuleBroken for one who may not verify the record."""
    rights = plan_of(session).rights
    rights.require(actor, Action.VERIFY_JOURNAL, involved=bool(actor.groups()))
    return verdict(session)
