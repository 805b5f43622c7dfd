"""What people call the tables and columns of the record, where a check names a row.

`TABLES` has each journalled table, `COLUMNS` what a column's name means anywhere, `OF_TABLE` what
it means in one table where that is another thing. A test finds the one that has no word.
"""

from enum import StrEnum
from typing import Any

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, STANDING_WORDS
from commandcenter.domain.alarms.machine import ACT_WORDS as ALARM_ACT_WORDS
from commandcenter.domain.command.casework import ACT_WORDS as CASE_ACT_WORDS
from commandcenter.domain.command.casework import STATE_WORDS as CASE_WORDS
from commandcenter.domain.command.obligation import STATE_WORDS as OBLIGATION_WORDS
from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.incident.case_report import PART_WORDS as CASE_PART_WORDS
from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS
from commandcenter.domain.papers.paper import PAPER_STATE_WORDS, PAPER_WORDS
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, RELEASE_STATE_WORDS
from commandcenter.domain.reports.report import REPORT_WORDS
from commandcenter.domain.reports.report import STATE_WORDS as REPORT_STATE_WORDS
from commandcenter.domain.watch.triage import STATE_WORDS as SIGNAL_WORDS
from commandcenter.domain.watch.warning import STATE_WORDS as WARNING_WORDS

TABLES = {
    "absence": "请假外出", "accountability": "问责处理", "alarm": "告警",
    "alarm_act": "告警处理", "alarm_out": "停用的告警", "archive_package": "归档包",
    "attachment": "任务附件", "attendance": "签到", "batch": "导入批次", "call_up": "叫应",
    "case_act": "办案记录", "case_count": "病例分布", "case_file": "案件",
    "case_report": "病例通报", "complainant": "投诉人", "complaint": "投诉",
    "complaint_correction": "投诉更正", "complaint_event": "投诉办理记录",
    "complaint_flag": "异常标记", "complaint_handling": "投诉办理",
    "complaint_link": "跨平台关联", "consultation": "会商", "county_rules": "县区预案",
    "custody": "证据移交", "delegation": "委托代行", "delivery": "自动送出的消息",
    "directive": "批示", "drill": "演练", "drill_act": "导调记录",
    "drill_inject": "演练注入", "drill_measure": "演练整改措施", "drill_record": "演练登记",
    "duty": "值班安排", "duty_log": "值班日志", "duty_note": "职责说明",
    "evidence": "证据", "handover": "交接", "incident": "事件",
    "incident_complaint": "并入事件的投诉", "incident_fact": "事件事实",
    "incident_move": "事件状态变动", "incident_place": "事发地点", "inquiry_report": "调查评估报告",
    "instruction": "指令", "laid_part": "数据库结构登记", "legal_question": "法律问题",
    "level_decision": "级别决定", "liaison": "部门协调", "log_entry": "动态",
    "meeting": "会议",
    "obligation": "应办事项", "obligation_note": "应办事项说明", "opinion": "舆情",
    "oral_decision": "口头决定", "paper": "公文", "paper_file": "公文文件",
    "paper_number": "文号", "paper_step": "公文流转", "paper_text": "公文文本",
    "person": "人员", "plan_gap": "预案待定事项", "plan_item": "预案条目",
    "plan_version": "预案版本",
    "press_question": "媒体提问", "readiness": "准备事项", "recovery": "善后事项",
    "release": "信息发布", "release_check": "发布审核", "reminder": "催办", "report": "报告",
    "report_receipt": "报告签收", "restore_drill": "恢复演练",
    "retention": "个人信息处理决定", "risk_judgement": "风险研判",
    "risk_record": "风险记录", "role_grant": "角色授予", "setting": "设置", "signal": "监测提示",
    "signal_complaint": "监测提示所含投诉", "signal_note": "监测提示处置",
    "site_report": "现场报告", "step": "处置任务", "step_note": "任务备注",
    "subject": "经营主体", "supply_request": "后勤需求",
    "tally": "人数统计", "team": "现场小组", "trader_talk": "约谈", "typical_case": "典型案例",
    "verification": "记录校验", "warning": "预警", "warning_act": "预警决定",
    "warning_step": "预警措施",
}  # fmt: skip

COLUMNS = {
    "about": "事由", "accepted": "入库数", "accepted_at": "受理时间", "act": "动作",
    "act_id": "办结的记录", "act_table": "办结的记录种类",
    "activated_at": "启动时间", "active": "是否在用", "address": "地址", "adopted_at": "采用时间",
    "adopted_by": "采用人", "adopted_on": "采用日期", "after_id": "前一份", "amends": "更正哪一项",
    "amount": "数量", "amount_cents": "涉及金额", "answer": "答复", "answer_by": "答复人",
    "answered": "是否接通", "answered_at": "答复时间", "answered_by": "答复人",
    "answers": "答复哪一项", "approved_at": "批准时间", "approved_by": "批准人",
    "as_of": "截至时间",
    "asked": "询问内容", "asked_at": "提出时间", "asked_by": "提出人", "asked_from": "提出单位",
    "asker": "提问人", "assigned_to": "承办人", "at": "登记时间", "attachments": "附件",
    "authority": "依据", "axis": "定级类别", "basis": "依据", "batch_id": "导入批次",
    "born_at": "列入时间",
    "born_id": "由哪一行提出", "born_table": "由哪类记录提出",
    "brand": "品牌", "bring": "准备事项", "by": "登记人", "called_at": "通话时间",
    "called_by": "召集人", "caller": "来电人",
    "caller_phone": "来电号码", "confirmed_at": "确认时间", "confirmed_by": "确认人",
    "file_sha256": "附件校验值", "opener_id": "导入人", "carrier": "载体", "case_id": "案件",
    "case_number": "案号", "case_report_id": "病例通报", "categories": "类别",
    "category": "类别", "cause": "案由",
    "ceased_why": "不再办理的原因",
    "chain": "报送链", "chair": "主持人", "channel": "接收方式", "claimed_at": "领取时间",
    "clause": "条款", "clock": "期限种类", "closed_at": "结束时间", "closed_by": "办结人",
    "closed_words": "办结说明", "closes": "是否收尾", "code": "编码", "collected_at": "收集时间",
    "collectors": "收集人", "complaint_id": "投诉", "conclusion": "结论",
    "consultation_id": "会商", "contact": "联系人", "contents": "内容清单", "copies": "份数",
    "corrected_at": "更正时间", "corrected_by": "更正人", "correction": "修正分",
    "corrects": "更正哪一份", "credit_code": "统一社会信用代码", "damage": "损失情况",
    "data": "内容", "date_code": "日期代码", "day": "日期", "deadline_at": "期限",
    "decided_at": "决定时间", "decided_by": "决定人", "decider": "决定人", "decider_id": "决定人",
    "decision": "决定", "declined_at": "不予受理时间", "department": "部门", "description": "说明",
    "detail": "要求", "detector": "检测方法", "digest": "校验值", "directed_at": "批示时间",
    "disputed_at": "提出异议时间", "disputed_why": "异议理由", "district": "县区",
    "districts": "涉及县区", "document": "文号", "done_at": "完成时间", "done_by": "完成人",
    "done_instead": "代办内容", "done_on": "办理时间", "done_words": "完成说明",
    "drafted_at": "起草时间", "drafted_by": "起草人", "drafter_id": "起草人",
    "dropped_why": "取消理由", "due_at": "期限", "duplicates": "重复数", "duty": "职责",
    "edited_at": "修改时间", "edited_by": "修改人", "elements": "要素", "ended_at": "终止时间",
    "ends": "是否终止响应", "ends_at": "结束时间", "erased": "删除情况", "erased_at": "删除时间",
    "evidence": "证据", "evidence_id": "证据", "expected": "预期数", "expected_days": "预计天数",
    "extended_at": "延长时间", "extended_by": "批准延长人", "facts": "依据的事实",
    "false_claim": "是否谣言", "fields": "更正的栏目", "figures": "数字", "file_name": "文件名",
    "filed_at": "立案时间", "filed_by": "归档人", "filed_from": "来源", "filed_where": "归档位置",
    "findings": "发现的问题", "first_id": "先到的投诉", "flagged": "标记数", "follow": "是否跟踪",
    "follow_up_at": "跟进期限", "followed_at": "跟进时间", "followed_by": "跟进人",
    "followed_words": "跟进情况", "for_group": "需求组", "for_incident": "限于事件", "form": "形式",
    "found_at": "发现时间", "found_by": "发现人", "from_holder": "移交人", "from_person": "来自",
    "from_post": "职务", "from_state": "原状态", "given_at": "交出时间", "given_by": "交出人",
    "goods": "商品服务", "grade": "级别", "granted_by": "授予人", "group": "工作组",
    "groups": "工作组", "hand_words": "登记的完成情况", "handed_at": "移交时间",
    "handled_at": "办理时间", "handled_by": "办理人",
    "handler_id": "承办人", "handlers": "办案人", "happened_at": "发生时间", "head_count": "人数",
    "held_at": "时间", "holder": "持有人", "hotline_to": "12345 导至", "id": "编号",
    "id_number": "证件号码", "id_type": "证件类型", "incident_id": "事件", "issue": "期号",
    "issued_at": "发布时间", "issuer": "发布单位", "item": "物品", "item_code": "事项代码",
    "items": "事项", "judged": "审核所依据的文本", "judged_observed": "研判时的件数",
    "keep_until": "保存至", "kept": "是否履行", "kept_at": "核实时间", "kept_by": "核实人",
    "kept_words": "履行情况", "known_at": "最早获知时间", "key": "名称", "keywords": "关键词",
    "kind": "种类", "label": "名称",
    "lat": "纬度", "lawful": "合法性", "ledger": "台账", "left_at": "离开时间",
    "legal_person": "法定代表人", "level": "级别", "level_before": "原级别", "life": "阶段",
    "lifted_at": "解除时间", "lifted_by": "解除人", "lifted_why": "解除理由", "line": "日志行",
    "line_id": "对应条目", "link": "链接", "login": "登录名", "lon": "经度", "made_at": "制作时间",
    "made_by": "制作人", "mapping": "列对应方案", "matter": "事项", "matters": "注意事项",
    "measures": "措施", "media": "媒体", "mediation_ended_at": "调解终止时间", "members": "参加人",
    "merged_into": "并入", "missing": "缺项", "mobile": "手机", "money_cents": "金额",
    "meeting_id": "会议", "meets_at": "会议时间",
    "meal": "可疑餐次", "meal_from": "可疑餐次开始", "meal_to": "可疑餐次结束",
    "mood": "秩序情况", "must": "是否必办",
    "na_at": "认定不适用时间", "na_by": "认定不适用的人", "na_why": "不适用理由", "name": "名称",
    "named_at": "公开名称的时间",
    "named_by": "公开名称的决定人", "named_why": "公开名称的理由", "necessary": "必要性",
    "needed_at": "需要时间", "needs": "需要支援", "needs_telling": "是否要告知", "note": "说明",
    "notice": "通知", "number": "编号", "obligation_id": "应办事项", "observed": "件数",
    "occurred_at": "事发时间",
    "office": "单位", "officers": "执法人员", "on_wall": "是否上大屏", "online": "是否网购",
    "onset_at": "发病时间",
    "opened_at": "开始时间", "opened_by": "导入人", "opinions": "各方意见", "oral_id": "口头决定",
    "organ": "机关", "other_incident": "另一事件", "other_province": "是否异地",
    "other_signal": "另一监测提示", "outcome": "结果", "outlet": "媒体", "paper_id": "公文",
    "part": "部分", "parts": "组成", "party": "当事人", "passed": "是否通过",
    "penalty_cents": "罚没金额",
    "people": "人数", "person": "人员", "person_id": "人员", "person_key": "投诉人识别码",
    "phone": "电话", "pinned_at": "固定为大屏主事件的时间", "pinned_by": "固定为大屏主事件的人",
    "place": "地点", "place_id": "地点", "plan_version_id": "预案版本",
    "platform_to": "12315 导至", "points": "分值", "position": "次序", "post": "职务",
    "precision": "定位精度", "problem": "问题分类", "problems": "问题数", "promise": "承诺",
    "promised": "承诺内容", "promised_at": "承诺时间", "promised_for": "承诺完成时间",
    "promised_until": "承诺期限", "proposal": "建议", "provisional": "是否暂按",
    "public_title": "对外名称",
    "published_at": "发布时间", "question": "问题", "reach": "传播量", "reason": "理由",
    "received_at": "接报时间", "received_by": "签收人", "received_by_way": "接报方式",
    "received_way": "签收方式", "receiver": "接收单位", "recorded_at": "入库时间",
    "recorded_by": "记录人", "recovered_cents": "挽回金额", "recurrence_days": "重现期",
    "referred_at": "移送时间", "referred_to": "移送单位", "refused_at": "退回时间",
    "refused_by": "退回人", "refused_why": "退回理由", "registered_at": "登记日期",
    "registered_by": "登记人", "rejected": "退回数", "release_id": "信息发布",
    "released_name": "是否公开名称", "removed_at": "移出时间", "removed_by": "移出人",
    "removed_why": "移出理由", "report": "办理报告", "report_id": "报告",
    "reported_at": "报告时间", "reported_by": "报告人", "reported_way": "报告方式",
    "reporter_protected": "举报人保护", "request": "请求事项", "response": "响应级别",
    "result": "结果", "return_reason": "退回理由", "returned_at": "退回时间",
    "returned_by": "退回人", "returned_why": "退回理由", "revoked_at": "收回时间",
    "revoked_by": "收回人", "role": "角色", "round": "轮次", "rows": "行数", "rung_at": "拨打时间",
    "scope": "范围", "second_id": "后到的投诉", "secrecy": "密级", "sections": "章节",
    "secure": "安全性", "seen_at": "察看时间", "sent_at": "送出时间", "sent_by": "报送人",
    "sent_to": "报送单位", "sent_way": "报送方式", "serial": "顺序号", "series": "文号系列",
    "settled_at": "办结时间", "settled_by": "办结人", "settled_cents": "已办金额",
    "settled_people": "已办人数", "settler_id": "办结人", "sha256": "文件校验值",
    "signal_id": "监测提示", "signature": "签名", "signed_at": "签发时间", "signed_by": "签发人",
    "similarity": "相似度", "since_at": "起始时间", "size": "大小", "skip_why": "越级理由",
    "skips": "是否越级", "source": "来源", "sources": "来源", "special_group": "特殊群体",
    "finished_at": "办结时间", "status": "办理状态",
    "stands_for": "代理谁", "start_at": "起算时间", "started_at": "开始时间",
    "starts_at": "开始时间", "state": "状态",
    "state_at": "状态时间", "step": "环节", "step_id": "处置任务", "stored": "是否存入",
    "stream": "监测序列", "subject": "对象", "subject_id": "经营主体", "subject_name": "主体名称",
    "summary": "概况", "surprise": "异常程度", "system": "系统", "taken_at": "取得时间",
    "taken_back_at": "撤回时间", "talked_at": "约谈时间", "template": "模板", "text": "内容",
    "text_sha256": "文本校验值", "texts": "文本", "title": "标题", "to_group": "接收组",
    "to_holder": "接收人", "to_organ": "接收单位", "to_person": "接收人", "to_state": "新状态",
    "told": "告知情况", "tone": "倾向", "topic": "主题", "town": "乡镇街道", "trade": "行业",
    "treated": "就医人数",
    "trader_side": "对方人员", "transferred_to": "移交单位", "undone_at": "撤销时间",
    "undone_by": "撤销人", "undone_why": "撤销理由", "unhappy": "不满意数", "unit": "单位",
    "until_at": "截止时间", "urgency": "事件级别", "valid_from": "生效时间",
    "valid_until": "失效时间", "value": "值", "verified_at": "核实时间", "verified_by": "核实人",
    "version": "修改次数", "version_id": "版本", "via_incident": "经由事件", "void_at": "作废时间",
    "void_by": "作废人", "void_why": "作废理由", "waive_reason": "豁免理由",
    "waived_at": "豁免时间", "waived_by": "豁免人", "warning_id": "预警", "way": "方式",
    "whole": "是否完好", "width": "每段分钟数", "withdrawn_at": "撤回时间",
    "withdrawn_by": "撤回人",
    "withdrawn_why": "撤回理由", "witness": "见证人", "words": "内容", "written": "书面内容",
    "year": "年份",
    # of alarms
    "stage": "阶段", "act_word": "按钮文字", "room": "是否上大屏", "priority": "优先级",
    "standing": "状态", "since": "起始时间", "raised_at": "告警时间", "cleared_at": "解除时间",
    "step_at": "升级时间", "reached": "已通知", "reached_names": "已通知的人",
    "next_to": "下一步通知", "next_at": "下一步通知时间", "acknowledged_by": "确认人",
    "acknowledged_at": "确认时间", "acknowledged_version": "确认的版本", "shelved_by": "暂缓人",
    "shelved_why": "暂缓理由", "shelved_until": "暂缓至", "todo": "要办的事", "alarm_id": "告警",
    "of_act": "哪一步", "until": "结束时间", "ended_by": "恢复使用的人", "why": "理由",
    "begins_at": "开始时间",
    "blind": "是否盲演",
    "bureau": "实战库单位",
    "called_off_why": "取消理由",
    "carried_out_at": "注入时间",
    "conductor": "导调员",
    "conductor_name": "导调员姓名",
    "founded_from": "取自哪个实战库",
    "founded_micros": "建库时间",
    "full": "满分",
    "head": "日志末行校验值",
    "inject_id": "演练注入",
    "limit_minutes": "时限（分钟）",
    "mode": "演练方式",
    "observers": "观察员",
    "paper": "评估报告校验值",
    "payload": "随附内容",
    "planned_at": "列入计划时间",
    "planned_by": "列入计划的人",
    "planned_for": "计划时间",
    "players": "参演人员",
    "real_micros": "实际时间",
    "record_id": "演练登记",
    "rules": "评分规则",
    "score": "得分",
    "script": "脚本校验值",
    "signs": "算作应答的记录",
    "skipped_at": "跳过时间",
    "speed": "时间倍数",
    "store": "演练库",
    "to_district": "对象县区",
    "to_login": "对象人员",
    "to_role": "对象角色",
}  # fmt: skip

OF_TABLE = {
    ("drill_act", "at"): "演练时间",
    ("drill_inject", "at"): "注入时间",
    ("drill_record", "held_at"): "演练开始时间",
    ("drill_record", "number"): "日志末行",
    ("drill_record", "recorded_at"): "登记时间",
    ("complainant", "name"): "姓名",
    ("case_count", "number"): "人数",
    ("alarm", "version"): "版本",
    ("alarm", "returned_at"): "恢复时间",
    ("alarm_out", "ended_at"): "恢复使用时间",
    ("alarm", "about"): "对象",
    ("alarm", "act"): "打开的页面",
    ("alarm", "act_id"): "打开的记录",
    ("alarm", "cleared_at"): "解除时间",
    ("alarm", "step"): "升级次数",
    ("alarm_act", "step"): "升级次数",
    ("obligation", "about"): "对象",
    ("obligation", "key"): "编码",
    ("duty_log", "name"): "姓名",
    ("person", "name"): "姓名",
    ("accountability", "name"): "对象名称",
    ("level_decision", "by"): "办理人",
    ("log_entry", "by"): "作者",
    ("handover", "received_at"): "接收时间",
    ("handover", "received_by"): "接收人",
    ("instruction", "consultation_id"): "议定的会商",
    ("instruction", "received_at"): "签收时间",
    ("directive", "received_at"): "签收时间",
    ("report_receipt", "received_at"): "签收时间",
    ("batch", "closed_at"): "完成时间",
    ("complaint", "category"): "客体分类",
    ("complaint", "kind"): "记录类型",
    ("complaint", "number"): "登记编号",
    ("complaint", "source"): "来源平台",
    ("complaint", "text"): "问题陈述",
    ("complaint", "district"): "区域",
    ("role_grant", "refused_at"): "不予确认时间",
    ("role_grant", "refused_by"): "不予确认人",
    ("role_grant", "refused_why"): "不予确认的理由",
    ("setting", "value"): "内容",
}

# What is kept as a bare word, by table and column.
VALUES = {
    ("batch", "state"): {"open": "正在导入", "closed": "已完成", "undone": "已撤销"},
    ("level_decision", "step"): {
        "suggestion": "定级建议", "decision": "决定", "initial": "初判", "request": "报请",
        "upper": "上级决定", "returned": "退回会商", "taken_back": "已撤回的决定",
    },
}  # fmt: skip
LEVELS = {level.value: f"{level.sign}级" for level in Level}
CHOICES: dict[type[StrEnum], dict[Any, str]] = {
    type(next(iter(words))): dict(words)
    for words in (
        CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS, STATE_WORDS, GROUP_WORDS, ROLE_WORDS,
        PAPER_STATE_WORDS, PAPER_WORDS, RELEASE_KIND_WORDS, RELEASE_STATE_WORDS, REPORT_WORDS,
        REPORT_STATE_WORDS, SIGNAL_WORDS, WARNING_WORDS, CASE_WORDS, CASE_ACT_WORDS,
        OBLIGATION_WORDS, CASE_PART_WORDS, PRIORITY_WORDS, STANDING_WORDS, ALARM_ACT_WORDS,
    )
}  # fmt: skip


def table_word(table: str) -> str:
    return TABLES.get(table, table)


def column_word(table: str, column: str) -> str:
    return OF_TABLE.get((table, column)) or COLUMNS.get(column, column)


def value_word(table: str, column: str, value: str) -> str | None:
    return VALUES.get((table, column), {}).get(value)


def choice_word(kind: type[StrEnum], value: str) -> str:
    if kind is Level:
        return LEVELS.get(value, value)
    words = CHOICES.get(kind, {})
    return next((words[each] for each in words if each == value), value)
