"""A periodic assessment of risk: what moved, what it must have judged, which act has its place."""

import pytest

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.watch.assessment import (
    AssessmentState,
    Moved,
    Movement,
    Standing,
    compared,
    counts_words,
    reason_data,
    reasons_in,
    require_alone,
    require_draft,
    require_judged,
    require_open,
    require_ranked,
    require_submitted,
)
from commandcenter.domain.watch.risk import Band, Measure, Reason, Scope

NEW, UP, DOWN, SAME, GONE = Movement
TRADER = (Scope.SUBJECT, "澄湖健身")
STATES = ("起草中", "待签发", "已签发", "已撤回")


def standing(rank, points):
    return Standing(rank, points, Band.WATCH)


@pytest.mark.parametrize(
    ("before", "now", "movement", "more", "short", "words"),
    [
        (None, (1, 30), NEW, 30, "新增", "新增"),
        ((7, 18), None, GONE, -18, "退出", "退出（原 18 分，第7位）"),
        ((3, 18), (1, 30), UP, 12, "上升 12 分", "上升 12 分（第3位→第1位）"),
        ((3, 18), (3, 19), UP, 1, "上升 1 分", "上升 1 分"),
        ((3, 18), (4, 17), DOWN, -1, "下降 1 分", "下降 1 分（第3位→第4位）"),
        ((3, 18), (3, 18), SAME, 0, "持平", "持平"),
        ((3, 18), (5, 18), SAME, 0, "持平", "持平（第3位→第5位）"),
    ],
)
def test_a_line_moves_by_its_points_and_says_from_which_rank_to_which(
    before, now, movement, more, short, words
):
    old = standing(*before) if before else None
    new = standing(*now) if now else None
    [moved] = compared({TRADER: new} if new else {}, {TRADER: old} if old else {}).values()
    assert moved == Moved(movement, more, old, new)
    assert (moved.short, moved.words) == (short, words)


def test_the_lines_of_now_come_first_and_then_what_is_gone():
    trade, other = (Scope.CATEGORY, "澄湖健身"), (Scope.SUBJECT, "云溪教育")
    now, before = {TRADER: standing(1, 9), trade: standing(2, 8)}, {other: standing(1, 9)}
    found = compared(now, before | {trade: standing(2, 8)})
    assert [(key, each.movement) for key, each in found.items()] == [
        (TRADER, NEW),
        (trade, SAME),
        (other, GONE),
    ]


def test_movements_are_counted_in_one_order_and_none_is_not_named():
    moved = [Moved(each, 0, None, None) for each in (GONE, UP, SAME, UP, DOWN, NEW)]
    assert counts_words(moved) == "新增 1 项，上升 2 项，下降 1 项，持平 1 项，退出 1 项"
    assert counts_words(moved[1:2]) == "上升 1 项"
    assert counts_words([]) == ""


def test_the_numbers_behind_a_line_are_read_as_they_were_kept():
    reasons = (
        Reason(Measure.PEOPLE, 23, 8, 20, "近30日投诉 23 人", "投诉 23 人"),
        Reason(Measure.TREND, 250, 5, 15, "近30日 25 件", "现 25 件"),
    )
    kept = reason_data(reasons)
    assert kept[0] == {
        "measure": "people", "value": 23, "points": 8, "most": 20,
        "words": "近30日投诉 23 人", "short": "投诉 23 人",
    }  # fmt: skip
    assert reasons_in(kept) == reasons


@pytest.mark.parametrize(
    ("rule", "allowed", "words"),
    [
        (require_draft, {AssessmentState.DRAFT}, "《一季度》{}，不能修改。"),
        (
            require_open,
            {AssessmentState.DRAFT, AssessmentState.SUBMITTED},
            "《一季度》{}，不能撤回。",
        ),
        (
            require_submitted,
            {AssessmentState.SUBMITTED},
            "《一季度》{}，只有送签的才能签发或者退回。",
        ),
    ],
)
def test_an_act_out_of_place_is_told_how_the_assessment_stands(rule, allowed, words):
    for state, said in zip(AssessmentState, STATES, strict=True):
        refused = refusal_of(lambda state=state: rule("一季度", state))
        assert (None if refused is None else str(refused)) == (
            None if state in allowed else words.format(said)
        )


def test_one_assessment_is_under_way_at_a_time():
    require_alone(None)
    for title in ("一季度", ""):
        with pytest.raises(RuleBroken, match=f"^《{title}》还没有签发；签发或者撤回后才能开始"):
            require_alone(title)


def test_an_assessment_judges_what_it_puts_first():
    require_ranked(1)
    with pytest.raises(RuleBroken, match="风险清单是空的"):
        require_ranked(0)
    require_judged("总体平稳", [])
    with pytest.raises(RuleBroken, match="请先填写总体研判"):
        require_judged(" ", [])
    six = ["餐饮", "健身", "培训", "家装", "旅游", "网购"]
    with pytest.raises(RuleBroken, match=r"须写明研判和措施：餐饮、健身、培训、家装、旅游。$"):
        require_judged("总体平稳", six)
