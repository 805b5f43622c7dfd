"""What later files changed of a complaint, in words; who complained is never among them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import (
    CHANNEL_WORDS,
    KIND_WORDS,
    Channel,
    ComplaintKind,
)
from commandcenter.domain.phrase import enumerated, phrase, phrases, word
from commandcenter.domain.times import dated_zh, local
from commandcenter.store import images
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow

WORDS = phrases({
    "title": "标题", "text": "内容", "category": "类别", "problem": "问题", "kind": "记录类型",
    "channel": "接收方式", "registered_at": "登记时间", "brand": "品牌", "goods": "商品或服务",
    "amount_cents": "涉及金额", "online": "是否网购", "special_group": "特殊人群",
    "urgency": "事件级别", "district": "区县", "town": "乡镇街道", "subject_id": "被投诉主体",
    "other_province": "是否异地", "status": "办理状态", "finished_at": "办结时间",
    "outcome": "调解结果", "recovered_cents": "挽回金额", "office": "承办单位",
    "amount_words": "涉及金额原文", "unread": "未能辨认",
})  # fmt: skip
SHORT = ("category", "problem", "kind", "channel", "registered_at", "brand", "goods",
         "amount_cents", "special_group", "urgency", "town", "status", "finished_at", "outcome",
         "recovered_cents", "office", "amount_words", "unread")  # fmt: skip
PERSON = word("投诉人信息")
BESIDE = {"lat", "lon", "precision", "person_key"}  # follow from what is named


def corrections_of(session: Session, complaint_id: int) -> tuple[str, ...]:
    """A sentence for each correction that holds, oldest first; old values of short fields."""
    rows = session.execute(
        select(ComplaintCorrectionRow, BatchRow.file_name)
        .join(BatchRow, BatchRow.id == ComplaintCorrectionRow.batch_id)
        .where(
            ComplaintCorrectionRow.complaint_id == complaint_id,
            ComplaintCorrectionRow.undone_at.is_(None),
        )
        .order_by(ComplaintCorrectionRow.id)
    ).all()
    found = []
    for row, file in rows:
        old = images.before(session, ComplaintRow, [complaint_id], row.line).get(complaint_id, {})
        parts = [_part(name, old) for name in row.fields if name in WORDS]
        if any(name not in WORDS and name not in BESIDE for name in row.fields):
            parts.append(PERSON)
        what, when = enumerated(parts), dated_zh(row.at)
        found.append(phrase("{what}；{when} 按“{file}”", what=what, when=when, file=file))
    return tuple(found)


def change_words(name: str, was: Any, value: Any) -> tuple[str, str, str] | None:
    """The field and both of its values; None for what only follows from another field."""
    if name not in WORDS:
        return None
    return WORDS[name], _shown(name, was), _shown(name, value)


def _part(name: str, old: dict[str, Any]) -> str:
    was = _shown(name, old.get(name)) if name in SHORT else ""
    return phrase("{field}（原为{was}）", field=WORDS[name], was=was) if was else WORDS[name]


def _shown(name: str, value: Any) -> str:
    match name, value:
        case _, None | "":
            return ""
        case "amount_cents" | "recovered_cents", int(cents):
            return phrase("{sum:,.2f} 元", sum=cents / 100)
        case "registered_at" | "finished_at", at:
            return f"{local(at):%Y-%m-%d %H:%M:%S}"
        case "kind", ComplaintKind() as kind:
            return KIND_WORDS[kind]
        case "channel", Channel() as channel:
            return CHANNEL_WORDS[channel]
    return str(value)
