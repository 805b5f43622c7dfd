"""A line of 系统状态: how it stands, and whether the program can go on."""

import pytest

from commandcenter.domain.seat.finding import Finding, Health, health


def test_what_is_not_good_is_broken():
    assert (health(good=True), health(good=False)) == (Health.GOOD, Health.BROKEN)


@pytest.mark.parametrize("state", list(Health))
def test_the_program_does_its_work_while_nothing_is_broken(state):
    said = {"good": "正常", "attention": "注意", "broken": "异常"}[state]
    finding = Finding("字体", state, "已安装。", "请重新安装。")
    assert finding.ok is (state.value != "broken")
    assert finding.line == f"{said}  字体：已安装。请重新安装。"


def test_the_gravest_is_said_first():
    assert list(Health) == ["broken", "attention", "good"]
