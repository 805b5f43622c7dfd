"""What the forms of complaints say: what is known, covered or in full, and nothing invented."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.legal_time import due
from commandcenter.domain.times import date_zh
from commandcenter.offices.complaint_forms import document_of
from commandcenter.outputs.pdf.document import NextSheet, Para, Signature, TableBlock
from commandcenter.outputs.pdf.parts import words
from commandcenter.queries.complaints.form_choices import form_choices
from commandcenter.queries.complaints.forms import form_paper
from commandcenter.services.complaints import forms, handling
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import ComplaintRow

F, ACT = FormKind, HandlingAct
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
TOLD = "欧阳明月来电13900001234，门锁了，要求退费。"


@pytest.fixture
def bureau(city):
    city.take_in(
        city.complaint("A", 3_000, complainant=WHO, text=TOLD, goods="年卡"),
        city.complaint("B", 3_000, complainant=Complainant(), subject_name="", title="", goods=""),
        city.complaint("R", 3_000, complainant=WHO, kind=ComplaintKind.REPORT, text=TOLD),
    )
    with city.db.read() as session:
        rows = session.execute(select(ComplaintRow.number, ComplaintRow.id)).all()
    city.ids = dict(rows)
    return city


def act(city, which, number, text="", **more):
    done = Done(which, city.db.clock() - timedelta(minutes=1), text, **more)
    city.do(handling.carry_out, "zhoulan", [city.ids[number]], done)


def made_of(city, login, asked, *numbers):
    made = city.do(forms.make_forms, login, asked, [city.ids[number] for number in numbers])
    return city.ask(document_of, getattr(city, login), made)


def said(document):
    """All that stands on the forms, in one string."""
    found = [document.title]
    for block in document.blocks:
        match block:
            case Para():
                found.append(words(block.text))
            case NextSheet():
                found.append(block.title)
            case Signature():
                found += [block.office, block.date]
            case TableBlock():
                found += [cell.text for row in block.rows for cell in row]
    return "\n".join(found)


def test_a_form_is_covered_unless_who_makes_it_looked(bureau):
    covered = said(made_of(bureau, "liwei", FormAsked(F.INTAKE), "A"))
    assert "欧**" in covered
    assert "139****1234" in covered
    for secret in ("欧阳明月", "13900001234", "990102199001010011", "人民路"):
        assert secret not in covered
    full = said(made_of(bureau, "liwei", FormAsked(F.INTAKE, full=True), "A"))
    for known in ("欧阳明月", "13900001234", "990102199001010011", "人民路 1 号", "身份证"):
        assert known in full


def test_a_reporter_is_not_even_named_by_the_first_letter(bureau):
    covered = said(made_of(bureau, "liwei", FormAsked(F.REPORT_INTAKE, full=True), "R"))
    assert "由承办人填写" in covered
    for secret in ("欧", "1390", "9901021990", "人民路"):
        assert secret not in covered
    full = said(made_of(bureau, "hewenjing", FormAsked(F.REPORT_INTAKE, full=True), "R"))
    assert "欧阳明月" in full


def test_a_form_in_full_without_its_line_is_refused(bureau):
    ids = [bureau.ids["A"]]
    with pytest.raises(RuleBroken, match="须先记入"):
        bureau.ask(
            form_paper, bureau.liwei, FormAsked(F.INTAKE), ids, frozenset(ids), bureau.db.clock()
        )


def test_a_look_at_another_opens_nothing(bureau):
    made = bureau.do(forms.make_forms, "liwei", FormAsked(F.INTAKE, full=True), [bureau.ids["A"]])
    ids = (bureau.ids["R"],)
    with pytest.raises(RuleBroken, match="须先记入"):
        bureau.ask(form_paper, bureau.liwei, made.asked, ids, frozenset(ids), bureau.db.clock())


def test_limits_are_those_of_the_bureaus_calendar(bureau):
    act(bureau, ACT.ACCEPT, "A")
    with bureau.db.read() as session:
        plan, row = plan_of(session), session.get_one(ComplaintRow, bureau.ids["A"])
        first = date_zh(due(plan, "accept", row.registered_at))
        sixty = date_zh(due(plan, "mediation", now(session)))
    assert first in said(made_of(bureau, "liwei", FormAsked(F.INTAKE), "A"))
    decision = said(made_of(bureau, "liwei", FormAsked(F.ACCEPT), "A"))
    assert f"至{sixty}止" in decision
    assert "《市场监督管理投诉举报处理办法》第十五条" in decision
    assert "第二十三条第五项" in decision


def test_the_ground_that_was_recorded_is_cited_with_its_article(bureau):
    with bureau.db.read() as session:
        reason = plan_of(session).reasons["decline_3"]
    act(bureau, ACT.DECLINE, "A", f"{reason.title}（{reason.source}）；系公司团购")
    text = said(made_of(bureau, "liwei", FormAsked(F.DECLINE), "A"))
    assert reason.title in text
    assert "《市场监督管理投诉举报处理办法》第十五条、第十六条第三项的规定" in text
    assert "具体理由：系公司团购。" in text
    assert "向人民法院提起诉讼" in text


def test_what_is_not_known_stays_a_line_to_be_written_on(bureau):
    act(bureau, ACT.ACCEPT, "B")
    text = said(made_of(bureau, "liwei", FormAsked(F.MEDIATE), "B"))
    assert text.count("＿＿＿＿＿＿") >= 3  # who complained, about whom, where
    assert "None" not in text
    assert "＿＿＿＿年＿＿月＿＿日" in text
    intake = said(made_of(bureau, "liwei", FormAsked(F.INTAKE), "B"))
    assert "None" not in intake


def test_an_agreement_says_what_was_recorded(bureau):
    act(bureau, ACT.ACCEPT, "A")
    act(bureau, ACT.CLOSE, "A", "退还会员费", recovered_cents=320_000)
    text = said(made_of(bureau, "liwei", FormAsked(F.AGREEMENT), "A"))
    assert "退还会员费。\n给付金额：3200元。" in text


@pytest.mark.parametrize(
    ("which", "text", "expected"),
    [
        (ACT.FILE, "澄市监立〔2026〕1号", "决定立案（澄市监立〔2026〕1号）。"),
        (ACT.NOT_FILE, "经查不属实", "决定不予立案，理由是：经查不属实。"),
    ],
)
def test_the_result_of_a_report_is_told_as_recorded(bureau, which, text, expected):
    act(bureau, which, "R", text)
    assert expected in said(made_of(bureau, "liwei", FormAsked(F.RESULT), "R"))


def test_many_forms_stand_in_the_order_asked_each_under_its_title(bureau):
    document = made_of(bureau, "liwei", FormAsked(F.FORWARD), "R", "A", "B")
    titles = [block.title for block in document.blocks if isinstance(block, NextSheet)]
    office = "澄州市市场监督管理局"
    assert document.title == f"{office}\n举报分送通知书"
    assert titles == [f"{office}\n投诉分送通知书"] * 2
    numbers = [said(document).index(f"登记编号：{number}）") for number in "RAB"]
    assert numbers == sorted(numbers)


def test_who_it_is_passed_on_to_is_the_countys_bureau_unless_another_is_named(bureau):
    assert "城东区市场监督管理局：" in said(made_of(bureau, "liwei", FormAsked(F.FORWARD), "A"))
    asked = FormAsked(F.FORWARD, to="市公安局")
    assert "市公安局：" in said(made_of(bureau, "liwei", asked, "A"))


def test_what_fits_none_is_offered_with_the_reason(bureau):
    act(bureau, ACT.ACCEPT, "A")
    found = bureau.ask(form_choices, bureau.liwei, [bureau.ids["A"], bureau.ids["R"]])
    offers = {offer.kind: offer for offer in found.offers}
    assert set(offers) == set(FormKind)
    assert offers[F.ACCEPT].fits == offers[F.REPORT_INTAKE].fits == 1
    assert (offers[F.END].fits, "还没有登记终止调解" in str(offers[F.END].refusal)) == (0, True)
    assert (found.total, found.named) == (2, 1)
    assert {ground.code for ground in found.grounds[F.END]} >= {"end_mediation_5"}


def test_who_may_make_none_is_told_so_for_each(bureau):
    found = bureau.ask(form_choices, bureau.admin, [bureau.ids["A"]])
    assert all(offer.refusal and not offer.fits for offer in found.offers)
    assert found.named == 0
