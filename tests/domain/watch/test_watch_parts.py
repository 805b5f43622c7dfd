"""What the watch is made of: whose a finding is, what a failure costs, and why it came."""

import pytest

from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watch_parts import (
    OF_NIGHT,
    OF_QUICK,
    PART_WORDS,
    Part,
    others_go_on,
    part_of,
    reason_words,
)

FINDERS = {
    Detector.EARLY_SIGN: Part.RULES,
    Detector.LINKED_CASES: Part.RULES,
    Detector.GROUP_COMPLAINT: Part.RULES,
    Detector.BURST: Part.BURSTS,
    Detector.GATHERING: Part.WORDS,
    Detector.DAILY: Part.DAILY,
    Detector.CLUSTER: Part.AREAS,
}


@pytest.mark.parametrize("stream", list(StreamKind))
@pytest.mark.parametrize("detector", list(Detector))
def test_a_finding_is_its_detectors_and_of_texts_alike_always_that_of_the_words(detector, stream):
    own = Part.WORDS if stream is StreamKind.KEYWORDS else FINDERS[detector]
    assert part_of(stream, detector) is own


def test_two_parts_run_all_day_and_all_five_by_night():
    assert OF_QUICK == (Part.RULES, Part.BURSTS)
    assert OF_NIGHT == (Part.RULES, Part.BURSTS, Part.DAILY, Part.AREAS, Part.WORDS)


@pytest.mark.parametrize("part", list(Part))
def test_all_else_goes_on_unless_a_run_as_a_whole_or_the_watch_itself_failed(part):
    goes_on = part not in {Part.QUICK, Part.NIGHT, Part.WATCH}
    assert others_go_on([part]) is goes_on
    assert others_go_on([Part.RULES, part]) is goes_on
    assert others_go_on([])


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("MemoryError", "内存不足"),
        ("RuleBroken", "监测的登录名没有这一步的权限"),
        ("ZeroDivisionError", "程序出错 ZeroDivisionError"),
        *(
            (name, f"数据库拒绝了这一步 {name}")
            for name in (
                "DataError", "IntegrityError", "InternalError", "InterfaceError",
                "NotSupportedError", "OperationalError", "ProgrammingError",
            )
        ),
    ],
)  # fmt: skip
def test_why_a_part_failed_is_said_for_an_official(reason, words):
    assert reason_words(reason) == words


def test_each_part_is_called_as_officials_call_it():
    said = (
        "苗头和群体投诉规则 短时突增 当日偏多 相邻地区聚集 多日聚集 实时分析 夜间全面分析 "
        "投诉计数核对 全部记录核对 自动监测 告警 告警通知 自动备份"
    )
    assert " ".join(PART_WORDS[each] for each in Part) == said
