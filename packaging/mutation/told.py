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
EQUIVALENT, UNSOUND, CHANGED = "equivalent", "unsound", "changed"
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


def judged(
    lines: Iterable[Line], same: Mapping[tuple[str, str, str], str], root: Path
) -> list[Line]:
    """With the verdict that counts: a survivor that is named as no fault is none, and one whose
    lines are not there any more is neither.
    """
    return [line | {"verdict": _judged(line, same, root)} for line in lines]


def _judged(line: Line, same: Mapping[tuple[str, str, str], str], root: Path) -> str:
    verdict: str = line["verdict"]
    if verdict == KILLED:
        return verdict
    if (line["path"], line["gone"], line["come"]) in same:
        return EQUIVALENT
    path = root / line["path"]
    left = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    gone = {said[1:] for said in line["diff"].splitlines()[2:] if said.startswith("-")}
    return verdict if gone <= set(left) else CHANGED


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's, of a share."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return middle - half, middle + half


def table(lines: Sequence[Line]) -> Iterator[str]:
    heads = ("floor", "drawn", KILLED, SURVIVED, TIMED_OUT, UNTESTED, "no fault", UNSOUND, CHANGED)
    yield f"{heads[0]:<10}" + "".join(f"{head:>11}" for head in heads[1:]) + "   share found (95 %)"
    floors = list(dict.fromkeys(line["floor"] for line in lines))
    for floor in [*floors, "all"] if len(floors) > 1 else floors:
        count = Counter(line["verdict"] for line in lines if floor in (line["floor"], "all"))
        found = count[KILLED] + count[TIMED_OUT]
        decided = found + count[SURVIVED] + count[UNTESTED]
        least, most = interval(found, decided)
        shown = [KILLED, SURVIVED, TIMED_OUT, UNTESTED, EQUIVALENT, UNSOUND, CHANGED]
        numbers = [sum(count.values()), *(count[verdict] for verdict in shown)]
        share = f"{found / decided:.0%} ({least:.0%} to {most:.0%})" if decided else "none decided"
        yield f"{floor:<10}" + "".join(f"{number:>11}" for number in numbers) + f"   {share}"


def survivors(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line["verdict"] in (SURVIVED, UNTESTED, UNSOUND):
            files = ", ".join(line["files"]) or "no test"
            yield f"{line['key']} {line['kind']}: {line['verdict']} {line['ran']} tests of {files}"
            yield line["diff"]
