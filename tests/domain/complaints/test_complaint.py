import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.complaints.complaint import (
    CHANNEL_WORDS,
    KIND_WORDS,
    SOURCE_WORDS,
    Channel,
    ComplaintKind,
    Source,
    key_of,
    mask_id,
    mask_name,
    mask_phone,
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
