"""What is kept or leaves the screen is read on any day, in any year: it names its days whole."""

import pickle
import re
from datetime import timedelta

import pytest

from commandcenter.domain.moments import Moments
from commandcenter.domain.phrase import phrase, sentences
from commandcenter.domain.times import from_local, moment_zh, short_zh, whole_of
from commandcenter.paths import ROOT

LEAVING = ("outputs", "store", "services", "offices", "watch", "intake")
POINTING = re.compile(r"[昨今明]日|[昨今明]天")
# A day that is written without its year, and a moment as screens say it.
YEARLESS = re.compile(r"(?<!%Y-)%m-%d|(?<!年)\{[^{}]*month[^{}]*\}月|\bshort_zh\(|\)\.short\b")
# Words of a rule or a refusal, said when it happens; figures of a form that is filled in today.
OF_TODAY = {
    "services/papers/paper_reply.py": {"今天"},
    "store/releases/release_facts.py": {"今日"},
    "intake/doubts.py": {"明天"},
}
AXES = {"outputs/pdf/charts.py"}  # the days below a chart, whose paper names the year


def files():
    return [path for floor in LEAVING for path in (ROOT / "commandcenter" / floor).rglob("*.py")]


def test_nothing_that_leaves_the_screen_points_at_today():
    assert files()
    for path in files():
        name = str(path.relative_to(ROOT / "commandcenter"))
        found = set(POINTING.findall(path.read_text(encoding="utf-8")))
        assert found <= OF_TODAY.get(name, set()), name


def test_nothing_that_leaves_the_screen_names_a_day_without_its_year():
    found = {
        str(path.relative_to(ROOT / "commandcenter"))
        for path in files()
        if YEARLESS.search(path.read_text(encoding="utf-8"))
    }
    assert found <= AXES


NOW = from_local(2027, 1, 2, 9)


@pytest.mark.parametrize("days", [-400, -30, -1, 0, 1, 30, 400])
def test_a_moment_of_a_screen_is_whole_in_a_file_however_it_was_put_together(days):
    at = NOW + timedelta(days=days)
    there = f"{at + timedelta(hours=8):%Y}年{at.month}月{at.day}日 09:00"
    said = phrase("{who} {at} 建议", who="马骁", at=short_zh(at, NOW))
    assert whole_of(said) == f"马骁 {there} 建议"
    assert whole_of(sentences((said, "完"))) == f"马骁 {there} 建议完"
    assert whole_of(Moments(NOW, named=True).short(at)) == there
    assert whole_of(pickle.loads(pickle.dumps(short_zh(at, NOW)))) == there
    assert whole_of("昨日来电") == "昨日来电"  # what people wrote stays


@pytest.mark.parametrize("days", [-400, -2, -1, 1, 30])
def test_a_paper_names_the_year_of_another_day(days):
    at = NOW + timedelta(days=days)
    for said in (moment_zh(at, NOW), Moments(NOW).say(at), Moments(NOW, named=True).say(at)):
        assert str(said).startswith(f"{at.year}年{at.month}月{at.day}日")
