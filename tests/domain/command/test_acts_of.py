"""What was done is told as an office tells it: as acts, not as ticked titles."""

from dataclasses import replace
from datetime import UTC, datetime

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import AS_ACT, acts_of
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
ROW = Obligation(
    1, 1, "1/x//0", "x", "", 0, "", "", "", "", Group.COORDINATION, None, None, "", True, 1,
    AT, AT, AT, Level.III, False, ObligationState.DONE,
)  # fmt: skip


def done(code, title):
    return replace(ROW, code=code, title=title)


def test_acts_of_one_beginning_are_told_as_one():
    rows = [
        done("report_phone", "电话报告市委市政府总值班室"),
        done("report_phone", "电话报告省市场监督管理局"),
        done("activation_paper", "启动通知签发印发"),
    ]
    said = "电话报告市委市政府总值班室、省市场监督管理局，印发启动响应通知"
    assert acts_of(rows) == said


def test_a_title_of_the_bureaus_own_is_named_as_it_is():
    rows = [done("report_phone", "口头报告市委"), done("other", "设登记点")]
    assert acts_of(rows) == "完成“口头报告市委”“设登记点”"


def test_every_title_of_the_programs_own_plan_has_its_act():
    """What must be done at any level is told as an act, as long as the title is the program's."""
    for item in read_tables(RESOURCES / "plan")["obligation"]:
        if item.get("must"):
            begins, _ = AS_ACT[item["code"]]
            assert item["title"].startswith(begins), item["code"]
