"""Holds what a release is made with against a list of advisories that was brought as a file.

``make advisories FILE=all.zip``: no network is asked. The list is of the OSV format: the `.zip`
that osv.dev exports for PyPI, a folder of its files, or a JSON of one advisory or of several.
Withdrawn ones count for nothing. For each package that an advisory concerns a line: its version,
the advisory, the first version that is mended.

    --bill FILE    hold the bill of materials (CycloneDX) of a release against it, not the locks
    --json         the same as JSON

Exit code: 0 nothing is concerned, 1 something is, or cannot be told, 2 no such file or list.
"""

import argparse
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from sbom import ROOT, pins

LOCKS = (
    "packaging/locked-build.txt", "packaging/locked-run.txt", "packaging/locked-dev.txt",
    "packaging/windows/locked-tools.txt", "packaging/offline/tools.txt",
)  # fmt: skip
ECOSYSTEM = "PyPI"
LARGEST = 8 << 20  # bytes of one advisory
COMPARED = ("SEMVER", "ECOSYSTEM")  # ranges of commits tell nothing of versions
PURL = re.compile(r"pkg:pypi/([^@?#]+)@([^?#]+)")
LONGEST = 100  # characters of a summary

Advisory = Mapping[str, Any]


class Refused(Exception):
    """Why a file is no list, for who has brought it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package of the release, and the locks that name it."""

    name: str
    version: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an advisory says of one package: versions by name, and the events of each range."""

    versions: tuple[str, ...]
    ranges: Sequence[Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Affected:
    """`mended`: the first version that is, "" where none is named; `unsure`: why it is unknown."""

    part: Part
    id: str
    aliases: tuple[str, ...]
    summary: str
    mended: str
    unsure: str = ""


def locked_parts() -> list[Part]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for lock in LOCKS:
        for pin in pins((ROOT / lock).read_text(encoding="utf-8")):
            found[canonicalize_name(pin.name), pin.version].append(lock.removeprefix("packaging/"))
    return [Part(name, version, tuple(at)) for (name, version), at in sorted(found.items())]


def billed_parts(file: Path) -> list[Part]:
    """The Python packages of a bill. Raises Refused for what is none."""
    rows = _json_of(_read(file), str(file))
    if not isinstance(rows, dict) or rows.get("bomFormat") != "CycloneDX":
        raise Refused(f"{file} is no bill of materials (CycloneDX)")
    found = (PURL.match(str(row.get("purl", ""))) for row in rows.get("components", ()))
    named = sorted({(unquote(one[1]), unquote(one[2])) for one in found if one})
    return [Part(canonicalize_name(name), version, (file.name,)) for name, version in named]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from error


def _json_of(content: bytes, where: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{where} is no JSON") from error


def advisories_in(file: Path) -> Iterator[Advisory]:
    """Each advisory of the list. Raises Refused for what is none."""
    if file.is_dir():
        for path in sorted(file.rglob("*.json")):
            yield from _told(_json_of(_read(path), str(path)), str(path))
    elif zipfile.is_zipfile(file):
        yield from _zipped(file)
    else:
        yield from _told(_json_of(_read(file), str(file)), str(file))


def _zipped(file: Path) -> Iterator[Advisory]:
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if part.filename.endswith(".json"):
                    if part.file_size > LARGEST:
                        raise Refused(f"{part.filename} in {file} is too large for an advisory")
                    where = f"{part.filename} in {file}"
                    yield from _told(_json_of(archive.read(part), where), where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused(f"{file} is a damaged archive") from error


def _told(data: Any, where: str) -> Iterator[Advisory]:
    """One advisory, a list of them, or an answer of osv.dev."""
    if isinstance(data, dict) and isinstance(data.get("vulns"), list):
        data = data["vulns"]
    for each in data if isinstance(data, list) else [data]:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            raise Refused(f"{where} is no advisory of the OSV format")
        yield each


def concerned(parts: Sequence[Part], advisories: Iterator[Advisory]) -> Iterator[Affected]:
    by_name: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        by_name[part.name].append(part)
    for advisory in advisories:
        if advisory.get("withdrawn"):
            continue
        entries: dict[str, list[Entry]] = defaultdict(list)
        for name, entry in _entries(advisory):
            entries[name].append(entry)
        for name in entries.keys() & by_name.keys():
            found = (_affected(part, advisory, entries[name]) for part in by_name[name])
            yield from (one for one in found if one)


def _entries(advisory: Advisory) -> Iterator[tuple[str, Entry]]:
    """What it says of each Python package, by its name."""
    try:
        for entry in advisory.get("affected") or ():
            package = entry.get("package") or {}
            if str(package.get("ecosystem", "")).partition(":")[0] == ECOSYSTEM:
                name = canonicalize_name(str(package["name"]))
                ranges = [each["events"] for each in entry.get("ranges") or ()
                          if each["type"] in COMPARED]  # fmt: skip
                for event in (event for events in ranges for event in events):
                    event.items()
                yield name, Entry(tuple(map(str, entry.get("versions") or ())), ranges)
    except (AttributeError, KeyError, TypeError) as error:
        raise Refused(f"{advisory['id']} is not of the OSV format") from error


def _affected(part: Part, advisory: Advisory, entries: Sequence[Entry]) -> Affected | None:
    mended, unsure = "", ""
    try:
        if not _lies_in(part.version, entries):
            return None
        fixes = {Version(str(event["fixed"])) for entry in entries for events in entry.ranges
                 for event in events if "fixed" in event}  # fmt: skip
        good = (fix for fix in sorted(fixes) if not _lies_in(str(fix), entries))
        mended = next((str(fix) for fix in good if fix > Version(part.version)), "")
    except InvalidVersion as error:  # of a time before versions had a form
        unsure = f"its versions cannot be compared ({_line(error)})"
    aliases = tuple(map(str, advisory.get("aliases") or ()))
    told = _line(advisory.get("summary") or advisory.get("details") or "")
    return Affected(part, str(advisory["id"]), aliases, told, mended, unsure)


def _lies_in(told: str, entries: Sequence[Entry]) -> bool:
    version = Version(told)
    named = (each for entry in entries for each in entry.versions)
    return any(told == each or _is(version, each) for each in named) or any(
        _within(version, events) for entry in entries for events in entry.ranges
    )


def _is(version: Version, told: str) -> bool:
    """1.0 and 1.0.0 are one version; what has no form is not ours."""
    try:
        return Version(told) == version
    except InvalidVersion:
        return False


def _within(version: Version, events: Sequence[Mapping[str, Any]]) -> bool:
    """As the OSV format defines it: in the order of their versions each event begins or ends it."""
    limits = [str(event["limit"]) for event in events if "limit" in event]
    if limits and not any(each == "*" or version < Version(each) for each in limits):
        return False
    here, inside = (1, version), False
    # Of two at one version the one that begins comes last.
    kinds = [(kind, told) for event in events for kind, told in event.items() if kind != "limit"]
    turns = sorted((_place(told), kind == "introduced", kind) for kind, told in kinds)
    for at, _, kind in turns:
        if kind == "introduced" and here >= at:
            inside = True
        elif (kind == "fixed" and here >= at) or (kind == "last_affected" and here > at):
            inside = False
    return inside


def _place(told: object) -> tuple[int, Version]:
    """Of an event; "0" stands before every version."""
    return (0, Version("0")) if told == "0" else (1, Version(str(told)))


def _line(text: object) -> str:
    said = "".join(c if c.isprintable() else " " for c in str(text))
    line = " ".join(said.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def words_of(found: Affected) -> str:
    part = found.part
    also = f" ({', '.join(found.aliases)})" if found.aliases else ""
    mended = f"mended in {found.mended}" if found.mended else "no mended version is named"
    unsure = f"; CANNOT BE TOLD, {found.unsure}" if found.unsure else ""
    where = ", ".join(part.places)
    return (
        f"{part.name} {part.version}: {found.id}{also}: {found.summary}; {mended}{unsure} [{where}]"
    )


def look(file: Path, bill: Path | None, *, as_json: bool) -> int:
    parts = billed_parts(bill) if bill else locked_parts()
    newest, count = "", 0

    def counted() -> Iterator[Advisory]:
        nonlocal newest, count
        for advisory in advisories_in(file):
            count += 1
            newest = max(newest, str(advisory.get("modified", "")))
            yield advisory

    found = sorted(concerned(parts, counted()), key=lambda one: (one.part.name, one.id))
    if not count:
        raise Refused(f"{file} holds no advisory")
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(words_of(one))
        print(f"advisories: {count:,} read, the newest of {newest[:10] or 'no date'}; "
              f"{len(found)} concern {len(parts)} packages")  # fmt: skip
    return 1 if found else 0


def main(words: Sequence[str]) -> int:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("make advisories", description=__doc__, formatter_class=raw)
    parser.add_argument("file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bill", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    try:
        return look(asked.file, asked.bill, as_json=asked.json)
    except Refused as error:
        print(f"advisories: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
