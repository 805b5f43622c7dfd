"""The Python part: the wheels of locked-run.txt for the Python of the offline file, unpacked."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

from offline.debian import Refused, digest

# By these names of PyPI's a system with Debian 13's C library is known, and each older one.
PLATFORMS = [f"manylinux_2_{minor}_x86_64" for minor in range(41, 4, -1)]
PLATFORMS += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
VERSION = "3.13"
WHERE = {
    "python_version": VERSION, "python_full_version": f"{VERSION}.0", "sys_platform": "linux",
    "platform_system": "Linux", "platform_machine": "x86_64", "os_name": "posix",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
}  # fmt: skip
PINNED = re.compile(r"([A-Za-z0-9._-]+)==\S+")


def wanted_lines(lock: str) -> list[str]:
    """The pins of a lock, with their digests, that hold for the offline file's Python."""
    found = []
    for line in lock.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pin, *digests = line.split(" --hash=")
        named, _, marker = pin.partition(";")
        if not marker or Marker(marker.strip()).evaluate(WHERE):
            found.append(" --hash=".join([named.strip(), *(each.strip() for each in digests)]))
    return found


def pip(*words: str) -> None:
    """Raises Refused with pip's last word."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise Refused(f"pip {words[0]}: {(said or [done.stderr.strip()])[-1]}")


def fetch(lock: str, folder: Path, built_here: Sequence[str], tools: str) -> list[Path]:
    """Every wheel of the lock as a file; what comes as source only is built. Raises Refused."""
    folder.mkdir(parents=True, exist_ok=True)
    lines, held = wanted_lines(lock), wanted_lines(tools)
    own = [line for line in lines if name_of(line) in built_here]
    others = [line for line in lines if line not in own]
    if lacking(others, folder):
        platforms = [word for name in PLATFORMS for word in ("--platform", name)]
        abis = ("--implementation", "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none")
        target = ("--python-version", VERSION, *platforms, *abis)
        ask(others, folder, "download", "--only-binary", ":all:", *target, "-d")
    if lacking(held, folder):
        ask(held, folder, "download", "-d")
    if any(wheel_of(line, folder) is None for line in own):
        ask(own, folder, "wheel", "--no-build-isolation", "--use-pep517", "-w")
    if lacking([*others, *held], folder):
        raise Refused(f"pip did not bring {' '.join(lacking([*others, *held], folder))}")
    return [path for line in lines if (path := wheel_of(line, folder))]


def ask(lines: Sequence[str], folder: Path, verb: str, *words: str) -> None:
    """Let pip bring these into the folder, each held against its digest."""
    asked = folder / "wanted.txt"
    asked.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    pip(verb, "--no-deps", "--require-hashes", *words, str(folder), "-r", str(asked))
    asked.unlink()


def lacking(lines: Sequence[str], folder: Path) -> list[str]:
    """Names of what is not there, or is not what the lock holds."""
    found = {name_of(line): wheel_of(line, folder) for line in lines}
    held = {name_of(line): line for line in lines}
    return [name for name, path in found.items() if path is None or digest(path) not in held[name]]


def wheel_of(line: str, folder: Path) -> Path | None:
    """The file of a pin; the folder may hold older ones."""
    version = line.split()[0].partition("==")[2]
    for path in sorted(folder.glob("*.whl")):
        name, found = parse_wheel_filename(path.name)[:2]
        if (name, str(found)) == (name_of(line), version):
            return path
    return None


def name_of(line: str) -> str:
    found = PINNED.match(line)
    if found is None:
        raise Refused(f"a lock has the line “{line[:40]}”, which names no version")
    return canonicalize_name(found[1])


def unpack(wheel: Path, site: Path) -> None:
    """As pip does it, less what is for one machine alone: scripts and its own notes."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            place = place_of(member.filename)
            if place is None or member.is_dir():
                continue
            path = site / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))
            path.chmod(0o755 if member.external_attr >> 16 & 0o100 else 0o644)


def place_of(name: str) -> str | None:
    """Where a file of a wheel goes below the folder of packages; None for nowhere."""
    top, _, rest = name.partition("/")
    if "/__pycache__/" in name:
        return None  # of another Python
    if not top.endswith(".data"):
        return name
    kind, _, rest = rest.partition("/")
    return rest if kind in ("purelib", "platlib") else None


def tool(folder: Path, line: str, target: Path) -> None:
    """The program of a pinned wheel of tools, which bears its name."""
    wheel, name = wheel_of(line, folder), name_of(line)
    if wheel is None:
        raise Refused(f"there is no {name}")
    with zipfile.ZipFile(wheel) as archive:
        member = next(m for m in archive.namelist() if m.endswith(f".data/scripts/{name}"))
        target.write_bytes(archive.read(member))
    target.chmod(0o755)


def metadata(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("*.dist-info/METADATA"))
