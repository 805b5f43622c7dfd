"""Local accounts: how passwords are kept, tried, locked and changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import accounts, people
from commandcenter.services.seat.first_account import make_first_account
from commandcenter.store import seed
from commandcenter.store.clock import HandClock
from commandcenter.store.database import open_database
from commandcenter.store.seat import passwords
from commandcenter.store.tables.every import AccountRow, JournalImageRow, JournalLineRow, PersonRow
from commandcenter.store.verify import verify
from tests.city import City

CANARY = "Kanarienvogel-金丝雀-77"


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    """The real algorithm with little memory, but for the tests of the hash itself."""
    cheap = passwords.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", cheap)


def set_password(city, login, password, by=PROGRAM, **named):
    with city.db.write() as session:
        person = getattr(city, login).person_id
        accounts.set_password(session, by, person, password, **named)


def sign_on(city, login, password):
    with city.db.write() as session:
        return accounts.sign_on(session, login, password)


def account(city, login):
    with city.db.read() as session:
        row = session.get_one(AccountRow, getattr(city, login).person_id)
        return row.failures, row.locked_until


def test_a_password_is_kept_as_argon2id_with_the_bureaus_cost(monkeypatch):
    monkeypatch.undo()
    kept = passwords.hashed(CANARY)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, CANARY)
    assert not passwords.matches(kept, CANARY + " ")
    assert not passwords.matches("damaged", CANARY)


def test_equal_passwords_are_kept_differently():
    assert passwords.hashed(CANARY) != passwords.hashed(CANARY)


@pytest.mark.parametrize(
    ("typed_first", "typed_later"),
    [
        ("café-12345", "cafe\u0301-12345"),
        ("密码ＡＢＣ１２３", "密码ABC123"),
        ("ﬁnance-99", "finance-99"),
    ],
)
def test_what_looks_the_same_is_the_same_password(city, typed_first, typed_later):
    set_password(city, "liwei", typed_first)
    assert sign_on(city, "liwei", typed_later).login == "liwei"


def test_the_right_password_signs_the_person_on_with_his_roles(city):
    set_password(city, "chenyu", CANARY)
    assert sign_on(city, "chenyu", CANARY) == city.chenyu
    assert sign_on(city, "chenyu", "x" * 12) is None
    assert sign_on(city, "nobody", CANARY) is None
    assert sign_on(city, "maxiao", CANARY) is None  # has no account


def test_a_person_who_has_left_does_not_sign_on(city):
    set_password(city, "liwei", CANARY)
    with city.db.write() as session:
        from commandcenter.store import journal

        session.scalars(select(PersonRow).where(PersonRow.login == "liwei")).one().active = False
        journal.record(session, PROGRAM, "person", 1, "left")
    assert sign_on(city, "liwei", CANARY) is None


def test_five_failures_lock_the_account_even_for_the_right_password(city):
    set_password(city, "liwei", CANARY)
    for _ in range(4):
        assert sign_on(city, "liwei", "x" * 10) is None
    assert account(city, "liwei") == (4, None)
    assert sign_on(city, "liwei", "x" * 10) is None
    with pytest.raises(RuleBroken, match="暂锁"):
        sign_on(city, "liwei", CANARY)
    with city.db.read() as session:
        line = session.scalars(select(JournalLineRow).where(JournalLineRow.verb == "locked")).one()
        assert (line.kind, line.actor) == ("account", "liwei")
    _, until = account(city, "liwei")
    assert timedelta(minutes=4) < until - city.db.clock() <= accounts.LOCK + timedelta(seconds=2)


def test_a_lock_ends_by_itself_and_a_success_forgets_failures(city):
    set_password(city, "liwei", CANARY)
    for _ in range(5):
        sign_on(city, "liwei", "x" * 10)
    with city.db.write() as session:
        past = city.db.clock() - timedelta(seconds=5)
        session.execute(update(AccountRow).values(locked_until=past))
    for _ in range(3):
        assert sign_on(city, "liwei", "x" * 10) is None
    assert sign_on(city, "liwei", CANARY)
    assert account(city, "liwei") == (0, None)


def test_an_administrator_unlocks_by_a_new_password_that_must_be_changed(city):
    set_password(city, "liwei", CANARY)
    for _ in range(5):
        sign_on(city, "liwei", "x" * 10)
    set_password(city, "liwei", "temporary-1", by=city.admin, must_change=True)
    assert sign_on(city, "liwei", "temporary-1")
    assert city.ask(accounts.must_change, city.liwei)
    city.do(accounts.change_password, "liwei", "temporary-1", "my-own-words")
    assert not city.ask(accounts.must_change, city.liwei)
    assert sign_on(city, "liwei", "temporary-1") is None
    assert sign_on(city, "liwei", "my-own-words")


def test_a_person_changes_his_own_password_only_with_the_old_one(city):
    set_password(city, "liwei", CANARY)
    for old, new, words in [
        ("wrong-one", "another-one", "原密码不对"),
        (CANARY, CANARY, "相同"),
        (CANARY, "short", "至少"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            city.do(accounts.change_password, "liwei", old, new)
    with pytest.raises(RuleBroken, match="原密码不对"):
        city.do(accounts.change_password, "maxiao", "", "another-one")
    assert sign_on(city, "liwei", CANARY)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("1234567", "密码至少 8 位"),
        ("e\u0301" * 7, "密码至少 8 位"),
        *(
            (easy, "密码过于简单")
            for easy in ("12345678", "１２３４５６７８", "Password", "Weifangzi")
        ),
    ],
)
def test_a_password_that_anybody_would_guess_is_refused(city, password, words):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("weifangzi", "卫方子"))
    with city.db.write() as session, pytest.raises(RuleBroken, match=words):
        accounts.set_password(session, PROGRAM, person, password)
    assert not city.ask(accounts.has_accounts)
    set_password(city, "weifangzi", "12345679")


def test_nobody_but_the_administrator_sets_another_persons_password(city):
    set_password(city, "admin", CANARY)
    with pytest.raises(RuleBroken):
        set_password(city, "chenyu", "another-one", by=city.liwei)
    set_password(city, "chenyu", "another-one", by=city.admin)
    set_password(city, "chenyu", "my-own-words", by=city.chenyu)
    assert sign_on(city, "chenyu", "my-own-words")


def test_the_first_account_may_be_made_before_there_is_an_administrator(city):
    set_password(city, "chenyu", CANARY, by=city.chenyu)
    with pytest.raises(RuleBroken):
        set_password(city, "liwei", CANARY, by=Actor(99, "stranger", "某人"))


def test_no_password_and_no_hash_is_in_the_journal(city):
    set_password(city, "liwei", CANARY)
    city.do(accounts.change_password, "liwei", CANARY, "my-own-words")
    with city.db.read() as session:
        images = " ".join(f"{i.before} {i.after}" for i in session.scalars(select(JournalImageRow)))
        lines = session.scalars(select(JournalLineRow).where(JournalLineRow.kind == "account"))
        assert [line.verb for line in lines] == ["password set", "password set"]
        assert verify(session).bad is None
    assert CANARY not in images
    assert "argon2" not in images


def test_an_account_is_locked_for_five_minutes_and_not_a_second_more(sqlite_url):
    opened = open_database(sqlite_url)
    clock = HandClock(opened.clock().replace(microsecond=0))
    city = City(replace(opened, clock=clock))
    set_password(city, "liwei", CANARY)
    for _ in range(5):
        sign_on(city, "liwei", "x" * 10)
    locked = clock.at
    for seconds in (0, 299):
        clock.at = locked + timedelta(seconds=seconds)
        with pytest.raises(RuleBroken, match="密码多次不对，账号暂锁"):
            sign_on(city, "liwei", CANARY)
    clock.at = locked + timedelta(seconds=300)
    assert sign_on(city, "liwei", CANARY) == city.liwei
    assert not city.ask(accounts.must_change, city.maxiao)  # has no account
    opened.close()


def test_who_uses_a_file_alone_holds_every_post_of_it_from_the_first_account_on(sqlite_url):
    opened = open_database(sqlite_url)
    with opened.write() as session:
        seed.put_plan(session, PROGRAM)
        held = make_first_account(session, "方舟", " fangzhou ", CANARY)
    groups = {(Role.LEADER, group) for group in Group}
    assert {(grant.role, grant.group) for grant in held.grants} == groups | {
        (Role.COMMANDER, None), (Role.DUTY, None), (Role.ADMIN, None),
    }  # fmt: skip
    with opened.write() as session:
        assert accounts.sign_on(session, "fangzhou", CANARY) == held
        assert not accounts.must_change(session, held)
    opened.close()
