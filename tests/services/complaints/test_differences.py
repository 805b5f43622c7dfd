"""What a record of a file says otherwise about a complaint that is here: field by field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.services.complaints.correcting import older_words, others_words
from commandcenter.services.complaints.differences import Change, change_of, compare_person
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.services.complaints.subjects import Known
from commandcenter.store.tables.every import ComplainantRow, ComplaintRow, SubjectRow

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
KIND = ComplaintKind
OWN, THEIRS = "a" * 24, "b" * 24
REPORTER = "0a446b4e4941a8341c7cee08"  # of OWN as who reports
TOLD = {
    "title": "门店关闭", "text": "门锁了", "category": "食品", "problem": "合同", "brand": "悦力",
    "goods": "年卡", "amount_cents": 100, "online": True, "special_group": "老年人",
    "urgency": "紧急", "status": "办理中", "finished_at": AT, "outcome": "调解成功",
    "recovered_cents": 50, "office": "城东分局",
}  # fmt: skip
OTHERWISE = {
    "title": "别", "text": "别", "category": "药品", "problem": "价格", "brand": "别",
    "goods": "别", "amount_cents": 0, "online": False, "special_group": "未成年人",
    "urgency": "一般", "status": "已办结", "finished_at": AT + timedelta(days=1),
    "outcome": "调解不成", "recovered_cents": 0, "office": "城西分局",
}  # fmt: skip
PLACE = {
    "district": "990102", "town": "东街", "lat": 30.5, "lon": 120.5, "precision": Precision.TOWN,
}  # fmt: skip


def here(**fields):
    values = {"id": 7, "number": "n", "kind": KIND.COMPLAINT, "channel": Channel.PHONE}
    values |= {"registered_at": AT, "other_province": False, "person_key": OWN, "batch_id": 1}
    values |= {"reporter_protected": False, "source": Source.PLATFORM} | TOLD | PLACE
    values |= {"amount_words": "", "unread": ""}
    return ComplaintRow(**(values | fields))


def said(**fields):
    values = {"number": "n", "source": Source.PLATFORM, "kind": KIND.COMPLAINT}
    values |= {"channel": Channel.PHONE, "registered_at": AT} | TOLD | PLACE
    return NewComplaint(**({"subject_name": "", "complainant": Complainant()} | values | fields))


def found(row, new, *, trader=None, known=None, has=None):
    return change_of(row, trader, new, known or Known(), has)


def test_a_record_that_says_the_same_is_no_change():
    assert not found(here(), said())


@pytest.mark.parametrize("name", TOLD)
def test_each_field_that_is_told_otherwise_is_changed_and_an_empty_one_takes_nothing(name):
    """What is told as 0, or as no, is told."""
    assert found(here(), said(**{name: OTHERWISE[name]})).values == {name: OTHERWISE[name]}
    assert not found(here(), said(**{name: "" if isinstance(TOLD[name], str) else None}))


def test_whether_it_is_of_another_province_is_told_only_where_it_is():
    assert found(here(), said(other_province=True)).values == {"other_province": True}
    assert not found(here(other_province=True), said(other_province=False))
    assert not found(here(other_province=True), said(other_province=True))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", KIND.HELP), ("channel", Channel.APP), ("registered_at", AT - timedelta(days=1)),
    ],
)  # fmt: skip
def test_what_every_record_has_is_told_only_by_a_file_with_a_column_for_it(name, value):
    told = said(**{name: value})
    for has in (None, {name}):
        assert found(here(), told, has=has).values == {name: value}
    assert not found(here(), told, has={"number", "title"})


def test_a_channel_that_is_none_of_the_known_takes_nothing():
    assert not found(here(), said(channel=Channel.OTHER))
    told = found(here(), said(channel=Channel.OTHER, kind=KIND.HELP))
    assert told.values == {"kind": KIND.HELP}


def test_a_place_comes_whole_and_as_exact_as_places_are_kept():
    away = {"district": "990103", "town": "西街", "lat": 30.123456789, "lon": 121.0}
    assert found(here(), said(**away)).values == away | {"lat": 30.1234568}
    assert not found(here(), said(lat=30.50000004, lon=120.50000004))
    assert found(here(lat=None), said()).values == {"lat": 30.5}
    assert not found(here(), said(district=None, town="西街", lat=1.0, lon=1.0))


EXACTNESS = [None, Precision.COUNTY, Precision.TOWN, Precision.EXACT]


@pytest.mark.parametrize("same", [True, False], ids=["its county", "another county"])
def test_a_file_that_knows_less_of_the_place_takes_nothing(same):
    """An exact place stays; a town stays while it is in the county that the file names."""
    for was, new in product(EXACTNESS, EXACTNESS):
        less = EXACTNESS.index(new) < EXACTNESS.index(was)
        stays = less and (same or was is Precision.EXACT)
        told = said(precision=new, town="别街", district="990102" if same else "990103")
        assert ("town" in found(here(precision=was), told).values) is not stays, (was, new)


def known():
    """Traders: 1 and 2 of one name told apart by their codes, 3 and 4 without a code."""
    all_ = Known()
    for number, code, name in ((1, "K1", "甲"), (2, "K2", "甲"), (3, "", "乙"), (4, "", "丙")):
        all_.learn(number, code, name)
    return all_


@pytest.mark.parametrize(
    ("trader", "code", "name", "other"),
    [
        (None, "", "甲", True),  # none is here yet
        (None, "", "", False),  # nor named
        ((1, "K1", "甲"), "", "", False),
        ((1, "K1", "甲"), "K1", "甲有限公司", False),  # the code tells, whatever its name
        ((1, "K1", "甲"), "K2", "甲", True),
        ((1, "K1", "甲"), "", "甲", False),
        ((2, "K2", "甲"), "", "甲", False),  # its own name, though the older one is found by it
        ((1, "K1", "甲"), "", "乙", True),
        ((3, "", "乙"), "", "乙", False),
        ((3, "", "乙"), "K9", "乙", False),  # a code for one that had none
        ((3, "", "乙"), "K1", "乙有限公司", True),
        ((1, "", "曾用名"), "K1", "甲", False),  # found by the code under another name
    ],
)
def test_another_trader_is_one_of_another_code_or_else_of_another_name(trader, code, name, other):
    row = trader and SubjectRow(id=trader[0], credit_code=trader[1] or None, name=trader[2])
    new = said(subject_code=code, subject_name=name)
    change = found(here(), new, trader=row, known=known())
    assert (change.trader is new) is other
    assert bool(change) is other


PERSON = {
    "name": "王某", "phone": "10000000001", "id_type": "身份证", "id_number": "990102199001010011",
    "address": "人民路 1 号",
}  # fmt: skip


def person_change(row, new, *, told=None, key=OWN, **person):
    change = Change(row.id)
    compare_person(change, row, ComplainantRow(**(PERSON | person)), told, new, key)
    return change


def who(**fields):
    return said(complainant=Complainant(**(PERSON | fields)))


def test_each_thing_about_a_person_is_changed_where_it_is_told_and_differs():
    assert set(PERSON) == set(Complainant.__dataclass_fields__)
    assert not person_change(here(), who())
    for name in PERSON:
        assert person_change(here(), who(**{name: "别"})).person == {name: "别"}
        assert not person_change(here(), who(**{name: ""}))


def test_a_server_says_itself_who_differs_and_gives_the_number():
    told = {7: ("phone",), 8: ("name",)}
    change = person_change(here(), who(), told=told, key=THEIRS)
    assert (change.person, change.values) == ({"phone": "10000000001"}, {})
    assert not person_change(here(), who(name="别"), told={})
    assert not person_change(here(), who(phone=""), told=told)


@pytest.mark.parametrize(
    ("new", "phone", "key", "becomes"),
    [
        ({"phone": "别"}, "10000000001", THEIRS, True),
        ({"phone": ""}, "10000000001", THEIRS, False),  # a telephone tells more than a card
        ({"phone": "", "id_number": "别"}, "", THEIRS, True),
        ({"phone": "", "id_number": "别"}, "10000000001", THEIRS, False),
        ({"name": "别"}, "10000000001", OWN, False),  # another name, the same person
        ({}, "10000000001", THEIRS, False),  # nothing of it is told otherwise
        ({"phone": "别"}, "10000000001", "?", False),  # the server gives it
        ({"phone": "别"}, "10000000001", "", False),
    ],
)
def test_another_person_is_told_by_the_telephone_or_the_card_where_there_is_none(
    new, phone, key, becomes
):
    change = person_change(here(), who(**new), key=key, phone=phone)
    assert change.values == ({"person_key": key} if becomes else {})


@pytest.mark.parametrize(("kind", "protected"), [(KIND.REPORT, True), (KIND.COMPLAINT, True)])
def test_the_same_reporter_is_known_by_a_reporters_key(kind, protected):
    """Of what once was a report, too: it is not taken for another person."""
    row = here(kind=kind, reporter_protected=protected, person_key=REPORTER)
    new = replace(who(name="别"), kind=kind)
    assert person_change(row, new, key=OWN).values == {}
    assert person_change(row, new, key=THEIRS).values == {"person_key": THEIRS}


@pytest.mark.parametrize("was", list(KIND))
@pytest.mark.parametrize("kind", [*KIND, None])
def test_of_others_complaints_only_that_a_report_comes_or_goes_is_kept(was, kind):
    """That has a rule of its own; None: the file calls it what it is."""
    values = {"title": "别", "person_key": OWN} | ({"kind": kind} if kind else {})
    less = Change(7, values, {"phone": "别"}, said()).of_kind(was)
    kept = kind is not None and KIND.REPORT in (was, kind)
    assert (less.complaint_id, less.values) == (7, {"kind": kind} if kept else {})
    assert (less.person, less.trader, bool(less)) == ({}, None, kept)


@pytest.mark.parametrize(
    "change",
    [Change(7, {"title": "别"}), Change(7, {}, {"name": "别"}), Change(7, {}, {}, said())],
)
def test_a_change_of_anything_is_one(change):
    assert change
    assert not Change(7)


@pytest.mark.parametrize("words_of", [older_words, others_words, kept_words])
@pytest.mark.parametrize("count", [1, 5, 6])
def test_of_what_stays_as_it_is_five_are_named(words_of, count):
    said = words_of([f"L{n}" for n in range(count)])
    assert f"其中 {count} 件" in said
    named = "、".join(f"L{n}" for n in range(min(count, 5)))
    assert f"（{named}{' 等' if count > 5 else ''}）：" in said
    assert words_of([]) == ""


def test_the_words_of_an_amount_and_an_exact_one_take_each_others_place():
    vague = found(here(amount_words=""), said(amount_cents=None, amount_words="约2000"))
    assert vague.values == {"amount_cents": None, "amount_words": "约2000"}
    exact = found(here(amount_cents=None, amount_words="约2000"), said(amount_cents=210_000))
    assert exact.values == {"amount_cents": 210_000, "amount_words": ""}
    assert not found(here(amount_words=""), said(amount_cents=None))


def test_what_stands_for_a_field_that_cannot_be_read_changes_nothing():
    day = AT + timedelta(days=1)
    unread = "登记日期“改日”；记录类型“表扬”"
    assert not found(here(unread=""), said(registered_at=day, kind=KIND.HELP, unread=unread))
    read = found(here(unread=unread), said(registered_at=day))
    assert read.values == {"registered_at": day, "unread": ""}
