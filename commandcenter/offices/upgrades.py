"""Upgrading: where the database, the folder of packages and this machine meet."""

import platform
from collections.abc import Sequence
from pathlib import Path

from commandcenter import __version__, own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.seat.upgrade import (
    Manifest,
    Published,
    SigningKey,
    require_fits,
    waits_for_database,
)
from commandcenter.offices import upgrade_folder, upgrade_place, upgrade_system
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.opening import opened
from commandcenter.offices.upgrade_offer import Offered, offered
from commandcenter.offices.upgrade_place import Said, unheard
from commandcenter.services.seat import upgrades as service
from commandcenter.settings import load as load_settings
from commandcenter.store.database import Database
from commandcenter.store.database import now as database_now
from commandcenter.store.seat import signatures, upgrade_facts


def make_key(url: str, file: Path, signer: str, password: str) -> SigningKey:
    """Its private part as a new file, its public part in the database: both, or neither."""
    if file.exists():
        raise RuleBroken("“{file}”已经存在，请换一个文件名。", file=file)
    kept, public = signatures.make(password)
    with opened(url) as db, own_files.whole(file, "xb") as out, db.write() as session:
        actor = acting_person(session)
        key = service.keep_key(session, actor, public, signer)
        out.write(kept)
        own_files.sync(out)
    return key


def publish(url: str, packages: Sequence[Path], folder: Path, key_file: Path,
            password: str) -> tuple[Published, bool]:  # fmt: skip
    """What was published, and whether seats have to wait for the database."""
    if not folder.is_dir():
        raise RuleBroken("“{folder}”不是文件夹。", folder=folder)
    pem = key_file.read_bytes()
    with opened(url) as db:
        with db.read() as session:
            service.require_may_publish(session, acting_person(session))
            key, at = upgrade_facts.signing_key(session), database_now(session)
        manifest = upgrade_folder.manifest_of(packages, key.signer if key else "", at)
        words = upgrade_folder.written(manifest)
        signature, public = signatures.sign(pem, password, words.encode())
        with db.read() as session:
            service.require_may_be_published(session, acting_person(session), manifest, public)
        upgrade_folder.put_packages(folder, packages)
        digest, where = upgrade_folder.digest_of(words), str(folder.absolute())
        with db.write() as session:
            actor = acting_person(session)
            found = service.publish(session, actor, manifest, digest, where, public)
            here = upgrade_facts.here(session, __version__)
            upgrade_folder.put_list(folder, words, signature)
    return found, waits_for_database(found, here)


def withdraw(url: str) -> Published:
    with opened(url) as db, db.write() as session:
        return service.withdraw(session, acting_person(session))


def manifest_for(found: Offered, folder: Path | None, *,
                 unfinished: bool = False) -> tuple[Manifest, Path]:  # fmt: skip
    """What this seat may take now, and where it lies. Raises RuleBroken saying why not."""
    if found.published is None:
        raise RuleBroken("本局现在没有公布新版本。")
    require_fits(found.published, found.here, unfinished=unfinished)
    where = folder or Path(folder_of(found.published))
    return upgrade_folder.manifest_in(where, found.key, found.published), where


def is_unfinished(*, system: bool) -> bool:
    """An installation for the whole machine was cut off. Raises RuleBroken for who is not root."""
    return system and upgrade_system.this_machine().is_unfinished


def install(found: Offered, folder: Path | None = None, *, system: bool = False,
            said: Said = unheard) -> str:  # fmt: skip
    """The version that is used from the next start on. `folder`: where it lies for this machine."""
    machine = upgrade_system.this_machine() if system else None
    manifest, where = manifest_for(found, folder, unfinished=is_unfinished(system=system))
    try:
        if machine is not None:
            upgrade_system.install(machine, where, manifest, platform.machine(), said)
        else:
            place = upgrade_place.own_place()
            upgrade_place.install(place, where, manifest, platform.machine(), said)
    except OSError as error:
        words = "“{file}”无法读写：{why}，没有安装。"
        raise RuleBroken(words, file=error.filename or where, why=why(error)) from error
    return manifest.version


def install_of(db: Database, said: Said) -> str:
    """The same from a desk that is open."""
    with db.read() as session:
        found = offered(session)
    return install(found, said=said)


def folder_of(published: Published) -> str:
    """Where it lies for this machine: a share may be found at another place on each."""
    return load_settings().upgrade_folder or published.folder


def former_version() -> str | None:
    """What this person may go back to: "" for the machine's own program, None for nothing."""
    return upgrade_place.former_version(upgrade_place.own_place())


def go_back(found: Offered, *, system: bool = False) -> str:
    """The version that is used from the next start on; "" for that of the machine."""
    if system:
        return upgrade_system.go_back(upgrade_system.this_machine(), found.here.oldest)
    return upgrade_place.go_back(upgrade_place.own_place(), found.here.oldest)


def go_back_of(db: Database) -> str:
    with db.read() as session:
        found = offered(session)
    return go_back(found)
