"""How long a test waits for what must come: for as long as any machine may need.

A wait ends with what it waits for, so that patience costs nothing where all is well; pytest's own
limit catches what hangs. A limit that the program promises is another thing: such a test is marked
`timing` and runs alone, after all others.
"""

import os
import time

# `make mutants` has less of it: there most of what is waited for never comes.
PATIENCE_S = int(os.environ.get("TESTS_PATIENCE", "240"))


def until(condition, pause_s=0.02):
    """Wait for the condition, and return what it gave."""
    end = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < end, f"after {PATIENCE_S} s: {found!r}"
        time.sleep(pause_s)
    return found
