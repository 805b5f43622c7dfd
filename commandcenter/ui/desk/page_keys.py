"""The keys of the desk's pages, their words on the rail, and whose they are."""

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.rights import Action as RightTo
from commandcenter.domain.seat.sight import Sight
from commandcenter.ui.desk.rail import Entry
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import named

WATCH, WARNINGS, INCIDENT, COMPLAINTS, DUTY, PEOPLE = (
    "watch", "warnings", "incident", "complaints", "duty", "people"
)  # fmt: skip
RISK, CALLS, PUBLICITY = "risk", "calls", "publicity"
SUPPORT, PAPERS, PLAN, DRILL, SYSTEM = "support", "papers", "plan", "drill", "system"
# What its past has, too.
OF_INCIDENT = frozenset({INCIDENT, PEOPLE, SUPPORT, PUBLICITY, PAPERS, PLAN})

WITH_STRIP = frozenset({INCIDENT, DUTY})  # all live incidents stand on top of it


def entries() -> tuple[Entry, ...]:
    """The rail from top to bottom."""

    def tr(text: str) -> str:
        return named(QCoreApplication.translate("Pages", text), text)

    return (
        Entry(WATCH, tr("监测"), "watch"),
        Entry(WARNINGS, tr("预警"), "warning"),
        Entry(RISK, tr("风险"), "risk"),
        Entry(INCIDENT, tr("事件"), "incident"),
        Entry(CALLS, tr("来电"), "call"),
        Entry(COMPLAINTS, tr("投诉"), "complaint"),
        Entry(DUTY, tr("值班"), "phone"),
        Entry(PEOPLE, tr("队伍"), "people"),
        Entry(SUPPORT, tr("保障"), "stock"),
        Entry(PUBLICITY, tr("宣传"), "publicity"),
        Entry(PAPERS, tr("公文"), "paper"),
        Entry(PLAN, tr("预案"), "plan"),
        Entry(DRILL, tr("演练"), "drill"),
        Entry(SYSTEM, tr("系统"), "server"),
    )


def keys_of(seat: Seat) -> tuple[str, ...]:
    """The pages of who sits there, in the order of the rail."""
    if seat.sight is Sight.ENTERED:
        return (CALLS, COMPLAINTS)
    may = seat.rights.scope(seat.actor, RightTo.SEE_SYSTEM) is not None
    if seat.sight is Sight.BUREAU:
        return (PLAN, SYSTEM) if may else (PLAN,)
    shut = {CALLS} if may else {CALLS, SYSTEM}  # who sees the duty room has the calls there
    return tuple(each.key for each in entries() if each.key not in shut)
