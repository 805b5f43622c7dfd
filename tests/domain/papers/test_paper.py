"""The way of a paper: what is wanted next, which text a step was for, what each kind may say."""

import hashlib

import pytest

from commandcenter.domain.org import Group
from commandcenter.domain.papers.paper import (
    CHANGEABLE,
    FROZEN,
    OF_INCIDENT,
    OFD_OF,
    PRINTED_AS,
    RECORDS,
    SECRECIES,
    SENDING_WAYS,
    SIGNED_AS,
    STARTS_AGAIN,
    TELLING,
    URGENCIES,
    WAY,
    Done,
    FileRole,
    PaperKind,
    PaperState,
    PaperStep,
    PaperText,
    missing_groups,
    next_step,
    since_text,
    text_digest,
    way_order,
)

S = PaperStep
WHOLE = (S.DRAFT, S.CHECK, S.COUNTERSIGN, S.REVIEW, S.SIGN, S.NUMBER, S.SEAL, S.ISSUE, S.FILE)
LEGAL, OPINION = Group.LEGAL, Group.OPINION


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_report_is_a_paper_that_asks_for_nothing(kind):
    reports = (
        "first", "followup", "final", "express", "briefing", "daily", "investigation",
        "assessment", "watch", "monthly", "drill", "special", "opinion", "dutyday",
    )  # fmt: skip
    assert (kind in TELLING) == (kind.value in reports)


@pytest.mark.parametrize("state", list(PaperState))
def test_a_paper_is_changed_before_its_signature_and_frozen_from_it_on(state):
    assert (state in CHANGEABLE) == (state.value in ("draft", "flow"))
    assert (state in FROZEN) == (state.value in ("signed", "issued", "filed"))


@pytest.mark.parametrize("step", list(PaperStep))
def test_the_way_is_nine_steps_and_begins_anew_with_another_text(step):
    way = ["draft", "check", "countersign", "review", "sign", "number", "seal", "issue", "file"]
    assert [each.value for each in WAY] == way
    assert (step in STARTS_AGAIN) == (step.value in ("draft", "return"))


def test_kinds_of_one_record_name_it():
    assert {kind.value: of.value for kind, of in RECORDS.items()} == {
        "letter": "liaison",
        "minutes": "consultation",
        "meeting": "meeting",
        "transcript": "directive",
    }
    assert {"incident", "liaison", "consultation", "meeting", "directive"} == OF_INCIDENT


def test_marks_of_a_paper_are_offered_in_their_order():
    assert URGENCIES == ("", "加急", "特急")
    assert SECRECIES == ("", "秘密", "机密", "绝密")
    assert SENDING_WAYS == ("机要交换", "政务内网", "邮寄", "专人送达")


def test_a_signed_text_and_its_print_are_kept_in_three_formats():
    assert {suffix: role.value for suffix, role in SIGNED_AS.items()} == {
        "pdf": "signed_pdf", "docx": "signed_docx", "ofd": "signed_ofd",
    }  # fmt: skip
    assert {suffix: role.value for suffix, role in PRINTED_AS.items()} == {
        "pdf": "print_pdf", "docx": "print_docx", "ofd": "print_ofd",
    }  # fmt: skip
    assert {
        FileRole.SIGNED_PDF: FileRole.SIGNED_OFD,
        FileRole.PRINT_PDF: FileRole.PRINT_OFD,
    } == OFD_OF


def test_a_paragraph_is_by_hand_when_it_says_something_else_than_the_data():
    assert PaperText("k", "para", "办结5件。", "办结6件。").by_hand
    assert not PaperText("k", "para", "办结5件。", "办结5件。").by_hand


def test_a_text_has_the_digest_of_what_can_be_read():
    title, para = PaperText("a", "title", "日报", "日报"), PaperText("b", "para", "一", "二")
    written = "title\x1f日报\x1epara\x1f二\x1e".encode()
    assert text_digest([title, para]) == hashlib.sha256(written).hexdigest()
    other_words = PaperText("c", "para", "另一来源", "二")
    empty = PaperText("d", "para", "删去的话", "")
    assert text_digest([title, empty, other_words]) == text_digest([title, para])
    assert text_digest([para, title]) != text_digest([title, para])
    assert text_digest([title, PaperText("b", "note", "一", "二")]) != text_digest([title, para])


@pytest.mark.parametrize(
    ("done", "counting"),
    [
        ([], []),
        ([S.SUBMIT, S.CHECK], [S.SUBMIT, S.CHECK]),
        ([S.DRAFT, S.SUBMIT, S.CHECK], [S.SUBMIT, S.CHECK]),
        ([S.SUBMIT, S.CHECK, S.DRAFT], []),
        ([S.SUBMIT, S.CHECK, S.RETURN, S.SUBMIT], [S.SUBMIT]),
        ([S.DRAFT, S.RETURN, S.DRAFT, S.CHECK], [S.CHECK]),
    ],
)
def test_what_came_before_the_last_change_of_the_text_counts_no_more(done, counting):
    assert [each.step for each in since_text([Done(step) for step in done])] == counting


@pytest.mark.parametrize(
    ("done", "missing"),
    [
        ([], (LEGAL, OPINION)),
        ([Done(S.COUNTERSIGN, group=OPINION)], (LEGAL,)),
        ([Done(S.COUNTERSIGN, passed=False, group=OPINION)], (LEGAL, OPINION)),
        ([Done(S.CHECK, group=OPINION)], (LEGAL, OPINION)),
        ([Done(S.COUNTERSIGN, group=LEGAL), Done(S.COUNTERSIGN, group=OPINION)], ()),
        ([Done(S.COUNTERSIGN, group=LEGAL), Done(S.DRAFT)], (LEGAL, OPINION)),
    ],
)
def test_a_group_has_countersigned_when_it_agreed_to_the_text_as_it_is(done, missing):
    assert missing_groups((LEGAL, OPINION), done) == missing


@pytest.mark.parametrize("state", list(PaperState))
def test_what_is_given_up_void_or_filed_wants_nothing_and_a_draft_to_be_submitted(state):
    wanted = {
        "draft": S.SUBMIT, "flow": S.CHECK, "signed": S.CHECK, "issued": S.CHECK,
        "filed": None, "withdrawn": None, "void": None,
    }  # fmt: skip
    assert next_step(WHOLE, (), state, []) == wanted[state.value]


def test_a_paper_goes_its_way_step_by_step():
    wanted, done = [], []
    while step := next_step(WHOLE, (LEGAL,), PaperState.FLOW, done):
        wanted.append(step)
        done.append(Done(step, group=LEGAL if step is S.COUNTERSIGN else None))
    assert wanted == list(WHOLE[1:])


@pytest.mark.parametrize(
    ("groups", "done", "wanted"),
    [
        ((), [Done(S.CHECK)], S.REVIEW),
        ((LEGAL,), [Done(S.CHECK)], S.COUNTERSIGN),
        ((LEGAL,), [Done(S.CHECK), Done(S.COUNTERSIGN, group=OPINION)], S.COUNTERSIGN),
        ((LEGAL,), [Done(S.CHECK), Done(S.COUNTERSIGN, group=LEGAL)], S.REVIEW),
        ((), [Done(S.CHECK, passed=False)], S.CHECK),
        ((), [Done(S.CHECK), Done(S.RETURN), Done(S.SUBMIT)], S.CHECK),
        ((), [Done(S.CHECK), Done(S.REVIEW), Done(S.SIGN), Done(S.NUMBER)], S.SEAL),
    ],
)
def test_the_next_step_is_the_first_that_nobody_took_for_this_text(groups, done, wanted):
    assert next_step(WHOLE, groups, PaperState.FLOW, done) == wanted


def test_a_number_that_was_taken_off_is_wanted_again():
    done = [Done(step) for step in (S.CHECK, S.REVIEW, S.SIGN, S.NUMBER)]
    off = Done(S.NUMBER, passed=False)
    assert next_step(WHOLE, (), PaperState.SIGNED, [*done, off]) is S.NUMBER
    assert next_step(WHOLE, (), PaperState.SIGNED, [*done, off, Done(S.NUMBER)]) is S.SEAL


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        (WHOLE, True),
        ((S.DRAFT, S.SIGN), True),
        ((S.DRAFT, S.SIGN, S.ISSUE), True),
        ((S.DRAFT, S.CHECK), False),
        ((S.CHECK, S.SIGN), False),
        ((S.SIGN, S.DRAFT), False),
        ((S.DRAFT, S.SIGN, S.SIGN), False),
        ((S.DRAFT, S.SIGN, S.SUBMIT), False),
        ((S.DRAFT, S.SIGN, "fly"), False),
        ((), False),
    ],
)
def test_a_way_has_its_steps_in_order_each_once_from_draft_over_signature(steps, right):
    assert way_order(steps) == right
