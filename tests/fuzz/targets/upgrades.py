"""What a seat upgrades from: the signed list of a folder, and an installation file."""

import json
import lzma
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from commandcenter.domain.seat.upgrade import (
    MANIFEST,
    Manifest,
    Package,
    Published,
    SigningKey,
    is_newer,
    package_for,
)
from commandcenter.offices import upgrade_folder, upgrade_package
from commandcenter.store.seat import signatures
from tests.fuzz.judge import Refused, require, tried, twice
from tests.fuzz.targets import Target
from tests.offices.fake_packages import package

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
BLOCK = 512
LAID = 3 << 20  # bytes that a tree out of so small a file may have


def manifest_seeds():
    packages = (Package("commandcenter_0.9.0_amd64.deb", 1000, "0" * 64, 5000, "x86_64"),)
    told = Manifest("0.9.0", "0027", "市局信息中心", AT, packages)
    two = (*packages, replace(packages[0], name="b.deb"))
    later = replace(told, version="0.10.0.dev2", packages=two)
    return [upgrade_folder.written(each).encode() for each in (told, later)]


def manifest_opened(folder):
    pem, public = signatures.make("")
    key = SigningKey(public, "市局信息中心")
    signer, mark = key.signer, key.fingerprint
    published = Published("0.9.0", "0027", signer, mark, "", str(folder), "李蔚", AT)

    def take(data, thorough):
        (folder / MANIFEST).write_bytes(data)  # as anybody may put it there
        found = twice(lambda: upgrade_folder.manifest_in(folder, key, published))
        require(isinstance(found, Refused), "a list that nobody signed is taken")
        try:
            words = data.decode()
        except UnicodeDecodeError:
            return
        signature, _ = signatures.sign(pem, "", data)  # as a newer program may have written it
        told = json.dumps({"manifest": words, "signature": signature}, ensure_ascii=False)
        (folder / MANIFEST).write_text(told, encoding="utf-8")
        of_it = replace(published, digest=upgrade_folder.digest_of(words))
        found = twice(lambda: upgrade_folder.manifest_in(folder, key, of_it))
        if isinstance(found, Refused):
            return
        for machine in ("x86_64", "aarch64"):
            tried(lambda machine=machine: package_for(found, machine))
        is_newer(found.version, "0.3.0")
        again = json.loads(upgrade_folder.written(found))
        require(set(again) == {"version", "schema", "signer", "signed_at", "packages"}, again)
        for each in found.packages:
            require(isinstance(each.size, int) and each.size >= 0, "a size of", each.size)
            require(Path(each.name).name == each.name, "a name that leads elsewhere:", each.name)

    return take


def package_seeds():
    """Plain archives: they are compressed as they are taken."""
    with TemporaryDirectory() as folder:
        return [lzma.decompress(package(Path(folder), kind="xz").read_bytes())]


def with_sums(data):
    """The archive with the sum of each head put right, so that what is in them is looked at."""
    changed, at = bytearray(data), 0
    while at + BLOCK <= len(changed):
        head = changed[at : at + BLOCK]
        if any(head):
            head[148:156] = b" " * 8
            changed[at + 148 : at + 156] = b"%06o\0 " % (sum(head) & 0o777777)
        told = bytes(head[124:136]).strip(b" \0")
        size = int(told, 8) if told and not set(told) - set(b"01234567") else 0
        at += BLOCK + -(-size // BLOCK) * BLOCK
    return bytes(changed)


def in_deb(compressed):
    head = b"data.tar.xz     0           0     0     100644  %-10d`\n" % len(compressed)
    first = b"debian-binary   0           0     0     100644  4         `\n2.0\n"
    return b"!<arch>\n" + first + head + compressed


def package_opened(folder):
    home, outside = folder / "home", folder / "outside"
    outside.mkdir()

    def take(data, thorough):
        compressed = lzma.compress(with_sums(data), preset=0)
        one(".tar.xz", compressed)
        if thorough:
            one(".deb", in_deb(compressed))
            one(".deb", data)
            one(".tar.xz", data)
            one(".tar.xz", compressed[: len(data) % (len(compressed) + 1)])

    def one(suffix, content):
        path = folder / f"a{suffix}"
        path.write_bytes(content)
        found = twice(lambda: upgrade_package.look_into(path))
        tried(lambda: upgrade_folder.manifest_of([path], "x", AT))
        if not isinstance(found, Refused) and found.unpacked > LAID:
            return
        remove(home)
        tried(lambda: upgrade_package.lay(path, home))
        there = {each.name for each in folder.iterdir()}
        require(there <= {"home", "outside", "a.deb", "a.tar.xz"}, "beside its folder:", there)
        require(not any(outside.iterdir()), "something outside its folder")

    return take


def remove(home):
    """Also what nobody may enter."""
    for path in (home, *home.rglob("*")) if home.exists() else ():
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(home, ignore_errors=True)


TARGETS = {
    "manifest": Target(
        "manifest", "json", ("commandcenter.offices.upgrade_folder",
                             "commandcenter.domain.seat.upgrade"), manifest_seeds, manifest_opened,
    ),
    "package": Target(
        "package", "bytes", ("commandcenter.offices.upgrade_package", "tarfile"),
        package_seeds, package_opened, 4,
    ),
}  # fmt: skip
