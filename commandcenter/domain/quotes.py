"""Quotes within quotes."""

INNER = str.maketrans("“”", "‘’")
