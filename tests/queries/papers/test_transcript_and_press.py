"""批示抄清 to the letter, of its own incident; 新闻通稿 of what was signed, and nothing before."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.offices.paper_kinds import document
from commandcenter.offices.paper_making import made_document, new_document, whole_of
from commandcenter.outputs.pdf.parts import parts, placed
from commandcenter.queries.papers.paper_choices import paper_choices
from commandcenter.services.command import directives
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.releases import media
from commandcenter.services.releases.releases import draft
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.every import ReleaseRow
from tests.aftermath import add_person

WORDS = "请市局牵头，\n务必稳妥处置，18时前报进展。"


@pytest.fixture
def bureau(city):
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    with city.db.write() as session:
        clerk = people.add_person(session, PROGRAM, people.NewPerson("yuhang", "余航"))
        people.grant_role(session, PROGRAM, clerk, Role.CLERK)
    city.confirm_roles()
    city.incident = city.register()
    return city


def direct(city, incident, words=WORDS):
    at = city.db.clock() - timedelta(minutes=5)
    new = directives.NewDirective("陈志远", "副市长", "首报", words, at, Group.COORDINATION)
    return city.do(directives.register, "yuhang", incident, new)


def said(document):
    return "\n".join(part.text for part in parts(document))


def test_a_direction_is_copied_to_the_letter(bureau):
    number = direct(bureau, bureau.incident)
    text = said(bureau.ask(new_document, "transcript", number, Subject.DIRECTIVE))
    assert WORDS in text
    for known in ("陈志远", "副市长", "首报", "综合协调组", "余航", "以批示原件为准"):
        assert known in text


def test_the_draft_of_a_transcript_is_a_paper_of_its_incident(bureau):
    number = direct(bureau, bureau.incident)
    made = bureau.ask(new_document, "transcript", number, Subject.DIRECTIVE)
    new = New(PaperKind.TRANSCRIPT, number, bureau.incident, whole_of(placed(made, {})[0]))
    paper = bureau.do(paper_drafts.draft, "yuhang", new)
    assert WORDS in said(bureau.ask(made_document, paper))


def test_a_transcript_of_another_incident_or_of_nothing_is_refused(bureau):
    number = direct(bureau, bureau.incident)
    other = bureau.register(title="另一事件", brand="别的")
    for subject, incident in ((number, other), (999, bureau.incident), (number, None)):
        new = New(PaperKind.TRANSCRIPT, subject, incident)
        with pytest.raises(RuleBroken, match="批示"):
            bureau.do(paper_drafts.draft, "yuhang", new)
    with pytest.raises(RuleBroken, match="没有编号为 999 的批示"):
        bureau.ask(document, "transcript", 999, Subject.DIRECTIVE)


def test_the_directions_of_open_incidents_are_offered(bureau):
    number = direct(bureau, bureau.incident)
    [choice] = bureau.ask(paper_choices, bureau.yuhang).records
    assert (choice.id, choice.incident_id) == (number, bureau.incident)
    assert choice.title.startswith("陈志远：请市局牵头")


def test_who_complained_is_covered_in_what_was_directed(bureau):
    bureau.take_in(bureau.complaint("n", complainant=Complainant("欧阳明月", "10012345678")))
    number = direct(bureau, bureau.incident, "请回访欧阳明月。")
    text = said(bureau.ask(document, "transcript", number))
    assert "请回访欧**。" in text


def test_nothing_is_handed_to_the_press_before_it_is_signed(bureau):
    bureau.do(draft, "xuzhiyuan", bureau.incident, ReleaseKind.NOTICE)
    with pytest.raises(RuleBroken, match="还没有已签发的情况通报"):
        bureau.ask(document, "press", bureau.incident)


def test_the_press_gets_the_signed_text_and_the_spokesperson_the_answers(bureau):
    numbers = [
        bureau.do(draft, "xuzhiyuan", bureau.incident, kind)
        for kind in (ReleaseKind.NOTICE, ReleaseKind.LINE)
    ]
    with bureau.db.write() as session:
        for number, text in zip(numbers, ("门店已停业。", "以通报为准。"), strict=True):
            row = session.get_one(ReleaseRow, number)
            row.state, row.text = ReleaseState.APPROVED, text
            journal.record(session, PROGRAM, "release", number, "approved")
    asked = media.NewQuestion("澄州晚报", "几家店？", bureau.db.clock())
    bureau.do(media.register, "xuzhiyuan", bureau.incident, asked)
    text = said(bureau.ask(document, "press", bureau.incident))
    assert "门店已停业。" in text
    assert "以通报为准。" in text
    assert "没有答复过媒体提问。" in text
    assert "1.几家店？" in text
