"""What the plan says by itself is taken again when it is saved, and each change of it is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import EDITABLE, KIND_WORDS, ItemChange, amended
from commandcenter.domain.plan.plan_words import differences
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN

Tables = dict[str, list[dict[str, Any]]]
# By kind what a person sets on screen, beside where it comes from and whether it is a proposal.
SET = {
    "threshold": "window_hours levels", "context": "words any", "addressee": "phone",
    "clock": "amount extension note", "setting": "value", "calendar": "title rest first last",
    "sensitive": "title first last",
    "known_date": "title first last factor remind_days seats earlier clause",
    "risk_point": "each step category_step most least needs days",
    "standby": "title detail days_before",
    "template": "head over signature issuer recipients copies phrases",
    "paper_series": "title pattern taken", "paper_flow": "steps countersign",
    "word_list": "words", "obligation": "due round basis",
    "kind": "title provisional report_as tiles",
    "alarm": "todo priority soon_minutes due_minutes wait_minutes shelvable room",
    "alarm_climb": "minutes", "alarm_chain": "steps", "alarm_figure": "value",
    "skill": "tell_months wanted", "training_norm": "hours from_month",
    "partner_kind": "tell_months", "publicity_template": "month day",
    "publicity_line": "copies people",
}  # fmt: skip
GROWING = {"calendar", "sensitive", "known_date", "kind"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(PLAN)


def test_so_much_of_each_kind_is_set_on_screen() -> None:
    assert {kind: set(keys) for kind, keys in EDITABLE.items()} == {
        kind: {"source", "proposal", *keys.split()} for kind, keys in SET.items()
    }


@pytest.mark.parametrize("kind", sorted(SET))
def test_each_item_of_the_plan_may_be_saved_as_it_stands(tables: Tables, kind: str) -> None:
    for item in tables[kind]:
        fields = {key: value for key, value in item.items() if key in EDITABLE[kind]}
        assert amended(tables, [ItemChange(kind, item["code"], fields)]) == tables


@pytest.mark.parametrize("kind", sorted(SET))
def test_what_is_the_programs_is_not_set_on_screen(tables: Tables, kind: str) -> None:
    code = tables[kind][0]["code"]
    for key in ("code", "signs", "unit", "x" * 50):
        with pytest.raises(RuleBroken, match=f"“{key[:40]}”不能在这里修改"):
            amended(tables, [ItemChange(kind, code, {key: "x", "source": "局务会议定"})])


@pytest.mark.parametrize("kind", sorted(SET))
def test_some_kinds_grow_and_shrink_and_the_others_keep_their_items(
    tables: Tables, kind: str
) -> None:
    old = next(item for item in tables[kind] if kind != "kind" or item["code"] == "price")
    code = old["code"]
    gone = ItemChange(kind, code, None)
    new = ItemChange(kind, "own.new", {"source": "局务会议定"})
    if kind not in GROWING:
        with pytest.raises(RuleBroken, match="不能删除，只能修改"):
            amended(tables, [gone])
        with pytest.raises(RuleBroken, match=r"中没有“own\.new”"):
            amended(tables, [new])
        return
    assert code not in [item["code"] for item in amended(tables, [gone])[kind]]
    fields = {key: value for key, value in old.items() if key in EDITABLE[kind]}
    more = {"title": "新增", "source": "局务会议定"}
    again = amended(tables, [gone, ItemChange(kind, "own.new", fields | more)])[kind]
    assert "own.new" in [item["code"] for item in again]


def test_each_kind_has_its_name() -> None:
    assert KIND_WORDS == {
        "threshold": "分级参考条件", "context": "研判情形", "addressee": "报告对象",
        "clock": "法定期限", "setting": "本局设定", "calendar": "工作日历", "sensitive": "敏感时段",
        "known_date": "备勤节点", "risk_point": "风险分值", "standby": "备勤清单",
        "template": "公文版式", "paper_series": "编号序列", "paper_flow": "公文环节",
        "word_list": "错敏词", "obligation": "办理时限", "kind": "事件种类", "clause": "预案条文",
        "duty_line": "履职对照", "step": "任务时限", "performance": "履职对照",
        "report_rule": "报告时限", "alarm": "告警种类", "alarm_climb": "告警升级时间",
        "alarm_chain": "告警升级次序", "alarm_figure": "告警数字", "skill": "证照要求",
        "training_norm": "培训学时", "partner_kind": "合作单位类别", "publicity_kind": "宣传形式",
        "publicity_template": "宣传样稿", "publicity_line": "样稿项目",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "code", "fields", "before", "after"),
    [
        ("paper_flow", "activation", {"countersign": ["onsite", "legal"]},
         "会签：法律咨询组", "会签：现场处置组、法律咨询组"),
        ("paper_flow", "activation", {"countersign": []}, "会签：法律咨询组", "会签：无"),
        ("alarm", "signal", {"shelvable": False}, "可以暂缓：是", "可以暂缓：否"),
        ("alarm", "signal", {"todo": "请{who}研判。"}, "处置要求：", "处置要求：请{who}研判。"),
        ("alarm", "decision", {"room": False}, "上大屏：是", "上大屏：否"),
        ("clock", "accept", {"note": ""}, "说明：不予受理的说明理由和其他途径", "说明：无"),
        ("known_date", "2026.spring", {"earlier": ["2024-02-08"]},
         "往年日期：2025-01-27、2024-02-08", "往年日期：2024-02-08"),
        ("known_date", "2026.spring", {"clause": "3.2"}, "条款：3.1", "条款：3.2"),
        ("risk_point", "trend", {"least": 0, "needs": 9},
         "起算数值：150；至少件数：8", "起算数值：无；至少件数：9"),
        ("template", "dispatch", {"signature": "本局", "issuer": "办公室"},
         "署名：{office}；印发机关：{office}办公室", "署名：本局；印发机关：办公室"),
        ("template", "dispatch", {"phrases": {"amends": "{paper}更正如下"}},
         "更正件开头：现对{paper}更正如下，以本件为准。", "更正件开头：{paper}更正如下"),
        ("obligation", "verify", {"basis": "局务会议定", "must": ["II", "III"]},
         "必办：无；依据：", "必办：Ⅲ级、Ⅱ级；依据：局务会议定"),
        ("setting", "silent_county_minutes", {"value": 45}, "60 分钟", "45 分钟"),
        ("clock", "check_clue", {"extension": 10, "note": "局长批准"},
         "15 个工作日，可延长 15 个工作日；说明：",
         "15 个工作日，可延长 10 个工作日；说明：局长批准"),
        ("setting", "silent_county_minutes", {"source": "局务会", "proposal": False},
         "建议值：", "已定：局务会"),
        ("standby", "inspect", {"title": "换个名目"}, "：", "换个名目"),
    ],
)  # fmt: skip
def test_each_change_of_an_item_is_told(
    tables: Tables, kind: str, code: str, fields: Mapping[str, Any], before: str, after: str
) -> None:
    """What stands on no line of the item by itself, too: who countersigns, what an alarm wants."""
    now = {each: [dict(item) for item in rows] for each, rows in tables.items()}
    next(item for item in now[kind] if item["code"] == code).update(fields)
    [found] = differences(tables, now)
    assert (found.kind, found.code) == (kind, code)
    assert found.before.startswith(before) or before in found.before
    assert found.after.startswith(after)
    assert found.before != found.after
