"""Programs and libraries: what they ask for, and where they are to look for it."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from offline.debian import Refused

MAGIC = b"\x7fELF"
LOADER = "ld-linux-x86-64.so.2"


def is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def below(folder: Path) -> Iterator[Path]:
    """Every program and library, in order."""
    return (path for path in sorted(folder.rglob("*")) if is_elf(path))


class Patchelf:
    """Reads and changes files by the program patchelf."""

    def __init__(self, program: Path) -> None:
        self._program = str(program)
        self._needed: dict[Path, list[str]] = {}

    def _ask(self, *words: str) -> str:
        done = subprocess.run([self._program, *words], capture_output=True, text=True)
        if done.returncode:
            raise Refused(f"patchelf {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def needed(self, path: Path) -> list[str]:
        if path not in self._needed:
            self._needed[path] = self._ask("--print-needed", str(path)).split()
        return self._needed[path]

    def soname(self, path: Path) -> str:
        return self._ask("--print-soname", str(path))

    def rpath(self, path: Path) -> str:
        return self._ask("--print-rpath", str(path))

    def has_interpreter(self, path: Path) -> bool:
        asked = [self._program, "--print-interpreter", str(path)]
        return subprocess.run(asked, capture_output=True).returncode == 0

    def look_in(self, path: Path, folders: str) -> None:
        self._ask("--force-rpath", "--set-rpath", folders, str(path))

    def reach(self, path: Path, libraries: Path, loader: str) -> None:
        """Let a file find the libraries: a program by its loader too.

        DT_RPATH of the program serves all that it loads; but whatever has a RUNPATH of its own
        no longer hears of it, and is given the folder itself.
        """
        before, program = self.rpath(path), self.has_interpreter(path)
        if not before and not program:
            return
        own = f"$ORIGIN/{os.path.relpath(libraries, path.parent)}"
        after = ":".join([*filter(None, before.split(":")), own])
        words = ["--set-interpreter", loader] if program else []
        mode = path.stat().st_mode
        self._ask(*words, "--force-rpath", "--set-rpath", after, str(path))
        path.chmod(mode)


def followed(
    start: Iterable[Path], index: Mapping[str, Path], patchelf: Patchelf
) -> tuple[set[Path], set[str]]:
    """The files of the index that these ask for, and through others; and the names not in it."""
    todo, found, lacking = list(start), set[Path](), set[str]()
    while todo:
        for name in patchelf.needed(todo.pop()):
            path = index.get(name)
            if path is None:
                lacking.add(name)
            elif path not in found:
                found.add(path)
                todo.append(path)
    return found, lacking
