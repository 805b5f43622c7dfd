"""A section of a report after the response: how long it may be, and whose words stand in it."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.aftermath.inquiry import Section, rewritten
from commandcenter.domain.errors import RuleBroken

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECTION = Section("facts", "一、基本情况", text="旧", filled="数据", by="周岚", version=3)


def test_a_section_is_as_long_as_it_may_be():
    new = rewritten(SECTION, "字" * 60_000, 3, "李蔚", AT)
    assert (len(new.text), new.by, new.at, new.version) == (60_000, "李蔚", AT, 4)
    with pytest.raises(RuleBroken, match="“一、基本情况”超过 60000 字"):
        rewritten(SECTION, "字" * 60_001, 3, "李蔚", AT)


def test_what_another_wrote_meanwhile_is_read_first_but_the_same_words_change_nothing():
    assert rewritten(SECTION, "旧", 2, "李蔚", AT) is SECTION
    with pytest.raises(RuleBroken, match="刚由周岚改过"):
        rewritten(SECTION, "新", 2, "李蔚", AT)


def test_the_words_of_the_data_are_nobodys():
    new = rewritten(SECTION, "数据", 3, "李蔚", AT)
    assert (new.by, new.at, new.version) == ("", None, 4)
