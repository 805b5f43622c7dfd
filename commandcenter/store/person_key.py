"""The key under which people are told apart without being named (HMAC of phone or ID).

It lies beside an embedded database as FILE.key, readable by its owner only, and
goes into the backup: without it the same person could not be recognised again.
"""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from commandcenter.domain.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import user_data
from commandcenter.store.database import Database
from commandcenter.store.tables.setting import SchemaInfoRow

LENGTH = 32
KEY_CHARACTERS = 24  # 96 bits: no two of ten million people share one


def key_path(db: Database) -> Path:
    """Beside the file; for a shared database, in the user's data folder by its id."""
    if db.embedded:
        return Path(f"{db.engine.url.database}.key")
    with db.read() as session:
        name = session.scalar(select(SchemaInfoRow.database_id))
    return user_data() / f"{name}.key"


def load_key(db: Database) -> bytes:
    """Read the key, or make it on first use. Raises RuleBroken when it cannot be read."""
    path = key_path(db)
    try:
        return _read(path) if path.exists() else _make(path)
    except OSError as error:
        raise RuleBroken("人员识别密钥文件“{path}”无法读写。", path=path) from error


def _read(path: Path) -> bytes:
    with suppress(ValueError):  # no hex digits, or no text at all
        key = bytes.fromhex(path.read_text().strip())
        if len(key) == LENGTH:
            return key
    raise RuleBroken("人员识别密钥文件“{path}”已损坏，请从备份恢复。", path=path)


def _make(path: Path) -> bytes:
    key = secrets.token_bytes(LENGTH)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key


def person_key(key: bytes, complainant: Complainant) -> str:
    """The same text for the same phone (digits only), else for the same ID; "" if neither."""
    phone = complainant.phone
    if not phone.isdigit():
        phone = "".join(c for c in phone if c.isdigit())
    identity = f"p{phone}" if phone else f"i{complainant.id_number.strip().upper()}"
    if len(identity) < 2:
        return ""
    return hmac.digest(key, identity.encode(), "sha256").hex()[:KEY_CHARACTERS]
