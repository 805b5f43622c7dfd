"""Addresses that a person's login may not read: the same home is told from the next one."""

import pytest

from commandcenter.domain.complaints.abnormal import Limits, Sign, signs
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.org import Role
from commandcenter.store.complaints import flags
from commandcenter.store.database import open_database
from tests.conftest import run_sql
from tests.services.guarded import Bureau

PERSONAS = [(Role.DUTY, None, None)]
LIMITS = Limits(days=7, repeats=4, names=3, address_people=3, alike=10, amount_times=20)
COPIES = ("东关路12号301", "东关路 12号 301", "东关路12号-301")
HOMES = ("阳光小区1幢101", "阳光小区2幢201", "阳光小区3幢301", "阳光小区")


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE alike TEMPLATE template")
    bureau = Bureau(cluster, "alike", PERSONAS)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE alike WITH (FORCE)")


def test_copies_of_an_address_are_one_and_neighbours_homes_are_not(bureau, cluster):
    addresses = (*COPIES, *HOMES)
    bureau.city.take_in(*(
        bureau.city.complaint(
            f"A{n}", complainant=Complainant(f"第{n}人", f"1390000{n:04d}", address=address)
        )
        for n, address in enumerate(addresses)
    ))  # fmt: skip
    login = bureau.actors[PERSONAS[0]].login
    db = open_database(cluster.url("alike").replace("postgres@", f"{login}@"))
    with db.read() as session:
        read = sorted(flags.filings(session), key=lambda filing: filing.id)
    db.close()
    assert not {filing.address for filing in read} & set(addresses)
    found = [each.filing for each in signs(read, LIMITS) if each.sign is Sign.SHARED_ADDRESS]
    assert found == [filing.id for filing in read[:3]]
