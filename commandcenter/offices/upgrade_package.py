"""An installation file (.deb or .tar.xz): what is in it, and its tree laid in another place.

The tree is made for /opt/commandcenter. Laid elsewhere, what names that place is written anew: the
loader that each program asks the system for, the scripts, the list of fonts.
"""

import lzma
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import IO

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import require_version
from commandcenter.late_dataclass import dataclass

HOME = "/opt/commandcenter"
TOP = f".{HOME}/"
OF_DESK = ("./usr/share/applications/", "./usr/share/icons/")  # its entry of the menu, its icon
NAMES_HOME = ("share/fonts.conf",)  # beside the scripts of bin and libexec
SUFFIXES = (".deb", ".tar.xz")
AR_MAGIC, AR_HEAD = b"!<arch>\n", 60
DATA = b"data.tar.xz"
VERSION = re.compile(r"dist-packages/commandcenter-([^/]+)\.dist-info/METADATA$")
SCHEMA = re.compile(r"/commandcenter/db/migrations/versions/(\d{4})_[^/]+\.py$")
PYTHON = re.compile(r"^\./opt/commandcenter/bin/python[\d.]+$")
MACHINES = {62: "x86_64", 183: "aarch64", 258: "loongarch64"}  # e_machine of ELF
ELF, INTERPRETER = b"\x7fELF", 3
PIECE = 1 << 20
ENOUGH_OVER = 8  # reads behind the end; a whole archive is read there once or twice
LONGEST = 1 << 40

# Of a 64-bit file: where its table of segments is, of what size and how many; one segment.
HEAD, SEGMENT = Struct("<16xHHIQQQIHHHHHH"), Struct("<IIQQQQQQ")

Told = Callable[[int, int], None]  # bytes read of the file, and how many it has


@dataclass(frozen=True, slots=True)
class Contents:
    """`unpacked`: bytes; `schema`: the newest that its program can make."""

    version: str
    schema: str
    machine: str
    unpacked: int


def unheard(done: int, total: int) -> None:
    """For who waits for nothing."""


def look_into(file: Path, told: Told = unheard) -> Contents:
    """Read it to its end. Raises RuleBroken for what is no whole installation file."""
    versions, schemas, machine, size = set[str](), set[str](), "", 0
    with tree_in(file, told) as tar:
        for member in tar:
            size += member.size
            if found := VERSION.search(member.name):
                versions.add(found[1])
            if found := SCHEMA.search(member.name):
                schemas.add(found[1])
            if PYTHON.match(member.name) and member.isreg():
                machine = _machine_of(tar.extractfile(member))
    if len(versions) != 1 or not schemas or not machine:
        raise RuleBroken("“{name}”不是本程序的安装包。", name=file.name)
    version = versions.pop()
    require_version(version)
    return Contents(version, max(schemas), machine, size)


def _machine_of(file: IO[bytes] | None) -> str:
    head = file.read(20) if file else b""
    if head[:4] != ELF:
        return ""
    number = int.from_bytes(head[18:20], "little")
    return MACHINES.get(number, f"ELF {number}")


@contextmanager
def tree_in(file: Path, told: Told = unheard) -> Iterator[tarfile.TarFile]:
    """What is to lie in /, one member after another."""
    words = "“{name}”不完整或已损坏：没有复制完，请重新复制。"
    try:
        with file.open("rb") as raw:
            if file.suffix == ".deb":
                _go_to_data(raw, file.name)
            with (
                lzma.open(Counted(raw, file.stat().st_size, told)) as plain,  # type: ignore[call-overload]  # reads, and no more is asked
                tarfile.open(fileobj=Ending(plain), mode="r|") as tar,  # type: ignore[call-overload]  # reads, and no more is asked
            ):
                yield tar
    except tarfile.FilterError as error:
        raise RuleBroken("“{name}”里有越出文件夹的路径，不能安装。", name=file.name) from error
    except (lzma.LZMAError, EOFError, tarfile.TarError) as error:
        raise RuleBroken(words, name=file.name) from error


class Counted:
    """A file that says how far it was read."""

    def __init__(self, raw: IO[bytes], size: int, told: Told) -> None:
        self._raw, self._size, self._told = raw, size, told

    def read(self, size: int = -1) -> bytes:
        found = self._raw.read(size)
        self._told(self._raw.tell(), self._size)
        return found


class Ending:
    """A stream that fails who reads on behind its end: to skip the terabytes that a damaged head
    tells of, tarfile would ask a hundred million times for what is not there.
    """

    def __init__(self, plain: IO[bytes]) -> None:
        self._plain, self._over = plain, 0

    def read(self, size: int = -1) -> bytes:
        found = self._plain.read(size)
        self._over += not found
        if self._over > ENOUGH_OVER:
            raise EOFError
        return found


def _go_to_data(raw: IO[bytes], name: str) -> None:
    """To the tree within Debian's archive of three."""
    if raw.read(len(AR_MAGIC)) == AR_MAGIC:
        while len(head := raw.read(AR_HEAD)) == AR_HEAD:
            if head[:16].rstrip(b" /") == DATA:
                return
            size = int(head[48:58]) if head[48:58].strip().isdigit() else LONGEST
            raw.seek(size + size % 2, os.SEEK_CUR)
    raise RuleBroken("“{name}”不是 .deb 安装包，或者没有复制完。", name=name)


def lay(file: Path, home: Path, told: Told = unheard) -> None:
    """The tree of /opt/commandcenter as `home`, with the menu's entry and icon in it."""
    own_files.make_folder(home)
    with tree_in(file, told) as tar:
        for member in tar:
            place = _place_of(member.name)
            if place:
                _lay_member(tar, member.replace(name=place, deep=False), home)
    for path in (*home.glob("bin/*"), *home.glob("libexec/*"), *map(home.joinpath, NAMES_HOME)):
        if path.is_file() and not path.is_symlink():
            _name_home(path, home)
    for path in home.rglob("*"):
        if path.is_file() and not path.is_symlink() and os.access(path, os.X_OK):
            _set_loader(path, home)


def _place_of(name: str) -> str:
    if name.startswith(TOP):
        return name[len(TOP) :].rstrip("/")
    return name[2:] if name.startswith(OF_DESK) and not name.endswith("/") else ""


def _lay_member(tar: tarfile.TarFile, member: tarfile.TarInfo, home: Path) -> None:
    tarfile.data_filter(member, str(home))  # raises for what would lead out of the folder
    path = home / member.name
    if member.isdir():
        own_files.make_folder(path)
        return
    own_files.make_folder(path.parent)
    if member.issym():
        path.symlink_to(member.linkname)
        return
    source = tar.extractfile(member)
    if source is None:
        return
    with own_files.opened(path, "xb") as target:
        while piece := source.read(PIECE):
            target.write(piece)
    if member.mode & 0o100:
        own_files.let_run(path)


def _name_home(path: Path, home: Path) -> None:
    """In a script or a list: it runs from where it lies now."""
    content = path.read_bytes()
    if content[:4] != ELF and HOME.encode() in content:
        with own_files.opened(path, "wb") as file:  # that stays one that runs
            file.write(content.replace(HOME.encode(), os.fsencode(home)))


def _set_loader(path: Path, home: Path) -> None:
    """In a program: the loader of its own tree, where the file keeps room for a longer path."""
    with path.open("rb") as file:
        found = _loader_of(file)
        if found is None:
            return
        at, size = found
        file.seek(at)
        told = file.read(size).rstrip(b"\0")
    if not told.startswith(HOME.encode()):
        return
    wanted = os.fsencode(home / os.path.relpath(os.fsdecode(told), HOME))
    if len(wanted) >= size:
        raise RuleBroken("安装位置“{home}”的路径过长。", home=home)
    with own_files.opened(path, "r+b") as file:
        file.seek(at)
        file.write(wanted.ljust(size, b"\0"))


def _loader_of(file: IO[bytes]) -> tuple[int, int] | None:
    """Where a program keeps the name of its loader, and how much room that has."""
    head = file.read(HEAD.size)
    if head[:4] != ELF or len(head) < HEAD.size:
        return None
    table, each, count = (HEAD.unpack(head)[n] for n in (4, 8, 9))
    for number in range(count):
        file.seek(table + number * each)
        kind, _, at, _, _, size, _, _ = SEGMENT.unpack(file.read(SEGMENT.size))
        if kind == INTERPRETER:
            return at, size
    return None
