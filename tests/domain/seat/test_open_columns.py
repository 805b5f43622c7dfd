"""What of a row leaves the program: numbers and the program's own words, nothing people wrote."""

import pytest

from commandcenter.domain.seat.open_columns import CLOSED_TABLES, leaves

OWN_WORDS = [
    "act", "act_table", "born_table", "categories", "chain", "clause", "clock", "code", "county",
    "date_code", "district", "districts", "form", "item_code", "kind", "ledger", "secrecy", "stage",
    "state", "step", "to_district", "to_group", "to_role", "urgency",
]  # fmt: skip
PEOPLES_WORDS = [
    "title", "text", "words", "note", "why", "reason", "name", "login", "by", "phone", "address",
    "brand", "label", "place", "signature", "person_key", "number", "result", "receiver",
]  # fmt: skip


@pytest.mark.parametrize("column", OWN_WORDS)
def test_the_programs_own_words_leave(column):
    assert leaves("incident", column, text=True)


@pytest.mark.parametrize("column", PEOPLES_WORDS)
def test_what_people_wrote_stays_and_a_number_of_that_name_leaves(column):
    assert not leaves("incident", column, text=True)
    assert leaves("incident", column, text=False)


@pytest.mark.parametrize("column", ["lat", "lon"])
def test_where_a_complaint_is_from_stays(column):
    assert not leaves("complaint", column, text=False)
    assert leaves("incident_place", column, text=False)


def test_rows_about_persons_and_money_do_not_leave_at_all():
    assert sorted(CLOSED_TABLES) == [
        "account", "accountability", "budget_change", "budget_line", "complainant", "drill_act",
        "drill_inject", "fund_request", "phone_call", "setting",
    ]  # fmt: skip
