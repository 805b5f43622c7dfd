"""What a start opens: the steps where no bureau was founded yet, else the desk."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import laying
from commandcenter.offices.founder import Founder
from commandcenter.offices.founding import FoundingRequest
from commandcenter.program import commands, founding_window, windows
from commandcenter.program.init_command import init
from commandcenter.settings import Settings
from commandcenter.store.address import parse
from commandcenter.store.founded import is_founded
from tests.borders import city, put, row_of

SPOKEN = Settings(language="zh")  # else it is asked for first
ME = Founder("李蔚", "liwei", "secret-words", True)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'a.db'}"


@pytest.fixture
def shown(monkeypatch):
    """The desks that are opened: whose, and whether they begin with an import."""
    desks = []

    def show(db, settings, actor=None, *, wants_import=False):
        desks.append((actor and actor.login, wants_import))
        return 0

    monkeypatch.setattr(windows, "show_desk", show)
    return desks


def test_a_database_is_founded_by_its_borders_or_by_anybody(url, tmp_path):
    assert not is_founded(url)
    init(url, None, "")
    assert not is_founded(url)
    init(url, put(tmp_path / "c.geojson", city(*row_of(2))), "")
    assert is_founded(url)
    other = f"sqlite:///{tmp_path / 'b.db'}"
    laying.lay(other, FoundingRequest(founder=ME))
    assert is_founded(other)
    assert is_founded("postgresql://a@b/c")


def test_a_file_that_is_no_database_is_refused_as_before(tmp_path):
    (tmp_path / "x.db").write_text("nothing of the kind, but long enough to be looked at" * 40)
    with pytest.raises(RuleBroken, match="不是本程序的数据库"):
        is_founded(f"sqlite:///{tmp_path / 'x.db'}")


def test_who_founds_a_bureau_here_sits_at_its_desk_at_once(url, shown, monkeypatch):
    def found(where, settings, *, alone):
        assert (where, alone) == (url, True)
        laying.lay(where, FoundingRequest(founder=ME))
        return "liwei", "secret-words", True

    monkeypatch.setattr(founding_window, "found", found)
    init(url, None, "")  # a founding that was cut off
    assert commands.run_desk(url, Settings(), named=True) == 0
    assert shown == [("liwei", True)]
    assert commands.run_desk(url, Settings(), named=True) == 0
    assert shown == [("liwei", True), (None, False)]


def test_who_gives_up_leaves_nothing(url, tmp_path, shown, monkeypatch):
    monkeypatch.setattr(founding_window, "found", lambda *_, **__: None)
    monkeypatch.setattr(windows, "first_start", lambda _: ("local", None, False))
    assert commands.run_desk(url, SPOKEN, named=False) == 0
    assert shown == []
    assert not (tmp_path / "a.db").exists()


def test_a_bureau_on_a_server_is_founded_by_its_administrator_who_then_signs_on(
    shown, monkeypatch, tmp_path
):
    from commandcenter.domain.seat.joining import JoinRequest

    wish = JoinRequest("127.0.0.1", "commandcenter", "postgres", "of-the-server", plain=True)
    asked, opened_as = [], []

    def found(where, settings, *, alone, ask):
        asked.append((where, alone, ask(None, "")))
        return "admin", "own-words", False

    class Opened:
        def __init__(self, address, ask):
            opened_as.append((parse(address)[0].login, ask(None, "")))

        def __enter__(self):
            return None

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(founding_window, "found", found)
    monkeypatch.setattr(windows, "first_start", lambda _: ("found", wish, False))
    monkeypatch.setattr(commands, "remember_database", lambda _: None)
    monkeypatch.setattr(commands, "opened", lambda address, ask: Opened(address, ask))
    assert commands.run_desk(f"sqlite:///{tmp_path / 'none.db'}", SPOKEN, named=False) == 0
    [(where, alone, password)] = asked
    assert where.startswith("postgresql://postgres@127.0.0.1/commandcenter")
    assert (alone, password) == (False, "of-the-server")
    assert opened_as == [("admin", "own-words")]
    assert shown == [(None, False)]
