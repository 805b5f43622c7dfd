"""The lines of the journal in the bureau's words: what was done, and to which part of the work.

A line says kind and verb in English, for programs; here each becomes a deed (下达指令). What
a line is about comes from the row that it changed, not from here.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from commandcenter.domain.complaints.form_items import FORM_WORDS
from commandcenter.domain.complaints.handling import ACT_WORDS
from commandcenter.domain.export_kinds import DOOR_WORDS
from commandcenter.domain.export_kinds import KINDS as TABLES
from commandcenter.domain.papers.paper import PAPER_WORDS
from commandcenter.domain.phrase import phrase, phrases, word


class Part(StrEnum):
    """Parts of the work, as a timeline is filtered by."""

    LIFE = "life"
    COMMAND = "command"
    STEPS = "steps"
    REPORTS = "reports"
    RELEASES = "releases"
    SITE = "site"
    INQUIRY = "inquiry"
    COMPLAINTS = "complaints"
    STAFF = "staff"
    AFTERMATH = "aftermath"


PART_WORDS: dict[Part, str] = phrases({
    Part.LIFE: "事件级别", Part.COMMAND: "指挥调度",
    Part.STEPS: "处置任务", Part.REPORTS: "信息报告",
    Part.RELEASES: "发布舆情", Part.SITE: "现场动态",
    Part.INQUIRY: "调查取证", Part.COMPLAINTS: "投诉办理",
    Part.STAFF: "值守人员", Part.AFTERMATH: "后期处置",
})  # fmt: skip


def _deeds(verb: str, template: str, titles: Mapping[Any, str]) -> dict[str, str]:
    return {f"{k} {verb}": phrase(template, title=title) for k, title in titles.items()}


# Of each kind of line its part of the work, and its verbs as deeds.
KINDS: dict[str, tuple[Part, dict[str, str]]] = {
    "incident": (
        Part.LIFE,
        {
            "registered": "接报登记", "amended": "补充接报内容", "verified": "核实接报，开始研判",
            "grade suggested": "提出定级建议", "grade returned": "定级建议退回会商",
            "grade decided": "决定事件级别", "initial signed": "签署初判",
            "upper requested": "报请上级决定", "upper decision registered": "登记上级决定",
            "activated": "启动响应", "raised": "提高响应级别", "lowered": "降低响应级别",
            "ended": "终止响应", "aftermath begun": "转入后期处置", "archived": "结案归档",
            "false alarm": "按误报处理", "transferred": "移送其他部门", "merged": "并案",
            "taken out": "拆分", "took in": "并入其他事件", "let go": "拆出事件",
            "place added": "增加涉事地点", "place taken out": "撤销涉事地点",
            "name released": "对外公布主体名称", "name taken back": "停止公布主体名称",
            "pinned": "固定为大屏主事件", "unpinned": "取消固定大屏主事件",
            "changed": "更改事件内容", "grade taken back": "撤回定级签发",
            "start taken back": "撤回启动签发",
        },
    ),
    "fact": (Part.LIFE, {"stated": "填报定级事实"}),
    "signal": (
        Part.LIFE,
        {"found": "发现监测提示", "grew": "监测提示增多", "returned": "监测提示重新提示",
         "verified": "核实监测提示", "excluded": "排除监测提示", "watched": "监测提示列入观察",
         "assessed": "研判监测提示", "opened": "监测提示转为事件", "merged": "监测提示并入",
         "taken out": "监测提示拆出", "noted": "监测提示备注"},
    ),
    "warning": (
        Part.LIFE,
        {"drafted": "起草预警", "amended": "修改预警", "returned": "预警退回修改",
         "issued": "签发预警", "adjusted": "调整预警", "lifted": "解除预警",
         "dropped": "撤销预警草稿", "opened": "预警转为事件"},
    ),
    "warning_step": (
        Part.STEPS,
        {"completed": "预警措施办结", "reopened": "预警措施恢复", "dropped": "预警措施不适用"},
    ),
    "trader_talk": (Part.SITE, {
        "held": "约谈经营者", "kept": "承诺已兑现", "broken": "承诺未兑现",
        "check withdrawn": "撤回承诺核对"}),
    "consultation": (Part.COMMAND, {"recorded": "记录会商"}),
    "meeting": (
        Part.COMMAND, {"called": "召集会议", "changed": "变更会议", "withdrawn": "取消会议"}
    ),
    "instruction": (
        Part.COMMAND,
        {"given": "下达指令", "received": "签收指令", "reported back": "回报指令",
         "reminded": "催办指令"},
    ),
    "directive": (
        Part.COMMAND,
        {"registered": "登记批示", "assigned": "交办批示", "received": "签收批示",
         "reported back": "办结批示", "told back": "反馈批示结果", "reminded": "催办批示"},
    ),
    "oral_decision": (
        Part.COMMAND,
        {"registered": "登记电话请示", "signed": "补签口头决定", "disputed": "对口头决定提出异议",
         "signature taken back": "撤回口头决定补签"},
    ),
    "liaison": (
        Part.COMMAND,
        {"asked": "商请部门", "promised": "部门承诺", "answered": "部门答复",
         "reminded": "催请部门"},
    ),
    "delegation": (Part.COMMAND, {"delegated": "委托代行", "revoked": "收回委托"}),
    "handover": (
        Part.COMMAND,
        {"given": "移交", "received": "签收交接", "refused": "退回交接", "taken back": "收回移交",
         "taken over": "上级接管指挥"},
    ),
    "step": (
        Part.STEPS,
        {"completed": "办结任务", "reopened": "恢复任务", "assigned": "分派任务",
         "noted": "任务备注", "attached": "任务附件", "waived": "豁免未办结任务",
         "reported": "报送任务办结", "reminded": "催办任务"},
    ),
    "obligation": (
        Part.STEPS,
        {"closed by hand": "登记完成情况", "reopened": "恢复应办事项",
         "applies": "认定应办事项适用",
         "not applicable": "认定应办事项不适用", "taken back": "撤回不适用认定",
         "assigned": "分派应办事项", "noted": "应办事项备注", "attached": "应办事项附件",
         "file taken out": "撤出附件", "reminded": "催办应办事项",
         "carried over": "原有任务转入应办事项", "listed": "列出本局应办事项"},
    ),
    "report": (
        Part.REPORTS,
        {"drafted": "起草报告", "edited": "修改报告", "refreshed": "更新报告数据",
         "submitted": "报告送审", "signed": "签发报告", "sent": "报送报告", "sent on": "转报报告",
         "sent back": "退回报告", "told": "电话报告", "received": "收报", "verified": "核实报告",
         "reminded": "催报", "scan attached": "附报告签发件",
         "signature taken back": "撤回报告签发"},
    ),
    "paper": (Part.REPORTS, _deeds("made", "印制{title}", PAPER_WORDS)),
    "document": (
        Part.REPORTS,
        {"drafted": "起草公文", "amendment drafted": "起草公文更正件", "edited": "修改公文",
         "particulars set": "填写公文要素", "submitted": "公文送审", "checked": "公文核稿",
         "countersigned": "公文会签", "reviewed": "公文审核", "sent back": "退回公文",
         "signed": "签发公文", "numbered": "公文编号", "number taken off": "公文文号作废",
         "print made": "排印公文正本", "sealed": "公文用印", "issued": "印发公文",
         "filed": "公文归档", "scan attached": "附公文签发件", "file attached": "附公文附件",
         "reply filed": "登记复函", "withdrawn": "撤回公文", "voided": "作废公文"},
    ),
    "paper_number": (Part.REPORTS, {"taken": "登记外来文号", "voided": "文号作废"}),
    "release": (
        Part.RELEASES,
        {"drafted": "起草发布稿", "corrected": "起草更正稿", "edited": "修改发布稿",
         "submitted": "发布稿送审", "legality passed": "合法性审核通过",
         "secrecy passed": "保密审查通过", "approved": "签发发布稿", "authorised": "登记上级授权",
         "told": "告知宣传网信", "published": "发布", "returned": "退回发布稿",
         "withdrawn": "撤回发布稿", "scan attached": "附发布稿签发件",
         "taken back": "撤回发布稿的审核或签发"},
    ),
    "press_question": (
        Part.RELEASES,
        {"registered": "登记媒体提问", "answered": "答复媒体", "answer amended": "更正媒体答复"},
    ),
    "opinion": (
        Part.RELEASES,
        {"registered": "登记舆情", "amended": "补充舆情", "answered": "回应舆情",
         "referred": "转办舆情", "watched": "持续关注舆情", "open": "舆情待回应"},
    ),
    "log": (Part.SITE, {"written": "工作动态", "shown": "动态上屏", "hidden": "动态下屏"}),
    "site_report": (Part.SITE, {"written": "现场报告"}),
    "tally": (Part.SITE, {"counted": "报数"}),
    "case_report": (Part.SITE, {"recorded": "病例通报"}),
    "team": (Part.SITE, {"placed": "队伍到位"}),
    "evidence": (
        Part.INQUIRY,
        {"added": "证据登记", "amended by a new one": "证据更正", "handed over": "证据移交",
         "read": "证据核验", "found damaged": "证据核验不符", "list exported": "导出证据清单"},
    ),
    "case_file": (Part.INQUIRY, {"registered": "登记案件"}),
    "case_act": (Part.INQUIRY, {"registered": "登记案件行为"}),
    "legal_question": (
        Part.INQUIRY,
        {"asked": "提出法律问题", "answered": "答复法律问题", "answer amended": "更正法律答复"},
    ),
    "incident_complaint": (Part.COMPLAINTS, {"joined": "投诉并入", "left": "投诉移出"}),
    "complaint_handling": (
        Part.COMPLAINTS,
        {**{act.value: words for act, words in ACT_WORDS.items()}, "recounted": "重算办理期限"},
    ),
    "complaint_flag": (
        Part.COMPLAINTS,
        {"flagged": "标记异常投诉", "lifted": "解除异常标记", "reviewed": "复核异常投诉"},
    ),
    "complaint_link": (
        Part.COMPLAINTS,
        {"linked": "关联跨平台重复投诉", "judged again": "重新判断跨平台关联",
         "taken_apart": "解除跨平台关联", "put_together": "重新建立跨平台关联"},
    ),
    "complainant": (
        Part.COMPLAINTS,
        {"seen": "查看投诉人信息", "reporter_seen": "查看举报人身份", "compared": "核对投诉人信息"},
    ),
    "complaint_form": (Part.COMPLAINTS, _deeds("made", "制作{title}", FORM_WORDS)),
    "attendance": (Part.STAFF, {
        "signed in": "签到", "signed out": "签退", "away": "登记外出", "back": "外出归来"}),
    "person": (
        Part.STAFF,
        {"assigned": "编入工作组", "released": "退出工作组", "stands in": "代理",
         "stood in": "代理结束", "role granted": "授予角色", "added": "增加人员",
         "role to confirm": "授予角色，待确认", "role confirmed": "确认角色",
         "role refused": "不予确认角色", "role ended": "终止角色", "disabled": "停用账号",
         "enabled": "恢复账号"},
    ),
    "account": (
        Part.STAFF,
        {"password set": "更换密码", "login made": "建立登录名", "login disabled": "停用登录名",
         "login enabled": "恢复登录名", "locked": "多次输错密码，账号暂时锁定"},
    ),
    "server": (
        Part.STAFF,
        {"went_single": "切换为单机运行", "went_double": "恢复双机运行",
         "proposed": "建议切换为单机运行", "declined": "不采纳切换建议"},
    ),
    "export": (Part.STAFF, _deeds("exported", "导出{title}", TABLES | DOOR_WORDS)),
    "bureau": (
        Part.STAFF,
        {"duty phone": "更改值班电话", "named": "更改本局名称",
         "upgrade key kept": "登记新版本的签名密钥", "upgrade published": "公布新版本",
         "upgrade withdrawn": "撤回公布的新版本"},
    ),
    "restore_drill": (Part.STAFF, {"tried": "恢复演练"}),
    "duty_log": (
        Part.STAFF,
        {"written": "值班日志", "seen": "查看来电人信息", "linked": "值班日志转事件",
         "settled": "值班事项办结"},
    ),
    "phone_call": (Part.COMPLAINTS, {"taken": "接听来电"}),
    "call_up": (Part.STAFF, {"answered": "叫应接通", "rung": "叫应未接"}),
    "duty": (
        Part.STAFF,
        {"rostered": "排班", "changed": "调班", "dropped": "撤销排班", "swapped": "换班"},
    ),
    "budget_line": (Part.STAFF, {"set": "设定预算", "changed": "调整预算"}),
    "fund_request": (
        Part.STAFF,
        {"asked": "申请资金", "approved": "批准资金", "refused": "不予批准资金",
         "withdrawn": "撤回资金申请", "spent": "支出资金"},
    ),
    "supply_request": (
        Part.STAFF,
        {"asked": "申领保障", "approved": "批准保障经费", "delivered": "落实保障",
         "refused": "不予保障", "returned": "归还"},
    ),
    "stock_item": (
        Part.STAFF, {"added": "新增物资品种", "edited": "更正物资品种", "retired": "停用物资品种"}
    ),
    "stock_move": (
        Part.STAFF,
        {"in": "物资入库", "out": "领用物资", "back": "归还物资", "scrap": "报废物资",
         "count": "盘点物资", "check": "检查物资", "reminded": "催还物资"},
    ),
    "inquiry_report": (
        Part.AFTERMATH,
        {"drafted": "起草调查评估报告", "edited": "修改调查评估报告",
         "filled again": "更新调查评估报告", "signed": "签发调查评估报告",
         "scan attached": "附调查评估报告签发件"},
    ),
    "accountability": (
        Part.AFTERMATH,
        {"registered": "责任追究登记", "amended": "责任追究补充", "settled": "责任追究办结"},
    ),
    "recovery": (
        Part.AFTERMATH,
        {"opened": "恢复事项立账", "amended": "恢复事项补充", "settled": "恢复事项办结",
         "settled in part": "恢复事项部分办结", "waived": "恢复事项豁免",
         "reopened": "恢复事项重开"},
    ),
    "retention": (
        Part.AFTERMATH,
        {"decided": "个人信息留存决定", "erased": "销毁个人信息", "kept": "保存个人信息"},
    ),
    "archive_package": (Part.AFTERMATH, {"made": "制作归档包", "copied out": "导出归档包"}),
    "typical_case": (
        Part.AFTERMATH,
        {"drafted": "起草典型案例", "edited": "修改典型案例", "submitted": "典型案例送审",
         "legality passed": "典型案例合法性审核通过", "secrecy passed": "典型案例保密审查通过",
         "approved": "签发典型案例", "published": "发布典型案例", "returned": "退回典型案例",
         "withdrawn": "撤回典型案例", "revoked": "撤销典型案例"},
    ),
    "duty_note": (Part.AFTERMATH, {"stated": "注明职责不适用", "withdrawn": "撤回不适用"}),
    "drill": (
        Part.STAFF,
        {"founded": "建立演练库", "started": "演练开始", "paused": "演练暂停",
         "resumed": "演练继续", "speed": "调整演练快慢",
         "slowed": "等应答，转为×1", "went_on": "应答后恢复快慢",
         "leapt": "提前到下一注入", "note": "观察记录", "said": "讨论记录", "ended": "演练结束"},
    ),
    "drill_inject": (
        Part.STAFF,
        {"prepared": "载入演练脚本", "added": "增加注入", "amended": "修改注入",
         "carried out": "注入", "skipped": "跳过注入"},
    ),
    "drill_record": (
        Part.STAFF,
        {"planned": "演练列入计划", "called off": "取消演练", "recorded": "登记演练结果",
         "course kept": "取入演练过程", "measure set": "提出整改措施",
         "measure done": "完成整改措施"},
    ),
    "certificate": (
        Part.STAFF, {"registered": "登记证照", "corrected": "更正证照", "revoked": "撤销证照"}
    ),
    "partner": (
        Part.STAFF,
        {"entered": "登记合作单位", "corrected": "更正合作单位", "ended": "终止合作"},
    ),
    "training": (
        Part.STAFF,
        {"planned": "培训列入计划", "changed": "调整培训计划", "called off": "取消培训",
         "held": "登记培训", "corrected": "更正培训登记"},
    ),
    "publicity": (
        Part.STAFF,
        {"planned": "宣传列入计划", "changed": "调整宣传计划", "called off": "取消宣传",
         "held": "登记宣传活动", "corrected": "更正宣传登记"},
    ),
    "research": (
        Part.STAFF,
        {"taken up": "登记科研合作", "changed": "调整科研合作", "finished": "科研合作结题",
         "ended": "终止科研合作"},
    ),
    "risk_assessment": (
        Part.STAFF,
        {"begun": "开始定期风险评估", "edited": "填写定期风险评估", "submitted": "风险评估送签",
         "returned": "退回风险评估", "signed": "签发风险评估", "withdrawn": "撤回风险评估"},
    ),
    "inspection_plan": (
        Part.STAFF,
        {"planned": "编制巡查计划", "changed": "调整巡查计划", "added to": "增加巡查对象",
         "called off": "取消巡查计划", "dropped": "巡查对象不再巡查", "inspected": "登记巡查结果",
         "untied": "巡查结果改属其他主体"},
    ),
    "risk_finding": (
        Part.STAFF,
        {"set": "下达整改任务", "checked": "整改复查", "closed": "整改销号",
         "dropped": "撤销整改任务"},
    ),
    "plan_gap": (Part.COMMAND, {"filed": "登记预案缺口", "answered": "答复预案缺口"}),
    "county_rules": (Part.COMMAND, {"filed": "备案实施细则", "received": "登记细则备案回执"}),
    "plan": (
        Part.COMMAND,
        {"adopted": "启用预案版本", "amended": "修改预案数据", "revised": "修订的预案施行"},
    ),
    "plan_revision": (
        Part.COMMAND,
        {"drafted": "起草预案修订", "edited": "修改预案修订稿", "submitted": "预案修订送签",
         "returned": "退回预案修订", "taken back": "撤回送签", "signed": "签发预案修订",
         "withdrawn": "撤回预案修订"},
    ),
    "plan_review": (Part.COMMAND, {"registered": "登记预案评估"}),
    "plan_filing": (Part.COMMAND, {"registered": "登记预案备案"}),
}  # fmt: skip

# What stands in a short course of events; all else is everyday work.
CHIEF: frozenset[tuple[str, str]] = frozenset(
    {
        *(("incident", verb) for verb in KINDS["incident"][1]),
        ("consultation", "recorded"),
        ("instruction", "given"), ("instruction", "reported back"),
        ("directive", "registered"), ("directive", "reported back"),
        ("oral_decision", "registered"), ("oral_decision", "signed"), ("oral_decision", "disputed"),
        ("liaison", "asked"), ("liaison", "answered"), ("handover", "taken over"),
        ("report", "signed"), ("report", "sent"), ("report", "sent on"), ("report", "verified"),
        ("release", "approved"), ("release", "published"), ("press_question", "answered"),
        ("site_report", "written"), ("evidence", "added"), ("case_file", "registered"),
        ("case_act", "registered"), ("inquiry_report", "signed"),
        ("document", "signed"), ("document", "issued"), ("accountability", "settled"),
        ("retention", "decided"), ("retention", "erased"), ("archive_package", "made"),
    }
)  # fmt: skip


def part_of(kind: str) -> Part | None:
    """Which part of the work a kind of line belongs to; None: none that an incident has."""
    return KINDS[kind][0] if kind in KINDS else None


def kinds_of(part: Part) -> tuple[str, ...]:
    return tuple(kind for kind, (own, _) in KINDS.items() if own is part)


def act_words(kind: str, verb: str) -> str:
    """What was done, in words; a verb without words of its own is told by its kind."""
    if kind not in KINDS:
        return word("其他记录")
    if verb not in KINDS[kind][1]:
        return phrase("{part}有变动", part=PART_WORDS[KINDS[kind][0]])
    return word(KINDS[kind][1][verb])
