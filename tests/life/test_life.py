"""No order of acts leads past a gate of the plan, and without any one gate some order does."""

import shutil

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from commandcenter.store.database import open_database
from tests.life.bureau import build
from tests.life.machine import Life

QUICK = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory, template_file):
    path = tmp_path_factory.mktemp("life") / "people.db"
    shutil.copy(template_file, path)
    db = open_database(f"sqlite:///{path}")
    build(db)
    db.close()
    return type("Life", (Life,), {"template": path})


def test_no_order_of_acts_leads_past_a_gate(machine):
    run_state_machine_as_test(machine, settings=QUICK)
