"""The Python part: the wheels of locked-run.txt for the Python of the offline file, unpacked."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

from offline.debian import Refused

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
    lines = wanted_lines(lock)
    own = [line for line in lines if name_of(line) in built_here]
    asked = folder / "wanted.txt"
    asked.write_text("".join(f"{line}\n" for line in lines if line not in own))
    platforms = [word for name in PLATFORMS for word in ("--platform", name)]
    abis = ("--implementation", "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none")
    pip("download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-d", str(folder),
        "--python-version", VERSION, *platforms, *abis, "-r", str(asked))  # fmt: skip
    asked.write_text("".join(f"{line}\n" for line in own))
    pip("wheel", "--no-deps", "--require-hashes", "--no-build-isolation", "--use-pep517",
        "-w", str(folder), "-r", str(asked))  # fmt: skip
    asked.write_text(tools)
    pip("download", "--no-deps", "--require-hashes", "-d", str(folder / "tools"), "-r", str(asked))
    asked.unlink()
    return chosen(lines, folder)


def name_of(line: str) -> str:
    found = PINNED.match(line)
    if found is None:
        raise Refused(f"a lock has the line “{line[:40]}”, which names no version")
    return canonicalize_name(found[1])


def chosen(lines: Sequence[str], folder: Path) -> list[Path]:
    """The file of each pin; the folder may hold older ones."""
    there = {parse_wheel_filename(path.name)[:2]: path for path in sorted(folder.glob("*.whl"))}
    found = []
    for line in lines:
        version = line.split()[0].partition("==")[2]
        path = next((p for (n, v), p in there.items() if n == name_of(line) and str(v) == version),
                    None)  # fmt: skip
        if path is None:
            raise Refused(f"{name_of(line)} {version} did not come")
        found.append(path)
    return found


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


def tool(folder: Path, name: str, target: Path) -> Path:
    """A program out of a wheel of tools."""
    for wheel in sorted((folder / "tools").glob(f"{name}-*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member.endswith(f".data/scripts/{name}"):
                    target.write_bytes(archive.read(member))
                    target.chmod(0o755)
                    return target
    raise Refused(f"there is no {name}")


def metadata(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("*.dist-info/METADATA"))
