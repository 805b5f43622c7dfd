"""How local passwords are kept: argon2id over the NFKC form of what was typed."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


def normal(password: str) -> str:
    """One form for what looks the same: composed and decomposed letters, full width."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    return HASHER.hash(normal(password))


def matches(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, normal(password))
    except (VerificationError, InvalidHashError):
        return False
