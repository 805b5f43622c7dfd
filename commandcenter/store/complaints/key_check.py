"""Whether a person key is this database's own: by a check value that tells nothing of the key.

Another key of the right form would make everybody somebody else, so it is refused, with both
fingerprints. The value is set where a key is made, or has been seen to fit: a database of before
has none, and there the newest complaints say by whose key they are known.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import (
    KEY_CHARACTERS,
    Complainant,
    identity_digest,
    person_key,
    reporter_key,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, sentences, word
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.setting import SchemaInfoRow

# A plain SHA-256, so that a server can tell by itself (db/postgres/rights_read.sql): of 32 random
# bytes behind a fixed label nobody finds the key, and no person's HMAC can be equal to it.
LABEL = "commandcenter person key: "
LOOKED_AT = 200  # of the newest complaints
C, P = ComplaintRow.__table__.c, ComplainantRow.__table__.c
TO_BE_KEYED = select(C.id, C.person_key, P.phone, P.id_number).join(
    ComplainantRow.__table__, P.complaint_id == C.id
)
# An older schema has no such column: what it tells comes as a row of text, or not at all.
KEPT = text("SELECT to_jsonb(s) ->> 'key_check' FROM schema_info s")
COLUMNS = text("SELECT name FROM pragma_table_info('schema_info')")
NUMBERED = text("SELECT to_jsonb(s) ->> 'people_numbered' FROM schema_info s")
NUMBERS = text("SELECT digest, number FROM keys.number WHERE digest = ANY (:digests)")

IN_FILE = word("人员识别密钥文件“{where}”")
TO_FILE = word(
    "请从它的备份中取出 person.key，放到“{where}”代替它；"
    "确实找不回时，先把这个文件移到别处，再运行 commandcenter init，换用新密钥并重新识别投诉人。"
)
ON_SERVER = word("共享数据库里存的人员识别密钥")
TO_SERVER = word(
    "请系统管理员从它的备份中取出 person.key，按操作卡第 10 条写回；"
    "确实找不回时按同一条删去它，再运行 commandcenter init，换用新密钥并重新识别投诉人。"
)
OTHER = word("{key}（指纹 {found}）不是{bureau}的：这个数据库要的密钥指纹是 {wanted}。")
STRANGE = word(
    "{key}（指纹 {found}）不是{bureau}的：最近 {looked} 件投诉中，它只认得出 {fitting} 件的投诉人。"
)


class KeyLost(RuleBroken):
    """People are known by a key that is not here."""


class WrongKey(KeyLost):
    """There is a key, and it is another one."""


def check_of(key: bytes) -> str:
    return hashlib.sha256(f"{LABEL}{key.hex()}".encode()).hexdigest()


def fingerprint(check: str) -> str:
    """Short enough to be read out on the telephone: 3F2A-91C0."""
    return f"{check[:4]}-{check[4:8]}".upper()


def expected(session: Session) -> str | None:
    """The check value of the database's own key; None before it is known, or in an older schema."""
    if session.get_bind().dialect.name == "postgresql":
        kept: str | None = session.scalar(KEPT)
        return kept
    if "key_check" not in session.scalars(COLUMNS).all():
        return None
    return session.scalar(select(SchemaInfoRow.key_check))


def note(session: Session, key: bytes) -> None:
    """This is the database's own key from now on. On a server its owner's to say."""
    session.execute(update(SchemaInfoRow).values(key_check=check_of(key)))


def known_by_key(session: Session) -> bool:
    """Whether anybody is: then a new key would make them somebody else."""
    keyed = select(ComplaintRow.id).where(ComplaintRow.person_key != "").limit(1)
    return expected(session) is not None or session.scalar(keyed) is not None


def require_own(session: Session, key: bytes, file: object = None) -> None:
    """Raise WrongKey unless it is this database's. `file`: where it was read; None on a server."""
    require_same(session, check_of(key), file)
    if expected(session) is None:
        _require_fitting(session, key, file)


def require_same(session: Session, found: str, file: object = None) -> None:
    """The same of its check value alone; nothing is said where the database has none yet."""
    wanted = expected(session)
    if wanted not in (None, found):
        raise _wrong(session, OTHER, file, found, wanted=fingerprint(wanted or ""))


def _require_fitting(session: Session, key: bytes, file: object) -> None:
    """Before anything was written down: whoever is known at all is mostly known by it.

    Not by all: several machines had keys of their own once, and a wrong one was taken before.
    """
    rows = [row for row in _newest(session) if 0 < len(row.person_key) <= KEY_CHARACTERS]
    strange = len(_strange(session, rows, key))
    looked = sum(bool(row.phone or row.id_number) for row in rows)
    if 2 * strange > looked:
        values = {"looked": looked, "fitting": looked - strange}
        raise _wrong(session, STRANGE, file, check_of(key), **values)


def fits_all(session: Session, key: bytes) -> bool:
    """On a server that has numbered everybody, who still waits for a number fits, too."""
    strange = _strange(session, _newest(session), key)
    return not any(known for _, known in strange) if numbered(session) else not strange


def numbered(session: Session) -> bool:
    """Whether people have numbers that the server gave; in an older schema they have none."""
    on_server = session.get_bind().dialect.name == "postgresql"
    return on_server and session.scalar(NUMBERED) == "true"


def _strange(session: Session, rows: Iterable[Any], key: bytes) -> list[tuple[Any, set[str]]]:
    """Complaints whose person is not known by the key, with what they would be by it. A reporter's
    may be of either kind: in an older schema it was a complainant's."""
    named = [
        (row, identity_digest(key, Complainant(phone=row.phone, id_number=row.id_number)))
        for row in rows
        if len(row.person_key) <= KEY_CHARACTERS
    ]
    known: dict[bytes, set[str]] = {}
    if numbered(session):
        wanted = {"digests": [digest for _, digest in named if digest]}
        for digest, number in session.execute(NUMBERS, wanted):
            known.setdefault(bytes(digest), set()).add(number)
    else:
        for _, digest in named:
            own = digest.hex()[:KEY_CHARACTERS]
            known[digest] = {own, reporter_key(own)}
    return [
        (row, known.get(digest, set()))
        for row, digest in named
        if digest and row.person_key not in known.get(digest, set())
    ]


def _newest(session: Session) -> list[Any]:
    return list(session.execute(TO_BE_KEYED.order_by(C.id.desc()).limit(LOOKED_AT)).all())


def otherwise(rows: Iterable[Any], key: bytes) -> Iterator[tuple[int, str]]:
    """Complaints of an embedded database that another key was used for, with what they are to have.

    One that is longer than a key's is the mark of an erasure: nobody is recognised by it again.
    """
    for number, kept, phone, id_number, protected in rows:
        own = person_key(key, Complainant(phone=phone, id_number=id_number))
        wanted = reporter_key(own) if protected else own
        if wanted and kept != wanted and len(kept) <= KEY_CHARACTERS:
            yield number, wanted


def _wrong(session: Session, why: str, file: object, found: str, **values: object) -> WrongKey:
    key, way_out = (ON_SERVER, TO_SERVER) if file is None else (IN_FILE, TO_FILE)
    what = why.format(
        key=key.format(where=file), found=fingerprint(found), bureau=named(session), **values
    )
    return WrongKey("{words}", words=sentences((what, way_out.format(where=file))))


def named(session: Session) -> str:
    """The database in words, by its bureau and the number that its backups carry too."""
    office = session.scalar(select(CityRow.office)) or word("本数据库")
    database = session.scalar(select(SchemaInfoRow.database_id))
    return phrase("{office}（数据库 {database}）", office=office, database=database)
