"""What the database knows of a newer program: the bureau's signing key, and what is published.

Two of the bureau's settings, so that a seat of an older program, too, finds them as they were.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from commandcenter.domain.seat.upgrade import Here, Published, SigningKey
from commandcenter.store import schema_state
from commandcenter.store.tables.setting import SchemaInfoRow, SettingRow

KEY, PUBLISHED = "bureau:upgrade_key", "bureau:upgrade"


def _value(source: Session | Connection, key: str) -> Mapping[str, Any]:
    found = source.scalar(select(SettingRow.value).where(SettingRow.key == key))
    return found if isinstance(found, dict) else {}


def signing_key(source: Session | Connection) -> SigningKey | None:
    kept = _value(source, KEY)
    return SigningKey(kept["public"], kept["signer"]) if kept else None


def published(source: Session | Connection) -> Published | None:
    """None where nothing is published, or what was is withdrawn."""
    kept = _value(source, PUBLISHED)
    if not kept:
        return None
    return Published(**{**kept, "at": datetime.fromisoformat(kept["at"])})


def here(source: Session | Connection, version: str) -> Here:
    """`version`: of the program at this seat."""
    connection = source.connection() if isinstance(source, Session) else source
    oldest = source.scalar(select(SchemaInfoRow.min_client)) or "0"
    schema = schema_state.revision(connection) or ""
    return Here(version, schema, oldest, connection.dialect.name == "sqlite")


def put_key(session: Session, key: SigningKey) -> None:
    _put(session, KEY, asdict(key))


def put_published(session: Session, found: Published | None) -> None:
    _put(session, PUBLISHED, {**asdict(found), "at": found.at.isoformat()} if found else {})


def _put(session: Session, key: str, value: dict[str, Any]) -> None:
    row = session.get(SettingRow, key)
    if row is None:
        session.add(SettingRow(key=key, value=value, source=""))
    else:
        row.value = value
    session.flush()
