"""What a text for the public must not contain: each number and name where it stands, no other."""

import pytest

from commandcenter.domain.releases.release_text import Fault, Private, faults_in

NOBODY = Private()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("身份证号990102199001011234。", "990102199001011234"),
        ("证号99010219900101123X，", "99010219900101123X"),
        ("证号99010219900101123x，", "99010219900101123x"),
        ("９９０１０２１９９００１０１１２３４", "９９０１０２１９９００１０１１２３４"),
        ("旧证990102900101123", "990102900101123"),
        ("生于1900年的990102190001011234", "990102190001011234"),
    ],
)
def test_an_id_number_has_a_day_of_birth(text, written):
    [fault] = faults_in(text, NOBODY)
    assert (fault.fault, fault.written) == (Fault.ID, written)
    assert text[fault.start : fault.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "批号990102199013011234",  # no thirteenth month
        "批号990102189912311234",  # nobody is as old
        "批号A990102199001011234",
        "批号990102901301123",
        "9901021990010112345",
    ],
)
def test_a_number_without_one_is_none(text):
    assert faults_in(text, NOBODY) == ()


def test_a_line_is_private_where_somebody_has_it():
    private = Private(phones=frozenset({"09901234567", "88661234"}))
    said = "请拨0990-1234567或88661234，不是88661235。"
    assert [(f.fault, f.written) for f in faults_in(said, private)] == [
        (Fault.PHONE, "0990-1234567"),
        (Fault.PHONE, "88661234"),
    ]


def test_the_longest_name_is_said_once_and_every_time():
    private = Private(traders=frozenset({"好味", "好味轩酒楼", "味"}))
    found = faults_in("好味轩酒楼和好味都在查，好味轩酒楼停业，味道无妨。", private)
    assert [f.written for f in found] == ["好味轩酒楼", "好味", "好味轩酒楼"]
    assert {f.fault for f in found} == {Fault.TRADER}


def test_a_name_of_one_sign_is_a_word_of_every_text():
    private = Private(names=frozenset({"安", "安宁"}))
    assert [f.written for f in faults_in("安全；安宁反映", private)] == ["安宁"]
