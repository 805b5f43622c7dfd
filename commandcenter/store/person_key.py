"""The key under which people are told apart without being named (HMAC of phone or ID).

There is one for each database, for all who bring complaints in: beside an embedded one it lies
as FILE.key, readable by its owner only; a server keeps it in a table of its own that nobody may
read, and gives it to who takes complaints in. It goes into the backup: without it the same person
could not be recognised again. How a lost one is replaced: store/person_key_care.py.
"""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commandcenter.domain.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import user_data
from commandcenter.store.database import Database
from commandcenter.store.tables.complaint import ComplaintRow
from commandcenter.store.tables.setting import SchemaInfoRow

LENGTH = 32
KEY_CHARACTERS = 24  # 96 bits: no two of ten million people share one
NOT_ALLOWED = "42501"
LAID = text("SELECT to_regprocedure('rights.person_key()') IS NOT NULL")
GIVEN = text("SELECT rights.person_key()")
KEPT = text("SELECT key FROM keys.person")
KEEP = text("INSERT INTO keys.person(id, key) VALUES (1, :key) ON CONFLICT DO NOTHING")


class KeyLost(RuleBroken):
    """There was one, and people are known by it."""


def key_path(db: Database) -> Path:
    """Of an embedded database: beside its file."""
    return Path(f"{db.engine.url.database}.key")


def load_key(db: Database) -> bytes:
    """Read the key, or make it while nobody is known by one yet.

    Raises RuleBroken when it is lost, damaged, or none of this person's business.
    """
    if not db.embedded:
        with db.read() as session:
            if (kept := kept_by_server(session)) is not None:
                return kept
    with db.read() if db.embedded else db.write() as session:
        return key_in(session)


def key_in(session: Session) -> bytes:
    """The same in a transaction that is under way."""
    bind: Any = session.get_bind()
    if bind.dialect.name == "sqlite":
        return _of_file(session, Path(f"{bind.engine.url.database}.key"))
    return _of_server(session)


def _of_file(session: Session, path: Path) -> bytes:
    try:
        if path.exists():
            return read_file(path)
        if known_by_key(session):
            raise KeyLost(
                "人员识别密钥文件“{path}”不见了：请从备份中取回放在原处；确实找不回时运行 "
                "commandcenter init，换用新密钥并重新识别全部投诉人。",
                path=path,
            )
        return make_file(path)
    except OSError as error:
        raise RuleBroken("人员识别密钥文件“{path}”无法读写。", path=path) from error


def read_file(path: Path) -> bytes:
    with suppress(ValueError):  # no hex digits, or no text at all
        key = bytes.fromhex(path.read_text().strip())
        if len(key) == LENGTH:
            return key
    raise RuleBroken("人员识别密钥文件“{path}”已损坏，请从备份恢复。", path=path)


def make_file(path: Path) -> bytes:
    key = secrets.token_bytes(LENGTH)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key


def _of_server(session: Session) -> bytes:
    found = kept_by_server(session)
    if found is None and not known_by_key(session):
        found = _first_on_server(session)
    if found is None:
        raise KeyLost(
            "共享数据库里没有人员识别密钥：请系统管理员运行 commandcenter init（或从备份恢复）。"
        )
    return found


def kept_by_server(session: Session) -> bytes | None:
    try:
        kept = session.scalar(GIVEN if session.scalar(LAID) else KEPT)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == NOT_ALLOWED:
            raise RuleBroken("没有登记、导入投诉的权限，不能使用人员识别密钥。") from error
        raise
    return bytes.fromhex(kept) if kept else None


def _first_on_server(session: Session) -> bytes | None:
    """Made by who rules the database; None for anybody else."""
    if session.scalar(text("SELECT has_table_privilege('keys.person', 'INSERT')")):
        session.execute(KEEP, {"key": secrets.token_hex(LENGTH)})
        return kept_by_server(session)
    return None


def known_by_key(session: Session) -> bool:
    """Whether anybody is: then a new key would make him somebody else."""
    keyed = select(ComplaintRow.id).where(ComplaintRow.person_key != "").limit(1)
    return session.scalar(keyed) is not None


def machine_file(session: Session) -> Path:
    """Where this machine kept a key of its own for a shared database, before there was one."""
    return user_data() / f"{session.scalar(select(SchemaInfoRow.database_id))}.key"


def person_key(key: bytes, complainant: Complainant) -> str:
    """The same text for the same phone (digits only), else for the same ID; "" if neither."""
    phone = complainant.phone
    if not phone.isdigit():
        phone = "".join(c for c in phone if c.isdigit())
    identity = f"p{phone}" if phone else f"i{complainant.id_number.strip().upper()}"
    if len(identity) < 2:
        return ""
    return hmac.digest(key, identity.encode(), "sha256").hex()[:KEY_CHARACTERS]
