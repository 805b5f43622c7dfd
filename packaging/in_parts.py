"""Runs pytest in parts, one after the other: python packaging/in_parts.py PART… -- ARGUMENTS.

Each part is one word of options, and every part gets the arguments too. All parts run, whatever
came of the first. A part may select nothing; that fails only where no part selected anything.
"""

import shlex
import subprocess
import sys
import textwrap
from collections.abc import Sequence

NOTHING = 5  # pytest's own code where it selected no test
STOPPED = 2  # by the keyboard, or by an error before any test


def verdict(codes: Sequence[int]) -> int:
    """The exit code of all parts together."""
    failed = [code for code in codes if code not in (0, NOTHING)]
    return failed[0] if failed else min(codes)


def run(part: str, arguments: Sequence[str]) -> int:
    # What the part itself says comes last, so that it holds: the timing part is one process.
    command = [sys.executable, "-m", "pytest", *arguments, *shlex.split(part)]
    return subprocess.run(command, check=False).returncode


def main(words: Sequence[str]) -> int:
    at = words.index("--")
    parts, arguments = words[:at], words[at + 1 :]
    codes = []
    try:
        for part in parts:
            print("pytest", textwrap.shorten(part, 120, placeholder=" …"), flush=True)
            codes.append(run(part, arguments))
    except KeyboardInterrupt:
        return STOPPED
    return verdict(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
