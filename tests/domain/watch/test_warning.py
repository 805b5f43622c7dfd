"""Warnings inside the bureau: what has its place when, and what is read before a signature."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.level import Level
from commandcenter.domain.times import from_local
from commandcenter.domain.watch.warning import (
    ACT_WORDS,
    Items,
    LiftLine,
    WarningAct,
    WarningState,
    adjust_text,
    first_by,
    issue_text,
    lift_text,
    quiet_days,
    require_act,
    require_adjusted,
    require_promise,
    require_two,
    signed_text,
)

NOW = from_local(2026, 11, 24, 10, 46)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DRAFT, ISSUED = WarningState.DRAFT, WarningState.ISSUED
PLACES = {
    WarningAct.AMENDED: DRAFT,
    WarningAct.RETURNED: DRAFT,
    WarningAct.ISSUED: DRAFT,
    WarningAct.DROPPED: DRAFT,
    WarningAct.ADJUSTED: ISSUED,
    WarningAct.LIFTED: ISSUED,
    WarningAct.OPENED: ISSUED,
}
ITEMS = Items(
    "健身消费投诉预警", "预付式消费", Level.III, NOW, "城东区", "集中退卡。", " 约谈；", "本局"
)
HEAD = "健身消费投诉预警：依据《消费领域群体性事件应急预案》3.2"
SEVEN = [
    "一、预警类别：预付式消费。",
    "二、预警级别：三级预警。",
    "三、起始时间：2026年11月24日10时46分。",
    "四、可能影响的范围：城东区。",
    "五、警示事项：集中退卡。",
    "六、应当采取的措施：约谈。",
    "七、发布单位：本局。",
]


def refusal(call, *args):
    found = refusal_of(lambda: call(*args))
    return "" if found is None else str(found)


@pytest.mark.parametrize("state", list(WarningState))
@pytest.mark.parametrize("act", list(PLACES))
def test_an_act_has_its_place_in_one_state_alone(act, state):
    assert (refusal(require_act, act, state) == "") == (state is PLACES[act])
    with pytest.raises(KeyError):
        require_act(WarningAct.DRAFTED, state)  # it begins the warning


@pytest.mark.parametrize(
    ("act", "state", "by", "words"),
    [
        (WarningAct.ADJUSTED, DRAFT, "周岚", "该预警尚未签发，不能调整。"),
        (WarningAct.LIFTED, DRAFT, "", "该预警尚未签发，不能解除。"),
        (WarningAct.OPENED, DRAFT, "", "该预警尚未签发，不能转为事件。"),
        (WarningAct.ISSUED, ISSUED, "周岚", "该预警“生效中”（周岚），不能再签发。"),
        (WarningAct.AMENDED, ISSUED, "", "该预警“生效中”，不能再修改。"),
        (WarningAct.RETURNED, WarningState.DROPPED, "", "该预警“已撤销”，不能再退回修改。"),
        (WarningAct.DROPPED, WarningState.LIFTED, "", "该预警“已解除”，不能再撤销草稿。"),
    ],
)
def test_an_act_out_of_place_is_told_how_the_warning_stands(act, state, by, words):
    assert refusal(require_act, act, state, by) == words


def test_each_act_is_called_as_officials_call_it():
    said = "起草 修改 退回修改 签发 调整 解除 撤销草稿 转为事件"
    assert " ".join(ACT_WORDS[act] for act in WarningAct) == said


def test_who_was_first_is_said_with_the_day():
    assert first_by("周岚", NOW) == "周岚 2026年11月24日 10:46"


def test_an_adjustment_changes_something():
    assert refusal(require_adjusted, ITEMS, replace(ITEMS)) == (
        "级别和内容都没有变化，不需要调整。"
    )
    others = {each.name: "别的" for each in fields(Items)}
    others |= {"level": Level.II, "starts_at": NOW + SECOND}
    for name, other in others.items():
        require_adjusted(ITEMS, replace(ITEMS, **{name: other}))


def test_a_warning_states_the_seven_items_and_its_signature_the_eighth():
    text = issue_text(ITEMS)
    assert type(text) is str
    assert text.split("\n") == [
        "关于发布三级预警的通知",
        f"{HEAD}，自签发之时起生效。本预警为本局内部预警。",
        *SEVEN,
    ]
    assert signed_text(text, NOW) == f"{text}\n发布时间：2026年11月24日10时46分。"


@pytest.mark.parametrize(
    ("written", "read"),
    [("约谈", "约谈。"), (" 约谈。 ", "约谈。"), ("约谈;", "约谈。"), (" 。", "（未填）。"),
     ("", "（未填）。"), ("一；二", "一；二。")],
)  # fmt: skip
def test_each_item_ends_once_and_an_empty_one_says_so(written, read):
    assert f"应当采取的措施：{read}\n" in issue_text(replace(ITEMS, measures=written))


@pytest.mark.parametrize(
    ("level", "word"),
    [
        (Level.I, "一级预警"),
        (Level.II, "二级预警"),
        (Level.III, "三级预警"),
        (Level.IV, "四级预警"),
    ],
)
def test_a_level_is_said_in_words_and_never_in_a_colour(level, word):
    assert f"二、预警级别：{word}。" in issue_text(replace(ITEMS, level=level))


@pytest.mark.parametrize(
    ("before", "head", "change"),
    [
        (Level.IV, "关于提高预警级别的通知", "由四级预警提高为三级预警。"),
        (Level.III, "关于调整预警内容的通知", "级别仍为三级预警，内容有调整。"),
        (Level.II, "关于降低预警级别的通知", "由二级预警降低为三级预警。"),
    ],
)
def test_an_adjustment_says_from_which_level_to_which_and_all_items_anew(before, head, change):
    assert adjust_text(ITEMS, before, "投诉增多").split("\n") == [
        head,
        f"{HEAD}，自签发之时起生效。本预警为本局内部预警。{change}",
        "调整理由：投诉增多。",
        *SEVEN,
    ]


def test_a_lifting_states_its_reason_and_the_evidence_as_it_stood():
    evidence = [
        LiftLine("quiet_days", "回到平时水平", "连续3天", "已连续 3 天", True),
        LiftLine("promises", "经营者承诺", "都已兑现", "未兑现 1 项", False),
        LiftLine("other", "其他", "已解决", "没有数据", None),
    ]
    lines = lift_text(ITEMS, "退费已办完", evidence).split("\n")
    assert lines == [
        "关于解除三级预警的通知",
        f"{HEAD}(3)，自签发之时起解除，恢复正常工作秩序。",
        "一、解除理由：退费已办完。",
        "二、签发时的情况：",
        "（1）回到平时水平：已连续 3 天。参考条件“连续3天”已达到。",
        "（2）经营者承诺：未兑现 1 项。参考条件“都已兑现”未达到。",
        "（3）其他：没有数据。参考条件“已解决”须人工判断。",
    ]
    assert lift_text(ITEMS, "退费已办完", []).split("\n") == lines[:3]


@pytest.mark.parametrize(
    ("ages", "usual", "since", "days"),
    [
        ([], 0, 5 * DAY, 5),
        ([], 0, 5 * DAY - SECOND, 4),
        ([], 0, DAY - SECOND, 0),
        ([], 0, -2 * DAY, 0),
        ([timedelta(0)], 0, 5 * DAY, 0),
        ([-SECOND], 0, 5 * DAY, 5),  # still to come
        ([DAY - SECOND], 0, 5 * DAY, 0),
        ([DAY], 0, 5 * DAY, 1),
        ([timedelta(0)], 1, 5 * DAY, 5),
        ([timedelta(0), SECOND], 1.5, 5 * DAY, 0),
        ([SECOND, 3 * DAY, 3 * DAY], 1, 5 * DAY, 3),
        ([SECOND, 2 * DAY, 3 * DAY], 1, 5 * DAY, 5),
    ],
)
def test_whole_days_back_from_now_are_quiet_until_one_has_more_than_usual(ages, usual, since, days):
    assert quiet_days([NOW - age for age in ages], NOW, usual, NOW - since) == days


@pytest.mark.parametrize(
    ("officers", "words"),
    [
        (["周岚", "李蔚"], ""),
        (["周岚", "李蔚", "何静"], ""),
        (["周岚"], "约谈须由两名以上执法人员进行。"),
        (["周岚", "周岚"], "约谈须由两名以上执法人员进行。"),
        ([], "约谈须由两名以上执法人员进行。"),
    ],
)
def test_two_officers_talk_with_a_trader(officers, words):
    assert refusal(require_two, officers) == words


@pytest.mark.parametrize(
    ("promised", "until", "words"),
    [
        ("退费", NOW + SECOND, ""),
        ("", None, ""),
        ("退费", None, "请填写承诺事项的期限。"),
        ("", NOW + DAY, "请填写承诺的事项。"),
        ("退费", NOW, "承诺的期限应晚于约谈时间。"),
        ("退费", NOW - SECOND, "承诺的期限应晚于约谈时间。"),
    ],
)
def test_a_promise_has_an_end_after_the_talk(promised, until, words):
    if words:
        with pytest.raises(RuleBroken, match=words):
            require_promise(promised, until, NOW)
    else:
        require_promise(promised, until, NOW)
