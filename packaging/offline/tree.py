"""Lays the tree of /opt/commandcenter: Python, packages, Qt as far as it is used, libraries."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline import elf, wheels
from offline.debian import Refused
from offline.elf import LOADER, Patchelf

HOME = "/opt/commandcenter"
PYTHON = "python3.13"
# In the name of the loader that each program asks for: room for that of another place, in which a
# person may lay the same tree (commandcenter/offices/upgrade_package.py).
ROOM = "/." * 75
OF_PYTHON = {PYTHON, "python3.13-minimal", "libpython3.13-minimal", "libpython3.13-stdlib"}


@dataclass(frozen=True, slots=True)
class Tree:
    """The folders of an installation that is being laid."""

    root: Path  # what lies in /
    patchelf: Patchelf

    @property
    def home(self) -> Path:
        return self.root / HOME.lstrip("/")

    @property
    def lib(self) -> Path:
        return self.home / "lib"

    @property
    def site(self) -> Path:
        return self.lib / "python3" / "dist-packages"

    @property
    def python(self) -> Path:
        return self.home / "bin" / PYTHON


def unpack(debs: Mapping[str, Path], stage: Path) -> dict[str, Path]:
    """Each package in a folder of its own."""
    stage.mkdir(parents=True)
    found = {}
    for name, deb in sorted(debs.items()):
        found[name] = stage / name
        if name != "texlive-lang-chinese":  # packaging/fonts.py takes out what is wanted
            subprocess.run(["dpkg-deb", "-x", str(deb), str(found[name])], check=True)
    return found


def drop(folder: Path, patterns: Iterable[str]) -> None:
    """Remove what fits. Raises Refused where a pattern fits nothing any more."""
    found = {pattern: sorted(folder.glob(pattern)) for pattern in patterns}
    idle = [pattern for pattern, paths in found.items() if not paths]
    if idle:
        raise Refused(f"parts.toml drops {' '.join(idle)}, which is not there")
    for path in (path for paths in found.values() for path in paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def lay_python(tree: Tree, packages: Mapping[str, Path], dropped: Iterable[str]) -> None:
    for name in sorted(OF_PYTHON - {"python3.13-minimal"}):
        source = packages[name] / "usr/lib" / PYTHON
        shutil.copytree(
            source, tree.lib / PYTHON, ignore_dangling_symlinks=True, dirs_exist_ok=True
        )
    tree.python.parent.mkdir(parents=True)
    shutil.copy(packages["python3.13-minimal"] / "usr/bin" / PYTHON, tree.python)
    drop(tree.lib / PYTHON, dropped)


def keep_of_qt(tree: Tree, wanted: Mapping[str, Any]) -> None:
    """Of Qt only the modules and plug-ins that are wanted, and the libraries these ask for."""
    pyside = tree.site / "PySide6"
    qt = pyside / "Qt"
    plugins = {p for pattern in wanted["plugins"] for p in fitting(qt / "plugins", pattern)}
    modules = {pyside / f"{name}.abi3.so" for name in wanted["modules"]}
    process = qt / "libexec/QtWebEngineProcess"
    shared = {*pyside.glob("lib*.so*"), *(tree.site / "shiboken6").glob("*.so*")}
    index = {path.name: path for path in (qt / "lib").glob("*.so*")}
    kept, _ = elf.followed([*plugins, *modules, process, *shared], index, tree.patchelf)
    remove(set(pyside.glob("*.abi3.so")) - modules)
    remove(set(index.values()) - kept)
    remove({p for p in (qt / "plugins").rglob("*") if p.is_file()} - plugins)
    remove(others(qt / "translations", wanted["translations"]))


def fitting(folder: Path, pattern: str) -> list[Path]:
    found = list(folder.glob(pattern))
    if not found:
        raise Refused(f"parts.toml keeps “{pattern}”, which is not there")
    return found


def others(folder: Path, kept: Iterable[str]) -> set[Path]:
    stay = {path for name in kept for path in fitting(folder, name)}
    return {path for path in folder.rglob("*") if path.is_file()} - stay


def remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()
        while not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()


def lay_fcitx(tree: Tree, packages: Mapping[str, Path]) -> None:
    """Typing by fcitx: a plug-in of Debian's, made for an older Qt 6, which this one takes."""
    found = fitting(packages["fcitx5-frontend-qt6"], "**/platforminputcontexts/*.so")[0]
    plugin = tree.site / "PySide6/Qt/plugins/platforminputcontexts" / found.name
    shutil.copy(found, plugin)
    tree.patchelf.look_in(plugin, "$ORIGIN/../../lib")  # Qt's, as its other plug-ins do


def lay_libraries(tree: Tree, packages: Mapping[str, Path], loaded: Iterable[str]) -> set[str]:
    """Copy what the tree's files ask for out of Debian's packages; say which gave something."""
    index: dict[str, Path] = {}
    owner: dict[Path, str] = {}
    for name, folder in packages.items():
        for path in sorted(folder.glob("usr/lib/x86_64-linux-gnu/**/*.so*")):
            if elf.is_elf(path.resolve()):
                index.setdefault(path.name, path.resolve())
                owner[path.resolve()] = name
    there = {path.name for path in elf.below(tree.home)}
    wanted = {name: path for name, path in index.items() if name not in there}
    named = [wanted[name] for name in (*loaded, LOADER, "libc.so.6")]
    found, lacking = elf.followed([*elf.below(tree.home), *named], wanted, tree.patchelf)
    if lacking - there:
        raise Refused(f"nothing brings {', '.join(sorted(lacking - there))}")
    asked = {name: path for name, path in wanted.items() if path in {*found, *named}}
    for name, path in sorted(asked.items()):
        if name in (tree.patchelf.soname(path), *loaded, LOADER):
            shutil.copy(path, tree.lib / name)
            (tree.lib / name).chmod(0o755 if name == LOADER else 0o644)
    return {owner[path] for path in asked.values()}


def connect(tree: Tree) -> None:
    """Every program by the own loader, every file by the own libraries."""
    for path in elf.below(tree.home):
        if path.name != LOADER:
            tree.patchelf.reach(path, tree.lib, f"{HOME}/lib{ROOM}/{LOADER}")


def compile_python(tree: Tree) -> None:
    """Compiled modules that know their source by its digest: the same bytes each time."""
    places = [str(tree.lib / PYTHON), str(tree.site)]
    stripped = ("-s", str(tree.root), "-p", "/")
    command = [str(tree.lib / LOADER), str(tree.python), "-s", "-S", "-P", "-m", "compileall", "-q",
               "-j", "1", "--invalidation-mode", "checked-hash", *stripped, *places]  # fmt: skip
    environment = {"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"not everything compiles: {(done.stdout + done.stderr).strip()[-500:]}")


def lay(tree: Tree, packages: Mapping[str, Path], files: Iterable[Path],
        wanted: Mapping[str, Any]) -> set[str]:  # fmt: skip
    """The whole tree but its notices; the names of Debian's packages that are in it."""
    lay_python(tree, packages, wanted["drop"]["python"])
    for wheel in files:
        wheels.unpack(wheel, tree.site)
    drop(tree.site, wanted["drop"]["packages"])
    keep_of_qt(tree, wanted["qt"])
    lay_fcitx(tree, packages)
    lists = tree.home / "libexec" / "fc-list"
    lists.parent.mkdir()
    shutil.copy(packages["fontconfig"] / "usr/bin/fc-list", lists)
    given = lay_libraries(tree, packages, wanted["loaded"]["names"])
    connect(tree)
    return given | OF_PYTHON | {"fontconfig", "fcitx5-frontend-qt6"}
