"""Shared fixtures: every test of the shared database runs on SQLite and on PostgreSQL."""

import gc
import itertools
import os
import re
import shutil

import hypothesis
import pytest
from xdist.scheduler import WorkStealingScheduling

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from commandcenter.store import database
from commandcenter.store.address import is_server
from commandcenter.store.database import open_database
from commandcenter.store.plan import plan
from tests import lots, ready
from tests.city import City
from tests.cluster import quick_folder
from tests.kept import KeptDatabase
from tests.patient_bot import PatientBot
from tests.ready import run_sql
from tests.seeds import SEED
from tests.shared_sql import share_compiled_sql

# A machine that runs the whole suite at once stands still for longer than a seat may: the test
# of frozen seats runs its seat in a process that has the program's own limit.
database.FROZEN_AFTER_MS = 30_000
# Where pytest makes the folders of tests: half their time was spent waiting for a disk.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", quick_folder())
# What Hypothesis tries has no time limit of its own: a busy machine takes what it takes.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
_numbers = itertools.count(1)


share_compiled_sql()
gc.disable()  # until all tests are collected: nothing of what is made meanwhile goes


def pytest_collection_finish(session):
    """Ten thousand collected tests stay to the end: the collector need not walk them again.

    It walked all that there was each time a quarter had been added, a tenth of the time of a
    test. What tests leave behind now waits for a hundred of them.
    """
    gc.freeze()
    gc.set_threshold(700, 10, 100)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A half to each worker, and who is done takes from the end of the other's.

    The usual way hands out ever smaller pieces: the last worker went on alone for a minute, and
    what a module makes for its tests was made in both.
    """
    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_ignore_collect(collection_path, config):
    """Where only what judges by the clock is wanted, files that nowhere name it are not imported.

    Of the night's tests most are drawn by what they ask for, which no file names.
    """
    expression = config.option.markexpr
    if collection_path.suffix != ".py" or " or " in expression:
        return None
    if not re.search(r"(?<!not )\btiming\b", expression):
        return None
    return None if "mark.timing" in collection_path.read_text("utf-8") else True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """By night a part of the long ones begins first, the others by lot: another part each date.

    By day what is marked as early begins first. What judges by a clock is asked three times: a
    machine that stood still for a moment is not the program, and too slow thrice is.
    """
    for item in items:
        if item.get_closest_marker("timing"):
            item.add_marker(pytest.mark.flaky(reruns=2))
    picked = config.option.keyword or any("::" in argument for argument in config.args)
    if "not nightly" in config.option.markexpr and not picked:
        lots.leave_out(items)
    if not re.match("nightly", config.option.markexpr):
        items.sort(key=lambda item: item.get_closest_marker("early") is None)
        return
    lots.take_all(items)
    lots.in_order_of_the_night(items)


def pytest_terminal_summary(terminalreporter):
    if terminalreporter.stats.keys() & {"failed", "error"}:
        terminalreporter.write_line(f"what is drawn by lot was drawn with SEED={SEED}")
    swept = [
        figures
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, figures in report.user_properties
        if name == "sweep"
    ]
    if swept:
        tried, succeeded = map(sum, zip(*swept, strict=True))
        terminalreporter.write_line(f"the sweep tried {tried:,} cells; {succeeded:,} succeeded")


@pytest.fixture(scope="session")
def cluster():
    cluster = ready.server()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def template_file(tmp_path_factory):
    return ready.file(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def city_file(template_file, tmp_path_factory):
    return ready.settled_file(template_file, tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="session")
def city_template(cluster):
    return ready.settled_template(cluster)


def wants_people(request):
    """The test asks for a fixture that is a City, so its database begins with the people."""
    return not {"city", "small_city"}.isdisjoint(request.fixturenames)


@pytest.fixture
def record_property(record_property):
    """A figure goes from process to process: one of numpy's ended the whole night there."""

    def record(name, value):
        record_property(name, value.item() if hasattr(value, "item") else value)

    return record


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A data folder of its own: of a machine's one backup is restored at a time."""
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture
def sqlite_url(request, tmp_path):
    template = "city_file" if wants_people(request) else "template_file"
    path = tmp_path / "center.db"
    shutil.copy(request.getfixturevalue(template), path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(request, cluster):
    """A new database, for tests of the server's own: those of the program get one put back."""
    name = f"t{next(_numbers)}"
    # A copy of the files: a third quicker than through the log.
    template = postgres_template(request)
    run_sql(cluster, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield cluster.url(name)
    run_sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


def postgres_template(request):
    return request.getfixturevalue("city_template") if wants_people(request) else "template"


@pytest.fixture(scope="session")
def kept_databases(cluster):
    """By template."""
    kept = {}
    yield kept
    for each in kept.values():
        each.drop()


@pytest.fixture
def kept_database(request, cluster, kept_databases):
    template = postgres_template(request)
    if template not in kept_databases:
        kept_databases[template] = KeptDatabase(cluster, template, run_sql)
    kept = kept_databases[template]
    kept.lend()
    yield kept
    kept.put_back()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of an empty database with the newest schema, of each kind."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    return request.getfixturevalue("kept_database").url


@pytest.fixture(scope="session")
def city_plan(city_file):
    """The plan that every City begins with, as its database gives it, and its version."""
    db = open_database(f"sqlite:///{city_file}")
    with db.read() as session:
        kept = plan.version_in_force(session), plan.plan_of(session)
    db.close()
    return kept


def give_plan(request, db):
    """Let the program know the plan of a City already: to read it takes longer than most tests.

    What it knows of a database that another test had at this address, it forgets.
    """
    address = str(db.engine.url)
    for place in [place for place in plan._known if place[0] == address]:
        del plan._known[place]
    if wants_people(request):
        version, read = request.getfixturevalue("city_plan")
        plan._known[address, version] = read


@pytest.fixture
def db(request, url):
    kept = request.getfixturevalue("kept_database") if is_server(url) else None
    db = kept.opened() if kept else open_database(url)
    give_plan(request, db)
    yield db
    if not kept:
        db.close()


@pytest.fixture
def city(db):
    """The database with the demo city, the plan and a few people."""
    return City(db)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)
