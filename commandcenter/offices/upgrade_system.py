"""The program of the whole machine, in /opt: installed by its administrator, as root.

    /var/lib/commandcenter-upgrade/NAME             this version's package, and the one before it
    /var/lib/commandcenter-upgrade/unfinished/NAME  the one that an installer was given, until it is
                                                    through: it was cut off, or it failed

What was cut off is done once more, also where the program already says the new version.
"""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import replace
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
from commandcenter.offices.upgrade_package import HOME, look_into, tree_in
from commandcenter.offices.upgrade_place import Said, alone, require_space, unheard

KEPT = Path("/var/lib/commandcenter-upgrade")
OF_DPKG = Path("/var/lib/dpkg/info/commandcenter.list")
PACKAGES = ("*.deb", "*.tar.xz")
PART = ".part"  # what is being copied
INSTALLED = Path(HOME)
SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin")
FOR_ALL = 0o022  # the program closes what it writes to others; an installer must not


@dataclass(frozen=True, slots=True)
class Machine:
    """`by_dpkg`: Debian's installer has put the program there."""

    kept: Path
    by_dpkg: bool

    @property
    def unfinished(self) -> Path:
        return self.kept / "unfinished"

    @property
    def is_unfinished(self) -> bool:
        """An installer was cut off or failed: what lies in /opt may be of two versions."""
        return bool(_packages_in(self.unfinished))

    def packages(self) -> list[Path]:
        """What is kept, the newest first by when it was installed."""
        return _packages_in(self.kept)


def _packages_in(folder: Path) -> list[Path]:
    found = [file for kind in PACKAGES for file in folder.glob(kind) if file.name[0] != "."]
    return sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True)


def this_machine() -> Machine:
    """Raises RuleBroken for who is not root."""
    if os.name == "nt":
        raise RuleBroken("Windows 席位请用安装程序升级。")
    if os.geteuid():
        raise RuleBroken("为整台机器安装要用 root；只给自己装，请去掉 --system。")
    # An empty one is left by a package that was removed.
    return Machine(KEPT, OF_DPKG.exists() and OF_DPKG.stat().st_size > 0)


def install(machine: Machine, folder: Path, manifest: Manifest, kind: str,
            said: Said = unheard) -> None:  # fmt: skip
    """`kind`: of machine, as `uname -m` says. Raises RuleBroken where the installer fails."""
    suffix = ".deb" if machine.by_dpkg else ".tar.xz"
    fitting = tuple(each for each in manifest.packages if each.name.endswith(suffix))
    if not fitting:
        raise RuleBroken("没有公布 {suffix} 安装包，这台机器要用它升级。", suffix=suffix)
    package = package_for(replace(manifest, packages=fitting), kind)
    own_files.make_folder(machine.kept)
    with alone(machine.kept):
        _require_space(machine, package)
        part = machine.kept / PART
        part.unlink(missing_ok=True)  # of one that was cut off
        upgrade_folder.fetch(folder, package, part, lambda n, all_: said(Step.FETCH, n, all_))
        said(Step.INSTALL, 0, 0)
        target = machine.kept / package.name
        os.replace(_run(machine, part, package.name), target)
        _settle(machine, target)
        for file in machine.packages()[2:]:
            file.unlink()


def go_back(machine: Machine, oldest: str) -> str:
    """To the package that was installed before, which is the last one where the newest was cut
    off; its version."""
    found = machine.packages()
    former = found[0 if machine.is_unfinished else 1 :][:1]
    if not former:
        raise RuleBroken("没有保存上一版本的安装包，请用原来的安装文件重新安装。")
    with alone(machine.kept):
        inside = look_into(former[0])
        require_may_go_back(inside.version, oldest)
        _call_installer(machine, former[0])
        _settle(machine, former[0])
    return inside.version


def _settle(machine: Machine, package: Path) -> None:
    """It is what is installed now, and nothing is unfinished."""
    os.utime(package)
    shutil.rmtree(machine.unfinished, ignore_errors=True)


def _require_space(machine: Machine, package: Package) -> None:
    """Neither installer puts a file in place before all are on the disk, beside the old ones."""
    kept = package.size + (0 if machine.by_dpkg else package.unpacked)
    place = INSTALLED.parent if INSTALLED.parent.exists() else Path("/")
    if place.stat().st_dev == machine.kept.stat().st_dev:
        require_space(machine.kept, kept + package.unpacked)
    else:
        require_space(machine.kept, kept)
        require_space(place, package.unpacked)


def _run(machine: Machine, part: Path, name: str) -> Path:
    """The package where it lies afterwards, and stays where the installer fails."""
    shutil.rmtree(machine.unfinished, ignore_errors=True)
    own_files.make_folder(machine.unfinished)
    package = machine.unfinished / name
    os.replace(part, package)
    own_files.sync_folder(machine.unfinished)
    _call_installer(machine, package)
    return package


def _call_installer(machine: Machine, package: Path) -> None:
    if machine.by_dpkg:
        _call(["dpkg", "-i", str(package)], package)
        return
    unpacked = machine.kept / ".unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        with tree_in(package) as tar:
            tar.extractall(unpacked, filter=_as_it_lies)
        _call(["sh", str(unpacked / "install.sh")], package)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def _as_it_lies(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """The one link of the tree leads into /opt: it is where the tree will lie. Its folders are
    for everybody, whatever this process keeps to itself."""
    if member.issym() and member.linkname.startswith(f"{HOME}/"):
        return member
    found = tarfile.data_filter(member, folder)
    return found.replace(mode=0o755, deep=False) if found.isdir() else found


def _call(command: Sequence[str], package: Path) -> None:
    path = os.pathsep.join((os.environ.get("PATH", "/usr/bin:/bin"), *SBIN))  # su leaves these out
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", umask=FOR_ALL,
            stdin=subprocess.DEVNULL, env={**os.environ, "PATH": path},
        )  # fmt: skip
    except OSError as error:
        raise RuleBroken("找不到 {name}，没有安装。", name=command[0]) from error
    if done.returncode:
        raise RuleBroken(
            "{name} 没有装上：{said}。安装包留在 {package}，排除原因后请再运行一次。",
            name=command[0], said=_reason(done.returncode, done.stderr or done.stdout)[:200],
            package=package,
        )  # fmt: skip


def _reason(code: int, said: str) -> str:
    """dpkg says what it stumbled over, then what that was, and last only the file's name."""
    if code < 0:
        return f"安装程序被中断（信号 {-code}）"
    lines = said.strip().splitlines()
    for at, line in enumerate(lines):
        if line.startswith("dpkg: error"):
            more = [each.strip() for each in lines[at + 1 : at + 2] if each.startswith(" ")]
            return " ".join((line, *more)).rstrip(".。")
    return "".join(lines[-1:]).strip().rstrip(".。")
