"""Whether the journal is still the one that this seat saw, and where it came from."""

from sqlalchemy.orm import Session

from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.times import minute_zh
from commandcenter.store.witness import ancestor, compare, is_known


def contradiction(session: Session) -> str:
    """What is to be said when it is not; "" when it is, and the newest head is remembered."""
    found = compare(session)
    if found is None:
        return ""
    number = found.remembered.number
    if not found.found:
        return phrase(
            "全程记录变短了：本席见过第 {number} 行，现已没有。未恢复过备份的，请报告监督评估。",
            number=number,
        )
    return phrase(
        "全程记录第 {number} 行与本席见过的不一致，记录可能被改写。请立即报告监督评估，"
        "勿关闭本机、勿删除本机数据。",
        number=number,
    )


def origin(session: Session) -> str:
    """Where the record came from, and that no seat here has seen it; "" for one that is known.

    To be asked before `contradiction`, which remembers the head.
    """
    before = ancestor(session)
    words: str = ""
    if before is not None:
        words = phrase(
            "本库由备份恢复（{at}），其前身止于第 {number} 行（校验值 {digest}…）。",
            at=minute_zh(before.restored_at),
            number=before.head.number,
            digest=before.head.hash[:12],
        )
    if is_known(session):
        return words
    return words + word("本机此前没有见过本库，暂无旁证：从现在起记住，以后被改写能够发现。")
