"""A pytest plugin: no test begins after a moment. `-p tests.budget --until SECONDS-SINCE-1970`.

What is left out for want of time is counted at the end; the order says what is left out first.
"""

import time

import pytest

NO_TIME = "no time left"


def pytest_addoption(parser):
    parser.addoption("--until", type=float, help="the moment after which no test begins")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    until = item.config.option.until
    if until is not None and time.time() > until:
        pytest.skip(NO_TIME)


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", ())
    if left := sum(NO_TIME in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"{left} tests left out: {NO_TIME}")
