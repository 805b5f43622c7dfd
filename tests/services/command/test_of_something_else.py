"""A number that there is, but of something else than the verb is about, is none in words."""

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import HandoverKind
from commandcenter.domain.command.site import Mood
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.stock import InWay, NewItem, StockKind
from commandcenter.services.command import delegation, handover, obligations, site
from commandcenter.services.guard import PROGRAM
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back
from commandcenter.store import journal
from commandcenter.store.tables.every import (
    AttachmentRow,
    HandoverRow,
    RoleGrantRow,
    SiteReportRow,
    StockMoveRow,
    StoredFileRow,
)

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部")


@pytest.fixture
def incident(city):
    incident = city.register()
    city.activate(incident)
    return incident


def put(city, row, kind, incident):
    """A row as no verb of here writes it, with its line. Return its id."""
    with city.db.write() as session:
        session.add(row)
        session.flush()
        journal.record(session, PROGRAM, kind, row.id, "added", incident=incident)
        return row.id


def refused(city, words, verb, login, *told, **named):
    with pytest.raises(RuleBroken) as caught:
        city.do(verb, login, *told, **named)
    assert str(caught.value) == words


def test_a_site_report_is_of_a_place_of_its_own_incident(city, incident):
    other = city.register(title="另一事件", brand="")
    square = city.do(site.add_place, "maxiao", other, site.NewPlace("广场"))
    report = site.SiteReport(Mood.CALM, place_id=square)
    refused(city, f"本事件没有编号为 {square} 的地点。", site.report, "maxiao", incident, report)
    assert city.ask(lambda s: s.scalars(select(SiteReportRow.id)).all()) == []
    assert city.do(site.report, "maxiao", other, report)


def test_the_hand_over_of_a_level_is_neither_signed_for_nor_refused_as_one_of_people(
    city, incident
):
    row = HandoverRow(
        kind=HandoverKind.LEVEL.value, incident_id=incident, to_person=city.wuyue.person_id,
        items=[], words="", given_at=city.db.clock(), given_by="马骁",
    )  # fmt: skip
    number = put(city, row, "handover", incident)
    words = f"没有编号为 {number} 的交接。"
    refused(city, words, handover.receive, "wuyue", number, "吴越")
    refused(city, words, handover.refuse, "wuyue", number, "不接")
    refused(city, words, handover.take_back, "maxiao", number, "不交了")


def test_a_file_is_attached_when_all_of_it_has_come_and_taken_out_of_its_obligation(city, incident):
    number = city.obligation(incident, "representatives")
    half = StoredFileRow(sha256="a" * 64, size=10, complete=False)
    with city.db.write() as session:
        session.add(half)
        journal.record(session, PROGRAM, "obligation", number, "sending", incident=incident)
    words = "文件“名单.txt”还没有传完，请重新添加。"
    for sha256 in ("a" * 64, "b" * 64):
        refused(city, words, obligations.attach, "maxiao", number, sha256, "名单.txt")
    loose = AttachmentRow(
        sha256="a" * 64, name="名单.txt", size=10, at=city.db.clock(), by="马骁"
    )  # fmt: skip
    file = put(city, loose, "obligation", incident)
    words = f"没有编号为 {file} 的附件。"
    refused(city, words, obligations.take_out_file, "maxiao", file, "传错了")


def test_what_came_in_was_lent_to_nobody(city):
    item = city.do(stock.add, "luomin", RADIO, 5)
    [came] = city.ask(lambda s: s.scalars(select(StockMoveRow.id)).all())
    words = f"没有编号为 {came} 的领用记录。"
    refused(city, words, stock.take_back, "luomin", came, Back(1))
    refused(city, words, stock.remind, "luomin", came, "请归还")
    assert city.do(stock.take_in, "luomin", item, 1, InWay.BOUGHT) == came + 1


def test_an_own_role_is_not_ended_as_a_stand_in(city):
    own = select(RoleGrantRow.id).where(RoleGrantRow.person_id == city.maxiao.person_id)
    grant = city.ask(lambda s: s.scalars(own).one())
    refused(city, f"没有编号为 {grant} 的代理。", delegation.end_stand_in, "chenyu", grant)
    until = select(RoleGrantRow.valid_until).where(RoleGrantRow.id == grant)
    assert city.ask(lambda s: s.scalars(until).one()) is None
