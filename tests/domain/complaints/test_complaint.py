"""What a complaint is, how its people are masked, and how the same person is known again."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.complaints.complaint import (
    AGREED,
    ASKING,
    CHANNEL_WORDS,
    CLOSED,
    DECLINED,
    KIND_WORDS,
    NOT_AGREED,
    OVER,
    PROBLEMS,
    SOURCE_WORDS,
    WITHOUT_LIMIT,
    Channel,
    Complainant,
    ComplaintKind,
    Source,
    identity_digest,
    identity_of,
    identity_text,
    key_of,
    mask_id,
    mask_name,
    mask_phone,
    narrow,
    person_key,
    reporter_key,
    teller,
)


def test_masks_look_as_the_bureau_writes_them():
    assert mask_name("张三丰") == "张**"
    assert mask_phone("10012345678") == "100****5678"
    assert mask_phone("5551234") == "****34"
    assert mask_id("99010119900101001X") == "9***************1X"


@pytest.mark.parametrize("mask", [mask_name, mask_phone, mask_id])
def test_nothing_masks_to_nothing(mask):
    assert mask("") == ""


@given(st.text("赵钱孙李周吴郑王", min_size=2, max_size=4))
def test_a_name_shows_its_first_character_only(name):
    assert mask_name(name) == f"{name[0]}**"


@given(st.text("0123456789", min_size=11, max_size=13))
def test_a_phone_hides_its_middle(phone):
    shown = mask_phone(phone)
    assert shown[3:7] == "****"
    assert len(shown) == 11
    assert (shown[:3], shown[-4:]) == (phone[:3], phone[-4:])


@given(st.text("0123456789X", min_size=1, max_size=20))
def test_an_identity_number_shows_three_characters_at_most(number):
    shown = mask_id(number)
    assert len(shown) == len(number)
    assert len(shown) - shown.count("*") <= 3


def test_every_choice_has_its_word():
    assert set(KIND_WORDS) == set(ComplaintKind)
    assert set(SOURCE_WORDS) == set(Source)
    assert set(CHANNEL_WORDS) == set(Channel)


@given(st.binary(max_size=200), st.text(max_size=40))
def test_people_told_by_the_two_hashes_are_those_of_the_hmac(key, identity):
    assert teller(key)(identity) == key_of(key, identity)


@pytest.mark.parametrize("kind", list(ComplaintKind))
def test_the_law_has_limits_for_complaints_and_reports_and_only_asking_damages_nobody(kind):
    assert (kind in WITHOUT_LIMIT) == (kind.value in ("enquiry", "help", "suggestion"))
    assert (kind in ASKING) == (kind.value in ("enquiry", "suggestion"))


def test_what_other_systems_say_became_of_a_complaint_is_counted_by_these_words():
    assert (CLOSED, DECLINED) == ("已办结", "不予受理")
    assert (AGREED, NOT_AGREED) == ("达成调解", "未达成调解")
    assert {"已办结", "不予受理"} == OVER


def test_problems_are_those_of_the_published_statistics_in_their_order():
    assert PROBLEMS == (
        "合同", "售后服务", "质量", "食品安全", "虚假宣传", "价格", "不正当竞争", "计量", "广告",
        "安全", "商标", "人身权利", "其他",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phone", "id_number", "identity"),
    [
        ("10012345678", "", "p10012345678"),
        ("100-1234 5678", "99010119900101001X", "p10012345678"),
        ("", " 99010119900101001x ", "i99010119900101001X"),
        ("无", "99010119900101001X", "i99010119900101001X"),
        ("", "", ""),
        ("-", "  ", ""),
    ],
)
def test_a_person_is_the_digits_of_the_phone_else_the_identity_number(phone, id_number, identity):
    assert identity_text(phone, id_number) == identity
    assert identity_of(Complainant("甲某", phone, "身份证", id_number, "某路1号")) == identity


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８００１２３４５６", "13800123456"), ("138－0012（转９）", "138-0012(转9)"),
        ("9901０１１９９００１０１００１Ｘ", "99010119900101001X"), ("！～", "!~"),
        ("王某 、。", "王某 、。"), ("10012345678", "10012345678"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_typed_wide_are_kept_narrow_sign_for_sign(typed, kept):
    assert narrow(typed) == kept
    assert len(narrow(typed)) == len(typed)


def test_a_person_is_known_by_a_digest_of_the_bureaus_key_alone():
    one, key = Complainant("甲某", "100-1234 5678"), b"bureau"
    digest = hmac.new(key, b"p10012345678", hashlib.sha256).digest()
    assert identity_digest(key, one) == digest
    assert person_key(key, one) == key_of(key, "p10012345678") == digest.hex()[:24]
    assert person_key(key, Complainant("乙某", "10012345678")) == person_key(key, one)
    assert person_key(b"other", one) != person_key(key, one)


def test_nobody_has_no_key():
    nobody = Complainant("甲某")
    assert identity_digest(b"bureau", nobody) == b""
    assert person_key(b"bureau", nobody) == teller(b"bureau")("") == reporter_key("") == ""


def test_who_reports_is_not_found_beside_their_complaints():
    person = "0123456789abcdef01234567"
    assert reporter_key(person) == hashlib.sha256(f"reporter:{person}".encode()).hexdigest()[:24]
    assert reporter_key(person) != person


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 128])
def test_a_key_of_any_length_tells_people_as_the_hmac_does(length):
    told = teller(b"k" * length)("p10012345678")
    assert told == hmac.new(b"k" * length, b"p10012345678", hashlib.sha256).hexdigest()[:24]


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("1", "****1"), ("12", "****12"), ("0990123456", "****56"), ("10012345678", "100****5678"),
        ("099012345678", "099****5678"),
    ],
)  # fmt: skip
def test_a_short_number_keeps_its_last_two_digits(phone, shown):
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("1", "*"), ("123", "***"), ("1234", "1*34"), ("12345", "1**45")]
)
def test_three_characters_of_an_identity_number_are_none_that_could_be_shown(number, shown):
    assert mask_id(number) == shown
