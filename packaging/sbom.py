"""The bill of materials (CycloneDX) that each wheel of the program carries, read out of the lock.

A wheel holds the program alone; what it runs with is installed beside it. So its bill names the
packages of locked-run.txt, which it was tried with, and who asks for each. It lies in
commandcenter-VERSION.dist-info/sboms, as PEP 770 has it. Only Python's own library is used: a
build has no more.

    python packaging/sbom.py [FOLDER]   the bill of this checkout, into a folder or to be read
"""

import hashlib
import json
import os
import re
import sys
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
LOCK = FOLDER / "locked-run.txt"
NAME = "commandcenter"
FILE = f"{NAME}.cdx.json"
NAMESPACE = uuid.UUID("6f6a8c1e-7a0e-5b52-9c7e-0c5f5d6b3f10")  # of this program's bills
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(?: ; (.+?))?(?: \\)?")
VIA = re.compile(r"    # via (.+)")
OWN = f"{NAME} (pyproject.toml)"


@dataclass(frozen=True, slots=True)
class Pin:
    """`marker`: where alone it is installed; `asked_by`: names of packages, "" for the program."""

    name: str
    version: str
    marker: str
    asked_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def pins(text: str) -> list[Pin]:
    """Of a lock as uv writes it, by name."""
    found: list[Pin] = []
    for line in text.splitlines():
        if pin := PIN.fullmatch(line):
            found.append(Pin(pin[1], pin[2], pin[3] or "", ()))
        elif found and (via := VIA.fullmatch(line)):
            names = tuple("" if name == OWN else name for name in via[1].split(", "))
            found[-1] = Pin(found[-1].name, found[-1].version, found[-1].marker, names)
    return found


def bill(version: str, lock: str, moment: int | None = None) -> dict[str, Any]:
    """A CycloneDX document; its number follows from its contents. `moment`: seconds, if known."""
    parts = pins(lock)
    own = {"type": "application", "bom-ref": NAME, "name": NAME, "version": version,
           "purl": f"pkg:pypi/{NAME}@{version}",
           "licenses": [{"expression": "Apache-2.0"}]}  # fmt: skip
    rows = [_component(pin) for pin in parts]
    digest = hashlib.sha256(lock.encode()).hexdigest()
    meta: dict[str, Any] = {
        "component": own,
        "lifecycles": [{"phase": "build"}],
        "properties": [{"name": f"{NAME}:lock", "value": f"{LOCK.name} sha256:{digest}"}],
    }
    if moment is not None:
        meta["timestamp"] = f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"
    said = json.dumps([own, rows, digest], sort_keys=True)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, said)}",
        "metadata": meta, "components": rows, "dependencies": _dependencies(parts),
    }  # fmt: skip


def _component(pin: Pin) -> dict[str, Any]:
    row: dict[str, Any] = {
        "type": "library", "bom-ref": pin.purl, "name": pin.name, "version": pin.version,
        "purl": pin.purl, "scope": "optional" if pin.marker else "required",
    }  # fmt: skip
    if pin.marker:
        row["properties"] = [{"name": f"{NAME}:marker", "value": pin.marker}]
    return row


def _dependencies(parts: Sequence[Pin]) -> list[dict[str, Any]]:
    """Who asks for what, the program first."""
    refs: Mapping[str, str] = {"": NAME, **{pin.name: pin.purl for pin in parts}}
    asked: dict[str, list[str]] = {ref: [] for ref in refs.values()}
    for pin in parts:
        for name in pin.asked_by:
            asked[refs[name]].append(pin.purl)
    return [{"ref": ref, "dependsOn": sorted(needs)} for ref, needs in asked.items()]


def of_checkout() -> str:
    """The bill as it lies in a wheel; of the moment that the build is told to be of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(told) if told.isdecimal() else None
    found = bill(project["version"], LOCK.read_text(encoding="utf-8"), moment)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def lay(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(of_checkout(), encoding="utf-8")


def main(words: Sequence[str]) -> None:
    if words:
        lay(Path(words[0]))
    else:
        print(of_checkout(), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
