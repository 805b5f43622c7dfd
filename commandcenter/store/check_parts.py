"""Into which parts a check of the record is divided."""

from enum import StrEnum


class Part(StrEnum):
    """What can be checked for itself; the chain is walked with the rows of each."""

    SCHEMA = "schema"
    RECORDS = "records"  # rows of which every change leaves an image
    COMPLAINTS = "complaints"  # rows that came in bulk, and what hangs on them
    COUNTS = "counts"
    OBLIGATIONS = "obligations"  # what is to be done, held against what was done


EVERYTHING = frozenset(Part)
# By night one after the other; the counts are checked by themselves.
NIGHTLY = (Part.SCHEMA, Part.RECORDS, Part.COMPLAINTS)
