"""作废 is the signer's or the commander's; of a deputy's paper a deputy's too."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FileRole, PaperKind, PaperState, PaperStep
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.services.command import delegation
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.papers.paper_flow import Frozen
from commandcenter.store.papers.paper_way import paper_of
from tests.aftermath import add_person
from tests.services.papers.test_papers import FIRST, TITLE, office, read, signed

__all__ = ["office"]  # a fixture


def state(office, paper):
    return office.ask(paper_of, paper).state


def by_deputy(office):
    """A paper that the deputy signed, to whom decisions are delegated."""
    at = office.db.clock()
    until = at + timedelta(days=1)
    given = (office.luomin.person_id, at, until, "外出开会")
    office.delegated = office.do(delegation.delegate, "chenyu", *given)
    paper = office.do(
        paper_drafts.draft, "hejing", New(PaperKind.BRIEFING, office.incident, office.incident,
                                          (TITLE, FIRST))
    )  # fmt: skip
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper), "格式已核")
    roles = (FileRole.DOCUMENT, FileRole.SIGNED_PDF)
    frozen = Frozen(office.db.clock(), (), tuple(office.stored(role) for role in roles))
    office.do(paper_flow.sign, "luomin", paper, read(office, paper), frozen)
    return paper


def refusal(office, login, paper):
    """What the button says."""
    acts = office.ask(paper_detail, getattr(office, login), paper).acts
    return {act.key: str(act.refusal or "") for act in acts}.get(PaperStep.VOID.value)


def test_what_the_commander_signed_no_deputy_makes_void(office):
    paper = signed(office)
    by_deputy(office)  # so that decisions are delegated
    words = "公文由陈屿签发，须由其本人或者总指挥作废。"
    assert refusal(office, "luomin", paper) == words
    with pytest.raises(RuleBroken, match=words):
        office.do(paper_flow.void, "luomin", paper, "误发")
    assert refusal(office, "chenyu", paper) == ""
    office.do(paper_flow.void, "chenyu", paper, "误发")
    assert state(office, paper) is PaperState.VOID


@pytest.mark.parametrize("login", ["luomin", "chenyu", "second"])
def test_what_a_deputy_signed_the_deputies_and_the_commander_make_void(office, login):
    paper = by_deputy(office)
    if login == "second":
        add_person(office, "second", "沈副局", Role.DEPUTY)
        office.do(delegation.revoke, "chenyu", office.delegated)
        at = office.db.clock()
        number = office.second.person_id
        office.do(delegation.delegate, "chenyu", number, at, at + timedelta(days=1), "外出")
    office.do(paper_flow.void, login, paper, "误发")
    assert state(office, paper) is PaperState.VOID


def test_who_leads_a_group_makes_no_paper_of_the_command_void(office):
    paper = signed(office)
    add_person(office, "lawyer", "法律组长", Role.LEADER, Group.LEGAL)
    for login in ("zhoulan", "lawyer", "hejing", "liwei"):
        with pytest.raises(RuleBroken, match="须由"):
            office.do(paper_flow.void, login, paper, "误发")
    assert state(office, paper) is PaperState.SIGNED
