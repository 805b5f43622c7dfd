"""Seals what a machine keeps for a while: AES-256-GCM, the key in the operating system's key ring.

What is sealed begins with the name of its key, so that one made after a loss of the key does not
pass for the other, and is bound to its place: it opens nowhere else.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from commandcenter.domain.errors import RuleBroken
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass

if TYPE_CHECKING:
    from commandcenter.store import files
else:  # with the first file that is sealed
    files = late("store.files")

KEY_BYTES, NAME_BYTES, NONCE_BYTES, TAG_BYTES = 32, 8, 12, 16
OVERHEAD = NAME_BYTES + NONCE_BYTES + TAG_BYTES


class Locked(Exception):
    """The key is not here: lost, or its key ring is not unlocked."""


class Keys(Protocol):
    """Where keys are kept, as hex digits under their names."""

    def find(self, name: str) -> str | None: ...

    def keep(self, name: str, key: str) -> bool:
        """Whether it was taken."""
        ...


class Seal:
    """One key. `name`: by which what it sealed knows it."""

    def __init__(self, key: bytes) -> None:
        # with the first key only: every desk knows this module, few have anything to seal
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # the same

        self._wrong = InvalidTag
        self.name = hashlib.sha256(b"commandcenter outbox" + key).digest()[:NAME_BYTES]
        self._cipher = AESGCM(key)

    def shut(self, plain: bytes, place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return self.name + nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises Locked for what was sealed by another key, or was changed since."""
        name, rest = sealed[:NAME_BYTES], sealed[NAME_BYTES:]
        if name != self.name:
            raise Locked(name.hex())
        try:
            return self._cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
        except self._wrong as error:
            raise Locked(name.hex()) from error


class Seals:
    """The keys of one place, found by their names in `keys`; None: nothing is sealed."""

    def __init__(self, keys: Keys | None, current: str = "") -> None:
        """`current`: the name of the key used last, "" when there was none."""
        self._keys = keys
        self._known: dict[bytes, Seal | None] = {}
        self.current = self._find(bytes.fromhex(current)) or self._make()

    def _find(self, name: bytes) -> Seal | None:
        if not name or self._keys is None:
            return None
        if name not in self._known:
            found = self._keys.find(name.hex())
            seal = Seal(bytes.fromhex(found)) if found else None
            self._known[name] = seal if seal and seal.name == name else None
        return self._known[name]

    def _make(self) -> Seal | None:
        if self._keys is None:
            return None
        key = os.urandom(KEY_BYTES)
        seal = Seal(key)
        if not self._keys.keep(seal.name.hex(), key.hex()):
            return None
        self._known[seal.name] = seal
        return seal

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises Locked."""
        return self._of(sealed[:NAME_BYTES]).open(sealed, place)

    def _of(self, name: bytes) -> Seal:
        seal = self._find(name)
        if seal is None:
            raise Locked(name.hex())
        return seal


def shut_file(seal: Seal, original: BinaryIO, copy: BinaryIO, place: str) -> None:
    """Part by part; each is bound to its number, the last one to being the last."""
    number, data = 0, original.read(files.PART)
    while True:
        after = original.read(files.PART) if len(data) == files.PART else b""
        copy.write(seal.shut(data, _part(place, number, last=not after)))
        if not after:
            return
        number, data = number + 1, after


@dataclass(frozen=True)
class SealedFile:
    """Read as what was sealed (see files.Source)."""

    path: Path
    seals: Seals
    place: str

    @property
    def name(self) -> str:
        return self.path.name

    def size(self) -> int:
        whole = files.size_of(self.path)
        return whole - OVERHEAD * -(-whole // (files.PART + OVERHEAD))

    def parts(self) -> Iterator[bytes]:
        number = 0
        try:
            with self.path.open("rb") as file:
                sealed = file.read(files.PART + OVERHEAD)
                while sealed:
                    after = file.read(files.PART + OVERHEAD)
                    yield self.seals.open(sealed, _part(self.place, number, last=not after))
                    number, sealed = number + 1, after
        except (OSError, Locked) as error:
            raise RuleBroken("暂存的附件打不开：密钥不在本机，或文件已损坏。") from error


def _part(place: str, number: int, *, last: bool) -> str:
    return f"{place} {number}{' end' if last else ''}"
