"""Many seats on one server: whoever connects, with whatever program, moves no clock and looks at
nothing that is to come."""

import psycopg
import pytest

from tests.services.drills.conftest import CONDUCTOR, OBSERVER

COMING = "SELECT count(*) FROM public.drill_inject"
FASTER = "UPDATE public.simulated_clock SET speed = 60"


@pytest.fixture
def url(kept_database):
    return kept_database.url


@pytest.fixture
def server(cluster, found):
    """The drill's database, by the login of whom one is."""
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        there = {row[0] for row in link.execute("SELECT rolname FROM pg_roles")}
        for login in {CONDUCTOR, OBSERVER, "liwei"} - there:
            link.execute(f"CREATE ROLE {login} LOGIN")
    with psycopg.connect(found().url) as link:

        def as_person(login, statement):
            link.execute(f"SET SESSION AUTHORIZATION {login}")
            try:
                done = link.execute(statement)
                return done.fetchone()[0] if done.description else done.rowcount
            finally:
                link.rollback()

        yield as_person


def test_the_conductor_alone_moves_the_clock(server):
    assert server(CONDUCTOR, FASTER) == 1
    for login in ("liwei", OBSERVER):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server(login, FASTER)


def test_what_is_to_come_is_seen_by_conductor_and_observer_alone(server):
    assert server(CONDUCTOR, COMING) == 2
    assert server(OBSERVER, COMING) == 2
    assert server("liwei", COMING) == 0


def test_nobody_writes_another_mark_or_clock(server):
    for statement in (
        "UPDATE public.drill SET title = 'x'",
        "DELETE FROM public.simulated_clock",
        "INSERT INTO public.simulated_clock VALUES (2, 0, 0, 60, '')",
    ):
        with pytest.raises(psycopg.Error):
            server(CONDUCTOR, statement)
