"""Who makes which form, what is asked for it, and how grounds, sources and codes are read."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.complaints.forms import (
    ACT_OF,
    FITS,
    GROUNDS_OF,
    OF_BOTH,
    OF_REPORTS,
    REGISTERING,
    RESULTS,
    cited,
    ground_of,
    office_code,
    require_asked,
    require_fit,
    require_ground,
    why_not_made,
    why_not_named,
)
from commandcenter.domain.complaints.handling import Done, HandlingAct, HandlingState, Standing
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.plan.plan_items import ReasonItem
from commandcenter.domain.rights import Matter
from commandcenter.domain.times import from_local

CAME = from_local(2026, 11, 16, 9)
F, ACT = FormKind, HandlingAct


def person(role, group=None):
    return Actor(7, "x", "某人", frozenset({Grant(role, group)}))


ONSITE = person(Role.MEMBER, Group.ONSITE)  # takes complaints in
COORDINATION = person(Role.MEMBER, Group.COORDINATION)  # handles them, too
INVESTIGATION = person(Role.LEADER, Group.INVESTIGATION)  # sees who reported
DUTY, AUDITOR = person(Role.DUTY), person(Role.AUDITOR)
OTHERS = {
    "forward", "identity", "accept", "decline", "mediate", "end", "agreement", "result",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(FormKind))
def test_the_kinds_of_forms_are_told_apart(kind):
    assert (kind in OF_REPORTS) == (kind.value in ("reportintake", "result"))
    assert (kind in OF_BOTH) == (kind.value == "forward")
    assert (kind in REGISTERING) == (kind.value in ("intake", "reportintake"))
    decided = {"accept": "accepted", "decline": "declined", "end": "mediation_ended"}
    assert ACT_OF.get(kind) == decided.get(kind.value)
    assert GROUNDS_OF.get(kind) == {"decline": "decline", "end": "end_mediation"}.get(kind.value)
    assert (kind in FITS) == (kind.value not in ("intake", "reportintake"))


def test_the_result_of_a_report_is_one_of_three():
    assert [act.value for act in RESULTS] == ["closed", "case_filed", "case_not_filed"]


@pytest.mark.parametrize(
    ("actor", "reporter", "not_made"),
    [
        (ONSITE, False, OTHERS),
        (ONSITE, True, OTHERS),
        (COORDINATION, False, set()),
        (COORDINATION, True, set()),
        (DUTY, False, set()),
        (INVESTIGATION, False, OTHERS),
        (INVESTIGATION, True, set()),
        (AUDITOR, False, {"intake", "reportintake", *OTHERS}),
        (AUDITOR, True, {"intake", "reportintake", *OTHERS}),
    ],
)
def test_a_form_is_made_by_who_registers_handles_or_sees_who_reported(
    rights, actor, reporter, not_made
):
    refused = {kind: why_not_made(rights, actor, kind, Matter(), reporter=reporter) for kind in F}
    assert {kind.value for kind, why in refused.items() if why} == not_made


@pytest.mark.parametrize("kind", list(FormKind))
def test_who_may_not_is_told_by_the_first_of_the_rights_that_would_do(rights, kind):
    refused = why_not_made(rights, AUDITOR, kind, Matter(), reporter=True)
    first = "投诉受理、调解、办结由" if kind.value in OTHERS else "导入投诉由"
    assert str(refused).startswith(first)


@pytest.mark.parametrize(
    ("actor", "person_seen", "reporter_seen"),
    [
        (ONSITE, False, False),
        (COORDINATION, False, False),
        (DUTY, True, False),
        (INVESTIGATION, True, True),
        (person(Role.COMMANDER), True, False),
    ],
)
def test_a_reporter_is_named_to_fewer_than_a_complainant(rights, actor, person_seen, reporter_seen):
    assert (why_not_named(rights, actor, Matter(), reporter=False) is None) == person_seen
    assert (why_not_named(rights, actor, Matter(), reporter=True) is None) == reporter_seen


@pytest.mark.parametrize("field", ["to", "place"])
def test_what_is_typed_for_a_form_has_two_hundred_signs_at_most(field):
    require_asked(FormAsked(F.MEDIATE, **{field: "字" * 200}), ())
    with pytest.raises(AskedWrongly, match="填写的内容超过 200 字。"):
        require_asked(FormAsked(F.MEDIATE, **{field: "字" * 201}), ())


def test_a_ground_is_one_of_the_forms_own():
    require_asked(FormAsked(F.DECLINE, ground="decline_1"), iter(["decline_1"]))
    require_asked(FormAsked(F.DECLINE), ())
    with pytest.raises(AskedWrongly, match="投诉不予受理决定书没有“end_1”这一法定情形。"):
        require_asked(FormAsked(F.DECLINE, ground="end_1"), ["decline_1"])


REASONS = [
    ReasonItem("end_1", "end_mediation", "双方自行和解", "某办法第22条（一）项"),
    ReasonItem("decline_5", "decline", "未提供规定的材料", "某办法第16条（五）项"),
]
NAMED = "未提供规定的材料（某办法第16条（五）项）"
ENDED = "双方自行和解（某办法第22条（一）项）"


@pytest.mark.parametrize(
    ("kind", "act", "words", "ground", "refused"),
    [
        (F.DECLINE, ACT.DECLINE, "不归我们管", "", True),
        (F.DECLINE, ACT.DECLINE, ENDED, "", True),
        (F.DECLINE, ACT.DECLINE, NAMED, "", False),
        (F.DECLINE, ACT.DECLINE, "不归我们管", "decline_5", False),
        (F.DECLINE, ACT.ACCEPT, "不归我们管", "", False),
        (F.END, ACT.END, "谈不拢", "", True),
        (F.END, ACT.END, NAMED, "", True),
        (F.END, ACT.END, ENDED, "", False),
        (F.ACCEPT, ACT.ACCEPT, "受理", "", False),
        (F.RESULT, ACT.CLOSE, "办结", "", False),
    ],
)
def test_a_decision_has_its_ground_in_the_record_or_from_who_asks(
    kind, act, words, ground, refused
):
    asked, acts = FormAsked(kind, ground=ground), [Done(act, CAME, words)]
    if not refused:
        require_ground(asked, acts, REASONS)
        return
    with pytest.raises(RuleBroken, match="登记的理由没有写明法定情形，请选择法定情形后再制作"):
        require_ground(asked, acts, REASONS)


@pytest.mark.parametrize(
    ("words", "rest"),
    [(NAMED, ""), (f"{NAMED}；三次未接", "三次未接"), (f"{NAMED} 三次未接 ", "三次未接")],
)
def test_what_stands_behind_the_ground_is_the_rest(words, rest):
    assert ground_of(words, REASONS) == (REASONS[1], rest)


@pytest.mark.parametrize("words", [" 不归我们管 ", f"因{NAMED}", "未提供规定的材料"])
def test_words_that_do_not_begin_with_a_ground_name_none(words):
    assert ground_of(words, REASONS) == (None, words.strip())


def at(kind, state, **more):
    return Standing(kind, CAME, state, **more)


COMPLAINT, REPORT = ComplaintKind.COMPLAINT, ComplaintKind.REPORT
CLOSED = HandlingState.CLOSED


@pytest.mark.parametrize(
    ("form", "where", "words"),
    [
        (F.RESULT, at(REPORT, CLOSED), "这件举报还没有处理结果（现在是“已办结”）"),
        (
            F.AGREEMENT,
            at(COMPLAINT, CLOSED),
            "投诉调解书用于已受理、正在调解的投诉，这件现在是“已办结”。",
        ),
        (
            F.DECLINE,
            at(COMPLAINT, HandlingState.DECLINED),
            "还没有登记不予受理，登记后再制作投诉不予受理决定书",
        ),
    ],
)
def test_what_only_another_system_says_of_it_is_no_act_to_make_a_form_of(form, where, words):
    with pytest.raises(RuleBroken, match=words):
        require_fit(form, where)


@pytest.mark.parametrize("state", list(HandlingState))
def test_each_state_has_its_forms(state):
    done = Done(ACT.CLOSE, CAME)
    complaint = at(COMPLAINT, state, accepted_at=CAME, last=done)
    report = at(REPORT, state, last=done)

    def fits(form, where):
        try:
            require_fit(form, where)
        except RuleBroken:
            return False
        return True

    value = state.value
    assert fits(F.FORWARD, complaint) == fits(F.FORWARD, report) == (value == "registered")
    assert fits(F.IDENTITY, complaint) == (value == "registered")
    assert fits(F.MEDIATE, complaint) == (value in ("mediating", "testing"))
    assert fits(F.AGREEMENT, complaint) == (value in ("mediating", "testing", "closed"))
    assert fits(F.RESULT, report) == (value in ("filed", "not_filed", "closed"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("某办法第16条", "《某办法》第十六条"),
        (" 某办法第16条（三）项 ", "《某办法》第十六条第三项"),
        ("某办法（总局令第121号）第9条", "《某办法》第九条"),
        ("某办法第110条（十二）项", "《某办法》第一百一十条第十二项"),
        ("某办法第16条第二款", "某办法第16条第二款"),
        ("第16条", "第16条"),
        (" 本局规定 ", "本局规定"),
    ],
)
def test_a_source_is_cited_by_name_article_and_item(source, words):
    assert cited(source) == words


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("澄市监发〔{year}〕{number}号", "澄市监"), (" 澄市监〔{year}〕{number}号", "澄市监"),
        ("发发〔{year}〕{number}号", "发"), ("第{number}期", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_code_of_the_office_stands_before_the_year(pattern, code):
    assert office_code(pattern) == code


def test_a_form_that_tells_of_an_act_tells_of_the_last_one():
    acts = [Done(ACT.ACCEPT, CAME + timedelta(hours=n), str(n)) for n in range(2)]
    require_ground(FormAsked(F.ACCEPT), acts, REASONS)
