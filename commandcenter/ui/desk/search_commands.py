"""The acts that the headings of the pages offer, by the words of their buttons: for the search.

tests/ui/desk/test_search_places.py holds each against its button, and finds one that is missing.
"""

from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.ui.desk import page_keys as keys
from commandcenter.ui.desk.search_places import Path, tr


@dataclass(frozen=True, slots=True)
class Command:
    """`button`: its name on the page; `action`: what who presses it must hold a right to, with
    `whole` for the whole city.
    """

    path: Path
    button: str
    words: str
    action: Action
    whole: bool = False


def commands() -> tuple[Command, ...]:
    return (*_of_incident(), *_of_after(), *_of_watching(), *_of_bureau(), *_of_plan())


def _acts(place: str, *acts: tuple[str, str, Action], whole: bool = False) -> tuple[Command, ...]:
    path = tuple(place.split("/"))
    return tuple(Command(path, button, words, action, whole) for button, words, action in acts)


def _of_incident() -> tuple[Command, ...]:
    """What the head of the desk offers, too, is not said again: see MoveKind."""
    at = keys.INCIDENT
    return (
        *_acts(f"{at}/command/directives",
               ("want_register", tr("登记批示…"), Action.REGISTER_PAPER)),
        *_acts(f"{at}/command/liaison", ("want_ask", tr("联系部门…"), Action.LIAISE)),
        *_acts(f"{at}/command/meetings", ("want_call", tr("召集会议…"), Action.CONSULT)),
        *_acts(f"{at}/command/consultations",
               ("want_record", tr("登记会商…"), Action.CONSULT)),
        *_acts(f"{at}/command/handovers",
               ("want_give", tr("移交工作组负责…"), Action.HAND_OVER_LEAD)),
        *_acts(f"{at}/site/reports",
               ("want_place", tr("增加地点…"), Action.SITE_REPORT),
               ("want_site_report", tr("报告现场情况…"), Action.SITE_REPORT)),
        *_acts(f"{at}/site/supply", ("want_ask_supply", tr("提出需求…"), Action.WRITE_LOG)),
        *_acts(f"{at}/inquiry/evidence",
               ("want_add_piece", tr("登记证据…"), Action.EVIDENCE_WRITE),
               ("want_export_shelf", tr("导出清单…"), Action.EVIDENCE_READ)),
        *_acts(f"{at}/inquiry/cases", ("want_new_case", tr("登记案件…"), Action.EVIDENCE_WRITE)),
        *_acts(f"{at}/inquiry/legal", ("want_ask_legal", tr("提出问题…"), Action.WRITE_LOG)),
        *_acts(f"{at}/reports",
               ("want_followup_city", tr("起草续报"), Action.DRAFT_REPORT),
               ("want_final_city", tr("起草终报"), Action.DRAFT_REPORT),
               ("want_phone_city", tr("登记电话报告…"), Action.DRAFT_REPORT)),
        *_acts(f"{at}/complaints", ("join_complaints", tr("并入投诉"), Action.REGISTER_INCIDENT)),
        *_acts(f"{at}/opinion/items", ("want_register", tr("登记舆情…"), Action.WATCH_OPINION)),
        *_acts(f"{at}/opinion/releases",
               ("want_notice", tr("起草情况通报"), Action.DRAFT_RELEASE),
               ("want_line", tr("起草口径"), Action.DRAFT_RELEASE),
               ("want_tip", tr("起草消费警示"), Action.DRAFT_RELEASE),
               ("want_name", tr("经营者名称…"), Action.APPROVE_RELEASE)),
        *_acts(f"{at}/opinion/press", ("want_register", tr("登记提问…"), Action.WATCH_OPINION)),
    )  # fmt: skip


def _of_after() -> tuple[Command, ...]:
    at = keys.INCIDENT
    return (
        *_acts(f"{at}/aftermath/inquiry",
               ("want_draft_investigation", tr("起草调查报告"), Action.DRAFT_INQUIRY),
               ("want_draft_assessment", tr("起草总结评估报告"), Action.DRAFT_INQUIRY)),
        *_acts(f"{at}/aftermath/liability",
               ("want_register", tr("登记经营者责任…"), Action.LEDGER_WRITE),
               ("want_refer", tr("登记线索移送…"), Action.REFER_OFFICIAL)),
        *_acts(f"{at}/aftermath/recovery",
               ("want_open", tr("登记善后事项…"), Action.LEDGER_WRITE),
               ("want_none", tr("注明无此类情形…"), Action.WAIVE_LINE)),
        *_acts(f"{at}/aftermath/closing",
               ("want_close", tr("结案归档…"), Action.CLOSE_CASE),
               ("want_archive", tr("制作归档包…"), Action.MAKE_ARCHIVE)),
        *_acts(f"{at}/duties", ("want_export", tr("导出清单…"), Action.INQUIRY_SHEET)),
    )  # fmt: skip


def _of_watching() -> tuple[Command, ...]:
    keep = Action.KEEP_RISK
    return (
        *_acts(f"{keys.WARNINGS}/warnings", ("new_warning", tr("起草预警"), Action.DRAFT_WARNING)),
        *_acts(f"{keys.RISK}/assessments", ("want_begin", tr("开始评估…"), keep), whole=True),
        *_acts(f"{keys.RISK}/inspections/plans", ("want_plan", tr("编制计划…"), keep)),
        *_acts(f"{keys.RISK}/records",
               ("want_enter", tr("登记…"), keep), ("want_import", tr("导入…"), keep)),
        *_acts(f"{keys.DUTY}/calls", ("want_call", tr("记来电…"), Action.ENTER_COMPLAINT)),
        *_acts(keys.CALLS, ("want_call", tr("记来电…"), Action.ENTER_COMPLAINT)),
        *_acts(f"{keys.DUTY}/log",
               ("duty_call", tr("接电话…"), Action.DUTY_LOG),
               ("duty_call_up", tr("叫应…"), Action.CALL_UP)),
        *_acts(f"{keys.DUTY}/shifts", ("want_give", tr("交班…"), Action.DUTY_LOG)),
        *_acts(f"{keys.DUTY}/roster", ("want_add", tr("排班…"), Action.MAKE_ROSTER)),
    )  # fmt: skip


def _of_bureau() -> tuple[Command, ...]:
    team, stock, spread = Action.KEEP_TEAM, Action.STOCK_WRITE, Action.KEEP_PUBLICITY
    return (
        *_acts(f"{keys.PEOPLE}/stand_ins",
               ("want_delegation", tr("委托代行…"), Action.DELEGATE),
               ("want_stand_in", tr("安排代理…"), Action.ASSIGN_PEOPLE),
               ("want_away", tr("登记不到岗…"), Action.SIGN_IN)),
        *_acts(f"{keys.SUPPORT}/team/people",
               ("want_register", tr("登记证照…"), team), ("want_import", tr("导入…"), team),
               ("want_template", tr("下载模板"), team)),
        *_acts(f"{keys.SUPPORT}/team/partners",
               ("want_enter", tr("登记单位…"), Action.LIAISE),
               ("want_import", tr("导入…"), Action.LIAISE),
               ("want_template", tr("下载模板"), Action.LIAISE), whole=True),
        *_acts(f"{keys.SUPPORT}/training/sessions",
               ("want_plan", tr("编入计划…"), team),
               ("want_unplanned", tr("登记计划外培训…"), team)),
        *_acts(f"{keys.SUPPORT}/stock",
               ("want_out", tr("领用…"), stock), ("want_back", tr("归还…"), stock),
               ("want_add", tr("新增品种…"), stock),
               ("want_ledger", tr("台账…"), Action.STOCK_READ),
               ("want_labels", tr("标签…"), stock)),
        *_acts(f"{keys.SUPPORT}/money",
               ("want_ask", tr("申请资金…"), Action.MONEY_WRITE),
               ("want_print", tr("使用情况…"), Action.MONEY_READ),
               ("want_set", tr("设定预算…"), Action.MONEY_APPROVE),
               ("want_change", tr("调整…"), Action.MONEY_APPROVE)),
        *_acts(f"{keys.PUBLICITY}/publicity",
               ("want_plan", tr("编入计划…"), spread),
               ("want_unplanned", tr("登记计划外活动…"), Action.HOLD_PUBLICITY),
               ("want_week", tr("套用样稿…"), spread),
               ("want_report", tr("年度工作情况…"), Action.SEE_PICTURE)),
        *_acts(f"{keys.PUBLICITY}/cases", ("want_draft", tr("起草案例…"), Action.DRAFT_CASE)),
        *_acts(f"{keys.PUBLICITY}/research", ("want_take_up", tr("登记科研合作…"), spread)),
        *_acts(f"{keys.PAPERS}/list",
               ("want_new", tr("新建公文"), Action.DRAFT_PAPER),
               ("want_meeting", tr("打印会议材料…"), Action.SEE_PICTURE)),
        *_acts(f"{keys.PAPERS}/numbers",
               ("want_take", tr("手工取号登记…"), Action.NUMBER_PAPER)),
    )  # fmt: skip


def _of_plan() -> tuple[Command, ...]:
    edit, backs, switch = Action.EDIT_PLAN, Action.KEEP_BACKUPS, Action.SWITCH_SERVER
    return (
        *_acts(f"{keys.PLAN}/thresholds/sensitive", ("want_add_period", tr("增加敏感时段…"), edit)),
        *_acts(f"{keys.PLAN}/limits/kind", ("want_add_period", tr("增加事件种类…"), edit)),
        *_acts(f"{keys.PLAN}/risks/known_date", ("want_add_period", tr("增加节点…"), edit)),
        *_acts(f"{keys.PLAN}/calendar", ("holiday_notice", tr("录入放假通知…"), edit)),
        *_acts(f"{keys.PLAN}/revisions", ("want_begin", tr("起草修订…"), edit)),
        *_acts(f"{keys.PLAN}/reviews", ("want_review", tr("登记评估…"), edit)),
        *_acts(f"{keys.PLAN}/gaps", ("want_file_gap", tr("登记缺口…"), Action.FILE_GAP)),
        *_acts(f"{keys.PLAN}/rules", ("want_file_rules", tr("报备细则…"), Action.FILE_OWN_RULES)),
        *_acts(f"{keys.DRILL}/drills",
               ("want_plan", tr("编入计划…"), edit), ("want_script", tr("编写脚本…"), edit),
               ("want_new_drill", tr("新建演练…"), edit)),
        *_acts(f"{keys.SYSTEM}/setup",
               ("want_go_on", tr("继续设置…"), Action.MANAGE_ACCOUNTS)),
        *_acts(f"{keys.SYSTEM}/accounts",
               ("want_add", tr("增加人员…"), Action.MANAGE_ACCOUNTS)),
        *_acts(f"{keys.SYSTEM}/seats",
               ("want_single", tr("切换为单机运行…"), switch),
               ("want_double", tr("恢复双机运行…"), switch),
               ("want_propose", tr("建议切换为单机运行…"), Action.PROPOSE_SWITCH)),
        *_acts(f"{keys.SYSTEM}/backups",
               ("want_back_up", tr("立即备份…"), backs),
               ("want_try_restore", tr("恢复演练…"), backs)),
        *_acts(f"{keys.SYSTEM}/state", ("want_again", tr("重新检查本机"), Action.SEE_SYSTEM)),
    )  # fmt: skip
