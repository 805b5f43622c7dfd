"""Whatever is typed or pasted where one searches finds something or nothing, on both databases."""

from functools import partial

import pytest

from commandcenter.queries.aftermath.chronicle import ChronicleFilter, chronicle
from commandcenter.queries.command.legal import legal_board
from commandcenter.queries.complaints.candidates import Near, candidates
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.complaints.followup import FollowFilter, follow_up
from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.search_ask import HitKind

PASTED = " ".join(f"第{n}句" for n in range(3_000))
TYPED = ["\0", "\ud800", "退费\udfff", "a\0b \ud83e", "%", "\\", "'", '"x" OR "y"', "退*", PASTED]


@pytest.fixture
def incident(city):
    city.take_in(city.complaint("a1"))
    return city.register()


@pytest.mark.parametrize("words", TYPED, ids=ascii)
def test_what_no_database_keeps_and_whole_pages_are_looked_for(city, incident, words):
    now, who = city.db.clock(), city.luomin
    for ask in (
        partial(search, actor=who, words=words),
        partial(complaint_page, wanted=ComplaintFilter(words=words)),
        partial(legal_board, actor=who, incident_id=incident, now=now, words=words),
        partial(chronicle, actor=who, incident_id=incident, wanted=ChronicleFilter(text=words)),
        partial(
            follow_up, actor=who, incident_id=incident, now=now, chosen=FollowFilter(words=words)
        ),
        partial(candidates, actor=who, incident_id=incident, now=now, near=Near.WORDS, words=words),
    ):
        city.ask(ask)


def test_what_no_database_keeps_is_not_looked_for(city, incident):
    def found(words):
        return [hit.title for hit in city.ask(search, city.luomin, words)
                if hit.kind is HitKind.COMPLAINT]  # fmt: skip

    assert found("门店\0关闭 \ud800") == found("门店关闭")
    assert len(found("门店关闭")) == 1


def test_of_a_pasted_page_the_first_words_are_looked_for(city, incident):
    known = "门店关闭 " * 20
    assert city.ask(complaint_page, ComplaintFilter(words=f"{known} {PASTED}")).total == 1
    assert city.ask(complaint_page, ComplaintFilter(words=f"{PASTED} {known}")).total == 0
