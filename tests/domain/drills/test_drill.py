"""What a drill is called: its modes, states and kinds of injects."""

from commandcenter.domain.drills import drill


def test_all_of_a_drill_is_called_as_officials_call_it():
    tables = (drill.MODE_WORDS, drill.STATE_WORDS, drill.KIND_WORDS)
    assert [" ".join(table[each] for each in type(next(iter(table)))) for table in tables] == [
        "实战演练 桌面推演",
        "待开始 进行中 已暂停 已结束",
        "投诉批量到达 来电 媒体 县区报告 病例通报 线路中断 人员未应答 通知 讨论",
    ]
    assert drill.SPEEDS == (1, 2, 5, 10, 20, 60)
