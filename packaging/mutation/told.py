"""What came of the mutants: a line of JSON each, which of them are no faults, the report."""

import json
import math
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mutation.mutant import Mutant
from mutation.trial import KILLED, SURVIVED, TIMED_OUT, UNTESTED, Outcome

Line = dict[str, Any]
EQUIVALENT, UNSOUND = "equivalent", "unsound"
Z = 1.96  # 95 %


def line_of(floor: str, mutant: Mutant, source: bytes, outcome: Outcome) -> Line:
    said = {"key": mutant.key(source), "floor": floor, "path": mutant.path, "line": mutant.line}
    said |= {"kind": mutant.kind, "diff": mutant.diff(source)}
    gone, come = mutant.changed(source)
    return said | {"gone": gone, "come": come} | asdict(outcome)


def read(path: Path) -> dict[str, Line]:
    """By key; the last line of a mutant holds. One that was cut off is as if it were not there."""
    found = {}
    if path.exists():
        for text in path.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except json.JSONDecodeError:
                continue
            found[line["key"]] = line
    return found


def write(path: Path, line: Line) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        cut_off = file.read() not in (b"", b"\n")
        text = json.dumps(line, ensure_ascii=False)
        file.write(b"\n" * cut_off + f"{text}\n".encode())


def equivalents(path: Path) -> dict[tuple[str, str, str], str]:
    """By file and what goes and comes there: why that changes nothing anybody can see."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {(r["path"], r["gone"], r["come"]): r["why"] for r in rows.get("equivalent", [])}


def judged(lines: Iterable[Line], same: Mapping[tuple[str, str, str], str]) -> list[Line]:
    """With the verdict that counts: a survivor that is named as no fault is none."""
    known = {SURVIVED, UNTESTED, TIMED_OUT}
    return [
        line | {"verdict": EQUIVALENT, "why": same[place]}
        if (place := (line["path"], line["gone"], line["come"])) in same
        and line["verdict"] in known
        else line
        for line in lines
    ]


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's, of a share."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return middle - half, middle + half


def table(lines: Sequence[Line]) -> Iterator[str]:
    heads = ("floor", "drawn", "killed", "survived", "timed out", "untested", "no fault", "unsound")
    yield f"{heads[0]:<10}" + "".join(f"{head:>11}" for head in heads[1:]) + "   share found (95 %)"
    floors = list(dict.fromkeys(line["floor"] for line in lines))
    for floor in [*floors, "all"] if len(floors) > 1 else floors:
        count = Counter(line["verdict"] for line in lines if floor in (line["floor"], "all"))
        found = count[KILLED] + count[TIMED_OUT]
        decided = found + count[SURVIVED] + count[UNTESTED]
        least, most = interval(found, decided)
        shown = [KILLED, SURVIVED, TIMED_OUT, UNTESTED, EQUIVALENT, UNSOUND]
        numbers = [sum(count.values()), *(count[verdict] for verdict in shown)]
        share = f"{found / decided:.0%} ({least:.0%} to {most:.0%})" if decided else "none decided"
        yield f"{floor:<10}" + "".join(f"{number:>11}" for number in numbers) + f"   {share}"


def survivors(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line["verdict"] in (SURVIVED, UNTESTED, UNSOUND):
            files = ", ".join(line["files"]) or "no test"
            yield f"{line['key']} {line['kind']}: {line['verdict']} {line['ran']} tests of {files}"
            yield line["diff"]
