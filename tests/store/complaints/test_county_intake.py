"""A county brings in what is its own, under its own login: row by row, and nothing of others."""

from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import correcting, hand_entry, intake
from commandcenter.services.complaints.refused_rows import HELD, NO_PLACE, OTHER_PLACE
from commandcenter.store.complaints import rollup_check
from commandcenter.store.complaints.person_key import key_in
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import BatchRow, ComplainantRow, ComplaintRow
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WEST = "990103"
LINE = (
    "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause) "
    "VALUES ('', 'complaint', 1, NULL, 'x', '')"
)
FACTS = intake.FileFacts("县区.csv", "1" * 64, "", 4, 0, 0, {})
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE counties TEMPLATE template")
    bureau = Bureau(cluster, "counties", [(Role.COUNTY, None, EAST), (Role.DUTY, None, None)])
    with bureau.db.write() as session:
        key_in(session)  # made by who rules the server
    bureau.city.take_in(
        *(bureau.city.complaint(f"W{n}", district=WEST, complainant=WHO) for n in range(5)),
        bureau.city.complaint("E1"),
    )
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE counties WITH (FORCE)")


@pytest.fixture
def county(bureau, cluster):
    actor = bureau.actors[Role.COUNTY, None, EAST]
    db = open_database(cluster.url("counties").replace("postgres@", f"{actor.login}@"))
    yield db, actor
    db.close()


def numbers(db):
    with db.read() as session:
        return set(session.scalars(select(ComplaintRow.number)))


def test_rows_that_are_not_its_own_are_refused_each_with_the_reason(bureau, county):
    db, actor = county
    mine = bureau.city.complaint("E1", title="现在是这样")
    rows = [
        mine,
        bureau.city.complaint("E2"),
        bureau.city.complaint("W1", title="想改别人的"),
        bureau.city.complaint("E3", district=WEST),
        bureau.city.complaint("E4", district=None),
    ]
    taken = intake.take_in(db, actor, FACTS, rows)
    assert (taken.accepted, taken.duplicates, taken.corrected) == (1, 1, 1)
    assert dict(taken.refused) == {"W1": HELD, "E3": OTHER_PLACE, "E4": NO_PLACE}
    assert numbers(db) == {"E1", "E2"}, "and the others it does not see"
    with bureau.db.read() as session:
        batch = session.get_one(BatchRow, taken.batch_id)
        assert (batch.accepted, batch.duplicates, batch.rejected) == (1, 1, 3)
        titles = session.execute(select(ComplaintRow.number, ComplaintRow.title)).all()
        assert dict(titles)["W1"] == "门店关闭，要求退费"
        assert rollup_check.check(session).differences == ()
        assert verify(session).bad is None


def test_by_hand_it_is_told_in_words_and_learns_nothing_of_the_other(bureau, county):
    db, actor = county
    for number, district, reason in (("W1", EAST, HELD), ("E9", None, NO_PLACE)):
        with pytest.raises(RuleBroken) as refused, db.write() as session:
            hand_entry.enter_by_hand(
                session, actor, bureau.city.complaint(number, district=district)
            )
        assert str(refused.value) == reason
        assert WHO.name not in str(refused.value)


def test_an_import_that_is_given_up_leaves_nothing_behind(bureau, county, monkeypatch):
    """Its own rows, its own corrections: all is as it was."""
    db, actor = county
    monkeypatch.setattr(intake, "CHUNK", 3)

    def rows():
        for n in range(7):
            yield bureau.city.complaint(f"N{n}")
        raise intake.Cancelled

    before = numbers(bureau.db)
    with pytest.raises(intake.Cancelled):
        intake.take_in(db, actor, FACTS, rows())
    assert numbers(bureau.db) == before
    with bureau.db.read() as session:
        assert rollup_check.check(session).differences == ()


def stored_values(bureau, number):
    with bureau.db.read() as session:
        return tuple(
            session.execute(
                select(ComplaintRow.title, ComplainantRow.name)
                .join(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
                .where(ComplaintRow.number == number)
            ).one()
        )


def test_a_correction_that_is_taken_back_stands_as_before(bureau, county):
    db, actor = county
    again = bureau.city.complaint("E1", title="改过", complainant=replace(WHO, name="新名"))
    before = stored_values(bureau, "E1")
    with db.write() as session:
        batch = intake.open_batch(session, actor, FACTS)
        known = intake.subjects.known_subjects(session)
        said = [(again, "")]
        intake.corrections.ask(session, actor, batch, said)
    with db.write() as session:
        left = correcting.LeftAlone()
        change = intake.corrections.differing(session, actor, batch, said, {}, known, left)
        intake.corrections.carry_out(session, actor, batch, change, known)
    assert stored_values(bureau, "E1") == ("改过", "新名")
    intake.undo(db, actor, batch)
    assert stored_values(bureau, "E1") == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE public.complaint SET title = 'x'",
        "DELETE FROM public.complaint",
        "DELETE FROM public.complaint_flag",
    ],
)
def test_a_statement_that_looks_at_nothing_reaches_no_row_of_others(
    bureau, county, cluster, statement
):
    """Without WHERE no policy of reading is asked: those of changing are."""
    url = cluster.url("counties").replace("postgres@", f"{county[1].login}@")
    before = of_the_west(bureau)
    with (
        suppress(psycopg.errors.InsufficientPrivilege),
        psycopg.connect(url) as connection,
    ):
        connection.execute(statement)
        connection.execute(LINE)  # without a line of the journal nothing stays anyhow
    assert of_the_west(bureau) == before


def of_the_west(bureau):
    with bureau.db.read() as session:
        return session.execute(
            select(ComplaintRow.number, ComplaintRow.title).where(ComplaintRow.district == WEST)
        ).all()
