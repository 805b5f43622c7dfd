"""A pytest plugin by which no test begins so many seconds after the first: -p tests.budget.

The order says what is left out first; how many tests that are is said at the end.
"""

import time

import pytest

NO_TIME = "no time left"
_began = []


def pytest_addoption(parser):
    parser.addoption("--budget", type=float, help="seconds in which tests may begin")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    budget = item.config.option.budget
    _began.append(time.monotonic())
    if budget is not None and _began[-1] - _began[0] > budget:
        pytest.skip(NO_TIME)


def pytest_report_teststatus(report):
    if report.skipped and NO_TIME in str(report.longrepr):
        return "left out: no time", "", ""
    return None
