"""What a revision of the plan may change, how it is compared, and what is due of the plan."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_clause_changes import order
from commandcenter.domain.plan.revision import (
    RevisionState,
    as_data,
    filing_due,
    from_data,
    joined,
    require_draft,
    require_holds_from,
    require_past,
    require_submitted,
    require_to_file,
    require_to_put_in_force,
    require_to_submit,
    require_to_withdraw,
    review_due,
    rules_due,
)
from commandcenter.domain.plan.revision_changes import revised
from commandcenter.domain.plan.revision_words import How, compared
from commandcenter.domain.plan.word_diff import Mark, Piece, compared_words
from commandcenter.domain.times import local
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

NEW = {
    "title": "商请跨省协查", "start": "activation", "who": {"group": "coordination"}, "hand": True,
    "clause": "4.2", "basis": "本局决定", "proposal": True,
    "due": {"IV": "none", "III": 240, "II": 120, "I": 60},
}  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    return read_tables(RESOURCES / "plan")


def marked(before, after):
    signs = {Mark.SAME: "{}", Mark.GONE: "-{}-", Mark.NEW: "+{}+"}
    return "".join(signs[x.mark].format(x.text) for x in compared_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("储备物资", "储备必要的物资", "储备+必要的+物资"),
        ("30分钟内报告", "60分钟内报告", "-30-+60+分钟内报告"),
        ("定期开展培训和演练", "每年培训演练", "-定期开展-+每年+培训-和-演练"),
        ("", "新", "+新+"),
        ("旧", "", "-旧-"),
        ("同", "同", "同"),
        ("甲乙丙丁", "戊乙己庚", "-甲乙丙丁-+戊乙己庚+"),
        ("甲乙丙", "甲丁戊", "甲-乙丙-+丁戊+"),
        ("乙丙甲", "丁戊甲", "-乙丙-+丁戊+甲"),
    ],
)
def test_words_are_struck_out_and_added_in_their_places(before, after, shown):
    assert marked(before, after) == shown
    pieces = compared_words(before, after)
    assert "".join(x.text for x in pieces if x.mark is not Mark.NEW) == before
    assert "".join(x.text for x in pieces if x.mark is not Mark.GONE) == after


def test_nothing_is_compared_of_nothing():
    assert compared_words("", "") == ()
    assert compared_words("同", "同") == (Piece("同"),)


def test_clauses_and_tasks_are_reworded_added_moved_and_taken_out(tables):
    changes = [
        ItemChange("clause", "6.2", {"title": "物资保障", "text": "储备必要的物资。"}),
        ItemChange("clause", "6.5", {"title": "通信保障", "text": "保持通信畅通。"}),
        ItemChange("obligation", "own_1", NEW, after="verify"),
        ItemChange("obligation", "suggest_grade", {}, after=""),
        ItemChange("obligation", "power", None),
        ItemChange("setting", "drill_months", {"value": 6, "source": "本局决定"}),
    ]
    after = revised(tables, changes)
    PlanData.from_tables(after)
    codes = [row["code"] for row in after["obligation"]]
    assert codes[0] == "suggest_grade"
    assert codes.index("own_1") == codes.index("verify") + 1
    assert "power" not in codes
    numbers = [row["code"] for row in after["clause"]]
    assert numbers == sorted(numbers, key=order)
    found = {(each.kind, each.code): each for each in compared(tables, after)}
    assert {key: each.how for key, each in found.items() if key[0] != "duty_line"} == {
        ("clause", "6.2"): How.CHANGED,
        ("clause", "6.5"): How.ADDED,
        ("obligation", "own_1"): How.ADDED,
        ("obligation", "suggest_grade"): How.MOVED,
        ("obligation", "power"): How.REMOVED,
        ("setting", "drill_months"): How.CHANGED,
    }
    assert compared(tables, tables) == ()


def test_a_task_that_is_there_is_reworded_where_it_stands_or_where_it_is_moved_to(tables):
    words = {"title": "通知供电到场保电", "basis": "本局决定"}
    before = [row["code"] for row in tables["obligation"]]
    for after in (None, "verify"):
        change = ItemChange("obligation", "power", words, after=after)
        rows = revised(tables, [change])["obligation"]
        row = next(row for row in rows if row["code"] == "power")
        was = next(row for row in tables["obligation"] if row["code"] == "power")
        assert row == was | words
        codes = [row["code"] for row in rows]
        assert codes == before if after is None else codes.index("power") == codes.index(after) + 1


def test_a_clause_goes_once_nothing_cites_it(tables):
    with pytest.raises(RuleBroken, match="引用"):
        revised(tables, [ItemChange("clause", "6.3", None)]) and revised(
            tables, [ItemChange("clause", "6.1", None)]
        )
    alone = [ItemChange("clause", "6.5", {"title": "通信保障"}), ItemChange("clause", "6.5", None)]
    assert revised(revised(tables, alone[:1]), alone[1:]) == tables


def test_of_each_item_one_change_is_kept():
    first = ItemChange("clause", "6.2", {"title": "物资"}, None)
    told = joined([first], ItemChange("clause", "6.2", {"text": "储备"}), is_new=False)
    assert told == [ItemChange("clause", "6.2", {"title": "物资", "text": "储备"})]
    assert joined(told, ItemChange("clause", "6.2", None), is_new=True) == []
    assert joined(told, ItemChange("clause", "6.2", None), is_new=False) == [
        ItemChange("clause", "6.2", None)
    ]
    assert from_data(as_data(told)) == tuple(told)


def test_reviews_filings_and_rules_are_due_by_the_bureaus_settings(tables):
    plan = PlanData.from_tables(tables)
    at = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
    assert f"{local(review_due(at, 3)):%Y-%m-%d %H:%M}" == "2029-09-04 23:59"
    leap = datetime(2028, 2, 29, 2, 0, tzinfo=UTC)
    assert f"{local(review_due(leap, 3)):%Y-%m-%d}" == "2031-02-28"
    assert f"{local(filing_due(plan, at, 5)):%Y-%m-%d}" == "2026-09-11"  # a Friday, and a week
    assert f"{local(rules_due(at, 90)):%Y-%m-%d}" == "2026-12-03"


NOW = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
STATES = list(RevisionState)
DRAFT, SUBMITTED, SIGNED, IN_FORCE, _ = STATES


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("rule", "more", "fitting", "words"),
    [
        (require_draft, (), {DRAFT}, "不能再修改内容"),
        (require_to_submit, (1,), {DRAFT}, "不能再修改内容"),
        (require_submitted, (), {SUBMITTED}, "“修订”.*，不在待签发之列"),
        (require_to_put_in_force, (NOW, NOW), {SIGNED}, "“修订”.*，不在待施行之列"),
        (require_to_withdraw, (), {DRAFT, SUBMITTED}, "不能撤回"),
        (require_to_file, ("",), {SIGNED, IN_FORCE}, "还没有签发，不需要备案"),
    ],
)
def test_a_revision_is_handled_in_the_state_for_it_alone(state, rule, more, fitting, words):
    if state in fitting:
        rule("修订", state, *more)
    else:
        with pytest.raises(RuleBroken, match=words):
            rule("修订", state, *more)


def test_a_revision_holds_from_its_signature_or_within_a_year_of_it():
    midnight = datetime(2026, 9, 3, 16, 0, tzinfo=UTC)  # of the day of NOW
    for moment in (midnight, NOW, NOW + timedelta(days=366)):
        require_holds_from(moment, NOW)
    with pytest.raises(RuleBroken, match="施行日期不能早于签发日期"):
        require_holds_from(midnight - timedelta(seconds=1), NOW)
    with pytest.raises(RuleBroken, match="施行日期应在签发之后一年以内"):
        require_holds_from(NOW + timedelta(days=366, seconds=1), NOW)


def test_a_revision_is_put_in_force_from_its_day_on():
    require_to_put_in_force("修订", SIGNED, NOW, NOW)
    with pytest.raises(RuleBroken, match="自 2026-09-04 起施行，还没有到时间"):
        require_to_put_in_force("修订", SIGNED, NOW + timedelta(seconds=1), NOW)
    with pytest.raises(RuleBroken, match="不在待施行之列"):
        require_to_put_in_force("修订", SIGNED, None, NOW)


def test_what_was_lies_behind_and_in_this_century():
    first = datetime(1999, 12, 31, 16, 0, tzinfo=UTC)  # the first of January 2000 in Beijing
    for moment in (first, NOW):
        require_past("评估的时间", moment, NOW)
    for moment in (first - timedelta(seconds=1), NOW + timedelta(seconds=1)):
        with pytest.raises(RuleBroken, match=r"评估的时间\d{4}-\d\d-\d\d不对，请核对"):
            require_past("评估的时间", moment, NOW)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("6.5", None), ("6.4(1)", None), ("9", None), ("99", None),
        ("0", "应写成"), ("6.05", "应写成"), ("6.5.", "应写成"), ("6.1.1.1", "应写成"),
        ("六", "条款编号“六”应写成 6、6.5 或 4.1"), ("100", "应写成"),
        ("6.5.1", "预案没有 6.5，不能增加 6.5.1"), ("6.5(1)", "预案没有 6.5，不能增加"),
    ],
)  # fmt: skip
def test_a_new_clause_has_a_number_in_its_chapter(tables, code, words):
    new = [ItemChange("clause", code, {"title": "通信保障"})]
    if words is None:
        assert code in [row["code"] for row in revised(tables, new)["clause"]]
    else:
        with pytest.raises(RuleBroken, match=words):
            revised(tables, new)


@pytest.mark.parametrize(
    ("kind", "code", "key", "least", "most", "words"),
    [
        ("clause", "6.2", "title", 1, 40, "6.2 的标题应为 1 至 40 字"),
        ("clause", "6.2", "text", 0, 4_000, "6.2 的条文超过 4000 字"),
        ("obligation", "power", "title", 1, 16, "任务名称“.*”超过 16 字|任务名称不能空着"),
        ("obligation", "power", "detail", 0, 300, "“保障通信和备用电源”的要求超过 300 字"),
    ],
)
def test_each_text_of_a_revision_has_a_length(tables, kind, code, key, least, most, words):
    for length in (least, most):
        after = revised(tables, [ItemChange(kind, code, {key: "字" * length})])
        assert next(row for row in after[kind] if row["code"] == code)[key] == "字" * length
    for wrong in ("字" * (most + 1), *(["", " "] if least else [])):
        with pytest.raises(RuleBroken, match=words):
            revised(tables, [ItemChange(kind, code, {key: wrong})])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "核实{"}, "“核实{”中的花括号不对"),
        ({"title": "核实{subject}"}, "中的花括号不对"),
        ({"due": {"IV": 60, "III": 60, "II": 60}}, "须写明各级的时限"),
        ({"levels": ["III"], "must": ["II"]}, "适用级别不对"),
        ({"levels": ["V"], "must": []}, "适用级别不对"),
        ({"start": "received"}, "“start”不能在这里修改"),
    ],
)
def test_an_obligation_of_the_plan_keeps_what_its_title_and_limits_need(tables, fields, words):
    with pytest.raises(RuleBroken, match=words):
        revised(tables, [ItemChange("obligation", "verify", fields)])


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("own_0", {}, "新增任务的编号“own_0”不对"),
        ("mine", {}, "新增任务的编号“mine”不对"),
        ("own_1", {"due": None}, "新增任务缺少“due”"),
        ("own_1", {"start": "told"}, "从接报、启动或终止起算"),
        ("own_1", {"hand": False}, "由承办人写明办理情况后办结"),
        ("own_1", {"who": {}}, "须写明由谁办理"),
        ("own_1", {"who": {"group": "kitchen"}}, "须写明由谁办理"),
        ("own_1", {"who": {"role": "duty", "person": 1}}, "须写明由谁办理"),
        ("own_1", {"who": {"role": "duty"}}, None),
        ("own_9999", {}, None),
    ],
)
def test_a_new_obligation_says_who_does_it_from_when_and_until_when(tables, code, fields, words):
    whole = {key: value for key, value in (NEW | fields).items() if value is not None}
    if words is None:
        assert revised(tables, [ItemChange("obligation", code, whole)])["obligation"][-1] == {
            "code": code, **whole,
        }  # fmt: skip
    else:
        with pytest.raises(RuleBroken, match=words):
            revised(tables, [ItemChange("obligation", code, whole)])


def test_of_a_level_no_more_must_be_done_than_is_read(tables):
    must = sum("IV" in row.get("must", ()) for row in tables["obligation"])
    new = [
        ItemChange("obligation", f"own_{n}", NEW | {"must": ["IV"], "due": NEW["due"] | {"IV": 60}})
        for n in range(1, 8 - must)
    ]
    revised(tables, new[:-1])
    with pytest.raises(RuleBroken, match="Ⅳ级的必办任务有 7 项，最多 6 项"):
        revised(tables, new)


@pytest.mark.parametrize(
    ("code", "after", "words"),
    [
        ("power", "verify", None),
        ("power", "", None),
        ("power", "power", "任务的次序已经改变"),
        ("power", "gone", "任务的次序已经改变，请重新选择位置"),
    ],
)
def test_an_obligation_is_moved_behind_one_that_is_there(tables, code, after, words):
    if words is None:
        moved = revised(tables, [ItemChange("obligation", code, {}, after=after)])
        codes = [row["code"] for row in moved["obligation"]]
        assert codes.index(code) == (codes.index(after) + 1 if after else 0)
    else:
        with pytest.raises(RuleBroken, match=words):
            revised(tables, [ItemChange("obligation", code, {}, after=after)])


def test_a_draft_that_changes_nothing_is_not_sent():
    require_to_submit("修订", DRAFT, 1)
    with pytest.raises(RuleBroken, match="“修订”还没有改动任何内容，不能送签"):
        require_to_submit("修订", DRAFT, 0)


@pytest.mark.parametrize("state", [SIGNED, IN_FORCE])
def test_a_revision_is_filed_once(state):
    require_to_file("修订", state, "")
    with pytest.raises(RuleBroken, match="“修订”已经登记备案，回执 备〔2026〕3号"):
        require_to_file("修订", state, "备〔2026〕3号")


WORDS = ItemChange("clause", "6.2", {"title": "物资"})


@pytest.mark.parametrize(
    ("kept", "new", "is_new", "told"),
    [
        ([], WORDS, False, [WORDS]),
        ([ItemChange("clause", "6.3", None)], WORDS, False,
         [ItemChange("clause", "6.3", None), WORDS]),
        ([ItemChange("obligation", "6.2", None)], WORDS, False,
         [ItemChange("obligation", "6.2", None), WORDS]),
        ([ItemChange("clause", "6.2", None)], WORDS, False, [WORDS]),  # not taken out after all
        ([ItemChange("obligation", "a", {}, "b")], ItemChange("obligation", "a", {"title": "甲"}),
         False, [ItemChange("obligation", "a", {"title": "甲"}, "b")]),
        ([ItemChange("obligation", "a", {"title": "甲"}, "b")],
         ItemChange("obligation", "a", {}, ""), False,
         [ItemChange("obligation", "a", {"title": "甲"}, "")]),
        ([WORDS, ItemChange("clause", "6.3", None)], ItemChange("clause", "6.2", None), False,
         [ItemChange("clause", "6.2", None), ItemChange("clause", "6.3", None)]),
    ],
)  # fmt: skip
def test_a_further_change_joins_the_one_of_the_same_item(kept, new, is_new, told):
    assert joined(kept, new, is_new=is_new) == told


def test_changes_are_kept_as_they_are():
    changes = (WORDS, ItemChange("obligation", "a", {}, ""), ItemChange("obligation", "b", None))
    assert from_data(as_data(changes)) == changes
    assert from_data([{"kind": "clause", "code": "6", "fields": None}]) == (
        ItemChange("clause", "6", None),
    )


def test_reports_of_a_revision_ring_before_they_write(tables):
    due = dict.fromkeys(["I", "II", "III", "IV"], 600)
    with pytest.raises(RuleBroken, match="不能晚于书面首报"):
        revised(tables, [ItemChange("obligation", "report_phone", {"due": due})])


def test_an_obligation_of_a_revision_cites_a_clause_that_is_there(tables):
    with pytest.raises(RuleBroken, match=r"任务“保障通信和备用电源”引用的 9\.9 不在预案中"):
        revised(tables, [ItemChange("obligation", "power", {"clause": "9.9"})])
    assert revised(tables, [ItemChange("obligation", "power", {"clause": ""})])
    new = [
        ItemChange("clause", "9", {"title": "附件"}),
        ItemChange("obligation", "power", {"clause": "9"}),
    ]
    assert revised(tables, new)
    assert revised(tables, new[::-1])  # clauses come first


def test_an_obligation_that_is_moved_alone_is_there(tables):
    with pytest.raises(RuleBroken, match="新增任务缺少"):
        revised(tables, [ItemChange("obligation", "own_7", {}, after="power")])
