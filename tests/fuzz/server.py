"""Runs a stretch of a target for each line that it is given, in a fork: all is loaded once.

A line of JSON is the order: target, seed, seconds, and the file for the report. A line of JSON is
the exit code of the stretch.
"""

import gc
import json
import sys
from importlib import import_module
from pathlib import Path

from tests.fuzz.child import in_child, stretch
from tests.fuzz.targets import HOMES

CORPUS = Path(__file__).parent / "corpus"


def main():
    for home in sorted(set(HOMES.values())):
        import_module(f"tests.fuzz.targets.{home}")
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        name, report = order["target"], Path(order["report"])
        code = in_child(
            stretch, name, order["seed"], seconds=order["seconds"], corpora=(CORPUS / name,),
            report=report,
        )  # fmt: skip
        print(json.dumps(code), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
