"""At every moment of a story its book is what an independent reader of the acts says."""

import pytest

from commandcenter.db.demo.load import steps
from commandcenter.db.demo.moment import parse
from commandcenter.db.demo.stories import story as whole
from tests.book_judge import counted, require_books
from tests.seeds import sample

# Each from before its incident is registered until it is closed.
COURSES = {
    "A": ("D0 08:40", "D14 18:00"), "B": ("B D0 19:00", "B D14 18:00"),
    "C": ("C D0 20:57", "C D14 18:00"), "AB": ("AB D0 08:40", "AB D14 18:00"),
}  # fmt: skip
MOMENTS = 10


def times(begin, end):
    """When anything happens between the two."""
    first, last = parse(begin), parse(end)
    coming = steps(whole(first.scenario), until=last.at, after=first.at)
    return sorted({step.at for step in coming})


def play(story, moments, judged):
    """Everything at its own time; after what is `judged`, the book is."""
    for at in moments:
        story.go_on_until(at)
        if at in judged:
            story.ask(require_books)
    found = story.ask(counted)
    assert found["done"] > 30
    assert found.get("grey", 0) == 0


def test_at_ten_moments_of_a_morning_its_book_says_what_was_done(tell):
    begin, end = "D0 08:40", "D0 12:00"
    moments = times(begin, end)
    drawn = sample(moments[:-1], MOMENTS - 1, "book of A")
    play(tell(begin), moments, {*drawn, moments[-1]})


@pytest.mark.nightly(minutes=8)
@pytest.mark.parametrize("key", COURSES)
def test_after_each_act_of_a_story_its_book_says_what_was_done(tell, key):
    begin, end = COURSES[key]
    moments = times(begin, end)
    play(tell(begin), moments, {*moments})
