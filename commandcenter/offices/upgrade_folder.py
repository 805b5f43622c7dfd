"""The folder from which seats upgrade: packages, and a signed list of them.

The list is one file, so that it and its signature are always of one publication, and it is put
there last. A seat believes neither the folder nor the list: the database says by which key it must
be signed, and which list it is that was published.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.seat.upgrade import (
    MANIFEST,
    Manifest,
    Package,
    Published,
    SigningKey,
    require_version,
)
from commandcenter.offices.upgrade_package import PIECE, SUFFIXES, Contents, Told, look_into
from commandcenter.offices.upgrade_package import unheard as nobody
from commandcenter.store.seat import signatures

LARGEST_LIST = 64 * 1024
MACHINE = re.compile(r"[A-Za-z0-9_]{1,40}")


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def manifest_of(files: Sequence[Path], signer: str, at: datetime) -> Manifest:
    """What these packages are, read out of them. Raises RuleBroken where they are not of one."""
    found: list[tuple[Package, Contents]] = []
    for file in files:
        if not file.name.endswith(SUFFIXES):
            raise RuleBroken("“{name}”不是安装包：要 .deb 或 .tar.xz。", name=file.name)
        inside = look_into(file)
        size, sha256 = file.stat().st_size, _sha256_of(file)
        package = Package(file.name, size, sha256, inside.unpacked, inside.machine)
        found.append((package, inside))
    if len({(inside.version, inside.schema) for _, inside in found}) != 1:
        raise RuleBroken("这些安装包不是同一个版本的，请分别公布。")
    if len({package.name for package, _ in found}) != len(found):
        raise RuleBroken("两个安装包的文件名相同。")
    inside = found[0][1]
    return Manifest(inside.version, inside.schema, signer, at, tuple(p for p, _ in found))


def _sha256_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def written(manifest: Manifest) -> str:
    """The words that are signed: the same for the same manifest."""
    told = {**asdict(manifest), "signed_at": manifest.signed_at.isoformat()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)


def put_packages(folder: Path, files: Sequence[Path]) -> None:
    """Each whole under its name, or not there."""
    for file in files:
        target = folder / file.name
        if not (target.exists() and target.samefile(file)):
            _copy(file, target)
        own_files.let_all_read(target)


def put_list(folder: Path, words: str, signature: str) -> None:
    """In place of the one that is there, whole at once."""
    told = json.dumps({"manifest": words, "signature": signature}, ensure_ascii=False)
    with own_files.whole(folder / MANIFEST, "w", encoding="utf-8") as list_:
        list_.write(told)
        own_files.let_all_read(Path(list_.name))


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as from_, own_files.whole(target) as to:
        while piece := from_.read(PIECE):
            to.write(piece)


def manifest_in(folder: Path, key: SigningKey | None, published: Published) -> Manifest:
    """What lies there, when it is what the bureau has published and signed. Raises RuleBroken."""
    words, signature = _list_in(folder)
    if key is None or key.fingerprint != published.fingerprint:
        raise RuleBroken("数据库里没有公布时的签名密钥，请系统管理员重新公布。")
    if not signatures.is_genuine(key.public, words.encode(), signature):
        raise RuleBroken(
            "“{folder}”里的清单不是用本局的密钥（{mark}）签名的，或者已被改动，不能安装。",
            folder=folder, mark=key.fingerprint,
        )  # fmt: skip
    if digest_of(words) != published.digest:
        raise RuleBroken(
            "“{folder}”里的清单不是数据库里公布的那一份（{version}），不能安装。",
            folder=folder, version=published.version,
        )  # fmt: skip
    return _manifest(words)


def _list_in(folder: Path) -> tuple[str, str]:
    file = folder / MANIFEST
    try:
        with file.open("rb") as source:
            content = source.read(LARGEST_LIST + 1)
    except OSError as error:
        words = "读不到公布的文件夹“{folder}”里的清单：{why}。"
        raise RuleBroken(words, folder=folder, why=why(error)) from error
    try:
        told = json.loads(content) if len(content) <= LARGEST_LIST else {}
        words, signature = str(told["manifest"]), str(told["signature"])
        words.encode()  # what cannot be written nobody has signed
        return words, signature
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RuleBroken("“{file}”不是清单，或者没有复制完。", file=file) from error


def _manifest(words: str) -> Manifest:
    """Of words whose signature was looked at: a program of ours has written them, maybe a newer
    one, which may say more. Raises RuleBroken where it does not say what is needed here."""
    try:
        told = json.loads(words)
        packages = tuple(map(_package, told["packages"]))
        at = datetime.fromisoformat(told["signed_at"])
        found = Manifest(told["version"], told["schema"], told["signer"], at, packages)
        _require_form(bool(packages and at.tzinfo), found.signer, found.schema)
        require_version(found.version)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RuleBroken("已签名的清单写法不合，本程序读不懂，不能安装。") from error
    return found


def _package(told: Mapping[str, Any]) -> Package:
    found = Package(**{each.name: told[each.name] for each in fields(Package)})
    sizes = all(type(size) is int and size >= 0 for size in (found.size, found.unpacked))
    _require_form(sizes, found.name, found.machine, found.sha256)
    within = Path(found.name).name == found.name and found.name.endswith(SUFFIXES)
    _require_form(within and MACHINE.fullmatch(found.machine) is not None)
    return found


def _require_form(holds: bool, *words: object) -> None:
    if not holds or not all(isinstance(word, str) and word.isprintable() for word in words):
        raise ValueError("not of the form that a program of ours writes")


def fetch(folder: Path, package: Package, target: Path, told: Told = nobody) -> None:
    """Copy a package out of the folder, looked at on its way: what is used is what was looked at.

    Raises RuleBroken for one that is not the one of the list; then there is no copy.
    """
    source = folder / package.name
    digest, done = hashlib.sha256(), 0
    with own_files.whole(target, "xb") as copy:
        try:
            with source.open("rb") as original:
                while piece := original.read(PIECE):
                    digest.update(piece)
                    done += len(piece)
                    if done > package.size:
                        break
                    copy.write(piece)
                    told(done, package.size)
        except FileNotFoundError as error:
            raise RuleBroken("文件夹里没有安装包“{name}”。", name=package.name) from error
        if done < package.size:
            raise RuleBroken(
                "安装包“{name}”不完整：应有 {size:,} 字节，只有 {done:,} 字节，可能还没有复制完。",
                name=package.name, size=package.size, done=done,
            )  # fmt: skip
        if done > package.size or digest.hexdigest() != package.sha256:
            raise RuleBroken(
                "安装包“{name}”与签名的清单不符：内容已被改动或损坏，不能安装。", name=package.name
            )
