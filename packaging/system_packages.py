"""Installs the system packages that Qt, the web engine, the fonts and the tests need.

``system_packages.py GROUP…`` with the groups of system-packages.txt. It never fails for want of
rights: then one line names what is missing, and whether Qt loads all the same is seen later.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("system-packages.txt")
# The settings stand in the command, for sudo drops the environment.
APT = (
    *("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"),
    *("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"),
)


@dataclass(frozen=True)
class Need:
    """One line of the list: the names the package goes by, and the library it brings."""

    names: tuple[str, ...]
    library: str | None


class ListBroken(Exception):
    """The package list cannot be read as it stands."""


def read_list(text: str) -> dict[str, list[Need]]:
    """The needs of each group, in the order of the file. Raises ListBroken."""
    groups: dict[str, list[Need]] = {}
    needs: list[Need] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            needs = groups.setdefault(line[1:-1], [])
        elif line and needs is None:
            raise ListBroken(f"line {number} stands before the first [group]")
        elif line and needs is not None:
            needs.append(read_need(line, number))
    return groups


def read_need(line: str, number: int) -> Need:
    *others, last = (part.split() for part in line.split("|"))
    if not 1 <= len(last) <= 2 or any(len(other) != 1 for other in others):
        raise ListBroken(f"line {number} is not “name | other name  library”: {line}")
    names = (*(other[0] for other in others), last[0])
    return Need(names, last[1] if len(last) == 2 else None)


def installed_packages() -> set[str]:
    """The names of Debian's installed packages."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return {line.split()[1] for line in listing.splitlines() if line.startswith("ii")}


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(needs: Iterable[Need], installed: set[str]) -> list[Need]:
    return [need for need in needs if not installed.intersection(need.names)]


def way_to_root() -> list[str] | None:
    """What to put before a command so that it runs as root without asking; None if nothing."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    ):
        return sudo
    return None


def known_name(need: Need) -> str:
    """The first of its names that apt knows; the first at all when apt knows none."""
    for name in need.names:
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True)
        if shown.returncode == 0:
            return name
    return need.names[0]


def run_apt(root: Sequence[str], *arguments: str) -> str:
    """Run apt-get; return its complaint in one line, empty when all went well."""
    done = subprocess.run(
        [*root, *APT, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.splitlines() if line.startswith("E:")]
    return (lines or done.stderr.splitlines() or ["apt-get failed"])[-1]


def install(root: Sequence[str], needs: Sequence[Need]) -> str:
    """Install the packages; return what went wrong in one line, empty when all went well."""
    print(f"set-up: installing {len(needs)} system packages", flush=True)
    stale = run_apt(root, "update")
    names = [known_name(need) for need in needs]
    complaint = run_apt(root, "install", "-y", "--no-install-recommends", *names)
    if complaint:
        return f"set-up: going on without {' '.join(names)}: {stale or complaint}"
    return ""


def on_debian(needs: Sequence[Need]) -> str:
    missing = missing_packages(needs, installed_packages())
    if not missing:
        return ""
    root = way_to_root()
    if root is not None:
        return install(root, missing)
    names = " ".join(need.names[0] for need in missing)
    return f"set-up: missing, for an administrator to install with apt-get: {names}"


def elsewhere(needs: Sequence[Need]) -> str:
    libraries = [need.library for need in needs if need.library and not loads(need.library)]
    names = [need.names[0] for need in needs if not need.library]
    wanted = f"set-up: without apt-get please see to these yourself: {' '.join(names)}"
    return f"{wanted}; libraries not found: {' '.join(libraries)}" if libraries else wanted


def main(groups: Sequence[str]) -> None:
    lists = read_list(LIST.read_text(encoding="utf-8"))
    needs = [need for group in groups for need in lists[group]]
    debian = shutil.which("apt-get") and shutil.which("dpkg-query")
    line = on_debian(needs) if debian else elsewhere(needs)
    if line:
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
