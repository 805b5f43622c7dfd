"""应急经费使用情况: every sum on the page is that of its rows, in each kind of file."""

import pytest

from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import local
from commandcenter.offices.fund_sheet import fund_document
from commandcenter.offices.typesetting import FORMATS, as_file
from commandcenter.outputs.pdf.document import Cell, Heading, TableBlock
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from tests.field import add_people

LAKH = 10_000_000
LUNCH = Wanted(Kind.MONEY, "饮水和午餐", 1, "笔", "登记点保障", 860_050)


@pytest.fixture
def spent(city):
    """A budget that was cut, a voucher of an incident, one that waits, one beyond the budget."""
    add_people(city)
    year = local(city.db.clock()).year
    line = city.do(fund.set_budget, "chenyu", year, "现场处置", LAKH, "年初批复")
    city.do(fund.change_budget, "chenyu", line, -1_000_000, "调剂到检验检测")
    incident = city.register()
    city.activate(incident)
    meal = city.do(supply.ask, "gaoyuan", incident, LUNCH)
    city.do(supply.approve, "chenyu", meal, line)
    city.do(supply.deliver, "gaoyuan", meal, "", 850_025, "记-13")
    over = city.do(fund.ask, "gaoyuan", Asked(line, "临时板房", LAKH, "登记点扩容"))
    city.do(fund.approve, "chenyu", over, "市政府会议纪要同意垫支")
    city.do(fund.ask, "gaoyuan", Asked(line, "防护用品补充", 800_000, "低于最低库存"))
    return city


def document(city, login="gaoyuan"):
    year = local(city.db.clock()).year
    with city.db.read() as session:
        return fund_document(session, getattr(city, login), year)


def tables(paper):
    """By their chapter."""
    blocks = iter(paper.blocks[1:])
    found = {}
    for heading, table in zip(blocks, blocks, strict=True):
        assert isinstance(heading, Heading)
        assert isinstance(table, TableBlock)
        found[heading.title] = [tuple(map(said, row)) for row in table.rows]
    return found


def said(cell):
    return cell.text if isinstance(cell, Cell) else cell


def cents(text):
    plain = text.replace(",", "").replace("－", "-").replace("＋", "").replace("—", "0")
    return round(float(plain) * 100)


def test_every_sum_is_that_of_its_rows(spent):
    found = tables(document(spent))
    assert list(found) == [
        "预算和使用", "预算调整", "已支出", "已批准、待批准", "各事件用款", "按例外批准",
    ]  # fmt: skip
    *purposes, total = found["预算和使用"]
    assert total[0] == "合计"
    for column in range(1, 8):
        assert sum(cents(row[column]) for row in purposes) == cents(total[column])
    assert [cents(cell) for cell in total[1:]] == [
        LAKH, -1_000_000, LAKH - 1_000_000, 850_025, LAKH, 800_000, -2_650_025,
    ]  # fmt: skip
    *paid, all_paid = found["已支出"]
    assert [row[0] for row in paid] == ["记-13"]
    assert sum(cents(row[5]) for row in paid) == cents(all_paid[5]) == cents(total[4])
    *waiting, all_waiting = found["已批准、待批准"]
    assert sum(cents(row[3]) for row in waiting) == cents(all_waiting[3])
    assert cents(all_waiting[3]) == cents(total[5]) + cents(total[6])
    *whose, everyone = found["各事件用款"]
    assert [sum(cents(row[n]) for row in whose) for n in (1, 2, 3)] == [
        cents(everyone[n]) for n in (1, 2, 3)
    ]
    [exception] = found["按例外批准"]
    assert exception[0] == "临时板房"
    assert "会议纪要" in exception[3]


def test_the_first_sentence_says_the_moment_and_the_same_sums(spent):
    words = document(spent).blocks[0].text
    assert "截至" in words
    for part in ("预算9万元", "已支出8500.25元（1笔）", "超出预算2.65万元", "按例外批准1笔"):
        assert part in words


@pytest.mark.parametrize("suffix", FORMATS)
def test_it_becomes_a_file_of_each_kind(spent, suffix):
    assert len(as_file(document(spent), suffix)) > 1_000


def test_who_may_not_see_the_money_gets_no_paper(spent):
    with pytest.raises(RuleBroken):
        document(spent, "maxiao")


def test_a_year_without_budget_says_so(city):
    add_people(city)
    words = document(city).blocks[0].text
    assert "没有预算" in words
