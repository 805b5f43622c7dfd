"""Whether this program still fits the database, which may be upgraded while seats work on it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.late_dataclass import dataclass
from commandcenter.store import schema_state
from commandcenter.store.tables.setting import SchemaInfoRow


@dataclass(frozen=True, slots=True)
class Fit:
    """`newer`: the schema is another than this program brings. `too_old`: it may not write."""

    newer: bool
    too_old: bool
    here: str
    oldest: str


def fit(session: Session) -> Fit:
    oldest = session.scalar(select(SchemaInfoRow.min_client)) or "0"
    newer = schema_state.revision(session.connection()) != schema_state.head()
    return Fit(newer, schema_state.is_older(__version__, oldest), __version__, oldest)
