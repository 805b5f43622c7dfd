"""The mappings that a file may fit: made on screen, of this machine's folder, the program's."""

from commandcenter.intake.mapping import Mapping, load_mappings, with_own
from commandcenter.paths import user_config
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.store.database import Database


def known_mappings(db: Database) -> tuple[Mapping, ...]:
    """On a worker. Last come those that cannot be used, each with its trouble."""
    folder = user_config() / "mappings"
    with db.read() as session:
        made = [(own.name, own.data) for own in own_mappings(session)]
    return with_own(made, load_mappings(folder if folder.is_dir() else None))
