"""Who explained a number, and whose check or signature may still be taken back."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import Verdict
from commandcenter.domain.releases.release import ReleaseState
from commandcenter.services.releases import release_gates
from tests.services.releases.bureau_media import Press
from tests.services.releases.test_releases import food, press, raise_to_two, row_of

__all__ = ["food", "press"]  # fixtures


@pytest.fixture
def url(sqlite_url):
    """Of the rules alone."""
    return sqlite_url


def test_an_explanation_stays_its_authors_until_others_give_their_own(press: Press) -> None:
    release = press.draft()
    text = row_of(press, release).text.replace("投诉12件", "投诉15件")
    press.edit(release, text)
    [number] = press.check(release).open

    def explained(words, login):
        press.edit(release, text, why={number.key: words}, login=login)
        return [
            (n.why.by, n.why.words)
            for n in press.line(release).numbers
            if n.why and n.verdict is not Verdict.MATCH
        ]

    first = [("许知远", "另有3件")]
    assert explained("另有3件", "xuzhiyuan") == first
    assert explained(" 另有3件 ", "dingning") == first  # nobody's words become another's
    assert explained("来人登记3件", "dingning") == [("丁宁", "来人登记3件")]
    assert explained("  ", "dingning") == []
    with pytest.raises(RuleBroken, match="“15件”与数据库不符"):
        press.submit(release)


def test_a_signature_is_taken_back_by_who_gave_it_before_anybody_goes_on(press: Press) -> None:
    def take_back(login):
        press.city.do(release_gates.take_back, login, release)
        return row_of(press, release).state

    release = press.draft()
    press.checked(release)
    press.approve(release)
    assert take_back("chenyu") is ReleaseState.APPROVAL
    press.approve(release)
    press.notify_all(release)
    with pytest.raises(RuleBroken, match="许知远已办理了这份稿件，不能撤回"):
        take_back("chenyu")
    assert row_of(press, release).state is ReleaseState.APPROVED


def test_who_must_be_told_and_who_authorised_it_stands_with_the_signature(food: Press) -> None:
    raise_to_two(food)
    release = food.draft()
    food.checked(release)
    at = food.city.db.clock()

    def authorised(given_at):
        paper = release_gates.Authorisation("省市场监管局", "12号", given_at, "同意发布")
        food.city.do(release_gates.authorise, "xuzhiyuan", release, food.sha(release), paper)

    with pytest.raises(RuleBroken, match="授权时间不能晚于现在"):
        authorised(at + timedelta(hours=1))
    authorised(at)
    assert not row_of(food, release).needs_telling  # that is settled at 签发
    food.approve(release)
    assert row_of(food, release).needs_telling
