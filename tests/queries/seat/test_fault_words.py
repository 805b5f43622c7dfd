"""A count that is wrong is named as people know it: the hour or the day, and what was counted."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.record_words import VALUES
from commandcenter.queries.seat.fault_words import COUNTED, counts_words, difference_words
from commandcenter.store.complaints.rollup_check import Check, Difference
from commandcenter.store.complaints.rollups import FAMILIES, day_bucket, hour_bucket
from commandcenter.store.row_check import Difference as RowDifference
from commandcenter.store.row_check import Why

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai


@pytest.mark.parametrize(
    ("family", "bucket", "key", "said"),
    [("hour_channel", hour_bucket(AT), "phone", "如2026-11-24 10 时接收方式“12315 电话”"),
     ("day_district", day_bucket(AT), "990102", "如2026-11-24 县区“990102”"),
     ("day_problem", day_bucket(AT), "", "如2026-11-24 问题“不详”")],
)  # fmt: skip
def test_a_wrong_count_names_its_hour_or_day(family, bucket, key, said):
    words = counts_words(Check(9, (Difference(family, bucket, key, 3, 5, 6),)))
    assert said in words
    assert words.endswith("（编号 3 的导入）应为 5 件，记作 6 件。")


SAID = sorted((table, column, value) for (table, column), told in VALUES.items() for value in told)


@pytest.mark.parametrize(("table", "column", "value"), SAID)
def test_a_value_that_has_a_word_is_told_by_it(table, column, value):
    """In the sentence on a row that is not what the journal says."""
    told = VALUES[table, column]
    other = next((each for each in told if each != value), None)
    fault = RowDifference(table, "7", Why.DIFFERS, column, value, other)
    said = difference_words(fault)
    assert f"日志为{told[value]}" in said
    assert f"表中为{told[other] if other else '空'}。" in said


def test_every_family_has_a_word_and_no_difference_no_sentence():
    assert COUNTED.keys() == set(FAMILIES)
    assert counts_words(Check(9, ())) == ""
