"""The plan as it is shipped, read once."""

import pytest

from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_plan

FOLDER = RESOURCES / "plan"


@pytest.fixture(scope="session")
def plan():
    return read_plan(FOLDER)


@pytest.fixture(scope="session")
def rights(plan):
    return plan.rights
