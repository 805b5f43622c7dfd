"""How what the search found is called: its group, its picture, its line."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from commandcenter.queries.seat.search_ask import HitKind, SearchHit, Way, WayKind
from commandcenter.ui.desk.search_list import FoundLine
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import word

ICONS: dict[HitKind | WayKind, str] = {
    WayKind.PAGE: "right",
    WayKind.ACT: "activate",
    WayKind.SETTING: "settings",
    HitKind.SETTING: "settings",
    HitKind.INCIDENT: "incident",
    HitKind.SIGNAL: "watch",
    HitKind.WARNING: "warning",
    HitKind.DATE: "clock",
    HitKind.PAPER: "paper",
    HitKind.REPORT: "report",
    HitKind.RELEASE: "release",
    HitKind.CASE: "publicity",
    HitKind.PERSON: "person",
    HitKind.CLAUSE: "clause",
    HitKind.LOG: "log",
    HitKind.DUTY_LOG: "duty",
    HitKind.SUBJECT: "subject",
    HitKind.COMPLAINT: "complaint",
}


def _groups() -> dict[HitKind | WayKind, str]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Search", text)

    papers, log = tr("公文"), tr("日志和动态")
    return {
        WayKind.PAGE: tr("页面"),
        WayKind.ACT: tr("操作"),
        HitKind.INCIDENT: tr("事件"),
        HitKind.SIGNAL: tr("监测提示"),
        HitKind.WARNING: tr("预警"),
        HitKind.DATE: tr("备勤节点"),
        HitKind.PAPER: papers,
        HitKind.REPORT: papers,
        HitKind.RELEASE: papers,
        HitKind.CASE: tr("典型案例"),
        HitKind.PERSON: tr("人员"),
        WayKind.SETTING: tr("设置"),
        HitKind.SETTING: tr("设置"),
        HitKind.CLAUSE: tr("预案条款"),
        HitKind.LOG: log,
        HitKind.DUTY_LOG: log,
        HitKind.SUBJECT: tr("经营主体"),
        HitKind.COMPLAINT: tr("投诉"),
    }


def groups_in_order() -> list[str]:
    return list(dict.fromkeys(_groups().values()))


def sought_words(kinds: Collection[HitKind]) -> str:
    """页面、操作、设置、事件 …: what is looked through for who sees these kinds."""
    groups = _groups()
    names = [name for kind, name in groups.items() if isinstance(kind, WayKind) or kind in kinds]
    return enumerated(dict.fromkeys(names))


def line_of(what: Way | SearchHit, group: str = "") -> FoundLine:
    """Under the heading of its kind, or of another group."""
    reason = what.reason if isinstance(what, Way) else ""
    heading = group or _groups()[what.kind]
    return FoundLine(
        what, heading, ICONS[what.kind], word(what.title if isinstance(what, SearchHit)
        else what.words), what.detail, reason
    )  # fmt: skip
