"""Whether the journal is still the one that this seat saw."""

from sqlalchemy.orm import Session

from commandcenter.store.witness import compare


def contradiction(session: Session) -> str:
    """What is to be said when it is not; "" when it is, and the newest head is remembered."""
    found = compare(session)
    if found is None:
        return ""
    number = found.remembered.number
    if not found.found:
        return f"全程记录变短了：本席见过第 {number} 行，现已没有。未恢复过备份的，请报告监督评估。"
    return (
        f"全程记录第 {number} 行与本席见过的不一致，记录可能被改写。请立即报告监督评估，"
        "勿关闭本机、勿删除本机数据。"
    )
