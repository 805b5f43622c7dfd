"""A file taken in as at a screen: how far it is, given up half way, and whose rows it holds."""

from threading import Event

import pytest

from commandcenter.domain.org import Role
from commandcenter.intake.places import Crs
from commandcenter.offices.progress import Cancelled, Progress
from commandcenter.offices.take_in import PARTS, Order, bring_in
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import BatchRow, ComplaintRow
from tests.cli.export_files import row, write
from tests.services.shown_complaints import row_counts

WEST = "990103"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch, tmp_path):
    monkeypatch.setattr(intake, "CHUNK", 10)
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture
def order(tmp_path):
    file = write(tmp_path / "a.csv", [row(n) for n in range(35)])
    return Order(file, None, Crs.WGS84, tmp_path / "a_退回.csv")


def reported_steps(stop_at=None):
    """A progress that passes on all it is told, and what it was told; stopped at a part."""
    told, stop = [], Event()
    if stop_at == 0:
        stop.set()

    def hear(done, total):
        assert total == PARTS
        told.append(done)
        if stop_at is not None and done >= stop_at:
            stop.set()

    progress = Progress(hear, stop)
    progress.report = hear  # each, not ten a second
    return progress, told


def test_reading_is_the_first_half_of_the_progress_and_storing_the_second(city, order):
    progress, told = reported_steps()
    taken = bring_in(city.db, city.liwei, None, order, progress)
    assert (taken.facts.rows, taken.stored.accepted, taken.rejected) == (35, 35, 0)
    assert told == sorted(told)
    assert PARTS // 2 in told
    assert told[-1] == PARTS
    assert not order.rejects.exists()


@pytest.mark.parametrize(
    "part", [0, PARTS // 2, PARTS // 2 + 1], ids=["being read", "read", "half stored"]
)
def test_a_file_that_is_given_up_leaves_no_row(city, order, part):
    progress, _ = reported_steps(stop_at=part)
    with pytest.raises(Cancelled):
        bring_in(city.db, city.liwei, None, order, progress)
    assert row_counts(city, ComplaintRow) == [0]
    assert not order.rejects.exists()


def test_rows_of_another_county_are_refused_and_written_down_with_the_reason(city, order):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈丽琴"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=WEST)
    with city.db.read() as session:
        county = actor_of(session, "shen", city.db.clock())
    rows = [row(1), row(2, 经营地址="澄州市城西区西门街道5号"), row(3, 登记编号="")]
    write(order.path, rows)
    taken = bring_in(city.db, county, None, order, reported_steps()[0])
    assert "入库 1，重复 0，退回 2，" in taken.sentence()
    assert taken.rejects == order.rejects
    written = order.rejects.read_text("utf-8-sig")
    assert "TS2026000001" in written
    assert "缺登记编号" in written
    with city.db.read() as session:
        assert session.query(BatchRow.rejected).one() == (2,), "the register says the same"
