"""What a record is called as the act that closed an obligation, on screens and papers."""

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.phrase import word
from commandcenter.domain.record_words import TABLES

BY_HAND = word("登记")
OLD_TICK = word("按当时登记")

# Where it is not the name of the record's table.
NAMES = {
    "attendance": "点名签到",
    "call_up": "叫应记录",
    "complaint_handling": "投诉办理",
    "duty": "排班",
    "evidence": "证据登记",
    "incident": "接报核实",
    "incident_move": "接报核实",
    "inquiry_report": "调查评估",
    "level_decision": "定级和响应决定",
    "liaison": "联络记录",
    "release_check": "发布签批",
    "report_receipt": "报送记录",
    "step": OLD_TICK,
    "supply_request": "后勤办理",
    "tally": "现场报数",
    "team": "派员到场",
}


def act_name(row: Obligation) -> str:
    """The name of the act that closed a row; "" of one that is not done."""
    if row.done_at is None:
        return ""
    if row.hand_words or not row.act_table:
        return BY_HAND
    return word(NAMES.get(row.act_table) or TABLES.get(row.act_table, row.act_table))
