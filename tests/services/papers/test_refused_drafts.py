"""What no draft takes: marks that there are not, too many names, too long texts, other kinds."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import SECRECIES, URGENCIES, PaperKind
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_drafts import New, Particulars
from commandcenter.store.papers.paper_way import paper_of
from tests.services.papers.test_papers import FIRST, TITLE, draft, office, submitted

__all__ = ["office"]  # a fixture


def particulars(office, paper, **said):
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.set_particulars, "hejing", paper, Particulars(**said), seen)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"urgency": "平急"}, "紧急程度只有特急、加急"),
        ({"secrecy": "内部"}, "密级只有绝密、机密、秘密"),
        ({"template": "nowhere"}, "没有名为“nowhere”的版式模板"),
        ({"sent_to": ("某局",) * 61}, "主送机关超过 60 个"),
        ({"sent_to": ("局" * 61,)}, "主送机关超过 60 字"),
        ({"copies": ("某局",) * 61}, "抄送机关超过 60 个"),
        ({"copies": ("局" * 61,)}, "抄送机关超过 60 字"),
        ({"attachments": ("名单",) * 61}, "附件名称超过 60 个"),
        ({"attachments": ("单" * 61,)}, "附件名称超过 60 字"),
    ],
)
def test_a_mark_that_there_is_not_and_a_name_too_many_are_refused(office, said, words):
    paper = draft(office)
    before = office.ask(paper_of, paper).version
    with pytest.raises(RuleBroken, match=words):
        particulars(office, paper, **said)
    assert office.ask(paper_of, paper).version == before


def test_every_mark_and_as_many_names_as_may_be_are_kept(office):
    paper = draft(office)
    names = tuple(f"{n:060}" for n in range(60))
    for urgency, secrecy in [*((u, "") for u in URGENCIES), *(("", s) for s in SECRECIES)]:
        particulars(office, paper, urgency=urgency, secrecy=secrecy, sent_to=names)
        row = office.ask(paper_of, paper)
        assert (row.urgency, row.secrecy, tuple(row.sent_to)) == (urgency, secrecy, names)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({FIRST.key: (FIRST.made, "长" * 5_001)}, "一段超过 5000 字"),
        ({f"k{n}": ("", "段") for n in range(5_001)}, "公文超过 5000 段"),
    ],
)
def test_a_text_that_no_paper_holds_is_refused(office, texts, words):
    paper = draft(office)
    row = office.ask(paper_of, paper)
    with pytest.raises(RuleBroken, match=words):
        office.do(paper_drafts.edit, "hejing", paper, texts, (TITLE, FIRST), row.version)
    assert office.ask(paper_of, paper).texts == row.texts


def test_a_paper_is_drafted_where_its_kind_is_and_of_an_incident(office):
    elsewhere = New(PaperKind.FIRST, office.incident, office.incident, (TITLE, FIRST))
    with pytest.raises(RuleBroken, match="首报在其办理页面起草"):
        office.do(paper_drafts.draft, "zhoulan", elsewhere)
    of_none = New(PaperKind.BRIEFING, office.incident, None, (TITLE, FIRST))
    with pytest.raises(RuleBroken, match="会商简报须选定事件"):
        office.do(paper_drafts.draft, "hejing", of_none)


def test_what_is_not_signed_yet_is_changed_itself(office):
    for paper in (draft(office), submitted(office)):
        with pytest.raises(RuleBroken, match="公文尚未签发，请直接修改稿件"):
            office.do(paper_drafts.amend, "hejing", paper, (TITLE, FIRST))
