"""Obligations that a revision adds, rewords, moves and takes out, and what rests on them."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.plan.plan_step_changes import (
    move_step,
    next_code,
    remove_step,
    require_musts,
    set_step,
)

Item = dict[str, Any]
DUE = {"IV": "none", "III": 240, "II": 120, "I": 60}


def step(code: str, **fields: Any) -> Item:
    return {
        "code": code, "title": "保障供电", "start": "activation", "who": {"group": "logistics"},
        "hand": True, "due": DUE, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], "own_1"),
        (["verify", "power"], "own_1"),
        (["own_1", "verify", "own_7", "own_3"], "own_8"),
        (["own_0", "own_x", "own_", "OWN_5", "my_own_5"], "own_1"),
        (["own_9", "own_10"], "own_11"),
        (["own_9998"], "own_9999"),
    ],
)
def test_a_new_obligation_has_the_next_number(codes: list[str], code: str) -> None:
    assert next_code([{"code": each} for each in codes]) == code


def test_only_one_that_the_bureau_added_is_given_another_start_and_doer() -> None:
    rows = [step("power"), step("own_1")]
    set_step(rows, "own_1", {"start": "received", "who": {"role": "duty"}})
    assert (rows[1]["start"], rows[1]["who"]) == ("received", {"role": "duty"})
    for key in ("start", "who", "hand"):
        with pytest.raises(RuleBroken, match=f"“{key}”不能在这里修改"):
            set_step(rows, "power", {key: rows[0][key]})


@pytest.mark.parametrize(
    "key",
    ["title", "detail", "clause", "levels", "must", "due", "round", "basis", "source", "proposal"],
)
def test_each_text_and_limit_of_an_obligation_is_set(key: str) -> None:
    values: Item = {
        "levels": list(Level), "must": ["III"], "due": DUE, "round": DUE | {"IV": 60},
        "proposal": True,
    }  # fmt: skip
    rows = [step("power")]
    set_step(rows, "power", {key: values.get(key, "新的写法")})
    assert rows[0][key] == values.get(key, "新的写法")


@pytest.mark.parametrize("key", ["per", "signs", "old", "to", "form", "code", "when"])
def test_what_the_program_proves_an_obligation_by_is_not_set(key: str) -> None:
    for code in ("power", "own_1", "own_2"):
        with pytest.raises(RuleBroken, match=f"“{key}”不能在这里修改"):
            set_step([step("power"), step("own_1")], code, {key: "x"})


@pytest.mark.parametrize("key", ["title", "start", "due", "who"])
def test_a_new_obligation_lacks_nothing(key: str) -> None:
    fields = {each: value for each, value in step("own_1").items() if each not in ("code", key)}
    with pytest.raises(RuleBroken, match=f"新增任务缺少“{key}”"):
        set_step([], "own_1", fields)


def new(**fields: Any) -> list[Item]:
    rows: list[Item] = []
    set_step(rows, "own_1", {k: v for k, v in step("", **fields).items() if k != "code"})
    return rows


@pytest.mark.parametrize(
    ("start", "fits"),
    [("received", True), ("activation", True), ("end", True), ("asked", False), ("", False),
     ("act:report.first", False)],
)  # fmt: skip
def test_a_new_obligation_starts_with_call_response_or_end(start: str, fits: bool) -> None:
    if fits:
        assert new(start=start)[0]["start"] == start
    else:
        with pytest.raises(RuleBroken, match="从接报、启动或终止起算"):
            new(start=start)


@pytest.mark.parametrize(
    "who", [*({"group": each.value} for each in Group), *({"role": each.value} for each in Role)]
)
def test_any_group_and_any_role_may_be_given_a_new_obligation(who: dict[str, str]) -> None:
    assert new(who=who)[0]["who"] == who


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "", "levels": ["III"]}, "任务名称不能空着"),
        ({"title": "字" * 17}, "任务名称“字*”超过 16 字"),
        ({"detail": "字" * 301}, "“保障供电”的要求超过 300 字"),
        ({"levels": []}, "适用级别不对：必办的级别须在适用的级别之内"),
        ({"levels": ["V"]}, "适用级别不对"),
        ({"levels": ["III"], "must": ["III", "II"]}, "适用级别不对"),
        ({"must": ["V"]}, "适用级别不对"),
        ({"must": ["IV"]}, "“保障供电”是Ⅳ级的必办任务，须有时限"),
        ({"due": DUE | {"V": 1}}, "须写明各级的时限"),
        ({"due": {"III": 60}}, "须写明各级的时限"),
    ],
)
def test_what_makes_no_obligation_is_refused(fields: Item, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        new(**fields)


def test_a_title_that_names_its_receiver_may_be_longer_and_names_no_other() -> None:
    rows = [step("tell", title="报告{addressee}")]
    set_step(rows, "tell", {"title": "及时以书面形式如实完整报告{addressee}"})
    set_step(rows, "tell", {"title": "报告{addressee}"})
    with pytest.raises(RuleBroken, match="中的花括号不对"):
        set_step(rows, "tell", {"title": "报告{addressee}{amount}"})


@pytest.mark.parametrize(("level", "most"), [("I", 10), ("II", 10), ("III", 10), ("IV", 6)])
def test_of_each_level_so_many_must_be_done(level: str, most: int) -> None:
    rows = [step(f"own_{n}", must=[level]) for n in range(most + 1)]
    require_musts(rows[:-1])
    with pytest.raises(RuleBroken, match=f"的必办任务有 {most + 1} 项，最多 {most} 项"):
        require_musts(rows)


def tables(**others: list[Item]) -> dict[str, list[Item]]:
    return {"obligation": [step("power"), step("fuel", title="保障用油")], **others}


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"release_limit": [{"step": "power"}]}, "“信息发布时限”以“保障供电”为准，不能删除"),
        ({"kind": [{"code": "food", "title": "餐饮", "stop": "power"}]}, "“事件种类餐饮”以"),
        (
            {"kind": [{"code": "food", "title": "餐饮", "measures": [{"code": "power"}]}]},
            "“事件种类餐饮”以“保障供电”为准",
        ),
        (
            {"duty_line": [{"title": "后勤到位", "codes": ["power"]}]},
            "履职对照“后勤到位”只凭“保障供电”，不能删除",
        ),
    ],
)
def test_what_other_data_rest_on_is_not_taken_out(
    others: dict[str, list[Item]], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        remove_step(tables(**others), "power")


def test_what_a_step_of_before_is_named_by_is_not_taken_out_either() -> None:
    made = tables(release_limit=[{"step": "S3"}])
    remove_step(made, "fuel")
    made["obligation"][0]["old"] = ["S3"]
    with pytest.raises(RuleBroken, match="“信息发布时限”以“保障供电”为准"):
        remove_step(made, "power")


def test_an_obligation_that_goes_to_whom_another_does_keeps_that_other() -> None:
    made = tables()
    made["obligation"][1]["to_of"] = "power"
    with pytest.raises(RuleBroken, match="“保障用油”以“保障供电”为准"):
        remove_step(made, "power")
    remove_step(made, "fuel")
    assert [row["code"] for row in made["obligation"]] == ["power"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (step("report_phone"), "report_phone"), (step("report_first"), "report_first"),
        (step("report_follow"), "report_follow"), (step("report_final"), "report_final"),
        (step("inquiry_assessment"), "inquiry_assessment"),
        (step("again", per="act:drill_measure"), "again"),
        (step("over", per="act:duty_handover"), "over"),
    ],
)  # fmt: skip
def test_reports_and_what_the_bureau_itself_owes_are_only_reworded(row: Item, code: str) -> None:
    with pytest.raises(RuleBroken, match="由程序按记录办结，不能删除，只能修改"):
        remove_step({"obligation": [row]}, code)


def test_one_that_is_gone_leaves_the_lines_that_rest_on_more() -> None:
    lines: list[Item] = [
        {"title": "后勤到位", "codes": ["fuel", "power"]},
        {"title": "凭记录", "codes": ["power"], "signs": ["case.preserve"]},
        {"title": "只凭记录", "signs": ["case.preserve"]},
        {"title": "别的", "codes": ["fuel"]},
    ]
    made = tables(
        duty_line=lines, release_limit=[{"step": "fuel"}], kind=[{"code": "x", "title": "餐饮"}]
    )
    remove_step(made, "power")
    assert [line.get("codes") for line in lines] == [["fuel"], [], None, ["fuel"]]
    with pytest.raises(RuleBroken, match="预案没有任务“power”"):
        remove_step(made, "power")


def test_an_obligation_is_put_behind_another_or_first() -> None:
    rows = [step(code) for code in ("a", "b", "c")]
    for code, after, order in (("a", "b", "bac"), ("c", "", "cba"), ("c", "a", "bac")):
        move_step(rows, code, after)
        assert "".join(row["code"] for row in rows) == order
    for code, after in (("d", "a"), ("d", ""), ("a", "d"), ("a", "a")):
        with pytest.raises(RuleBroken, match="任务的次序已经改变，请重新选择位置"):
            move_step(rows, code, after)
