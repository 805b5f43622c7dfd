"""What `commandcenter upgrade` says and does."""

from collections.abc import Callable, Sequence
from pathlib import Path

from commandcenter import __version__
from commandcenter.domain.seat.upgrade import Step
from commandcenter.offices import upgrade_offer, upgrades
from commandcenter.store.seat import signatures

Print = Callable[[str], None]


def make_key(url: str, file: Path, signer: str, password: str) -> str:
    key = upgrades.make_key(url, file, signer, password)
    return (
        f"已登记签名密钥 {key.fingerprint}（{key.signer}）。\n"
        f"私钥在 {file}，只用来公布新版本：请离线保管，不要放进各席位能读的文件夹。"
    )


def is_locked(key: Path) -> bool:
    return signatures.is_encrypted(key.read_bytes())


def publish(url: str, packages: Sequence[Path], folder: Path, key: Path, password: str) -> str:
    found, waits = upgrades.publish(url, packages, folder, key, password)
    words = f"已公布 {found.version}（{found.signer}签名，{found.fingerprint}），在 {folder}。"
    if waits:
        words += (
            f"\n它要求数据库结构 {found.schema}：席位要等数据库升级后才能安装，"
            "请先在服务器上装新版本并运行 commandcenter init。"
        )
    return words


def withdraw(url: str) -> str:
    return f"已撤回 {upgrades.withdraw(url).version}。"


def offered(url: str) -> upgrade_offer.Offered:
    return upgrade_offer.offered_at(url)


def told(found: upgrade_offer.Offered, folder: Path | None, *, system: bool) -> str:
    """What would be installed. Raises RuleBroken where nothing can be."""
    unfinished = upgrades.is_unfinished(system=system)
    manifest, where = upgrades.manifest_for(found, folder, unfinished=unfinished)
    key = found.key.fingerprint if found.key else ""
    size = max(package.size + package.unpacked for package in manifest.packages) / 1024**3
    return (
        f"{manifest.version}（现在是 {__version__}），{manifest.signer}签名（{key}），"
        f"在 {where}，约需 {size:.1f} GB。"
    )


def install(found: upgrade_offer.Offered, folder: Path | None, say: Print, *, system: bool) -> str:
    last: Step | None = None

    def said(what: Step, done: int, total: int) -> None:
        nonlocal last
        if what != last:
            last = what
            say(f"{what}…")

    version = upgrades.install(found, folder, system=system, said=said)
    back = "commandcenter upgrade back --system" if system else "commandcenter upgrade back"
    return f"已装好 {version}：关闭并重新打开程序即用新版本；要退回，运行 {back}。"


def back(url: str, *, system: bool) -> str:
    version = upgrades.go_back(upgrade_offer.offered_at(url), system=system)
    return f"已退回{f' {version}' if version else '本机安装的版本'}：关闭并重新打开程序即生效。"
