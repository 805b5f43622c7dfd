"""The program of the whole machine, in /opt: installed by its administrator, as root.

The packages of this version and of the one before it are kept, to go back to.
"""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import Manifest, Step, package_for, require_may_go_back
from commandcenter.offices import upgrade_folder
from commandcenter.offices.upgrade_package import look_into, tree_in
from commandcenter.offices.upgrade_place import Said, unheard

KEPT = Path("/var/lib/commandcenter-upgrade")
OF_DPKG = Path("/var/lib/dpkg/info/commandcenter.list")
PACKAGES = ("*.deb", "*.tar.xz")


@dataclass(frozen=True, slots=True)
class Machine:
    """`by_dpkg`: Debian's installer has put the program there."""

    kept: Path
    by_dpkg: bool

    def packages(self) -> list[Path]:
        """What is kept, the newest first by when it was installed."""
        found = [file for kind in PACKAGES for file in self.kept.glob(kind)]
        return sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True)


def this_machine() -> Machine:
    """Raises RuleBroken for who is not root."""
    if os.name == "nt":
        raise RuleBroken("Windows 席位请用安装程序升级。")
    if os.geteuid():
        raise RuleBroken("为整台机器安装要用 root；只给自己装，请去掉 --system。")
    return Machine(KEPT, OF_DPKG.exists())


def install(machine: Machine, folder: Path, manifest: Manifest, kind: str,
            said: Said = unheard) -> None:  # fmt: skip
    """`kind`: of machine, as `uname -m` says. Raises RuleBroken where the installer fails."""
    suffix = ".deb" if machine.by_dpkg else ".tar.xz"
    fitting = tuple(each for each in manifest.packages if each.name.endswith(suffix))
    if not fitting:
        raise RuleBroken("没有公布 {suffix} 安装包，这台机器要用它升级。", suffix=suffix)
    package = package_for(replace(manifest, packages=fitting), kind)
    own_files.make_folder(machine.kept)
    copy = machine.kept / f".{package.name}"
    copy.unlink(missing_ok=True)
    try:
        upgrade_folder.fetch(folder, package, copy, lambda n, all_: said(Step.FETCH, n, all_))
        target = machine.kept / package.name
        said(Step.INSTALL, 0, 0)
        os.replace(copy, target)
        os.utime(target)
        with upgrade_folder.whole_or_gone(target):
            _run(machine, target)
    finally:
        copy.unlink(missing_ok=True)
    for file in machine.packages()[2:]:
        file.unlink()


def go_back(machine: Machine, oldest: str) -> str:
    """To the package that was installed before; its version."""
    found = machine.packages()
    if len(found) < 2:
        raise RuleBroken("没有保存上一版本的安装包，请用原来的安装文件重新安装。")
    inside = look_into(found[1])
    require_may_go_back(inside.version, oldest)
    _run(machine, found[1])
    os.utime(found[1])
    return inside.version


def _run(machine: Machine, package: Path) -> None:
    if machine.by_dpkg:
        _call(["dpkg", "-i", str(package)])
        return
    unpacked = machine.kept / ".unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        with tree_in(package) as tar:
            tar.extractall(unpacked, filter=_as_it_lies)
        _call(["sh", str(unpacked / "install.sh")])
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def _as_it_lies(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """The one link of the tree leads into /opt: it is where the tree will lie."""
    if member.issym() and member.linkname.startswith("/opt/commandcenter/"):
        return member
    return tarfile.data_filter(member, folder)


def _call(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise RuleBroken("找不到 {name}，没有安装。", name=command[0]) from error
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise RuleBroken("{name} 没有装上：{said}", name=command[0], said="".join(last)[:200])
