"""The first module of the bundle: the command line, or a child that it starts.

A bundle has no Python that could be started with a file; the program starts itself with a flag: to
read one workbook, and to ask Qt of the desktop.
"""

import multiprocessing
import sys

from commandcenter.intake.workbook import CHILD_FLAG
from commandcenter.offices.desktop_check import PROBE, PROBE_FLAG


def main() -> None:
    multiprocessing.freeze_support()  # should a library ever start a process of its own
    if sys.argv[1:2] == [CHILD_FLAG]:
        from commandcenter.intake import workbook_child  # it needs nothing else of the program

        sys.exit(workbook_child.main(sys.argv[2]))
    if sys.argv[1:2] == [PROBE_FLAG]:
        exec(PROBE)  # the same words that a Python is given where there is one
        sys.exit()
    from commandcenter.program import cli

    cli.main()


if __name__ == "__main__":
    main()
