"""What the database keeps as Chinese texts is said in the language of the screen."""

import pytest

from commandcenter.domain.alarms.alarm_titles import TITLES
from commandcenter.domain.phrase import phrase
from commandcenter.domain.watch import sign_sentences
from commandcenter.ui import texts
from commandcenter.ui.kept_texts import KeptTexts

OFFICE = "Duty Office of the City Party Committee and Government"
SAID = {
    "电话报告市委市政府总值班室": f"Phone report to {OFFICE}",
    "书面首报报省市场监督管理局": "Initial report to Provincial market supervision bureau",
    "12315 增设 8 席": "Add 8 12315 seats",
    "续报十二": "Follow-up report 12",
    "总指挥请立即办理“审批用款：电池”；不能决定的退回并写明理由。":
        "Commander-in-chief: please handle “Approve funding: 电池” at once; what cannot be decided"
        " is returned with the reason.",
    "现场处置组组长请09:50前核实监测提示“城东店”，属实的研判，不属实的排除。":
        "Leader of On-site Response Group: please verify the monitoring alert “城东店” by 09:50;"
        " assess it if true, rule it out if not.",
    "续报二已逾期": "Follow-up report 2: Overdue",
    "电话报告市委市政府总值班室即将到时": f"Phone report to {OFFICE}: Due soon",
    "签发续报二": "Sign and issue Follow-up report 2",
    "演练整改：灯不亮": "Drill correction: 灯不亮",
    "禾味鲜近 48 小时 62 人投诉（69 件），达到“苗头”的 10 人；平时同样时长不到 0.1 件":
        "禾味鲜: complaining people in the last 48 h: 62 (complaints: 69), reaching the 10 of"
        " ‘Early signs’; usual in as long a time: fewer than 0.1",
    "话务渠道 2025年11月24日 21:36 前 3 小时 100 件，平时同一时段 22 件；其中 4 件为文中提及":
        "话务渠道: complaints in the 3 h before 24 Nov 2025 21:36: 100, usual at this time of day:"
        " 22; of them mentioned in the text: 4",
    "某店11月24日以来 3 件，偶然出现约 40 日一次":  # as it was kept before it named the year
        "某店: complaints since 24 Nov: 3, by chance once in about 40 d",
    "话务渠道 11月24日 21:36 前 3 小时 100 件，平时同一时段 22 件；其中 4 件为文中提及":
        "话务渠道: complaints in the 3 h before 24 Nov 21:36: 100, usual at this time of day: 22;"
        " of them mentioned in the text: 4",
}  # fmt: skip
# Of alarms that are no limit of the book: whatever the bureau has of it.
OF_ALARMS = {
    "监测提示“城东店”待核实": "Monitoring alert ‘城东店’ to be verified",
    "预警“城东店退费”待签发": "Warning ‘城东店退费’ to be signed",
    "预警措施“约谈城东店”": "Warning measure ‘约谈城东店’",
    "后勤保障组没有组长": "Logistics Support Group has no leader",
    "后勤保障组应到未到": "Logistics Support Group: expected, not present",
    "叫应高原未接通": "Call to 高原 not answered",
    "全部记录核对发现 3 处不符": "Mismatches found by the check of all records: 3",
    "告警通知发不出去：马骁": "Notifications of alarms do not get out: 马骁",
    "夜间全面分析未能运行": "Full night analysis could not run",
    "最近一次备份是11月24日 10:46": "Last backup 24 Nov 10:46",
    "最近一次备份是2月30日 10:46": "Last backup 2月30日 10:46",
    "对讲机 2 部，石军领用": "对讲机, 2 部, drawn by 石军",
    "封条在库 120 张，最低 200 张": "封条: 120 张 in stock, minimum 200 张",
    "应急车 澄A·7306检查": "应急车 澄A·7306: check",
    "防护服有效期": "防护服: expiry",
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


@pytest.mark.parametrize("kept", OF_ALARMS)
def test_an_alarm_is_said_by_the_template_of_its_kind(english, kept):
    assert texts.word(kept) == OF_ALARMS[kept]


def test_every_kind_of_title_is_tried_here():
    tried = {phrase.template for kept in OF_ALARMS if (phrase := KeptTexts().phrase_of(kept))}
    assert tried == {str(title) for title in TITLES.values()}


@pytest.mark.parametrize("template", sign_sentences.TEMPLATES)
def test_why_there_is_a_signal_is_taken_apart_as_it_was_put_together(template):
    values = {
        "subject": "某某健身（3月8日店）", "span": "近 48 小时", "people": "6", "n": "1,234",
        "rule": "苗头", "least": "10", "cause": "合同", "day": "2026年11月24日", "days": "7",
        "every": "400", "who": "12 人", "words": "“年卡”、“退费”", "usual": " 4.1 件",
        "length": "48 小时", "at": "2026年11月24日 08:05",
    }  # fmt: skip
    made = phrase(template, **values)
    found = KeptTexts().phrase_of(str(made))
    assert found is not None
    assert found.template == template
    assert found == made


def test_what_people_wrote_at_length_is_not_looked_through():
    assert KeptTexts().phrase_of("请前" * 20_000 + "办理") is None


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_no_template_made_stays_as_it_is_written(english, text):
    said = texts.word(text)
    assert said == text or said.isascii()  # a word of its own


def test_in_chinese_nothing_is_looked_for(qapp):
    assert texts.word("续报十二") == "续报十二"
