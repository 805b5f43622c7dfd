"""No order of acts leads past a gate of the plan, and without any one gate some order does."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

import commandcenter
from commandcenter.domain.aftermath.closing import Gate
from tests.conftest import run_sql
from tests.life.areas import IMAGES, LINES, OF_RIGHTS, POINTS, REFUSALS, Area
from tests.life.books import BESIDE, judged
from tests.life.bureau import MAY
from tests.life.gates import (
    INPUT,
    TWICE,
    gates,
    guards,
    refusals,
    take_out,
    without_image,
    without_line,
    without_point,
    without_right,
)
from tests.life.machine import Life
from tests.life.stages import STAGES, ServerStages, Stages

PROGRAM, TESTS = Path(commandcenter.__file__).parent, Path(__file__).parents[1]

# From the tenth example on, Hypothesis makes most of them out of parts of the last one. What is
# missing here is seldom found by repeating, so a search is made of many short runs.
EACH = settings(
    max_examples=9,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def search(machine, runs, **other):
    for number in range(runs):
        run_state_machine_as_test(seed(number)(machine), settings=settings(EACH, **other))


@pytest.fixture(scope="module")
def machine(tmp_path_factory, template_file):
    house = Stages(tmp_path_factory.mktemp("life"), template_file)
    yield type("Life", (Life,), {"house": house})
    house.close()


@pytest.fixture(scope="module")
def server_machine(cluster):
    house = ServerStages(cluster, run_sql)
    yield type("Life", (Life,), {"house": house})
    house.close()


@pytest.mark.lot(2, "orders of acts")
def test_no_order_of_acts_leads_past_a_gate(machine):
    search(machine, 3, stateful_step_count=24)


@pytest.mark.lot(2, "orders of acts")
def test_no_order_of_acts_leaves_a_book_that_says_otherwise(machine):
    search(judged(machine.house), 4, stateful_step_count=15)


@pytest.mark.nightly(minutes=10)
def test_no_long_order_of_acts_leaves_a_book_that_says_otherwise(machine):
    search(judged(machine.house), 40, stateful_step_count=40)


def begun(machine, stage):
    return type("Life", (machine,), {"stages": (stage,)})


@pytest.mark.lot(24)
@pytest.mark.parametrize("stage", STAGES)
def test_on_a_server_no_order_of_acts_leads_past_a_gate(server_machine, stage):
    search(begun(server_machine, stage), 1, max_examples=3)


@pytest.mark.lot(14)
@pytest.mark.parametrize("stage", sorted(set(BESIDE.stages)))
def test_on_a_server_no_order_of_acts_leaves_a_book_that_says_otherwise(server_machine, stage):
    search(begun(judged(server_machine.house), stage), 1, max_examples=3)


@pytest.mark.nightly(minutes=10)
def test_on_a_server_no_long_order_of_acts_leads_past_a_gate(server_machine):
    search(server_machine, 3, stateful_step_count=30)
    search(judged(server_machine.house), 3, stateful_step_count=30)


def parts():
    """Each set of rules that an area has, at all stages where one has it."""
    found = {}
    tables = (REFUSALS, OF_RIGHTS, POINTS, LINES, IMAGES)
    for area in (area for table in tables for area in table.values()):
        found.setdefault(area.rules, []).extend(area.stages)
    return [Area(rules, tuple(dict.fromkeys(stages))) for rules, stages in found.items()]


@pytest.mark.lot(6)
@pytest.mark.parametrize("area", parts(), ids=lambda area: area.name)
def test_no_order_of_the_acts_that_meet_a_gate_leads_past_it(machine, area):
    search(area.of(machine), 1, stateful_step_count=8)


GATES = gates()


def require_violation(machine):
    """A law is broken, or the program itself is at a loss without the refusal."""
    with pytest.raises(Exception) as found:  # noqa: PT011 - the next line says which
        search(machine, 12)
    paths = [Path(entry.path) for entry in found.traceback]
    ours = [path for path in paths if {PROGRAM, TESTS} & {*path.parents}]
    assert found.type is AssertionError or ours[-1].is_relative_to(PROGRAM), found.getrepr()
    return str(found.value)


@pytest.mark.nightly
@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.name)
def test_without_one_refusal_some_order_leads_past(machine, monkeypatch, gate):
    take_out(monkeypatch, [gate, *guards(gate.name)])
    require_violation(REFUSALS[gate.function.__name__].of(machine))


@pytest.mark.lot(6)
@pytest.mark.parametrize("action", OF_RIGHTS)
def test_without_one_right_somebody_does_what_he_may_not(machine, monkeypatch, action):
    without_right(monkeypatch, action)
    require_violation(OF_RIGHTS[action].of(machine))


@pytest.mark.lot(3)
@pytest.mark.parametrize("point", list(Gate))
def test_without_one_point_a_case_is_closed_too_early(machine, monkeypatch, point):
    without_point(monkeypatch, point)
    take_out(monkeypatch, guards(point.value))
    require_violation(POINTS[point].of(machine))


@pytest.mark.lot(6)
@pytest.mark.parametrize(("kind", "verb"), LINES)
def test_without_one_line_of_the_journal_an_act_is_missed_there(machine, monkeypatch, kind, verb):
    without_line(monkeypatch, kind, verb)
    require_violation(LINES[kind, verb].of(machine))


@pytest.mark.lot(6)
@pytest.mark.parametrize("table", IMAGES)
def test_without_the_images_of_a_table_a_change_is_missed(machine, monkeypatch, table):
    without_image(monkeypatch, table)
    assert f"{table} " in require_violation(IMAGES[table].of(machine))


def test_every_gate_has_an_area_that_meets_it():
    assert set(REFUSALS) == {gate.function.__name__ for gate in GATES}
    assert set(POINTS) == set(Gate)
    assert set(LINES) == set(MAY)


def test_what_is_no_gate_of_a_life_has_a_test_beside_its_service():
    for path, _, name in (test.partition(":") for test in INPUT.values()):
        assert f"def {name}(" in next((TESTS / "services").rglob(path)).read_text("utf-8")
    assert set(INPUT) <= {gate.words for gate in refusals()}
    assert set(TWICE) <= {*(gate.name for gate in GATES), *Gate}
