"""Which form of 令121 fits a complaint where it stands, and how a ground is cited."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.form_items import FORM_WORDS, FormKind, require_form
from commandcenter.domain.complaints.forms import (
    act_told,
    cited,
    ground_of,
    office_code,
    require_fit,
)
from commandcenter.domain.complaints.handling import Done, HandlingAct, standing
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.plan.plan_items import ReasonItem
from commandcenter.domain.times import from_local

CAME = from_local(2026, 11, 16, 9)
ACT = HandlingAct
F = FormKind
# After which acts which forms fit: the registering ones always do.
COMPLAINT = [
    ((), {F.INTAKE, F.FORWARD, F.IDENTITY}),
    ((ACT.ACCEPT,), {F.INTAKE, F.ACCEPT, F.MEDIATE, F.AGREEMENT}),
    ((ACT.ACCEPT, ACT.TEST), {F.INTAKE, F.ACCEPT, F.MEDIATE, F.AGREEMENT}),
    ((ACT.DECLINE,), {F.INTAKE, F.DECLINE}),
    ((ACT.ACCEPT, ACT.END), {F.INTAKE, F.ACCEPT, F.END}),
    ((ACT.ACCEPT, ACT.END, ACT.TELL), {F.INTAKE, F.ACCEPT, F.END}),
    ((ACT.ACCEPT, ACT.CLOSE), {F.INTAKE, F.ACCEPT, F.AGREEMENT}),
    ((ACT.ACCEPT, ACT.UNDO), {F.INTAKE, F.FORWARD, F.IDENTITY}),
]
REPORT = [
    ((), {F.REPORT_INTAKE, F.FORWARD}),
    ((ACT.FILE,), {F.REPORT_INTAKE, F.RESULT}),
    ((ACT.NOT_FILE,), {F.REPORT_INTAKE, F.RESULT}),
    ((ACT.FILE, ACT.CLOSE), {F.REPORT_INTAKE, F.RESULT}),
]


def at_after(kind, acts):
    done = [Done(act, CAME + timedelta(hours=n), "话") for n, act in enumerate(acts, 1)]
    return standing(kind, CAME, done)


def fitting(kind, acts):
    found = set()
    for form in FormKind:
        try:
            require_fit(form, at_after(kind, acts))
            found.add(form)
        except RuleBroken:
            pass
    return found


@pytest.mark.parametrize(("acts", "forms"), COMPLAINT)
def test_a_complaint_gets_the_forms_of_what_was_done_on_it(acts, forms):
    assert fitting(ComplaintKind.COMPLAINT, acts) == forms


@pytest.mark.parametrize(("acts", "forms"), REPORT)
def test_a_report_gets_the_forms_of_reports(acts, forms):
    assert fitting(ComplaintKind.REPORT, acts) == forms


def test_an_enquiry_gets_no_form():
    assert fitting(ComplaintKind.ENQUIRY, ()) == set()


@pytest.mark.parametrize(
    ("form", "kind", "acts", "words"),
    [
        (F.REPORT_INTAKE, "complaint", (), "举报登记表用于举报，这件是投诉，不适用。"),
        (F.INTAKE, "report", (), "投诉登记表用于投诉，这件是举报，不适用。"),
        (F.FORWARD, "enquiry", (), "投诉举报分送通知书用于投诉或者举报，这件是咨询，不适用。"),
        (F.END, "complaint", (), "这件投诉没有受理，不存在终止调解，不能制作投诉终止调解决定书。"),
        (F.END, "complaint", (ACT.ACCEPT,), "还没有登记终止调解，登记后再制作"),
        (F.ACCEPT, "complaint", (), "还没有登记受理，登记后再制作投诉受理决定书；现在是“待受理”。"),
        (F.AGREEMENT, "complaint", (ACT.ACCEPT, ACT.END), "已经终止调解，没有调解协议"),
        (F.IDENTITY, "complaint", (ACT.ACCEPT,), "尚未决定是否受理的，这件现在是“调解中”。"),
        (F.RESULT, "report", (), "这件举报还没有处理结果（现在是“待核查”）"),
    ],
)
def test_a_form_that_does_not_fit_says_why(form, kind, acts, words):
    with pytest.raises(RuleBroken, match=words):
        require_fit(form, at_after(ComplaintKind(kind), acts))


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ((ACT.ACCEPT,), {F.ACCEPT: ACT.ACCEPT}),
        ((ACT.DECLINE,), {F.DECLINE: ACT.DECLINE}),
        ((ACT.ACCEPT, ACT.END), {F.ACCEPT: ACT.ACCEPT, F.END: ACT.END}),
        ((ACT.ACCEPT, ACT.UNDO), {}),
        ((ACT.ACCEPT, ACT.CLOSE),
         {F.ACCEPT: ACT.ACCEPT, F.AGREEMENT: ACT.CLOSE, F.RESULT: ACT.CLOSE}),
        ((ACT.FILE,), {F.AGREEMENT: ACT.FILE, F.RESULT: ACT.FILE}),
        ((ACT.NOT_FILE,), {F.AGREEMENT: ACT.NOT_FILE, F.RESULT: ACT.NOT_FILE}),
        ((ACT.FILE, ACT.CLOSE), {F.AGREEMENT: ACT.CLOSE, F.RESULT: ACT.CLOSE}),
    ],
)  # fmt: skip
def test_a_form_has_its_day_and_words_of_the_act_that_it_tells_of(acts, told):
    done = [Done(act, CAME + timedelta(hours=n), "话") for n, act in enumerate(acts, 1)]
    found = {form: act_told(form, done) for form in FormKind}
    assert {form: act.act for form, act in found.items() if act} == told


def test_a_form_that_there_is_not_is_answered_with_those_there_are():
    with pytest.raises(AskedWrongly) as refused:
        require_form("poem")
    assert all(f"{kind.value} {words}" in str(refused.value) for kind, words in FORM_WORDS.items())
    for kind in FormKind:
        require_form(kind.value)


def test_a_ground_is_cited_as_a_paper_does():
    source = "市场监督管理投诉举报处理办法（总局令第121号）第16条（三）项"
    assert cited(source) == "《市场监督管理投诉举报处理办法》第十六条第三项"
    assert cited("消费者权益保护法第39条") == "《消费者权益保护法》第三十九条"
    assert cited("本局规定") == "本局规定"


def test_the_ground_of_a_record_is_found_in_its_words():
    reason = ReasonItem("decline_5", "decline", "未提供规定的材料", "某办法第16条（五）项")
    words = "未提供规定的材料（某办法第16条（五）项）；三次电话未接"
    assert ground_of(words, [reason]) == (reason, "三次电话未接")
    assert ground_of("不归我们管", [reason]) == (None, "不归我们管")


def test_the_code_of_the_office_is_that_of_its_papers():
    assert office_code("澄市监发〔{year}〕{number}号") == "澄市监"
    assert office_code("云市管办〔{year}〕{number}号") == "云市管办"
    assert office_code("第{number}期") == ""
