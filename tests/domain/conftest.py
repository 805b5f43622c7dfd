"""The plan as it is shipped, read once."""

import pytest

from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

FOLDER = RESOURCES / "plan"


@pytest.fixture(scope="session")
def plan():
    return PlanData.from_tables(read_tables(FOLDER))


@pytest.fixture(scope="session")
def rights(plan):
    return plan.rights
