"""Detection takes one processor, however many there are: the others are for the duty's screens."""

import os
import subprocess
import sys
from pathlib import Path

FIT = """
import commandcenter.analysis.expectation as expectation, numpy as np
days = expectation.Days(np.arange(1100) % 7, np.zeros(1100), np.zeros((1100, 0)))
expectation.NegativeBinomialBaseline(np.ones((200, 1090)), days)
print(next(line for line in open("/proc/self/status") if line.startswith("Threads")))
"""


def test_a_fit_of_all_streams_starts_no_further_thread():
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", FIT], capture_output=True, text=True, check=True, cwd=root,
        env={"PATH": os.defpath},
    ).stdout  # fmt: skip
    assert told.split() == ["Threads:", "1"]
