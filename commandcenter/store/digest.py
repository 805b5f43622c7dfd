"""The digests of the journal, as bytes that Python and SQL build alike.

A list of fields becomes one byte string: each field its UTF-8 length, a colon and
its bytes; an absent field a single hyphen. Times are whole microseconds since
1970 UTC. `tests/store/vectors.json` holds examples for both sides.
"""

import hashlib
from collections.abc import Iterable, Sequence

GENESIS = "0" * 64


def pack(fields: Iterable[str | int | None]) -> bytes:
    return b"".join(_field(f) for f in fields)


def _field(value: str | int | None) -> bytes:
    if value is None:
        return b"-"
    data = str(value).encode()
    return b"%d:%b" % (len(data), data)


def sha256(fields: Iterable[str | int | None]) -> str:
    return hashlib.sha256(pack(fields)).hexdigest()


def image_digest(
    salt: str, table: str, key: str, op: str, before: str | None, after: str | None
) -> str:
    """Digest of one changed row. The salt keeps an erased image from being guessed."""
    return sha256((salt, table, key, op, before, after))


def rows_digest(digests: Sequence[str]) -> str:
    """Digest of all rows of a line, in the order of their change."""
    return sha256(digests)


def line_hash(
    previous: str,
    number: int,
    at_micros: int,
    actor: str,
    kind: str,
    subject: int,
    incident_id: int | None,
    verb: str,
    clause: str,
    digest: str,
) -> str:
    fields = (number, at_micros, actor, kind, subject, incident_id, verb, clause, digest)
    return sha256((previous, *fields))
