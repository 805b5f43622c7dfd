"""What is written is Chinese, in the thread of a screen that speaks another language, too."""

import pytest
from sqlalchemy import select

from commandcenter.domain.phrase import phrase, speak
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.journal_image import JournalImageRow


@pytest.fixture
def foreign():
    """This thread says every phrase in another language."""
    speak(lambda _: "in English")
    yield
    speak(None)


def test_the_book_and_the_journal_of_an_incident_are_in_chinese(city, foreign):
    incident = city.register()
    city.activate(incident)
    with city.db.read() as session:
        titles = session.scalars(select(ObligationRow.title)).all()
        lines = session.scalars(select(JournalImageRow.after)).all()
    assert any(title.startswith("书面首报报") for title in titles)
    assert [each for each in (*titles, *lines) if "in English" in (each or "")] == []
    told = f"{phrase('办结')}"
    assert told == "in English"  # the screen goes on in its own


def test_a_refused_write_leaves_the_screen_its_language(city, foreign):
    inside = []

    def refused(_):
        inside.append(f"{phrase('办结')}")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), city.db.write() as session:
        refused(session)
    assert inside == ["办结"]
    assert f"{phrase('办结')}" == "in English"
