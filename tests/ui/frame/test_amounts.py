"""Large numbers are said by the steps of the screen's language."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from commandcenter.ui import texts
from commandcenter.ui.frame import amounts

ENGLISH = {
    "10000：万": "1000: k; 1000000: m",
    "1：元；10000：万元；100000000：亿元": "1: yuan; 1000000: m yuan; 1000000000: bn yuan",
    "1：元；10000：万元": "1: yuan; 1000000: m yuan",
    "10000：万元": "1000: 1,000 yuan",
}


class English(QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1):
        return ENGLISH.get(source)

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


@pytest.mark.parametrize(("yuan", "said"), [
    (0, "0 元"), (8_600, "8,600 元"), (1_412_000, "141.2 万元"), (386_000_000, "3.86 亿元"),
])  # fmt: skip
def test_money_is_said_by_ten_thousands_in_chinese(themed, yuan, said):
    assert " ".join(amounts.money_parts(yuan)) == said


@pytest.mark.parametrize(("yuan", "said"), [
    (8_600, "8,600 yuan"), (120_000, "120,000 yuan"), (1_412_000, "1.41 m yuan"),
    (3_860_000_000, "3.86 bn yuan"),
])  # fmt: skip
def test_money_is_said_by_millions_in_english(english, yuan, said):
    assert " ".join(amounts.money_parts(yuan)) == said


def test_a_fact_of_money_drops_what_is_nought(themed):
    assert [amounts.fact_money(n) for n in (9_000, 460_000, 465_000)] == [
        "9,000 元", "46 万元", "46.5 万元",
    ]  # fmt: skip


def test_an_english_fact_of_money_keeps_its_thousands(english):
    assert [amounts.fact_money(n) for n in (460_000, 2_500_000)] == ["460,000 yuan", "2.5 m yuan"]


@pytest.mark.parametrize(("count", "said"), [(40, "40"), (30_000, "3万"), (15_000, "1.5万")])
def test_an_axis_counts_by_ten_thousands_in_chinese(themed, count, said):
    assert amounts.count_text(count) == said


@pytest.mark.parametrize(("count", "said"), [(40, "40"), (30_000, "30k"), (2_500_000, "2.5m")])
def test_an_axis_counts_by_thousands_in_english(english, count, said):
    assert amounts.count_text(count) == said


def test_the_sums_of_a_ledger_are_in_the_unit_of_its_head(english):
    assert (amounts.ledger_money(123_456_00), amounts.ledger_unit()) == ("123.46", "1,000 yuan")


@pytest.mark.parametrize(
    ("cents", "chinese", "english"),
    [(20_000_000, "20万元", "200,000 yuan"), (12_830_050, "12.83万元", "128,300.5 yuan"),
     (800_000, "8000元", "8,000 yuan"), (0, "0元", "0 yuan"), (-500_00, "-500元", "-500 yuan")],
)  # fmt: skip
def test_a_whole_sum_is_said_as_on_paper_or_with_all_its_digits(qapp, cents, chinese, english):
    assert amounts.whole_money(cents) == chinese
    assert texts.install(qapp, "en")
    try:
        assert amounts.whole_money(cents) == english
    finally:
        texts.install(qapp, "zh")
