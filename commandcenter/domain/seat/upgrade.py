"""A newer program for all seats: what the bureau has published of it, and when a seat may take it.

The database decides the order: it is upgraded first, and only then do seats follow. A seat takes
what the database says was published, and nothing that merely lies in the folder.
"""

import re
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined
from commandcenter.late_dataclass import dataclass

MANIFEST = "commandcenter-upgrade.json"  # beside the packages, in the folder that seats can read
OWN_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}(?:\.dev[0-9]{1,9})?")
LONGEST_SIGNER = 40


class Step(StrEnum):
    """Of an installation, in their order."""

    FETCH = "复制并核对"
    LAY = "解开"
    TRY = "试运行"
    INSTALL = "安装"  # by the installer of the machine


@dataclass(frozen=True, slots=True)
class Package:
    """A file to install from. `unpacked`: bytes of what is in it; `machine`: as `uname -m` says."""

    name: str
    size: int
    sha256: str
    unpacked: int
    machine: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is published, as it is signed. `schema`: that which this program brings."""

    version: str
    schema: str
    signer: str
    signed_at: datetime
    packages: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The public part of the key by which this bureau's packages are signed."""

    public: str  # 64 hexadecimal digits
    signer: str

    @property
    def fingerprint(self) -> str:
        return in_groups(self.public)


@dataclass(frozen=True, slots=True)
class Published:
    """What the database says of the newest one. `digest`: of the signed words, by SHA-256."""

    version: str
    schema: str
    signer: str
    fingerprint: str
    digest: str
    folder: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Here:
    """This seat and its database. `embedded`: its database is a file that it keeps itself."""

    version: str
    schema: str
    oldest: str
    embedded: bool


def in_groups(digits: str) -> str:
    """The first sixteen, as people read them to one another."""
    head = digits[:16].upper()
    return "-".join(head[n : n + 4] for n in range(0, 16, 4))


def order(version: str) -> tuple[tuple[int, ...], int]:
    """Of a version's place among others: what is being made stands before what came of it."""
    numbers, _, making = version.partition(".dev")
    parts = [int(part) for part in numbers.split(".") if part.isdigit()]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts), int(making) if making.isdigit() else 1_000_000


def is_newer(version: str, than: str) -> bool:
    return order(version) > order(than)


def may_write(version: str, oldest: str) -> bool:
    """What is being made may do what its release may: 0.3.0.dev1 is as good as 0.3.0."""
    return order(version)[0] >= order(oldest)[0]


def require_version(version: str) -> None:
    if not OWN_VERSION.fullmatch(version):
        raise RuleBroken("安装包里的版本号“{version}”不合写法。", version=version[:40])


def waits_for_database(published: Published, here: Here) -> bool:
    """Whether the database has yet to be upgraded; of a file the program does that itself."""
    return not here.embedded and here.schema < published.schema


def require_fits(published: Published, here: Here, *, unfinished: bool = False) -> None:
    """Raise RuleBroken unless this seat may take what is published now.

    `unfinished`: an installation was cut off; the same version may be installed once more.
    """
    again = unfinished and order(published.version) == order(here.version)
    if not again and not is_newer(published.version, here.version):
        raise RuleBroken(
            "本席的程序是 {here}，已公布的是 {version}，不需要升级。",
            here=here.version,
            version=published.version,
        )
    if waits_for_database(published, here):
        raise RuleBroken(
            "新版本 {version} 要求数据库结构 {schema}，数据库现在是 {now}："
            "请等系统管理员升级数据库（commandcenter init）后再装，本席可以照常工作。",
            version=published.version,
            schema=published.schema,
            now=here.schema,
        )
    if not may_write(published.version, here.oldest):
        raise RuleBroken(
            "已公布的 {version} 低于数据库要求的 {oldest}，请系统管理员重新公布。",
            version=published.version,
            oldest=here.oldest,
        )


def require_may_go_back(former: str, oldest: str) -> None:
    """The former program must still be one that may write."""
    if not may_write(former, oldest):
        raise RuleBroken(
            "数据库要求程序 {oldest} 或更新，不能退回 {former}。", oldest=oldest, former=former
        )


def package_for(manifest: Manifest, machine: str) -> Package:
    """Raises RuleBroken where none is for such a machine."""
    found = [package for package in manifest.packages if package.machine == machine]
    if not found:
        kinds = joined("、", sorted({package.machine for package in manifest.packages}))
        raise RuleBroken(
            "安装包只适用于 {kinds}，本机是 {machine}，不能安装。", kinds=kinds, machine=machine
        )
    return found[0]
