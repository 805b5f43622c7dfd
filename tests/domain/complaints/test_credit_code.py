import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.complaints import credit_code
from commandcenter.domain.complaints.credit_code import ALPHABET

CODES = st.builds(
    credit_code.make,
    st.text("0123456789", min_size=6, max_size=6).map(lambda region: f"91{region}"),
    st.text(ALPHABET, min_size=8, max_size=8),
)
EXAMPLE = "91350100M000100Y43"  # the example that goes with GB 32100-2015


def test_the_published_example_passes_both_checks():
    assert credit_code.is_valid(EXAMPLE)
    assert credit_code.make(EXAMPLE[:8], EXAMPLE[8:16]) == EXAMPLE


def test_the_example_of_the_older_code_gets_its_check_letter():
    assert credit_code.body_check("D2143569") == "X"  # GB 11714-1997: D2143569-X


def test_the_weights_are_those_of_the_standard():
    assert (
        *(1, 3, 9, 27, 19, 26, 16, 17, 20),
        *(29, 25, 13, 8, 24, 10, 30, 28),
    ) == credit_code.WEIGHTS


@given(CODES)
def test_a_made_code_is_valid(code):
    assert len(code) == 18
    assert credit_code.is_valid(code)


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(code, place, other):
    spoiled = code[:place] + other + code[place + 1 :]
    assert credit_code.is_valid(spoiled) == (spoiled == code)


@given(CODES, st.integers(0, 16))
def test_two_neighbours_changed_over_are_found(code, place):
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert credit_code.is_valid(turned) == (turned == code)


@pytest.mark.parametrize("code", ["", EXAMPLE[:17], EXAMPLE + "3", EXAMPLE.lower(), "I" * 18])
def test_what_is_no_code_is_not_valid(code):
    assert not credit_code.is_valid(code)


def test_a_character_outside_the_alphabet_has_no_check():
    with pytest.raises(ValueError, match="substring not found"):
        credit_code.check_character("O" * 17)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("91510100", "91510100"), ("ma6", "MA6"), ("９１ＭＡ", "91MA"), ("", ""),
        ("xinxibaogao", ""), ("退费", ""), ("91-5", ""), ("9" * 18, "9" * 18), ("9" * 19, ""),
        *((letter, "") for letter in "IOSVZ"),
    ],
)  # fmt: skip
def test_what_is_typed_is_a_part_of_a_code_or_of_none(typed, part):
    assert credit_code.part_of(typed) == part
