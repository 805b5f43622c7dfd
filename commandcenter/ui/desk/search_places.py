"""Where the search leads: each page, tab and book of the desk by the title that it has there.

Said here, and not asked of the pages: most are not made yet when somebody looks for them.
tests/ui/desk/test_search_places.py holds each against the page itself.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui.desk import page_keys as keys
from commandcenter.ui.desk.incident_page import MINE, PANELS
from commandcenter.ui.desk.views import concerns
from commandcenter.ui.desk.views import entries as view_entries
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import named

Path = tuple[str, ...]  # page; its tab, or the incident's view; its book, or the view's tab


@dataclass(frozen=True, slots=True)
class Place:
    """`action`: only for those who hold this right."""

    path: Path
    words: str
    action: Action | None = None


def tr(text: str) -> str:
    return named(QCoreApplication.translate("Search", text), text)


def places() -> tuple[Place, ...]:
    """All of them, each behind what it is in."""
    pages = {entry.key: Place((entry.key,), entry.word) for entry in keys.entries()}
    inside = (*_of_watching(), *_of_incident(), *_of_people(), *_of_plan())
    return tuple(
        place
        for key, page in pages.items()
        for place in (page, *(each for each in inside if each.path[0] == key))
    )


def offered(seat: Seat, head: DeskHead | None) -> Iterator[tuple[Place, str]]:
    """Those of who sits there, each with the words of what it is in: 风险 · 巡查计划."""
    pages, rights = keys.keys_of(seat), seat.rights
    views = {
        entry.key: head is not None
        and head.situation is not None
        and concerns(entry, head, seat.actor)
        for entry in view_entries()
    }
    views |= dict.fromkeys((MINE, PANELS), head is not None and head.situation is not None)
    known: dict[Path, str] = {}
    for place in places():
        page, *rest = place.path
        known[place.path] = place.words
        hidden = page == keys.INCIDENT and rest and not views.get(rest[0], False)
        if page == keys.DRILL and rest and seat.drill is not None:
            continue  # in a drill's own store the page is the drill itself
        if page not in pages or hidden:
            continue
        if place.action is None or rights.scope(seat.actor, place.action) is not None:
            yield place, dotted(known[place.path[:n]] for n in range(1, len(place.path)))


def _tabs(page: str, *tabs: tuple[str, str]) -> tuple[Place, ...]:
    return tuple(Place((page, *key.split("/")), words) for key, words in tabs)


def _of_watching() -> tuple[Place, ...]:
    return (
        *_tabs(
            keys.WATCH,
            ("overview", tr("总览")),
            ("days", tr("类别与县区")),
            ("hours", tr("时段")),
            ("subjects", tr("主体")),
            ("words", tr("关键词")),
        ),
        *_tabs(keys.WARNINGS, ("signals", tr("监测提示")), ("warnings", tr("预警"))),
        *_tabs(
            keys.RISK,
            ("risks", tr("风险清单")),
            ("assessments", tr("定期评估")),
            ("inspections", tr("巡查计划")),
            ("inspections/plans", tr("计划")),
            ("inspections/targets", tr("巡查对象")),
            ("inspections/findings", tr("整改任务")),
            ("records", tr("巡查与调查")),
            ("readiness", tr("节点备勤")),
        ),
        *_tabs(
            keys.DUTY,
            ("log", tr("值班日志")),
            ("calls", tr("12315来电")),
            ("call_ups", tr("叫应")),
            ("shifts", tr("交接班")),
            ("roster", tr("值班表")),
        ),
    )


def _of_incident() -> tuple[Place, ...]:
    return _tabs(
        keys.INCIDENT,
        (MINE, tr("现在")),
        (PANELS, tr("四个面板")),
        ("assess", tr("定级研判")),
        ("assess/basis", tr("研判依据")),
        ("assess/facts", tr("事实和来源")),
        ("assess/history", tr("建议和决定")),
        ("assess/sheets", tr("级别交接单")),
        ("command", tr("指挥")),
        ("command/instructions", tr("指令")),
        ("command/directives", tr("批示")),
        ("command/liaison", tr("联络板")),
        ("command/meetings", tr("会议")),
        ("command/consultations", tr("会商")),
        ("command/oral", tr("电话请示")),
        ("command/handovers", tr("交接")),
        ("site", tr("现场")),
        ("site/reports", tr("现场各点")),
        ("site/history", tr("报告记录")),
        ("site/supply", tr("后勤需求")),
        ("inquiry", tr("调查")),
        ("inquiry/evidence", tr("证据")),
        ("inquiry/cases", tr("案件和期限")),
        ("inquiry/legal", tr("法律问答")),
        ("reports", tr("报告")),
        ("reports", tr("信息报告")),  # as the papers and the plan call it
        ("complaints", tr("投诉办理")),
        ("opinion", tr("舆情发布")),
        ("opinion/items", tr("舆情")),
        ("opinion/releases", tr("发布")),
        ("opinion/press", tr("媒体问答")),
        ("aftermath", tr("后期处置")),
        ("aftermath/inquiry", tr("调查和评估")),
        ("aftermath/liability", tr("责任追究")),
        ("aftermath/recovery", tr("善后台账")),
        ("aftermath/closing", tr("结案")),
        ("aftermath/case", tr("典型案例")),
        ("duties", tr("履职对照")),
        ("timeline", tr("大事记")),
        ("timeline/chronicle", tr("大事记")),
        ("timeline/silence", tr("县区报送")),
    )


def _of_people() -> tuple[Place, ...]:
    return (
        *_tabs(
            keys.PEOPLE,
            ("groups", tr("应急工作组")),
            ("stand_ins", tr("代行、代理和不到岗")),
            ("roster", tr("值班表")),
            ("grants", tr("角色确认")),
        ),
        *_tabs(
            keys.SUPPORT,
            ("first", tr("总览")),
            ("team", tr("队伍证照")),
            ("team/people", tr("人员")),
            ("team/strength", tr("力量")),
            ("team/partners", tr("合作单位")),
            ("training", tr("培训")),
            ("training/sessions", tr("计划和登记")),
            ("training/hours", tr("个人学时")),
            ("stock", tr("物资装备")),
            ("money", tr("资金")),
        ),
        *_tabs(
            keys.PUBLICITY,
            ("first", tr("总览")),
            ("publicity", tr("计划和活动")),
            ("cases", tr("典型案例")),
            ("partners", tr("合作单位")),
            ("research", tr("科研合作")),
        ),
        *_tabs(keys.PAPERS, ("list", tr("公文登记")), ("numbers", tr("发文编号"))),
    )


def _of_plan() -> tuple[Place, ...]:
    accounts, seen = Action.MANAGE_ACCOUNTS, Action.SEE_ACCOUNTS
    return (
        *_tabs(
            keys.PLAN,
            ("clauses", tr("条款")),
            ("thresholds", tr("分级参考条件")),
            ("limits", tr("时限")),
            ("settings", tr("本局设定")),
            ("calendar", tr("工作日历")),
            ("versions", tr("版本")),
            ("revisions", tr("修订")),
            ("reviews", tr("评估")),
            ("gaps", tr("预案缺口")),
            ("rules", tr("县区细则")),
            ("risks", tr("风险与节点")),
            ("alarms", tr("告警")),
            ("papers", tr("公文")),
            ("support", tr("保障和宣传")),
        ),
        *_tabs(keys.DRILL, ("drills", tr("演练登记")), ("measures", tr("整改措施"))),
        Place((keys.SYSTEM, "state"), tr("系统状态")),
        Place((keys.SYSTEM, "setup"), tr("本局设置"), accounts),
        Place((keys.SYSTEM, "accounts"), tr("账号和角色"), accounts),
        Place((keys.SYSTEM, "seats"), tr("席位")),
        Place((keys.SYSTEM, "backups"), tr("备份和恢复")),
        Place((keys.SYSTEM, "changes"), tr("账号变动"), seen),
    )
