"""What a bureau says of itself beside its borders: the telephone of its duty room, and its name for
as long as there are no borders to keep it with."""

from sqlalchemy.orm import Session

from commandcenter.store.tables.setting import SettingRow

OFFICE, PHONE = "bureau:office", "bureau:duty_phone"


def fact(session: Session, key: str) -> str:
    """ "" where nothing was said."""
    row = session.get(SettingRow, key)
    return str(row.value) if row is not None else ""


def put_fact(session: Session, key: str, words: str) -> bool:
    """Whether that is another one than before."""
    row = session.get(SettingRow, key)
    if (str(row.value) if row is not None else "") == words:
        return False
    if row is None:
        session.add(SettingRow(key=key, value=words, source=""))
    else:
        row.value = words
    session.flush()
    return True
