"""Who sits at a seat holds what the database says now, and reads from what they may see."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.rights import Action
from commandcenter.services.command import delegation
from commandcenter.services.guard import rights
from commandcenter.services.seat import membership, people
from commandcenter.services.seat.sitting import (
    reader_of,
    require_still,
    rights_in_force,
    standing,
)
from commandcenter.store.database import Lost, open_database
from tests.city import City

HOUR = timedelta(hours=1)


@pytest.fixture
def bureau(sqlite_url):
    db = open_database(sqlite_url)
    yield City(db)
    db.close()


def test_a_right_that_was_given_or_taken_since_stops_the_act(bureau):
    before, until = bureau.luomin, bureau.db.clock() + HOUR
    assert not before.delegated
    bureau.ask(require_still, before)
    assert bureau.ask(standing, before).changes_at is None
    bureau.do(delegation.delegate, "chenyu", before.person_id, None, until, "出差")
    with pytest.raises(RuleBroken, match="您的权限刚刚变更，请核对后再办"):
        bureau.ask(require_still, before)
    now = bureau.ask(standing, before)
    assert (now.actor.delegated, now.changes_at) == (True, until)
    bureau.ask(require_still, now.actor)


def test_who_has_left_the_bureau_does_nothing_more_at_an_open_seat(bureau):
    liwei = bureau.liwei
    bureau.do(membership.disable, "admin", liwei.person_id)
    for asked in (require_still, standing):
        with pytest.raises(RuleBroken, match="李蔚的账号已经停用"):
            bureau.ask(asked, liwei)
    bureau.do(membership.enable, "admin", liwei.person_id)
    assert bureau.ask(standing, liwei).actor == liwei
    bureau.ask(require_still, liwei)


def test_who_is_not_in_the_book_keeps_what_they_have(bureau):
    luomin = bureau.luomin
    until = bureau.db.clock() + HOUR
    bureau.do(delegation.delegate, "chenyu", luomin.person_id, None, until, "出差")
    for number, login in ((0, luomin.login), (9_999, luomin.login), (luomin.person_id, "wall")):
        stranger = replace(luomin, person_id=number, login=login)
        bureau.ask(require_still, stranger)
        found = bureau.ask(standing, stranger)
        assert (found.actor, found.changes_at) == (stranger, None)
        assert found.rights == bureau.ask(rights)


class Away:
    @contextmanager
    def read(self):
        raise Lost("away")
        yield


def test_the_matrix_is_the_bureaus_else_the_programs_and_none_while_it_is_away(bureau):
    assert rights_in_force(bureau.db) == bureau.ask(rights)
    assert rights_in_force(Away()).rows == {}


def test_without_a_plan_the_programs_own_matrix_holds(sqlite_url):
    db = open_database(sqlite_url)
    with db.read() as session, pytest.raises(RuleBroken):
        rights(session)
    found = rights_in_force(db)
    assert found.rows.keys() == set(Action)
    db.close()


def test_only_who_does_not_see_the_picture_reads_a_part_of_a_file(bureau):
    held = bureau.ask(rights)
    for login in ("chenyu", "liwei", "wuyue"):
        assert reader_of(bureau.db, getattr(bureau, login), held) is bureau.db
    assert reader_of(bureau.db, replace(bureau.admin, person_id=0), held) is bureau.db
    drill = replace(bureau.db, drill="演练")
    assert reader_of(drill, bureau.admin, held) is drill
    bureau.do(people.add_person, "admin", people.NewPerson("shen", "沈立群"))
    for login in ("admin", "shen"):
        narrowed = reader_of(bureau.db, getattr(bureau, login), held)
        assert narrowed.reader is not None
        narrowed.reader.dispose()
