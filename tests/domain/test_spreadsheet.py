"""What leaves for a spreadsheet is never run there, and comes back as it was."""

import pytest

from commandcenter.domain.spreadsheet import bare_cell, safe_cell, starts_formula

STARTERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
HIDDEN = [
    " ", "\u00a0", "\u3000", "\u2060", "\ufeff", "\v", "\f",
    "\u200b", "\u200f", "\u202a", "\u202e", " \u200b",
]  # fmt: skip


@pytest.mark.parametrize("starter", STARTERS)
def test_a_text_that_might_be_a_formula_gets_an_apostrophe(starter):
    text = f"{starter}1"
    assert starts_formula(text)
    assert safe_cell(text) == f"'{text}"
    assert bare_cell(f"'{text}") == text


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_sees_hides_no_formula(hidden):
    for starter in "=+-@＝":
        assert safe_cell(f"{hidden}{starter}1") == f"'{hidden}{starter}1"
    assert safe_cell(f"{hidden}投诉") == f"{hidden}投诉"
    assert safe_cell(hidden) == hidden


@pytest.mark.parametrize(
    "text", ["", "投诉", "1-2", "a=b", "'投诉", "\u2010x", "\u202fx", "\u2029"]
)
def test_a_plain_text_stays_as_it_is(text):
    assert not starts_formula(text)
    assert safe_cell(text) == bare_cell(text) == text
