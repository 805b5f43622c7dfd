"""What leaves the program as files: what the command line knows before one is made."""

from collections.abc import Sequence
from enum import StrEnum

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.phrase import phrases, word


class Door(StrEnum):
    """What other programs take, beside tables: packaging/doors.zh.md."""

    CHANGES = "changes"  # JSON, a line of the journal in each
    CAP = "cap"  # a published 消费警示
    MAP = "map"  # GeoJSON


KINDS = phrases(
    {
        "complaints": "投诉",
        "clauses": "履职对照",
        "incidents": "事件",
        "instructions": "指令",
        "journal": "操作日志",
        "log": "值班日志",
        "obligations": "应办事项",
        "signals": "苗头",
        "steps": "任务",
        "warnings": "预警",
    }
)
DOOR_WORDS = phrases(
    {
        Door.CHANGES: "变更流水（JSON）",
        Door.CAP: "已发布的消费警示（CAP）",
        Door.MAP: "事件地图（GeoJSON）",
    }
)
EVERY = (*KINDS, *(door.value for door in Door))
# Of obligations there are the bureau's own, too.
OF_AN_INCIDENT = frozenset({"clauses", "instructions", "steps", Door.MAP})
SUFFIXES = (".csv", ".xlsx")
DOOR_SUFFIXES: dict[str, tuple[str, ...]] = {
    Door.CHANGES: (".jsonl", ".ndjson"),
    Door.CAP: (".xml",),
    Door.MAP: (".geojson", ".json"),
}
_WORDS = KINDS | {door.value: words for door, words in DOOR_WORDS.items()}
KIND_HELP = "，".join(f"{kind} {words}" for kind, words in _WORDS.items())


def require_export(what: str) -> None:
    """Raises AskedWrongly for what there is not."""
    if what not in EVERY:
        known = "、".join(EVERY)
        raise AskedWrongly("没有“{what}”这种导出，现有：{known}。", what=word(what), known=known)


def require_subject(what: str, incident_id: int | None) -> None:
    """Raises AskedWrongly without the incident that a table is about."""
    if what in OF_AN_INCIDENT and incident_id is None:
        raise AskedWrongly("请用 --incident 指明事件。")


def require_suffix(suffix: str, what: str = "") -> None:
    allowed = DOOR_SUFFIXES.get(what, SUFFIXES)
    if suffix.lower() not in allowed:
        words = "导出文件应以 {known} 结尾，不能是“{suffix}”。"
        raise AskedWrongly(words, known=" 或 ".join(allowed), suffix=suffix)


def require_may_be_plain(suffix: str, *, plain: bool) -> None:
    """Raises AskedWrongly for a workbook: only in a CSV there is a line above the header."""
    if plain and suffix.lower() != ".csv":
        raise AskedWrongly("--plain 只用于 .csv 文件。")


def require_fitting(what: str, given: Sequence[tuple[str, frozenset[str]]]) -> None:
    """Raises AskedWrongly for an option that was `given` and says nothing of this export; with each
    the exports that it is for."""
    for option, exports in given:
        if what not in exports:
            known = "、".join(kind for kind in EVERY if kind in exports)
            raise AskedWrongly("{option} 只用于 {known}。", option=option, known=known)
