"""What people write after D0 in scenario A: for the public, and in the reports by section."""

TIP_TITLE = "关于预付式健身消费的提示"
TIP = (
    "近期有健身机构停业失联。办卡前请核对经营主体，签订书面合同，少充短充，保留凭证；"
    "发现停业请停止付款，及时拨打12315。"
)
INVESTIGATION = {
    "investigation.cause": "经营者以预收款扩张，资金链断裂后关店失联；涉嫌犯罪部分由公安机关侦办。",
    "investigation.liability": "对经营者依法移送；未发现监管人员失职。",
    "investigation.lessons": "预付式消费资金监管覆盖不足，投诉上升时约谈偏晚。",
    "investigation.measures": "对同类机构开展检查；会同主管部门推进资金监管。",
}
ASSESSMENT = {
    "assessment.experience": "接报后30分钟内到场、90分钟内启动；续报一迟于4小时要求，应提前准备。",
    "assessment.plan": "建议在预案中明确预付式消费事件的人数、金额标准。",
}
