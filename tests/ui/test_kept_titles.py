"""Titles that the database keeps as Chinese texts are said in the language of the screen."""

import pytest

from commandcenter.domain.phrase import phrase
from commandcenter.ui import texts

OFFICE = "Duty Office of the City Party Committee and Government"
SAID = {
    "电话报告市委市政府总值班室": f"Phone report to {OFFICE}",
    "书面首报报省市场监督管理局": "Initial report to Provincial market supervision bureau",
    "12315 增设 8 席": "Add 8 12315 seats",
    "续报十二": "Follow-up report 12",
    "签发续报二": "Sign and issue Follow-up report 2",
    "演练整改：灯不亮": "Drill correction: 灯不亮",
}
AS_WRITTEN = ("灯不亮", "续报告", "电话报告", "审批{item}")


@pytest.fixture
def english(qapp):
    assert texts.install(qapp, "en")
    yield
    texts.install(qapp, "zh")


@pytest.mark.parametrize("kept", SAID)
def test_a_title_is_said_by_the_template_that_made_it(english, kept):
    assert texts.word(kept) == SAID[kept]
    assert f"{phrase('{title}逾期', title=texts.phrase_of(kept))}".startswith(SAID[kept])


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_no_template_made_stays_as_it_is_written(english, text):
    said = texts.word(text)
    assert said == text or said.isascii()  # a word of its own


def test_in_chinese_nothing_is_looked_for(qapp):
    assert texts.word("续报十二") == "续报十二"
