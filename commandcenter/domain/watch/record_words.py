"""What people call the columns of the risk work, where a check of the record names a row."""

from commandcenter.domain.phrase import phrases

COLUMNS = phrases({
    "assessment_id": "定期风险评估", "band": "程度", "base": "作答人数", "before_id": "上一次评估",
    "complaints": "投诉件数", "computed": "按分值表的分值", "count": "人数", "county": "县区",
    "dropped_at": "撤销时间", "dropped_by": "撤销人", "edition": "第几次录入",
    "finding_id": "整改任务", "inspection_id": "巡查计划", "judged_at": "研判时间",
    "judged_by": "研判人", "judgement": "研判", "many": "可多选", "next_due_at": "下次复查日期",
    "option": "选项", "option_no": "选项序号", "question_no": "题号", "rank": "位次",
    "reasons": "依据", "result_id": "巡查结果", "risk_record_id": "巡查、调查",
})  # fmt: skip
