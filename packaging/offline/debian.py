"""The Debian part: which packages, worked out once by apt and held by their digests."""

import hashlib
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

FOLDER = Path(__file__).parent
LOCK = FOLDER / "locked-debian.txt"
PARTS = FOLDER / "parts.toml"
HEAD = """\
# Written by `make packages ARGS=--renew`: Debian's packages in the offline file.
# name  version  bytes  SHA-256  place in the archive
"""
HELPER = "/usr/lib/apt/apt-helper"  # apt's own way out: proxies and certificates as it has them
LOCAL = ("file:", "copy:", "cdrom:")


class Refused(Exception):
    """Why the offline file cannot be made, in one sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """One package of Debian's."""

    name: str
    version: str
    size: int  # bytes
    sha256: str
    place: str  # below a mirror's address

    @property
    def file(self) -> str:
        return self.place.rpartition("/")[2]


def settings(text: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text or PARTS.read_text(encoding="utf-8"))
    return found


def read_lock(text: str) -> list[Part]:
    """Raises Refused for a line of another form."""
    parts = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split()
        if not fields or line.startswith("#"):
            continue
        if len(fields) != 5 or len(fields[3]) != 64 or not fields[2].isdecimal():
            raise Refused(f"{LOCK.name}: line {number} cannot be read")
        parts.append(Part(fields[0], fields[1], int(fields[2]), fields[3], fields[4]))
    return parts


def as_text(parts: Iterable[Part]) -> str:
    rows = (f"{p.name} {p.version} {p.size} {p.sha256} {p.place}\n" for p in parts)
    return HEAD + "".join(sorted(rows))


def run(command: Sequence[str], cwd: Path | str | None = None) -> str:
    """What it says. Raises Refused with its last word."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise Refused(f"{command[0]} {command[-1]}: {said[-1]}")
    return done.stdout


def release() -> str:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    told = dict(line.partition("=")[::2] for line in lines)
    return told.get("VERSION_CODENAME", "").strip('"')


def sources(suite: str, folder: Path) -> None:
    """This machine's sources of packages, those of its own folders left out, for the suite."""
    kept = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*.*"))]
    for path in kept:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text and not any(word.startswith(LOCAL) for word in text.split()):
            here = release()
            (folder / path.name).write_text(text.replace(here, suite) if here else text)


def private_apt(folder: Path, suite: str) -> list[str]:
    """Options by which apt sees an empty machine and touches nothing of this one."""
    for name in ("state/lists/partial", "cache/archives/partial", "sources", "none"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    sources(suite, folder / "sources")
    told = {
        "Dir::State": "state", "Dir::State::status": "status", "Dir::Cache": "cache",
        "Dir::Etc::sourceparts": "sources", "Dir::Etc::preferencesparts": "none",
    }  # fmt: skip
    options = [f"{key}={folder / name}" for key, name in told.items()]
    options += ["Dir::Etc::sourcelist=/dev/null", "Dir::Etc::preferences=/dev/null"]
    options += ["APT::Install-Recommends=0", "Acquire::Languages=none", "APT::Sandbox::User=root"]
    return ["apt-get", "-qq", *(word for option in options for word in ("-o", option))]


def bases(apt: Sequence[str] = ("apt-get",)) -> list[str]:
    """The addresses of the archives that this machine knows, the longest first."""
    told = run([*apt, "indextargets", "--format", "$(REPO_URI)"]).split()
    return sorted({url for url in told if not url.startswith(LOCAL)}, key=len, reverse=True)


def offered(line: str, archives: Sequence[str]) -> Part:
    """A line of apt's --print-uris: 'ADDRESS' file bytes SHA256:digest."""
    address, file, size, digest = line.split()
    url = address.strip("'")
    base = next((base for base in archives if url.startswith(base)), None)
    method, _, sha256 = digest.partition(":")
    if base is None or method != "SHA256":
        raise Refused(f"apt does not say where {file} lies and what its SHA-256 is")
    name, version, _ = unquote(file).split("_")
    return Part(name, version, int(size), sha256, url.removeprefix(base))


def resolve(wanted: Mapping[str, Any], run_list: Sequence[str]) -> list[Part]:
    """What apt would install on an empty machine, less what is left out. Raises Refused."""
    own, left = wanted["debian"], set(wanted["debian"]["left"])
    with tempfile.TemporaryDirectory() as scratch:
        apt = private_apt(Path(scratch), own["suite"])
        run([*apt, "update"])
        archives = bases(apt)
        force = ("-o", "Acquire::ForceHash=SHA256", "--print-uris")
        names = [name for name in (*run_list, *own["wanted"]) if name not in left]
        found = run([*apt, *force, "-y", "install", *names])
        found += run([*apt, *force, "download", *own["alone"]], cwd=scratch)
    parts = {offered(line, archives) for line in found.splitlines() if line.startswith("'")}
    return [part for part in parts if part.name not in left]


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(parts: Iterable[Part], folder: Path, mirrors: Sequence[str]) -> dict[str, Path]:
    """Each package as a file, from a mirror where the folder has it not. Raises Refused."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for part in parts:
        path = folder / part.file
        if not path.is_file() or digest(path) != part.sha256:
            download(part, path, mirrors)
        files[part.name] = path
    return files


def download(part: Part, path: Path, mirrors: Sequence[str]) -> None:
    path.unlink(missing_ok=True)
    for mirror in mirrors:
        address = f"{mirror.rstrip('/')}/{part.place}"
        command = [HELPER, "-qq", "download-file", address, str(path), f"SHA256:{part.sha256}"]
        if subprocess.run(command, capture_output=True).returncode == 0:
            return
    raise Refused(
        f"no mirror has {part.name} {part.version} any more: take the newer ones with "
        "`make packages ARGS=--renew`, or name an archive that keeps the old, "
        "`ARGS='--mirror ADDRESS'`"
    )
