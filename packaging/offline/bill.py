"""The bill of materials (CycloneDX) and the texts of the licences."""

import gzip
import json
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.utils import canonicalize_name

from offline import wheels
from offline.debian import Part, digest

NAMESPACE = uuid.UUID("6f6a8c1e-7a0e-5b52-9c7e-0c5f5d6b3f10")  # of this program's bills
TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
COMMON = re.compile(r"/usr/share/common-licenses/[\w.+-]*\w")

Component = dict[str, Any]


def of_debian(part: Part, licences: Sequence[str]) -> Component:
    purl = f"pkg:deb/debian/{part.name}@{quote(part.version, safe='')}?arch=amd64&distro=trixie"
    return {
        "type": "library", "bom-ref": purl, "purl": purl,
        "name": part.name, "version": part.version,
        "hashes": [{"alg": "SHA-256", "content": part.sha256}],
        "licenses": named(licences),
    }  # fmt: skip


def of_wheel(wheel: Path, card: Message) -> Component:
    name, version = canonicalize_name(card["Name"]), card["Version"]
    purl = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": digest(wheel)}],
        "licenses": stated(card),
    }  # fmt: skip


def named(licences: Sequence[str]) -> list[dict[str, Any]]:
    return [{"license": {"name": name}} for name in licences]


def stated(card: Message) -> list[dict[str, Any]]:
    """What a wheel says of its licence: an expression, else a word or its classifiers."""
    expression = card["License-Expression"]
    if expression:
        return [{"expression": expression}]
    marked = [line.rpartition(" :: ")[2] for line in card.get_all("Classifier", [])
              if line.startswith("License ::")]  # fmt: skip
    word = (card["License"] or "").strip().partition("\n")[0]
    return named(marked or [word or "see the licence text"])


def copyright_of(packages: Mapping[str, Path], name: str) -> str:
    """Debian's notice of a package; many share that of the package beside them."""
    place = packages[name] / "usr/share/doc" / name
    if place.is_symlink():
        return copyright_of(packages, place.readlink().name)
    file = place / "copyright"
    if file.is_symlink() and not file.exists():
        return copyright_of(packages, file.readlink().parent.name)
    if file.with_suffix(".gz").exists():
        return gzip.decompress(file.with_suffix(".gz").read_bytes()).decode("utf-8", "replace")
    return file.read_text(encoding="utf-8", errors="replace")


def licences_in(notice: str) -> list[str]:
    """The names in a notice that machines can read; a plain one names a file of texts only."""
    if notice.startswith("Format:") or "\nFiles:" in notice:
        found = re.findall(r"^License: *(\S.*)$", notice, re.MULTILINE)
        return sorted({line.strip() for line in found}) or ["see the notice"]
    common = sorted({name.rpartition("/")[2] for name in COMMON.findall(notice)})
    return common or ["see the notice"]


def bill(
    program: Mapping[str, str], components: Iterable[Component], moment: int
) -> dict[str, Any]:
    """A CycloneDX document; its number follows from its contents."""
    rows = sorted(components, key=lambda row: str(row["bom-ref"]))
    own = {"type": "application", "bom-ref": program["name"], **program,
           "licenses": [{"expression": "Apache-2.0"}]}  # fmt: skip
    text = json.dumps([own, rows], sort_keys=True)
    at = datetime.fromtimestamp(moment, UTC)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, text)}",
        "metadata": {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": own},
        "components": rows,
        "dependencies": [
            {"ref": program["name"], "dependsOn": [row["bom-ref"] for row in rows]},
            *({"ref": row["bom-ref"]} for row in rows),
        ],
    }  # fmt: skip


def cards(site: Path) -> Iterator[tuple[Path, Message]]:
    for path in wheels.metadata(site):
        yield path.parent, HeaderParser().parsestr(path.read_text(encoding="utf-8"))


def lay_debian_licences(packages: Mapping[str, Path], names: Iterable[str], folder: Path) -> None:
    """Each package's notice, and the common texts that they name."""
    wanted: set[str] = set()
    for name in sorted(names):
        notice = copyright_of(packages, name)
        wanted |= {found.rpartition("/")[2] for found in COMMON.findall(notice)}
        place = folder / "debian" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(notice, encoding="utf-8")
    texts = packages["base-files"] / "usr/share/common-licenses"
    for text in sorted(texts.iterdir()):
        if text.name in wanted | {"GPL-2", "GPL-3", "LGPL-3"}:
            place = folder / "common" / text.name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(text, place)


def lay_wheel_licences(site: Path, folder: Path) -> None:
    for info, card in cards(site):
        for text in sorted(path for path in info.rglob("*") if path.is_file()):
            if TEXT.search(text.relative_to(info).as_posix()):
                place = folder / "python" / canonicalize_name(card["Name"]) / text.name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(text, place)
