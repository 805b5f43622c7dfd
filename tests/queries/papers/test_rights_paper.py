"""权利告知单: on one page what consumers may do and where, with no trader that may not be named."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.offices.paper_making import new_document
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.papers.paper_rights import rights_paper
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.store import journal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import IncidentRow


def words_of(city, incident):
    document = city.ask(new_document, PaperKind.RIGHTS.value, incident, Subject.INCIDENT)
    return document, "\n".join(part.text for part in parts(document))


def test_it_tells_ways_places_and_limits_on_one_page(city):
    incident = city.register()
    city.do(incidents.count_by_hand, "maxiao", incident, "registered", 12, "城东店登记点")
    document, said = words_of(city, incident)
    assert "第三十九条" in said
    assert "推选2名代表人" in said
    assert "七个工作日内告知是否受理（《市场监督管理投诉举报处理办法》第十五条）" in said
    assert "城东店登记点；受理时间＿＿＿＿＿＿；咨询电话12315" in said
    made = render(document)
    assert (made.pages, made.warnings) == (1, ())


def test_no_trader_is_named_before_it_may_be(city):
    incident = city.register()
    assert "悦力" not in words_of(city, incident)[1]
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).released_name = True
        journal.record(session, PROGRAM, "incident", incident, "name released", incident=incident)
    assert "悦力" in words_of(city, incident)[1]


def test_where_nobody_registers_yet_a_line_stays_open(city):
    paper = city.ask(rights_paper, city.register(), city.db.clock())
    assert paper.places == ()


def test_none_is_handed_out_of_a_false_alarm(city):
    incident = city.register()
    city.do(incident_moves.dismiss, "chenyu", incident, "经核实属误报")
    with pytest.raises(RuleBroken, match="不再印发权利告知单"):
        city.ask(rights_paper, incident, city.db.clock())


def test_it_is_countersigned_by_the_lawyers(city):
    flow = city.ask(plan_of).paper_flows[PaperKind.RIGHTS]
    assert [group.value for group in flow.countersign] == ["legal"]
