"""A line of the log counts as done unless it announces; what it says is taken as it is written."""

import pytest

from commandcenter.domain.command.log_line import announces

DONE = [
    "城东店一层大厅设登记点",
    "拟定退费登记方案并张贴公告",
    "待赔付消费者名册已核对完毕",
    "准备金200万元已拨付到位",
    "计划内抽检36批次已全部完成",
    "计划内抽检36批次全部合格",
    "指令回报：登记点延时到22时",
    "已将涉案设备封存",
    "已约谈三店负责人，明日复查",
    "向市政府值班室请示",
    "等待登记的消费者约40人，情绪平稳",
    "市局邀请律师到场提供法律帮助",
]
ANNOUNCED = [
    "明日9时在城东店开始退费",
    "将组织执法人员开展排查",
    "市局拟于明日开展约谈",
    "力争今日完成登记",
    "请公安机关派员维持秩序",
    "预计18时核对完毕",
    "指令：延长登记时间",
    "综合协调组指令：延长登记时间",
    "待省局批复后开展约谈，材料已报",
    "将于明日公布已核实的名单",
    "计划对全市同类门店开展排查",
    "准备下周一约谈总部",
]


@pytest.mark.parametrize("line", DONE)
def test_a_line_that_tells_of_something_done_is_done(line):
    assert not announces(line)


@pytest.mark.parametrize("line", ANNOUNCED)
def test_a_line_that_announces_is_not_told_as_done(line):
    assert announces(line)
