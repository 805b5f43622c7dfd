"""The tables, a file per noun: `every` knows them all, each file what it itself refers to.

Mapping one costs a start three thousandths of a second: one that no first picture reads has a file
of its own, and is named by who reads it there, in the function that does.
"""

from importlib import import_module


def load_every() -> None:
    """Before a row is written: what it refers to is written first, and must be known for that.

    Who only reads loads the tables that it reads, and does not wait for the others.
    """
    import_module("commandcenter.store.tables.every")
