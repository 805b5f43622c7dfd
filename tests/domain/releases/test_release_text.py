"""What a text for the public must not contain: each number and name where it stands, no other."""

from dataclasses import replace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.masking import masked
from commandcenter.domain.releases.release_text import (
    Fault,
    Private,
    faults_in,
    looked_up,
    require_no_faults,
)

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


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("周岚", False), ("周某", True), ("周某某", True), ("周先生", True), ("周女士", True),
        ("周*", True), ("周＊", True), ("某周", False),
    ],
)  # fmt: skip
def test_a_name_that_is_covered_already_is_none(name, kept):
    found = faults_in(f"据{name}反映", Private(names=frozenset({name})))
    assert [f.written for f in found] == ([] if kept else [name])


WIDE = [
    ("买买提．阿里", "买买提．阿里"),
    ("买买提．阿里", "买买提.阿里"),
    ("买买提.阿里", "买买提．阿里"),
    ("悦力（城东）健身", "悦力（城东）健身"),
    ("悦力(城东)健身", "悦力（城东）健身"),
    ("ＡＢ健身", "AB健身"),
    ("AB健身", "ＡＢ健身"),
    ("王\u200b建国", "王建国"),
]


@pytest.mark.parametrize(("known", "written"), WIDE)
def test_a_name_is_found_with_wide_signs_and_with_narrow_ones(known, written):
    text = f"据了解，{written}反映（见附件）。"
    for private, fault in (
        (Private(names=frozenset({known})), Fault.PERSON),
        (Private(traders=frozenset({known})), Fault.TRADER),
    ):
        [found] = faults_in(text, private)
        assert (found.fault, found.written) == (fault, written)
        assert written not in masked(text, private)
        asked = replace(NOBODY, lookup=lambda _text, _numbers: frozenset({known}))
        assert [f.written for f in faults_in(text, asked)] == [written]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("电13800001234。", "13800001234"),
        ("电138-0000-1234。", "138-0000-1234"),
        ("电138 0000 1234", "138 0000 1234"),
        ("电１３８００００１２３４", "１３８００００１２３４"),
        ("电138\u200b00001234", "138\u200b00001234"),
        ("㎏㎏电13800001234", "13800001234"),  # one sign that is two where it is made narrow
        ("电1380000123", ""),
        ("电138000012345", ""),
        ("电23800001234", ""),
    ],
)
def test_a_mobile_number_is_private_however_it_is_written(text, written):
    found = faults_in(text, NOBODY)
    assert [(f.fault, f.written) for f in found] == ([(Fault.PHONE, written)] if written else [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("卡号4111111111111111，", "4111111111111111"),
        ("卡号4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("卡号6222021234567890128。", "6222021234567890128"),
        ("卡号4111111111111112", ""),  # its last digit proves nothing
        ("卡号6222021234567890129", ""),
        ("单号41111111111111110000", ""),  # twenty digits are no card
    ],
)
def test_a_card_is_told_by_its_last_digit(text, written):
    found = faults_in(text, NOBODY)
    assert [(f.fault, f.written) for f in found] == ([(Fault.CARD, written)] if written else [])


def test_what_only_the_database_knows_is_asked_for_once():
    asked = []

    def lookup(text, numbers):
        asked.append((text, set(numbers)))
        return frozenset({"周岚", "88661234"})

    private = Private(frozenset({"李蔚"}), frozenset({"88665678"}), lookup=lookup)
    said = "李蔚、周岚的88661234、88665678、88660000"
    assert [(f.fault, f.written) for f in faults_in(said, private)] == [
        (Fault.PERSON, "李蔚"), (Fault.PERSON, "周岚"),
        (Fault.PHONE, "88661234"), (Fault.PHONE, "88665678"),
    ]  # fmt: skip
    assert asked == [(said, {"88661234", "88660000"})]
    assert looked_up(" ", private) is private
    assert looked_up(said, NOBODY) is NOBODY
    known = looked_up(said, private)
    assert (known.names, known.phones) == ({"周岚", "李蔚"}, {"88661234", "88665678"})
    assert known.lookup is None
    assert len(asked) == 2


def test_what_may_not_be_published_is_named_with_what_is_written():
    require_no_faults(())
    faults = faults_in("周岚13800001234", Private(names=frozenset({"周岚"})))
    with pytest.raises(RuleBroken) as refused:
        require_no_faults(faults)
    assert str(refused.value) == (
        "文中有不能公开的内容，请删去或改写：疑似个人姓名“周岚”；个人电话号码“13800001234”。"
    )
