"""Where the password of a server's login comes from, and where alone it may be kept.

It is taken from the environment (PGPASSWORD, which is then removed from it), from the key ring of
the operating system, or asked of the person, each time where there is no key ring. This
program writes it to no file, no log and no command line; an address that has one in it is refused.
"""

import getpass
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import own_files
from commandcenter.domain.phrase import phrase, with_note
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part, Welcome
from commandcenter.offices import key_ring as key_rings
from commandcenter.offices.given_password import given
from commandcenter.offices.key_ring import key_ring, secret
from commandcenter.paths import user_config
from commandcenter.store import quick_import  # noqa: F401 - before whatever has SQLAlchemy loaded
from commandcenter.store.address import Address, address_of, is_server, parse
from commandcenter.store.database import Database, Lost, open_database

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "commandcenter"
WAITING = "commandcenter outbox"
OWN_CA = "bureau-ca.crt"

# Asks the person; given the address and why the last one was not right ("" the first time).
Ask = Callable[[Address, str], str | None]


def kept(address: Address) -> str | None:
    ring = key_ring()
    if ring is None:
        return None
    return secret(lambda: ring.get_password(SERVICE, address.text))


def keep(address: Address, password: str) -> bool:
    """Whether the key ring took it."""
    ring = key_ring()
    if ring is None:
        return False

    def put() -> bool:
        ring.set_password(SERVICE, address.text, password)
        return True

    return key_rings.ask(put) is True


def forget(address: Address) -> None:
    ring = key_ring()
    if ring is not None:
        # What is not there cannot be taken out, and is no trouble.
        with_it = secret(lambda: ring.get_password(SERVICE, address.text))
        if with_it is not None:
            key_rings.ask(lambda: ring.delete_password(SERVICE, address.text))


class RingKeys:
    """The keys of what waits on this machine for the database (see store.sealing)."""

    def __init__(self, ring: "KeyringBackend") -> None:
        self._ring = ring

    def find(self, name: str) -> str | None:
        return secret(lambda: self._ring.get_password(WAITING, name))

    def keep(self, name: str, key: str) -> bool:
        """Whether it is there to be found again: a ring may be locked, or forget."""
        key_rings.ask(lambda: self._ring.set_password(WAITING, name, key))
        return self.find(name) == key


def ring_keys() -> RingKeys | None:
    """None where the operating system has no key ring that may be trusted."""
    ring = key_ring()
    return RingKeys(ring) if ring else None


def ask_on_terminal(address: Address, why: str) -> str | None:
    """None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None
    if why:
        print(why, file=sys.stderr)  # noqa: T201 - beside the prompt itself
    return getpass.getpass(f"{address.login}@{address.hosts[0].name} 的口令：") or None


def open_url(url: str, ask: Ask = ask_on_terminal) -> Database:
    """The database, with its password from wherever it is. Raises NotJoined, Lost, RuleBroken."""
    if not is_server(url):
        return open_database(url)
    address, written = parse(url)
    password = written or given() or kept(address)
    while True:
        try:
            db = open_database(address.text, password)
        except Lost:
            password = _asked(address, password, ask)
            continue
        assert db.link is not None
        db.link.on_password = partial(_changed, address)
        return db


def _asked(address: Address, password: str | None, ask: Ask) -> str | None:
    """Another password, if that is what is wrong. Raises NotJoined for all else, or Lost."""
    from commandcenter.store.seat import joining  # brings the driver, which no file needs

    try:
        joining.reach(address, password)
    except NotJoined as why:
        if why.part is not Part.PASSWORD:
            raise
        trouble = key_rings.trouble()
        told = phrase("{words}。", words=trouble) if trouble else ""
        other = ask(address, why.words if password else told)
        if other is None and trouble:
            words = with_note(why.words, trouble)
            raise NotJoined(why.part, "{words}", words=words) from why
        if other is None:
            raise
        return other
    raise Lost("gone in between")


def _changed(address: Address, password: str) -> None:
    """A person changed their own: where the old one was kept, the new one is."""
    if kept(address) is not None:
        keep(address, password)


def try_to_join(wish: JoinRequest) -> Welcome:
    """Raises NotJoined."""
    from commandcenter.store.seat import joining  # brings the driver, which no file needs

    return joining.join(address_of(wish), wish.password)


def joined(wish: JoinRequest, *, remember: bool) -> str:
    """Keep what is needed to come back: a copy of the CA's certificate, the password if wanted.

    Returns the address.
    """
    address = address_of(wish)
    if address.ca:
        own = user_config() / OWN_CA
        own_files.make_folder(own.parent)
        if Path(address.ca).resolve() != own.resolve():
            own_files.write(own, Path(address.ca).read_bytes())
        address = address_of(
            JoinRequest(wish.hosts, wish.database, wish.login, wish.password, str(own), wish.plain)
        )
    if remember:
        keep(address, wish.password)
    else:
        forget(address)
    return address.text
