"""An import that a person takes out: who complained is judged by the numbers of afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import Complainant, Source
from commandcenter.domain.org import Role
from commandcenter.services.complaints import intake, withdrawal
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import ComplaintLinkRow, ComplaintRow
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.services.guarded import Bureau

PERSONAS = [(Role.DUTY, None, None)]
ONE, TWO = Complainant("王某", "13900001111"), Complainant("李某", "13900002222")
WORDS = "{}，办了健身年卡，门店关门不退款，要求退还预付款两千元。"


@pytest.fixture
def bureaus(cluster):
    """The same bureau twice."""
    made = []
    for name in ("withdrawn", "fresh"):
        run_sql(cluster, f"CREATE DATABASE {name} TEMPLATE template")
        made.append(Bureau(cluster, name, PERSONAS))
        person_key_care.settle(made[-1].db)
    yield made
    for bureau, name in zip(made, ("withdrawn", "fresh"), strict=True):
        bureau.db.close()
        run_sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


def signed_on(bureau, cluster):
    name = bureau.db.engine.url.database
    login = bureau.actors[PERSONAS[0]].login
    return open_database(cluster.url(name).replace("postgres@", f"{login}@"))


def complaint(bureau, at, number, source, who, **named):
    return bureau.city.complaint(
        number, source=source, registered_at=at, complainant=who, title="健身卡退款",
        text=WORDS.format(number), **named,
    )  # fmt: skip


def take(bureau, db, *rows):
    facts = intake.FileFacts("x.csv", "", "", len(rows), 0, 0, {
        row.source: bureau.db.clock() for row in rows
    })  # fmt: skip
    return intake.take_in(db, bureau.actors[PERSONAS[0]], facts, rows)


def people(bureau):
    """人 by complaint as equal or not, what is linked, and what the incident's page says."""
    with bureau.db.read() as session:
        rows = session.execute(
            select(ComplaintRow.number, ComplaintRow.person_key).order_by(ComplaintRow.number)
        ).all()
        order = [key for _, key in rows]
        first, second = (
            select(ComplaintRow.number).where(ComplaintRow.id == of).scalar_subquery()
            for of in (ComplaintLinkRow.first_id, ComplaintLinkRow.second_id)
        )
        linked = select(first, second).where(ComplaintLinkRow.undone_at.is_(None))
        counted = func.count(ComplaintRow.person_key.distinct())
        assert verify(session).bad is None
        return (
            [(number, order.index(key)) for number, key in rows],
            sorted(tuple(sorted(pair)) for pair in session.execute(linked).all()),
            session.scalar(select(counted)),
        )


def test_after_a_withdrawal_people_and_links_are_as_without_the_import(bureaus, cluster):
    counted = []
    for bureau, with_wrong in zip(bureaus, (True, False), strict=True):
        at = bureau.db.clock() - timedelta(hours=2)
        rows = [
            complaint(bureau, at, "P1", Source.PLATFORM, ONE),
            complaint(bureau, at, "P2", Source.PLATFORM, TWO),
            complaint(bureau, at, "H1", Source.HOTLINE, ONE),
            complaint(bureau, at, "H2", Source.HOTLINE, TWO),
        ]
        db = signed_on(bureau, cluster)
        take(bureau, db, *rows)
        if with_wrong:
            kept = people(bureau)
            wrong = take(
                bureau, db,
                replace(rows[2], complainant=TWO), replace(rows[3], complainant=ONE),
                complaint(bureau, at, "H3", Source.HOTLINE, Complainant("赵某", "13900003333")),
            )  # fmt: skip
            assert wrong.corrected == 2
            assert people(bureau) != kept
            withdrawal.withdraw(db, bureau.actors[PERSONAS[0]], wrong.batch_id, "导错了文件")
            assert people(bureau) == kept
        db.close()
        counted.append(people(bureau))
    assert counted[0] == counted[1]
    assert counted[0][1] == [("H1", "P1"), ("H2", "P2")]
    assert counted[0][2] == 2


def test_a_withdrawal_that_was_killed_is_judged_by_who_ends_it(bureaus, cluster, monkeypatch):
    bureau = bureaus[0]
    at = bureau.db.clock() - timedelta(hours=2)
    row = complaint(bureau, at, "H1", Source.HOTLINE, ONE)
    db, actor = signed_on(bureau, cluster), bureau.actors[PERSONAS[0]]
    take(bureau, db, complaint(bureau, at, "P1", Source.PLATFORM, ONE), row)
    kept = people(bureau)
    wrong = take(bureau, db, replace(row, complainant=TWO))
    assert people(bureau)[1] == []
    with db.write() as session:
        withdrawal.begin(session, actor, wrong.batch_id, "导错了文件")
    with db.write() as session:  # puts back, and dies
        assert intake._undo_one(session, actor, wrong.batch_id)
    assert intake.undo_abandoned(db, actor, bureau.db.clock() + timedelta(minutes=1)) == 1
    assert people(bureau) == kept
    db.close()
