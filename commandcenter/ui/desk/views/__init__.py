"""The views of an incident, in the order in which its work goes; made when first shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.rights import Action
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui.texts import named

if TYPE_CHECKING:
    from commandcenter.ui.desk.views.aftermath import AftermathView
    from commandcenter.ui.desk.views.assess import AssessView
    from commandcenter.ui.desk.views.base import WorkView
    from commandcenter.ui.desk.views.command import CommandView
    from commandcenter.ui.desk.views.complaints import ComplaintsView
    from commandcenter.ui.desk.views.duties import DutiesView
    from commandcenter.ui.desk.views.inquiry import InquiryView
    from commandcenter.ui.desk.views.opinion import OpinionView
    from commandcenter.ui.desk.views.reports import ReportsView
    from commandcenter.ui.desk.views.site import SiteView
    from commandcenter.ui.desk.views.timeline import TimelineView
else:
    AftermathView = late_name("ui.desk.views.aftermath", "AftermathView")
    AssessView = late_name("ui.desk.views.assess", "AssessView")
    CommandView = late_name("ui.desk.views.command", "CommandView")
    ComplaintsView = late_name("ui.desk.views.complaints", "ComplaintsView")
    DutiesView = late_name("ui.desk.views.duties", "DutiesView")
    InquiryView = late_name("ui.desk.views.inquiry", "InquiryView")
    OpinionView = late_name("ui.desk.views.opinion", "OpinionView")
    ReportsView = late_name("ui.desk.views.reports", "ReportsView")
    SiteView = late_name("ui.desk.views.site", "SiteView")
    TimelineView = late_name("ui.desk.views.timeline", "TimelineView")

__all__ = ["ViewEntry", "concerns", "entries"]


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """`make` has the arguments of WorkView. `action`: only for those who hold this right;
    `states`: only in this phase (empty: in all); `member`, `county`: a group's members, a county's
    own people want it too.
    """

    key: str
    title: str
    make: Callable[..., "WorkView"]
    action: Action | None = None
    states: frozenset[State] = frozenset()
    member: bool = True
    county: bool = True


def is_county(actor: Actor) -> bool:
    """Whose work is a county's alone."""
    return bool(actor.districts()) and not actor.groups() and not actor.has(Role.DUTY)


AFTER = frozenset({State.ENDED, State.AFTERMATH, State.ARCHIVED})


def concerns(entry: ViewEntry, head: DeskHead, actor: Actor) -> bool:
    """Whether a view is of the phase the incident is in, and of the reader's work."""
    if entry.action is not None and head.rights.scope(actor, entry.action) is None:
        return False
    if not entry.member and {grant.role for grant in actor.grants} == {Role.MEMBER}:
        return False
    if not entry.county and is_county(actor):
        return False
    state = head.situation.head.state if head.situation else None
    return not entry.states or state in entry.states


def entries() -> tuple[ViewEntry, ...]:
    """From left to right."""

    def tr(text: str) -> str:
        return named(QCoreApplication.translate("Views", text), text)

    return (
        ViewEntry("assess", tr("定级研判"), AssessView, member=False),
        ViewEntry("command", tr("指挥"), CommandView),
        ViewEntry("site", tr("现场"), SiteView),
        ViewEntry("inquiry", tr("调查"), InquiryView, county=False),
        ViewEntry("reports", tr("信息报告"), ReportsView),
        ViewEntry("complaints", tr("投诉办理"), ComplaintsView),
        ViewEntry("opinion", tr("舆情发布"), OpinionView, county=False),
        ViewEntry("aftermath", tr("后期处置"), AftermathView, states=AFTER),
        ViewEntry("duties", tr("履职对照"), DutiesView, Action.INQUIRY_SHEET),
        ViewEntry("timeline", tr("大事记"), TimelineView, Action.READ_JOURNAL),
    )
