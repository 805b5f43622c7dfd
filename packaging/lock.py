"""Writes the locks: of every Python package one version, and the digests of its files.

``make lock`` keeps what still fits the ranges of pyproject.toml; with ``ARGS=--upgrade`` it takes
the newest that fit. The locks hold for every Python and system that the program runs on.

    locked-build.txt    what the program itself is built with, before all else
    locked-run.txt      what the program needs
    locked-dev.txt      the same, and what developers need
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TOOL = "uv==0.13.9"  # another version may write the same in another form
FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
BUILD, RUN, DEV = (f"{FOLDER.name}/locked-{name}.txt" for name in ("build", "run", "dev"))
WINDOWS, BUNDLER = f"{FOLDER.name}/windows/locked-tools.txt", "pyinstaller>=6.22,<7"
FOR_ALL = (
    *("--universal", "--fork-strategy", "fewest"),  # one version for every Python where one fits
    *("--generate-hashes", "--annotation-style", "line"),
    *("--custom-compile-command", "make lock", "--quiet"),
)


def fetch_tool(folder: Path) -> Path:
    """The tool in an environment that is thrown away: it is no part of the developers' own."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, TOOL], check=True)
    return folder / "bin" / "uv"


def locked(tool: Path, lock: str, *sources: str, text: str = "", wishes: Sequence[str]) -> None:
    """Write one lock; it names its sources as they stand from the root, and no path else."""
    oldest = project()["project"]["requires-python"].removeprefix(">=")
    command = [str(tool), "pip", "compile", *FOR_ALL, "--python-version", oldest, *wishes]
    subprocess.run([*command, *sources, "-o", lock], cwd=ROOT, check=True, input=text, text=True)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def main(wishes: Sequence[str]) -> None:
    builds = "\n".join(project()["build-system"]["requires"])
    same = ("-c", BUILD, "-c", RUN)  # developers run the versions that users get
    with tempfile.TemporaryDirectory() as scratch:
        try:
            tool = fetch_tool(Path(scratch))
            locked(tool, BUILD, "-", text=builds, wishes=wishes)
            locked(tool, RUN, "pyproject.toml", wishes=wishes)
            locked(tool, DEV, "pyproject.toml", "--extra", "dev", *same, wishes=wishes)
            locked(tool, WINDOWS, "-", *same, text=BUNDLER, wishes=wishes)
        except subprocess.CalledProcessError as error:
            sys.exit(error.returncode)  # the tool has said why


if __name__ == "__main__":
    main(sys.argv[1:])
