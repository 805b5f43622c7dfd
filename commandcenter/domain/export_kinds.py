"""The tables that leave the program as files: what the command line knows before one is made."""

from commandcenter.domain.errors import AskedWrongly

KINDS = {
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
OF_AN_INCIDENT = frozenset({"clauses", "instructions", "steps"})  # obligations: the bureau's, too
SUFFIXES = (".csv", ".xlsx")
KIND_HELP = "，".join(f"{kind} {words}" for kind, words in KINDS.items())


def require_export(what: str) -> None:
    """Raises AskedWrongly for a table that there is not."""
    if what not in KINDS:
        known = "、".join(KINDS)
        raise AskedWrongly("没有“{what}”这种导出，现有：{known}。", what=what, known=known)


def require_subject(what: str, incident_id: int | None) -> None:
    """Raises AskedWrongly without the incident that a table is about."""
    if what in OF_AN_INCIDENT and incident_id is None:
        raise AskedWrongly("请用 --incident 指明事件。")


def require_suffix(suffix: str) -> None:
    if suffix.lower() not in SUFFIXES:
        words = "导出文件应以 .csv 或 .xlsx 结尾，不能是“{suffix}”。"
        raise AskedWrongly(words, suffix=suffix)
