"""Which records answer an inject, in the words in which a conductor chooses them."""

from commandcenter.domain.phrase import phrases

ANSWER_WORDS: dict[str, str] = phrases(
    {
        "duty_log": "值班记录",
        "registered": "事件登记",
        "verified": "核实",
        "grade.suggested": "定级建议",
        "grade.decided": "定级",
        "response.started": "启动响应",
        "report.first": "首报",
        "report.followup": "续报",
        "team": "工作组到场",
        "site": "现场情况",
        "consultation": "会商记录",
        "instruction.given": "指令",
        "call_up.answered": "叫应",
        "liaison.asked": "部门通报",
        "cases.hospital": "病例通报",
        "evidence.*": "证据登记",
        "opinion.found": "舆情登记",
        "press.registered": "媒体提问登记",
        "press.answered": "媒体提问答复",
    }
)
