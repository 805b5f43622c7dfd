"""Parts of the schema that were laid after it."""

from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class LaidPartRow(Base):
    """What the server says of a part of its schema, in its own words, as `init` has laid it.

    Conditions of policies, views, triggers, constraints: the server rewrites what it was given, so
    that a later change of theirs is found by a digest of how it said it then.
    """

    __tablename__ = "laid_part"
    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
