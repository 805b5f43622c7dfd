"""The program in a person's own folder, which asks for nobody's password: versions side by side.

    ~/.local/lib/commandcenter/VERSION-…  a whole installation each; `whole` in it says so
    ~/.local/lib/commandcenter/current    the one that is used; `former`: the one before it
    ~/.local/bin/commandcenter            the same from a terminal, and an entry of the menu

What is new is laid beside what is used and tried out; one link is turned to it at the end. Whatever
cuts that short, the program that was used is used. The former one stays, to go back to.
"""

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import (
    Manifest,
    Package,
    Step,
    package_for,
    require_may_go_back,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import upgrade_folder
from commandcenter.offices.upgrade_package import Told, lay
from commandcenter.paths import NAME

CURRENT, FORMER, WHOLE, PACKAGE, LOCK = "current", "former", "whole", ".package", ".lock"
ENTRY = "usr/share/applications/commandcenter.desktop"
ICON = "usr/share/icons/hicolor/scalable/apps/commandcenter.svg"
SPARE = 200 * 1024**2  # bytes that must be left on the disk afterwards
PATIENCE = 300  # seconds for the new program to say its version, on a machine that is busy
OF_SYSTEM = "system"  # the former one is none of these: that of the machine

Said = Callable[[Step, int, int], None]  # what is being done, how far, of how much


def unheard(what: Step, done: int, total: int) -> None:
    """For who waits for nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one person. A tree is named by its version and its package's digest."""

    home: Path

    @property
    def base(self) -> Path:
        return self.home / ".local" / "lib" / NAME

    @property
    def command(self) -> Path:
        return self.home / ".local" / "bin" / NAME

    @property
    def entry(self) -> Path:
        return self.home / ".local" / "share" / "applications" / f"{NAME}.desktop"

    def of(self, link: str) -> str:
        """The tree that a link leads to; "" where it leads nowhere."""
        try:
            return os.readlink(self.base / link)
        except OSError:
            return ""

    @property
    def current(self) -> str:
        return self.of(CURRENT)

    @property
    def former(self) -> str:
        """ "system" where before there was the machine's program; "" where there was none."""
        return self.of(FORMER)


def version_of(tree: str) -> str:
    """0.3.1-5f1c20aa is of version 0.3.1."""
    return tree.partition("-")[0]


def own_place() -> Place:
    return Place(Path.home())


def former_version(place: Place) -> str | None:
    """What `go_back` leads to: "" for the machine's own program, None where it leads nowhere."""
    if not place.current or place.former in ("", place.current):  # the latter: cut in `_turn`
        return None
    return "" if place.former == OF_SYSTEM else version_of(place.former)


def install(place: Place, folder: Path, manifest: Manifest, machine: str,
            said: Said = unheard) -> None:  # fmt: skip
    """Lay what the (genuine) manifest names beside what there is, try it, and turn to it.

    Raises RuleBroken, or OSError of the disk; then the program that was used is used.
    """
    package = package_for(manifest, machine)
    _require_system()
    own_files.make_folder(place.base)
    with alone(place.base):
        tree = place.base / f"{manifest.version}-{package.sha256[:8]}"
        if tree.name == place.current:
            _lead_there(place)
            words = "版本 {version} 已经装好，关闭并重新打开程序即可使用。"
            raise RuleBroken(words, version=manifest.version)
        whole = (tree / WHOLE).is_file()
        _clear(place, tree.name if whole else "")
        if not whole:
            require_space(place.base, package.size + package.unpacked)
            with _disk_in_words(place.base), _tree_or_nothing(tree):
                _lay(folder, package, tree, said)
                said(Step.TRY, 0, 0)
                _try(tree, manifest.version)
                own_files.write_text(tree / WHOLE, package.sha256)
                _sync(tree)
        _turn(place, tree.name, place.current or OF_SYSTEM)
        _clear(place, "")


def _lay(folder: Path, package: Package, tree: Path, said: Said) -> None:
    suffix = ".deb" if package.name.endswith(".deb") else ".xz"
    copy = tree.with_name(f"{PACKAGE}{suffix}")
    copy.unlink(missing_ok=True)  # of an installation that was cut off
    try:
        upgrade_folder.fetch(folder, package, copy, _as(Step.FETCH, said))
        lay(copy, tree, _as(Step.LAY, said))
    finally:
        copy.unlink(missing_ok=True)


@contextmanager
def _tree_or_nothing(tree: Path) -> Iterator[None]:
    try:
        yield
    finally:
        if not (tree / WHOLE).exists():
            shutil.rmtree(tree, ignore_errors=True)


def go_back(place: Place, oldest: str) -> str:
    """Turn to the former one, and return its version; "" for the machine's own program.

    `oldest`: the oldest program that may write to the database.
    """
    if former_version(place) is None:
        raise RuleBroken("没有可以退回的上一版本。")
    with alone(place.base):
        former = place.former
        if former == OF_SYSTEM:
            for link in (place.command, place.entry, place.base / FORMER, place.base / CURRENT):
                if link == place.command and not _is_ours(link, place):
                    continue
                link.unlink(missing_ok=True)
            return ""
        version = version_of(former)
        if not (place.base / former / WHOLE).exists():
            raise RuleBroken("上一版本 {former} 的文件不在了，不能退回。", former=version)
        require_may_go_back(version, oldest)
        _turn(place, former, "")
        return version


def _require_system() -> None:
    if os.name == "nt":
        raise RuleBroken("Windows 席位请用安装程序升级。")


@contextmanager
def alone(base: Path) -> Iterator[None]:
    """Nobody else installs or goes back in this folder. Raises RuleBroken where somebody does."""
    with own_files.opened(base / LOCK, "ab") as lock:
        if not own_files.locked(lock):
            raise RuleBroken("本机正在安装或退回，请等它结束。")
        yield


@contextmanager
def _disk_in_words(base: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise RuleBroken("“{base}”所在的磁盘空间不足，没有安装。", base=base) from error


def require_space(base: Path, needed: int) -> None:
    """Raises RuleBroken where the disk of this folder has not so many bytes left."""
    free = shutil.disk_usage(base).free
    if free < needed + SPARE:
        raise RuleBroken(
            "“{base}”所在的磁盘空间不足：需要 {needed:.1f} GB，还剩 {free:.1f} GB，没有安装。",
            base=base, needed=(needed + SPARE) / 1024**3, free=free / 1024**3,
        )  # fmt: skip


def _as(what: Step, said: Said) -> Told:
    return lambda done, total: said(what, done, total)


def _try(tree: Path, version: str) -> None:
    """The new program must start here and say what it is."""
    program = tree / "bin" / NAME
    try:
        done = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RuleBroken("新版本 {version} 在本机不能启动，没有安装。", version=version) from error
    if done.returncode or done.stdout.strip() != version:
        raise RuleBroken("新版本 {version} 在本机不能启动，没有安装。", version=version)


def _sync(tree: Path) -> None:
    """All that was written, before a link leads to it."""
    if hasattr(os, "sync"):
        os.sync()
    own_files.sync_folder(tree.parent)


def _turn(place: Place, tree: str, former: str) -> None:
    """The last step, and the only one that changes what is used."""
    _lead(place.base / FORMER, former)
    _lead(place.base / CURRENT, tree)
    own_files.sync_folder(place.base)
    _lead_there(place)


def _lead_there(place: Place) -> None:
    """From the menu and the terminal; only when there is where to, for both go before /opt's."""
    _write_entry(place, place.base / CURRENT)
    if not place.command.is_symlink() and not place.command.exists():
        own_files.make_folder(place.command.parent)
        _lead(place.command, str(place.base / CURRENT / "bin" / NAME))


def _lead(link: Path, to: str) -> None:
    if not to:
        link.unlink(missing_ok=True)
        return
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(to)
    os.replace(new, link)


def _is_ours(link: Path, place: Place) -> bool:
    return link.is_symlink() and Path(os.readlink(link)).is_relative_to(place.base)


def _write_entry(place: Place, tree: Path) -> None:
    """The menu's, before that of the machine: it calls whatever is current."""
    current = place.base / CURRENT
    if not (tree / ENTRY).is_file():
        return
    lines = (tree / ENTRY).read_text(encoding="utf-8").splitlines()
    changed = {
        "TryExec": str(current / "bin" / NAME),
        "Exec": f'"{current / "bin" / NAME}"',
        "Icon": str(current / ICON),
    }
    kept = [_changed(line, changed) for line in lines]
    own_files.make_folder(place.entry.parent)
    own_files.write_text(place.entry, "\n".join(kept) + "\n")


def _changed(line: str, changed: dict[str, str]) -> str:
    key, is_one, value = line.partition("=")
    if not is_one or key not in changed:
        return line
    if key == "Exec":  # with what stands behind the program's name
        return f"{key}={changed[key]}{value.removeprefix(NAME)}"
    return f"{key}={changed[key]}"


def _clear(place: Place, also: str) -> None:
    """What no link leads to goes, but `also`; what is running stays for another time."""
    kept = {place.current, place.former, also, *_running(place)}
    for tree in place.base.iterdir():
        if tree.is_dir() and not tree.is_symlink() and tree.name not in kept:
            shutil.rmtree(tree, ignore_errors=True)


def _running(place: Place) -> Iterator[str]:
    """The trees that processes of this person run now."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            program = Path(os.readlink(process / "exe"))
            if program.is_relative_to(place.base):
                yield program.relative_to(place.base).parts[0]
