"""The command centre of a city market supervision bureau."""

import os

# Before numpy is loaded: the matrices here are small, and a second thread spins while it waits. On
# two busy cores a night of 2,000 streams took 3.6 s of processor time with two, 0.1 s with one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.3.0.dev0"
