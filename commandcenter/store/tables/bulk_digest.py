"""What rows that came in bulk were, in one digest a line."""

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import JsonText


class BulkDigestRow(Base):
    """Of rows that came in bulk and leave no image: a salted digest of each, as the line found it.

    16 bytes a row in `salts` and in `digests`, from the row with key `first` on; zeros in `digests`
    where no row was. The image of the bulk has a digest over them. An erased row's salt is zeros.
    """

    __tablename__ = "bulk_digest"
    journalled = Journalled.NONE
    image_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[int] = mapped_column(BigInteger)
    columns: Mapped[list[str]] = mapped_column(JsonText)
    salts: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[bytes] = mapped_column(LargeBinary)
