"""What tables, columns and values of publicity are called where records are shown row by row."""

from commandcenter.domain.phrase import phrases
from commandcenter.domain.publicity.cases import STATE_WORDS, STEP_WORDS

TABLES = phrases(
    {
        "publicity": "宣传活动",
        "research": "科研合作",
        "typical_case_step": "典型案例审核",
    }
)
COLUMNS = phrases({
    "audience": "对象", "channels": "发布渠道", "copies": "计划份数", "ends_on": "结题日期",
    "held_audience": "实际对象", "held_copies": "实发份数", "held_materials": "实发资料",
    "held_place": "实际地点", "materials": "资料", "partner_id": "合作单位",
    "partners": "参加的合作单位", "reached": "触达人数", "starts_on": "开始日期",
})  # fmt: skip
OF_TABLE = phrases(
    {
        ("publicity", "category"): "风险类别",
        ("publicity", "due_at"): "计划日期",
        ("publicity", "group"): "承办组",
        ("publicity", "held_at"): "活动时间",
        ("publicity", "kind"): "宣传形式",
        ("publicity", "people"): "计划人数",
        ("publicity", "person_id"): "负责人",
        ("publicity", "recorded_at"): "登记时间",
        ("publicity", "recorded_by"): "登记人",
        ("publicity", "result"): "效果",
        ("publicity", "template"): "样稿",
        ("research", "done_at"): "结题时间",
        ("research", "done_by"): "登记结题的人",
        ("research", "result"): "成果",
        ("research", "topic"): "课题",
        ("typical_case", "category"): "风险类别",
        ("typical_case_step", "case_id"): "典型案例",
        ("typical_case_step", "done_at"): "办理时间",
        ("typical_case_step", "number"): "发布编号",
    }
)
VALUES = {
    ("typical_case", "state"): {state.value: words for state, words in STATE_WORDS.items()},
    ("typical_case_step", "step"): {step.value: words for step, words in STEP_WORDS.items()},
}
