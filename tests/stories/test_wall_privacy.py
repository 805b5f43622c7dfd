"""Personal data never reaches the wall: not painted, not spoken, not under any pointer."""

import re

import pysqlite3.dbapi2 as sqlite
import pytest

STORIES = {
    "A": ("D0 08:40", ["D0 09:30", "D0 10:46", "D0 12:00"]),
    "B": ("B D0 18:50", ["B D0 19:40", "B D0 20:45"]),
    "C": ("C D0 20:30", ["C D0 21:05", "C D0 22:00"]),
}
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
CREDIT_CODE = re.compile(r"99\d{4}[0-9A-Z]{10,}")


def column(url, statement):
    connection = sqlite.connect(url.removeprefix("sqlite:///"))
    found = {str(value) for (value,) in connection.execute(statement) if value}
    connection.close()
    return found


def kept_back(url):
    """What nobody in the room is to read, by kind; officials' own names apart."""
    officials = column(url, "SELECT name FROM person")
    people = column(url, "SELECT name FROM complainant")
    people |= column(url, "SELECT legal_person FROM subject")
    return {
        "names of people": people - officials,
        "telephones": column(url, "SELECT phone FROM complainant"),
        "identity numbers": column(url, "SELECT id_number FROM complainant"),
        "addresses of people": column(url, "SELECT address FROM complainant"),
        "names of traders": column(url, "SELECT name FROM subject"),
        "brands": column(url, "SELECT brand FROM subject"),
        "credit codes": column(url, "SELECT credit_code FROM subject"),
        "titles of incidents": column(url, "SELECT title FROM incident"),
        "numbers of complaints": column(url, "SELECT number FROM complaint"),
        "complaints' titles": column(url, "SELECT title FROM complaint"),
        "complaints' words": column(url, "SELECT text FROM complaint"),
        "mobile telephones of officials": column(url, "SELECT mobile FROM person"),
    }


def personal_data_in(url, words):
    """Which of what is kept back stands in the words, by kind.

    What officials chose for the wall may say in its own words what a title says too.
    """
    chosen = column(url, "SELECT text FROM log_entry WHERE on_wall")
    chosen |= column(url, "SELECT public_title FROM incident")
    found = {
        kind: sorted(v for v in values if len(v) > 1 and v in words)
        for kind, values in kept_back(url).items()
    }
    found["complaints' titles"] = [
        t for t in found["complaints' titles"] if not any(t in c for c in chosen)
    ]
    found["eleven digits"] = PHONE.findall(words)
    found["like a credit code"] = CREDIT_CODE.findall(words)
    return {kind: values for kind, values in found.items() if values}


@pytest.mark.lot(4, "wall privacy")
@pytest.mark.parametrize("key", ["A", "B", pytest.param("C", marks=pytest.mark.nightly)])
def test_nothing_about_a_person_or_a_trader_is_on_the_wall(windows, tell, eye, key):
    begin, later = STORIES[key]
    story = tell(begin)
    wall = windows.wall(story.db)
    seen = eye.look(wall)
    assert personal_data_in(story.url, seen.all) == {}
    for moment in later:
        assert story.go_on_to(moment) > 0
        windows.qtbot.waitUntil(lambda: wall.content.incident_id is not None, timeout=10_000)
        windows.settle(wall)
        seen = eye.look(wall)
        assert "综合协调组" in seen.all, moment  # the wall is on and full of words
        assert personal_data_in(story.url, seen.all) == {}, moment


@pytest.mark.lot(4, "wall privacy")
@pytest.mark.parametrize(
    ("begin", "moment"),
    [("D0 08:40", "D0 08:40"), ("D0 10:46", "D0 10:46"), ("B D0 18:50", "B D0 20:45")],
)
def test_visitors_see_no_names_no_money_and_nothing_late(windows, tell, eye, begin, moment):
    story = tell(begin)
    story.go_on_to(moment)
    wall = windows.wall(story.db, reception=True)
    seen = eye.look(wall)
    assert personal_data_in(story.url, seen.all) == {}
    officials = column(story.url, "SELECT name FROM person WHERE login <> 'daping'")
    assert [name for name in officials if name in seen.all] == []
    assert re.findall(r"\d\s*[万亿]?元|涉及金额", seen.all) == []
    for word in ("逾期", "超时", "未报", "未签到", "待决"):
        assert [w for w in seen.words if word in w] == [], word
    assert "投诉时间线" in seen.all


def test_the_look_itself_finds_what_is_written_anywhere(windows, tell, eye):
    """Each way a name could reach the room is tried out with one that is put there."""
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    name = sorted(kept_back(story.url)["names of traders"])[0]
    assert personal_data_in(story.url, eye.look(wall).all) == {}
    head = wall.content.head
    for put in (
        lambda w: head.title.setText(w),
        lambda w: head.setToolTip(w),
        lambda w: head.setAccessibleDescription(w),
        lambda w: wall.content.map.map.setAccessibleName(w),
    ):
        put(name)
        windows.qtbot.wait(20)
        assert "names of traders" in personal_data_in(story.url, eye.look(wall).all)
        put("")
